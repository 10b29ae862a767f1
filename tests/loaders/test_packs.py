"""Alias packs are read as they are written, and every fault is named with its line."""

from pathlib import Path

import pytest

from dutygraph.errors import NameFileError
from dutygraph.loaders.departments import registry
from dutygraph.loaders.packs import TYPES, Pack, bundled, digest, read_pack
from dutygraph.loaders.packwords import RELATIONS

HEADER = "scope,name,other,relation,type,note\n"


def pack(folder: Path, text: str, encoding: str = "utf-8") -> Pack:
    path = folder / "names.csv"
    path.write_bytes((HEADER + text).encode(encoding))
    return read_pack(path)


def refusal(folder: Path, text: str) -> NameFileError:
    with pytest.raises(NameFileError) as caught:
        pack(folder, text)
    assert "\n" not in str(caught.value)
    return caught.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_pack_is_read_in_the_encodings_that_spreadsheets_write(
    tmp_path: Path, encoding: str
) -> None:
    row = pack(tmp_path, "重庆市/云阳县,县教委,县教育委员会,same,政府部门,x\n", encoding).rows[0]
    assert row.scope == ("重庆市", "云阳县")
    assert (row.name, row.other, row.relation) == ("县教委", "县教育委员会", "same")
    assert (row.type, row.note, row.line) == ("政府部门", "x", 2)


def test_columns_may_stand_in_another_order_and_be_left_out(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text("relation,other,name\nsame,县甲乙局,县甲局\n\n,,县丙局\n", encoding="utf-8")
    assert [(row.name, row.other, row.line) for row in read_pack(path).rows] == [
        ("县甲局", "县甲乙局", 2),
        ("县丙局", "", 4),
    ]


def test_name_is_taken_in_its_normal_form(tmp_path: Path) -> None:
    assert pack(tmp_path, "重庆市云阳县,云阳县 甲乙委员会,,,,\n").rows[0].name == "县甲乙委"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (",,县甲局,same,,", "name is empty"),
        (",县甲局,县乙局,sme,,", "“sme” is no relation"),
        (",县甲局,县乙局,,,", "belong together"),
        (",县甲局,,same,,", "belong together"),
        (",县甲局,,,好部门,", "“好部门” is no type"),
        ("云阳县,县甲局,,,,", "no province first"),
        (",县甲乙委,县甲乙委员会,not-same,,", "one spelling"),
    ],
)
def test_faulty_line_is_named(tmp_path: Path, line: str, words: str) -> None:
    message = str(refusal(tmp_path, f",县好局,,,,\n{line}\n"))
    assert message.startswith("names.csv:3: ")
    assert words in message


def test_headers_and_relations_may_be_chinese(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    lines = ["名称,写法,关系,范围,备注", "县甲局,县乙局,不同,,", "县甲队,县甲局,属于,重庆市,"]
    path.write_text("\n".join(lines), encoding="gb18030")
    assert [(row.name, row.other, row.relation, row.scope) for row in read_pack(path).rows] == [
        ("县甲局", "县乙局", "not-same", ()),
        ("县甲队", "县甲局", "part-of", ("重庆市",)),
    ]


@pytest.mark.parametrize("line", [",,有关方面,not-a-body,,", ",有关方面,,不是部门,,"])
def test_words_that_name_no_body_stand_in_either_column(tmp_path: Path, line: str) -> None:
    (row,) = pack(tmp_path, line).rows
    assert (row.name, row.other, row.relation) == ("", "有关方面", "not-a-body")


def test_one_spelling_cannot_be_a_body_and_none(tmp_path: Path) -> None:
    message = str(refusal(tmp_path, ",县甲局,县丙局,same,,\n,,县丙局,not-a-body,,\n"))
    assert message.startswith("names.csv:3: “县丙局” is a body in one of the lines 2 and 3")


def test_a_note_may_have_two_lines(tmp_path: Path) -> None:
    (row, other) = pack(tmp_path, ',县甲局,,,,"one\r\ntwo"\r\n,县乙局,,,,\r\n').rows
    assert (row.note, other.name) == ("one\r\ntwo", "县乙局")


REVIEW = "name,other,relation,type,note,status\n"


@pytest.mark.parametrize(
    "line",
    [
        "县甲乙局,县甲局,,,ask,suggested",
        ",县甲局,,,,未归并",
        "县公安局,公安局,same,,,resolved",
        "县甲局,,,,,已归并",
    ],
)
def test_what_a_review_leaves_open_or_repeats_decides_nothing(tmp_path: Path, line: str) -> None:
    path = tmp_path / "names.csv"
    path.write_text(REVIEW + line, encoding="utf-8")
    found = read_pack(path)
    assert (found.rows, len(found.idle)) == ((), 1)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("县乙局,县甲局,,,,unresolved", "belong together"),
        (",县甲局,same,,,unresolved", "name is empty"),
        ("县乙局,县甲局,,,,resolved", "belong together"),
        ("县乙局,县甲局,,群团,,suggested", "belong together"),
    ],
)
def test_half_a_decision_is_refused(tmp_path: Path, line: str, words: str) -> None:
    path = tmp_path / "names.csv"
    path.write_text(REVIEW + line, encoding="utf-8")
    with pytest.raises(NameFileError, match=words):
        read_pack(path)


def test_one_spelling_of_two_names_is_a_conflict(tmp_path: Path) -> None:
    message = str(refusal(tmp_path, ",县甲局,县丙局,same,,\n,县乙局,县丙局,former,,\n"))
    assert message.startswith("names.csv:3: ")
    assert "县丙局" in message
    assert "县甲局" in message
    assert "line 2" in message


def test_spelling_may_mean_another_body_elsewhere(tmp_path: Path) -> None:
    text = "重庆市,县甲局,县丙局,same,,\n四川省,县乙局,县丙局,same,,\n"
    assert len(pack(tmp_path, text).rows) == 2


def test_two_types_of_one_name_are_a_conflict(tmp_path: Path) -> None:
    message = str(refusal(tmp_path, ",县甲局,,,群团,\n,县甲局,,,法检,\n"))
    assert "群团" in message
    assert "法检" in message


def test_all_faults_of_a_file_are_gathered(tmp_path: Path) -> None:
    error = refusal(tmp_path, ",,,,,\n,县甲局,县乙局,sme,,\n,县甲局,,,坏,\n")
    assert "names.csv:3" in str(error)
    assert "names.csv:4" in str(error)
    each = error.fields["each"]
    assert isinstance(each, tuple)
    assert [str(one).split(": ", 1)[0] for one in each] == ["names.csv:3", "names.csv:4"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "must name the columns"),
        (b"a,b\n1,2\n", "must name the columns"),
        (b"\xff\xff\xff", "neither UTF-8 nor GB18030"),
    ],
)
def test_file_that_is_no_pack_is_refused(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "names.csv"
    path.write_bytes(data)
    with pytest.raises(NameFileError, match=words):
        read_pack(path)


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NameFileError, match="cannot be opened"):
        read_pack(tmp_path / "nothing.csv")


def test_digest_changes_with_what_the_pack_says_only(tmp_path: Path) -> None:
    one = pack(tmp_path, "\n,县甲局,县乙局,same,,a note\n")
    same = pack(tmp_path, ",县甲局,县乙局,same,,\n")
    other = pack(tmp_path, ",县甲局,县乙局,former,,\n")
    assert digest([one]) == digest([same])
    assert digest([one]) != digest([other])
    assert digest([one, other]) != digest([other, one])


def test_digest_keeps_the_bundled_packs_and_the_names_files_apart(tmp_path: Path) -> None:
    mine = pack(tmp_path, ",县甲局,县乙局,same,,\n")
    alone, head, tail = digest(bundled()), *digest((*bundled(), mine)).split("+")
    assert "+" not in alone
    assert head == alone
    assert tail == digest([mine]).split("+")[1]


def test_bundled_packs_have_known_relations_and_types() -> None:
    (chongqing,) = bundled()
    assert {row.scope[0] for row in chongqing.rows} == {"重庆市"}
    assert {row.relation for row in chongqing.rows} <= {"", *RELATIONS}
    assert {row.type for row in chongqing.rows} <= {"", *TYPES}


def test_names_of_the_bundled_pack_do_not_run_into_each_other() -> None:
    """No name is a spelling of another, and none would be taken for another by the rule."""
    place = ("重庆市", "云阳县", "龙角镇")
    names = list(dict.fromkeys(row.name for row in bundled()[0].rows))
    known = registry(names, place, bundled())
    assert list(known.bodies) == names
    assert known.probable() == ()
