"""Where a reclaimed duty goes: receivers and methods, a reason, or an instruction of the form."""

import pytest

from dutygraph.loaders.headers import Field
from dutygraph.loaders.markup import paragraphs
from dutygraph.loaders.rows import Cell, cell_text
from dutygraph.loaders.transfers import Receiving, read
from dutygraph.model import Position

HERE = Position(line=7, end_line=7)


def cell(text: str) -> Cell:
    return paragraphs(text, HERE)


def one_column(text: str, title: str = "养犬登记") -> Receiving:
    return read({Field.TITLE: cell(title), Field.RECEIVING: cell(text)}, title)


def two_columns(receiver: str, method: str) -> Receiving:
    return read({Field.RECEIVER: cell(receiver), Field.METHOD: cell(method)}, "养犬登记")


@pytest.mark.parametrize(
    "text",
    [
        "承接部门：县甲局、县乙局 工作方式：1.登记。2.核查。",
        "<p>承接部门：县甲局、县乙局</p><p>工作方式：</p><p>1.登记。</p><p>2.核查。</p>",
        "承接部门:县甲局、县乙局；工作方式: 1、登记。 2、核查。",
        "承接单位： 县甲局、县乙局<br>承接方式：<br>（1）登记。<br>（2）核查。",
    ],
)
def test_labels_tell_receivers_from_methods(text: str) -> None:
    found = one_column(text)
    assert cell_text(found.receivers).rstrip("；") == "县甲局、县乙局"
    assert [part.text for part in found.methods] == ["登记。", "核查。"]
    assert (found.discontinued, found.reason, found.unlabelled) == (False, None, ())


def test_two_columns_need_no_labels() -> None:
    found = two_columns("县甲局", "1.登记。2.核查。")
    assert cell_text(found.receivers) == "县甲局"
    assert [part.text for part in found.methods] == ["登记。", "核查。"]


@pytest.mark.parametrize("text", ["不再开展", "政策到期，不再实施。", "该项工作已取消。"])
def test_reason_without_receiver(text: str) -> None:
    for found in (one_column(text), two_columns("", text)):
        assert (found.receivers, found.methods) == ((), ())
        assert (found.discontinued, found.reason) == (True, text)


def test_instruction_of_the_form_is_no_reason() -> None:
    found = one_column("不再开展的，无需列明承接部门。")
    assert (found.discontinued, found.reason) == (True, None)
    assert found.template is not None
    assert found.template.positions == (HERE,)


@pytest.mark.parametrize(
    ("method", "ended"),
    [
        ("不再开展此项工作。", True),
        ("取消养犬登记。", True),
        ("取消“养犬登记”工作。", True),
        ("取消养犬登记指标。", False),
        ("取消乡镇养犬登记的职责。", False),
        ("登记。", False),
    ],
)
def test_receiver_whose_only_method_ends_the_work(method: str, ended: bool) -> None:
    found = one_column(f"承接部门：县甲局 工作方式：{method}")
    assert cell_text(found.receivers) == "县甲局"
    assert [part.text for part in found.methods] == [method]
    assert (found.discontinued, found.reason) == (ended, method if ended else None)


def test_one_of_several_methods_ends_nothing() -> None:
    found = one_column("承接部门：县甲局 工作方式：1.不再开展年检。2.登记。")
    assert not found.discontinued
    assert len(found.methods) == 2


def test_other_words_without_receiver_are_kept_apart() -> None:
    found = one_column("由县里另行安排。")
    assert [part.text for part in found.unlabelled] == ["由县里另行安排。"]
    assert not found.discontinued


def test_duty_of_another_list_has_no_transfer() -> None:
    assert read({Field.TITLE: cell("养犬")}, "养犬") == Receiving((), (), False, None)
