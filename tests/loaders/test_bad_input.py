"""Bad input: refused with one clear line, or survived; never a traceback of another kind."""

import tracemalloc
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutygraph.errors import DocumentError
from dutygraph.loaders import read_bytes, read_file
from dutygraph.model import DutyList

HEAD = (
    "重庆市临江县晴溪镇\n履行职责事项清单\n基本履职事项清单\n序号\t事项名称\n1\t加强党建。\n"
    "配合履职事项清单\n序号\t事项名称\t对应上级部门\t上级部门职责\t镇配合职责\n"
    "一、平安法治（1项）\n"
)
DUTY = "1\t养犬管理\t县公安局 县农业农村委\t县公安局：登记犬只。 县农业农村委：防疫。\t做好宣传。\n"
RECLAIMED = "上级部门收回事项清单\n序号\t事项名称\t承接部门及工作方式\n1\t养犬管理\t"


def read(text: str) -> DutyList:
    return read_bytes(text.encode("utf-8", "surrogatepass"), "list.txt")


# Refused


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b" \r\n\t\n", "is empty"),
        (bytes(range(256)) * 8, "is not a text file"),
        (b"\x01\x02" * 200, "is not a text file"),
        (b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00" * 40, "is damaged"),
        ("县\n履行职责事项清单\n".encode("utf-16"), "no readable duty"),
        (("配合履职事项清单\n" * 9).encode("utf-16"), "no readable duty"),
        ("\n".encode("utf-16"), "is empty"),
        ("第一行\n履行职责".encode() + b"\xff\xff\n", "neither UTF-8 nor GB18030"),
        ("für Gemeinden ÿ\n".encode("latin-1"), "neither UTF-8 nor GB18030"),
        ("会议通知\n请各单位参加。\n".encode(), "no readable duty"),
        ("基本履职事项清单\n序号\t事项名称\n".encode(), "no readable duty"),
        (b"a,b,c\n1,2,3\n", "no readable duty"),
    ],
)
def test_no_duty_list_is_refused_in_one_line(data: bytes, words: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_bytes(data, "list.txt")
    message = str(caught.value)
    assert words in message
    assert message.startswith("list.txt")
    assert "\n" not in message


def test_wrong_encoding_names_the_line() -> None:
    with pytest.raises(DocumentError, match=r"^list\.txt, line 3: .* save it as UTF-8 text\.$"):
        read_bytes("一\n二\n".encode() + b"\xff\n", "list.txt")


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="cannot be read"):
        read_file(tmp_path / "missing.txt")


def test_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="cannot be read"):
        read_file(tmp_path)


# Survived


def test_control_characters_are_replaced_with_a_finding() -> None:
    duty_list = read(
        HEAD + DUTY.replace("登记", "登\x07\x0b记").replace("防疫", "防\rfeed\ufffe疫")
    )
    (finding,) = (one for one in duty_list.findings if one.rule == "characters-replaced")
    assert (finding.position.line, finding.values) == (9, (("count", "4"),))
    duty = duty_list.duties[-1]
    assert "登\ufffd\ufffd记犬只。" in [one.text for one in duty.statements]


MEGABYTE = 1 << 20
LINES = {
    "letters": "a",
    "one character": "县",
    "colons": "：",
    "blanks": " ",
    "wide blanks": "　",
    "tabs": "\t",
    "pipes": "|",
    "paragraphs": "<p>",
    "paragraphs with text": "<p>做。</p>",
    "open tags": "<p ",
    "numbers": "1.",
    "numbered texts": "1. 做。",
    "names": "县公安局 ",
    "names with 、": "县公安局、",
    "headings": "县公安局：",
    "headings with text": "县公安局：做。",
    "brackets": "县公安局(",
    "laws": "《安全法》第一条",
    "open laws": "《法",
    "articles": "第一条",
    "stops": "。 ",
    "entities": "&amp;",
    "labels": "承接部门：工作方式：",
    "digits": "12345",
    "marks": "牵头，",
    "repeated words": "甲乙丙丁",
}
CELLS = {
    "alone": "{}\n" + DUTY,
    "title": "1\t{}\t县公安局 县农业农村委\t县公安局：做。\t做。\n",
    "departments": "1\t养犬\t{}\t县公安局：做。\t做。\n",
    "duties": "1\t养犬\t县公安局 县农业农村委\t{}\t做。\n",
    "township": "1\t养犬\t县公安局 县农业农村委\t县公安局：做。\t{}\n",
    "continuation": DUTY + "\t\t{0}\t{0}\t\n",
    "receivers": RECLAIMED + "承接部门：{} 工作方式：做。\n",
    "methods": RECLAIMED + "承接部门：县公安局 工作方式：{}\n",
}


@pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS.keys())
@pytest.mark.parametrize("piece", LINES.values(), ids=LINES.keys())
def test_long_cell_is_survived(piece: str, cell: str) -> None:
    """A hundred kilobytes would take minutes if any step were quadratic."""
    duty_list = read(HEAD + cell.format(piece * (100_000 // len(piece.encode()))))
    assert len(duty_list.duties) >= 1


@pytest.mark.parametrize("piece", ["a", "县", "：", "\t", "1.", "县公安局、"])
def test_line_of_ten_megabytes_is_survived_in_bounded_memory(piece: str) -> None:
    text = HEAD + piece * (10 * MEGABYTE // len(piece.encode())) + "\n" + DUTY
    data = text.encode()
    tracemalloc.start()
    duty_list = read_bytes(data, "list.txt")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [one.title for one in duty_list.duties] == ["加强党建。", "养犬管理"]
    assert peak < 400 * MEGABYTE


def test_a_million_blank_lines_are_survived() -> None:
    duty_list = read(HEAD + "\n" * 1_000_000 + DUTY)
    assert duty_list.duties[-1].positions[0].line == 1_000_009


def test_a_hundred_thousand_cells_are_survived() -> None:
    rows = "".join(
        f"{number}\t" + "\t".join(f"{number}之{cell}" for cell in range(19)) + "\n"
        for number in range(1, 5001)
    )
    duty_list = read(HEAD + rows)
    assert len(duty_list.duties) == 5001


@pytest.mark.parametrize("number", ["1", "9999"])
def test_repeated_numbers_are_survived(number: str) -> None:
    duty_list = read(HEAD + f"{number}\t甲\t县公安局\t做。\t做。\n" * 3000)
    (finding,) = (one for one in duty_list.findings if one.rule == "number-repeated")
    assert dict(finding.values)["times"] == "3000"


# Anything


FRAGMENTS = [
    *("\t", "\n", " ", "　", "|", "\\|", "<p>", "</p>", "<ol>", "<li>", "<br>", "<", "&#0;", "&"),
    *(
        "1",
        "2.",
        "3、",
        "12345",
        "（1）",
        "①",
        "１．",
        "（一）",
        "（十十）",
        "一、",
        "。",
        "；",
        "：",
        ":",
    ),
    *("、", "，", "(", ")", "（", "）", "《", "》", "等", "和", "/", "无", "#", "**"),
    *("县", "区", "市", "镇", "街道", "省", "县公安局", "区公安分局", "县教委", "县委办"),
    *("行业主管部门", "其他相关单位", "牵头部门：", "（牵头）", "县公安局：", "临江县公安局"),
    *("重庆市临江县晴溪镇", "履行职责事项清单", "目录", "基本履职事项清单", "2024年"),
    *("配合履职事项清单", "上级部门收回事项清单", "序号", "事项名称", "对应上级部门", "类别"),
    *("上级部门职责", "镇配合职责", "承接部门及工作方式", "承接部门", "工作方式", "备注"),
    *("承接部门：", "工作方式：", "不再开展", "取消", "无需列明", "党的建设（3项）"),
    *("《安全生产法》第一条", "牵头", "负责会同", "全区", "\x00", "\ufffe", "\ud800", "🚀"),
    *("序号\t事项名称\t对应上级部门\t上级部门职责\t镇配合职责\n", "序号\t事项名称\n", "\n1\t"),
]
pieces = st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=3))


@settings(max_examples=150)
@given(st.lists(pieces, max_size=60).map("".join))
def test_no_text_makes_another_error(text: str) -> None:
    with suppress(DocumentError):
        read(text)


@settings(max_examples=100)
@given(st.lists(pieces, max_size=40).map("".join), st.sampled_from(list(CELLS.values())))
def test_no_cell_makes_another_error(text: str, cell: str) -> None:
    text = text.replace("\ud800", "").replace("\x00", "")
    document = HEAD + cell.replace("{0}", "{}").replace("{}", text)
    with suppress(DocumentError):
        assert read(document).duties


@settings(max_examples=200)
@given(st.binary(max_size=200))
def test_no_bytes_make_another_error(data: bytes) -> None:
    with suppress(DocumentError):
        read_bytes(data, "list.txt")
