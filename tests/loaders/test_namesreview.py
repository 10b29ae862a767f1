"""Names are written for people to review; what they decide counts, and what they leave does not."""

import csv
import io
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from dutygraph.loaders import namesreview, read_bytes, read_file
from dutygraph.loaders.departments import registry
from dutygraph.loaders.packs import Pack, bundled, read_pack
from dutygraph.messages import N_
from dutygraph.model import DutyList

YUNYANG = "重庆市云阳县龙角镇"
TITLES = "\n履行职责事项清单\n配合履职事项清单\n"
HEADER = "序号\t事项名称\t对应上级部门\t上级部门职责\t镇配合职责\n"
COLUMNS = ["scope", "name", "other", "relation", "type", "note", "status", "rule", "where"]
Line = dict[str, str]


def document(*duties: str, place: str = YUNYANG) -> bytes:
    rows = (f"{number}\t禁毒\t{duty}\t宣传。\n" for number, duty in enumerate(duties, start=1))
    return (place + TITLES + HEADER + "".join(rows)).encode()


def read(*duties: str, packs: Iterable[Pack] = (), place: str = YUNYANG) -> DutyList:
    data = document(*duties, place=place)
    return read_bytes(data, "list.txt", packs=[*bundled(), *packs])


def text(*lists: DutyList, packs: Iterable[Pack] = (), language: str = "en") -> str:
    """Return the review of lists that were read with these names files."""
    found = [row for one in lists for row in namesreview.rows(one, N_)]
    rows = namesreview.review(found, [*bundled(), *packs])
    return namesreview.csv_text(rows, language, N_, "\r\n")


def lines(text: str) -> list[Line]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    assert reader.fieldnames == COLUMNS
    return list(reader)


def short(found: Iterable[Line]) -> list[tuple[str, ...]]:
    return [(one["status"], one["name"], one["other"], one["relation"]) for one in found]


def given(folder: Path, text: str) -> Pack:
    path = folder / "names.csv"
    path.write_text(text, encoding="utf-8-sig", newline="")
    return read_pack(path)


def edited(folder: Path, text: str, other: str, **values: str) -> Pack:
    """Return the names file after somebody has filled in the line of a spelling."""
    found = lines(text)
    (line,) = (one for one in found if one["other"] == other)
    line |= values
    output = io.StringIO()
    writer = csv.DictWriter(output, COLUMNS)
    writer.writeheader()
    writer.writerows(found)
    return given(folder, output.getvalue())


def listed(duty_list: DutyList) -> list[list[str]]:
    return [[one.name for one in duty.departments] for duty in duty_list.duties]


def rules(duty_list: DutyList) -> set[str]:
    return {one.rule for one in duty_list.findings if one.rule.startswith("name-")}


def without_rules(duty_list: DutyList) -> DutyList:
    names = tuple(sorted(replace(one, rule="") for one in duty_list.names))
    return replace(duty_list, names=names, packs="")


# What nobody has edited


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", ["real_list", "sample_path"])
def test_unedited_names_change_nothing(
    path: str, language: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    file: Path = request.getfixturevalue(path)
    before = read_file(file)
    written = text(before, language=language)
    pack = given(tmp_path, written)
    after = read_file(file, packs=[*bundled(), pack])
    assert without_rules(after) == without_rules(before)
    assert text(after, packs=[pack], language=language) == written


GUESSED = "县发展改革委、县公安局\t县发改革委：批。县公安局：查。"
HARD = (
    (GUESSED,),
    ("县公安局（县交巡警大队）、县教委\t公安局：协调市公安局查。教委：教。",),
    ("县甲乙丙局、县甲乙局\t县甲局：查。",),
    ("县甲乙丙局、县公安局（行业主管部门）\t县公安局：查。县文管所：请辖区公安局管。",),
    ("各乡镇、县公安局\t县公安局：查。各乡镇：管。",),
    ("县公安局、行业主管部门（县甲局）\t配合部门：查。",),
    ("=县公安局、-1、'县甲局\t县甲局：查。",),
    ("县政府办（县外事办）\t县政府办：查。",),
)


@pytest.mark.parametrize("duties", HARD)
def test_unedited_names_of_a_hard_document_change_nothing(
    duties: tuple[str, ...], tmp_path: Path
) -> None:
    before = read(*duties)
    written = text(before)
    pack = given(tmp_path, written)
    after = read(*duties, packs=[pack])
    assert without_rules(after) == without_rules(before)
    assert text(after, packs=[pack]) == written


def test_lines_hold_all_that_a_person_needs(sample: DutyList) -> None:
    found = {(one["name"], one["other"]): one for one in lines(text(sample))}
    assert found["县公安局", ""]["type"] == "政府部门"
    assert found["县公安局", ""]["rule"] == "column"
    assert found["", "行业主管部门"]["relation"] == "not-a-body"
    assert {one["scope"] for one in found.values()} == {"重庆市/临江县"}


def test_chinese_words_are_read_back(tmp_path: Path) -> None:
    written = text(read(GUESSED), language="zh")
    assert written.startswith("范围,名称,写法,关系,类型,备注,状态,规则,位置\r\n")
    assert "县发展改革委,县发改革委,,,,待定," in written
    decided = given(tmp_path, written.replace("县发改革委,,,,待定", "县发改革委,曾用名,,,待定"))
    assert rules(read(GUESSED, packs=[decided])) == set()


# What somebody decides


def test_a_guess_is_open_until_it_is_decided(tmp_path: Path) -> None:
    written = text(read(GUESSED))
    assert short(lines(written))[0] == ("suggested", "县发展改革委", "县发改革委", "")
    same = edited(tmp_path, written, "县发改革委", relation="same", note="asked")
    after = read(GUESSED, packs=[same])
    assert rules(after) == set()
    line = next(one for one in lines(text(after, packs=[same])) if one["other"] == "县发改革委")
    assert (line["status"], line["relation"], line["note"]) == ("decided", "same", "asked")
    assert line["where"] == "line 5"


def test_a_guess_may_be_wrong(tmp_path: Path) -> None:
    written = text(read(GUESSED))
    apart = edited(tmp_path, written, "县发改革委", relation="not-same")
    after = read(GUESSED, packs=[apart])
    assert rules(after) == {"name-unresolved"}
    again = text(after, packs=[apart])
    assert [row for row in short(lines(again)) if "县发改革委" in row] == [
        ("unresolved", "", "县发改革委", ""),
        ("decided", "县发展改革委", "县发改革委", "not-same"),
    ]
    pack = given(tmp_path, again)
    assert text(read(GUESSED, packs=[pack]), packs=[pack]) == again


def test_a_spelling_of_two_bodies_is_one_line_for_each(tmp_path: Path) -> None:
    duty = "县甲乙丙局、县甲丁丙局\t县甲丙局：查。"
    before = read(duty)
    assert rules(before) == {"name-ambiguous"}
    found = lines(text(before))
    assert short(found)[:2] == [
        ("suggested", "县甲丁丙局", "县甲丙局", ""),
        ("suggested", "县甲乙丙局", "县甲丙局", ""),
    ]
    output = text(before).replace("县甲丁丙局,县甲丙局,", "县甲丁丙局,县甲丙局,same")
    after = read(duty, packs=[given(tmp_path, output)])
    assert rules(after) == set()
    assert after.duties[0].statements[0].bearers[0].name == "县甲丁丙局"


def test_two_names_that_may_be_one_are_brought_together(tmp_path: Path) -> None:
    duty = "县甲乙局、县甲局\t县甲乙局：查。县甲局：管。"
    written = text(read(duty))
    assert short(lines(written))[0] == ("suggested", "县甲乙局", "县甲局", "")
    after = read(duty, packs=[edited(tmp_path, written, "县甲局", relation="same")])
    assert listed(after) == [["县甲乙局"]]
    assert rules(after) == set()


def test_what_a_name_is_called_by_goes_with_it(tmp_path: Path) -> None:
    """县甲局 becomes a spelling of another name, and its own spelling 县甲队 stays with it."""
    duty = "县甲乙局、县甲局、县甲队\t县甲乙局：查。"
    first = given(tmp_path, "name,other,relation\n县甲局,县甲队,same\n")
    written = text(read(duty, packs=[first]), packs=[first])
    after = read(duty, packs=[edited(tmp_path, written, "县甲局", relation="same")])
    assert listed(after) == [["县甲乙局"]]


def test_an_unresolved_name_gets_its_body(tmp_path: Path) -> None:
    duty = "县文化旅游委\t县文管所：查。"
    written = text(read(duty))
    assert short(lines(written))[0] == ("unresolved", "", "县文管所", "")
    pack = edited(tmp_path, written, "县文管所", name="县文化旅游委", relation="same")
    after = read(duty, packs=[pack])
    assert after.duties[0].statements[0].bearers[0].name == "县文化旅游委"


def test_words_that_name_no_body_become_an_unnamed_group(tmp_path: Path) -> None:
    duty = "县公安局、县有关方面\t县公安局：查。"
    before = read(duty)
    assert listed(before) == [["县公安局", "县有关方面"]]
    written = text(before).replace(",县有关方面,,,", ",县有关方面,,not-a-body,")
    after = read(duty, packs=[pack := given(tmp_path, written)])
    assert listed(after) == [["县公安局"]]
    assert [one.name for one in after.duties[0].placeholders] == ["县有关方面"]
    assert "县有关方面" not in {one.name for one in after.bodies}
    row = ("not-a-body", "", "县有关方面", "not-a-body")
    assert [one for one in short(lines(text(after, packs=[pack]))) if "县有关方面" in one] == [row]


def test_an_unnamed_group_may_be_a_body_after_all(tmp_path: Path) -> None:
    duty = "行业主管部门、县公安局\t行业主管部门：查。"
    written = text(read(duty))
    pack = edited(tmp_path, written, "行业主管部门", name="县教委", relation="same")
    after = read(duty, packs=[pack])
    assert listed(after) == [["县教委", "县公安局"]]
    assert after.duties[0].placeholders == ()


def test_a_township_may_be_a_body_after_all(tmp_path: Path) -> None:
    duty = "县公安局、龙山街道\t县公安局：查。"
    before = read(duty)
    assert ("not-a-body", "", "龙山街道", "not-a-body") in short(lines(text(before)))
    pack = edited(tmp_path, text(before), "龙山街道", name="龙山街道", relation="same")
    assert listed(read(duty, packs=[pack])) == [["县公安局", "龙山街道"]]


def test_a_type_is_remembered(tmp_path: Path) -> None:
    duty = "县甲局、云阳县甲局\t县甲局：查。"
    written = text(read(duty))
    pack = given(tmp_path, written.replace("县甲局,,,,", "县甲局,,,事业单位,"))
    after = read(duty, packs=[pack])
    assert [one.type for one in after.bodies] == ["事业单位"]
    again = text(after, packs=[pack])
    assert [one["type"] for one in lines(again)] == ["事业单位", ""]
    kept = given(tmp_path, again)
    assert text(read(duty, packs=[kept]), packs=[kept]) == again


def test_what_stands_in_brackets_may_be_a_part(tmp_path: Path) -> None:
    duty = "县甲局(县乙队)\t县甲局：查。"
    written = text(read(duty))
    assert short(lines(written))[0] == ("suggested", "县乙队", "县甲局", "")
    pack = edited(tmp_path, written, "县甲局", relation="part-of")
    after = read(duty, packs=[pack])
    assert {one.name: one.part_of for one in after.bodies}["县乙队"] == ("县甲局",)
    assert ("decided", "县乙队", "县甲局", "part-of") in short(lines(text(after, packs=[pack])))


def test_a_note_on_an_open_line_is_kept(tmp_path: Path) -> None:
    written = text(read(GUESSED))
    pack = edited(tmp_path, written, "县发改革委", note="asked 编办,\nno answer")
    again = lines(text(read(GUESSED, packs=[pack]), packs=[pack]))
    assert again[0]["note"] == "asked 编办,\nno answer"
    assert again[0]["status"] == "suggested"


# What names files said before


def test_lines_of_names_files_are_carried_over(tmp_path: Path) -> None:
    mine = (
        "scope,name,other,relation,type,note\n"
        "重庆市,县公安局,县公安分局,former,,once\n"
        ",县民政局,县财政局,not-same,,\n"
        "四川省/成都市/郫都区,区甲局,区乙局,same,群团,\n"
        "重庆市/云阳县,,有关方面,not-a-body,,\n"
    )
    pack = given(tmp_path, mine)
    written = text(read("县公安分局\t县公安局：查。", packs=[pack]), packs=[pack])
    found = {one["other"]: one for one in lines(written) if one["other"]}
    assert {
        other: [one[column] for column in ("scope", "name", "relation", "type", "note", "where")]
        for other, one in found.items()
    } == {
        "县公安分局": ["重庆市", "县公安局", "former", "", "once", "line 5"],
        "县财政局": ["", "县民政局", "not-same", "", "", ""],
        "区乙局": ["四川省/成都市/郫都区", "区甲局", "same", "群团", "", ""],
        "有关方面": ["重庆市/云阳县", "", "not-a-body", "", "", ""],
    }


def test_of_two_names_files_the_later_line_is_kept(tmp_path: Path) -> None:
    first = given(tmp_path, "name,other,relation,type\n县甲局,县丙局,same,群团\n县甲局,,,群团\n")
    last = given(tmp_path, "name,other,relation,type\n县乙局,县丙局,same,\n县甲局,,,法检\n")
    written = text(read("县丙局\t查。"), packs=[first, last])
    assert [row for row in short(lines(written)) if row[0] == "decided"] == [
        ("decided", "县乙局", "县丙局", "same"),
        ("decided", "县甲局", "", ""),
    ]
    assert given(tmp_path, written).rows[-1].type == "法检"


def test_the_level_word_stands_for_the_lists_own(tmp_path: Path) -> None:
    pack = given(tmp_path, "name,other,relation\n县甲局,县乙局,same\n")
    place = "重庆市渝北区龙山街道"
    found = read("区乙局\t区甲局：查。", packs=[pack], place=place)
    row = next(one for one in lines(text(found, packs=[pack])) if one["other"])
    assert (row["name"], row["other"], row["where"]) == ("县甲局", "县乙局", "line 5")


# Several lists


def test_lists_of_one_county_share_their_lines() -> None:
    found = short(
        lines(
            text(
                read("县甲局、县公安局\t县公安局：查。县文管所：管。"),
                read("县文管所\t县甲局：管。", place="重庆市云阳县双江街道"),
                read("县公安局\t查。", place="重庆市奉节县草堂镇"),
            )
        )
    )
    assert ("resolved", "县文管所", "", "") in found
    assert ("unresolved", "", "县文管所", "") not in found
    assert found.count(("resolved", "县公安局", "", "")) == 2


# Spreadsheets


@pytest.mark.parametrize("name", ["=县甲局", "+县甲局", "-县甲局", "@县甲局", "'=县甲局"])
def test_no_name_is_a_formula(name: str, tmp_path: Path) -> None:
    duty = f"县公安局、{name}\t县公安局：查。"
    assert listed(read(duty)) == [["县公安局", name]]
    written = text(read(duty))
    assert f",'{name},,,,,resolved," in written
    pack = given(tmp_path, written.replace(f",'{name},,,", f",'{name},,,事业单位"))
    after = read(duty, packs=[pack])
    assert {one.name: one.type for one in after.bodies}[name] == "事业单位"
    assert f",'{name},,,事业单位,,resolved," in text(after, packs=[pack])


# Names that lead to each other


@pytest.mark.parametrize("turn", [1, -1])
def test_the_order_of_lines_does_not_matter(turn: int, tmp_path: Path) -> None:
    rows = ["县甲局,县乙局,same", "县乙局,县丙局,same", "县丙局,县丁局,same"][::turn]
    pack = given(tmp_path, "\n".join(["name,other,relation", *rows]))
    known = registry(["县丁局"], ("重庆市", "云阳县"), [pack])
    assert known.bodies == ("县甲局",)


def test_of_two_spellings_of_each_other_the_first_line_counts(tmp_path: Path) -> None:
    pack = given(tmp_path, "name,other,relation\n县甲局,县乙局,same\n县乙局,县甲局,same\n")
    known = registry(["县乙局", "县甲局"], ("重庆市", "云阳县"), [pack])
    assert known.bodies == ("县甲局",)


def test_a_group_in_brackets_is_no_body() -> None:
    found = read("县公安局（行业主管部门）\t查。")
    assert [one.name for one in found.bodies] == ["县公安局"]
