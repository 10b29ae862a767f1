"""Where a reclaimed duty goes: receivers and methods, a reason, or an instruction of the form."""

import pytest

from dutygraph.loaders.departmentcolumn import split_names
from dutygraph.loaders.forms.markup import paragraphs
from dutygraph.loaders.headers import Field
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
        ("该事项已取消。", True),
        ("养犬登记不再开展。", True),
        ("加强监管，不再开展行政检查，改为非现场监管。", False),
        ("不再开展行政检查。", False),
        ("乡镇不再承担此项工作。", False),
        ("取消该事项的考核。", False),
        ("不再开展此项工作，改由乙局登记。", False),
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


@pytest.mark.parametrize(
    "text", ["取消该事项的考核。", "不再开展行政检查，改为非现场监管。", "乡镇不再承担此项工作。"]
)
def test_end_of_something_else_is_no_reason(text: str) -> None:
    found = one_column(text)
    assert (found.discontinued, found.reason) == (False, None)
    assert [part.text for part in found.unlabelled] == [text]


@pytest.mark.parametrize(
    ("text", "receivers", "methods"),
    [
        ("县甲局", "县甲局", []),
        ("县甲局、县乙局。", "县甲局、县乙局。", []),
        ("<p>县甲局</p><p>1.登记。</p><p>2.核查。</p>", "县甲局", ["登记。", "核查。"]),
        ("县甲局负责办理。", "县甲局", ["县甲局负责办理。"]),
        ("由县甲局、县乙局依法查处。", "县甲局、县乙局", ["由县甲局、县乙局依法查处。"]),
        ("由县甲局承接，取消该事项的考核。", "县甲局", ["由县甲局承接，取消该事项的考核。"]),
        ("县甲局：1.登记。2.核查。", "县甲局", ["登记。", "核查。"]),
        ("县甲局 工作方式：登记。", "县甲局", ["登记。"]),
        ("县城市管理局依法查处。", "县城市管理局", ["县城市管理局依法查处。"]),
        ("县甲局承办处负责。", "县甲局承办处", ["县甲局承办处负责。"]),
        ("承接部门：由县甲局负责。", "县甲局", ["由县甲局负责。"]),
    ],
)
def test_receivers_are_told_without_a_label(text: str, receivers: str, methods: list[str]) -> None:
    found = one_column(text)
    assert cell_text(found.receivers) == receivers
    assert [part.text for part in found.methods] == methods
    assert (found.discontinued, found.unlabelled) == (False, ())


@pytest.mark.parametrize("label", ["承接主体", "承接单位", "承接机构", "责任部门", "接收单位"])
def test_other_labels_of_receivers(label: str) -> None:
    found = one_column(f"{label}：县甲局；工作方式：登记。")
    assert cell_text(found.receivers).rstrip("；") == "县甲局"
    assert [part.text for part in found.methods] == ["登记。"]


def test_word_in_a_method_is_no_label() -> None:
    found = one_column("承接部门：县甲局 工作方式：通知相关责任部门：县乙局。")
    assert cell_text(found.receivers) == "县甲局"
    assert [part.text for part in found.methods] == ["通知相关责任部门：县乙局。"]


@pytest.mark.parametrize("nothing", ["无", "暂无", "/", "—", "无。"])
def test_word_for_nothing_is_no_receiver(nothing: str) -> None:
    found = one_column(f"承接部门：{nothing} 工作方式：不再开展")
    assert (found.receivers, found.discontinued, found.reason) == ((), True, "不再开展")
    assert two_columns(nothing, "登记。").receivers == ()


def test_methods_behind_a_label_stay_without_a_receiver() -> None:
    found = two_columns("", "1.登记。2.核查。")
    assert [part.text for part in found.methods] == ["登记。", "核查。"]
    assert found.unlabelled == ()


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("承接部门：县甲局 工作方式：1.登记。承接部门：县乙局 工作方式：1.核查。", True),
        ("县甲局：登记。县乙局：核查。", True),
        ("承接部门：县甲局、县乙局 工作方式：1.登记。2.核查。", False),
        ("承接部门：县甲局 承接部门：县乙局 工作方式：1.登记。2.核查。", False),
    ],
)
def test_receivers_with_methods_of_their_own(text: str, apart: bool) -> None:
    found = one_column(text)
    assert [part.text for part in found.methods] == ["登记。", "核查。"]
    assert len(split_names(cell_text(found.receivers), ())) == 2
    assert found.apart is apart


def test_other_words_without_receiver_are_kept_apart() -> None:
    found = one_column("由县里另行安排。")
    assert [part.text for part in found.unlabelled] == ["由县里另行安排。"]
    assert not found.discontinued


def test_duty_of_another_list_has_no_transfer() -> None:
    assert read({Field.TITLE: cell("养犬")}, "养犬") == Receiving((), (), False, None)
