"""Names of departments: cut out of the column, brought together, never mixed up."""

import csv
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutygraph.loaders.departmentcolumn import is_placeholder, split_names
from dutygraph.loaders.departments import BodyFacts, Registry, mentions, registry
from dutygraph.loaders.normalform import normal_form
from dutygraph.loaders.packs import Pack, bundled, read_pack
from dutygraph.loaders.places import split_place

NAMES = Path(__file__).parent.parent / "data" / "names"
YUNYANG = ("重庆市", "云阳县", "龙角镇")
Case = dict[str, str]


def cases(file: str) -> list[Case]:
    with (NAMES / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def shown(case: Case) -> str:
    return " ".join(case.values())


@pytest.mark.parametrize("case", cases("department-columns.csv"), ids=shown)
def test_column_is_split_into_its_names(case: Case) -> None:
    tokens = split_names(case["cell"], split_place(case["place"]))
    assert [token.written for token in tokens] == case["names"].split()
    assert {
        "placeholders": [token.written for token in tokens if token.placeholder],
        "brackets": [token.bracket for token in tokens if token.bracket],
        "lead": [token.written for token in tokens if token.role == "lead"],
        "support": [token.written for token in tokens if token.role == "support"],
        "headings": [token.written for token in tokens if token.heading],
    } == {
        column: case[column].split()
        for column in ("placeholders", "brackets", "lead", "support", "headings")
    }


def test_known_name_after_a_blank_begins_anew() -> None:
    place = ("四川省", "广安市", "广安区", "北辰街道")
    cell = "区公安局 航道处"
    assert [token.written for token in split_names(cell, place)] == ["区公安局航道处"]
    known = split_names(cell, place, known={"航道处"})
    assert [token.written for token in known] == ["区公安局", "航道处"]


def test_token_keeps_the_spelling_as_it_stands() -> None:
    (token,) = split_names("县政府 办(县金融中心)（牵头）", YUNYANG)
    assert (token.written, token.spelling) == ("县政府办", "县政府办(县金融中心)")


@given(st.text(alphabet="县局公安委教育云阳区市部门行业 \n、，；", max_size=40))
def test_splitting_loses_no_character_but_separators(cell: str) -> None:
    tokens = split_names(cell, YUNYANG)
    assert "".join(token.spelling for token in tokens) == re.sub("[、，；\\s]", "", cell)


@given(st.text(max_size=40))
def test_splitting_any_text_gives_names(cell: str) -> None:
    assert all(token.written for token in split_names(cell, YUNYANG))


@pytest.mark.parametrize(
    "piece", ["1", "县 ", "局 ", "(", "（）", "其他", "和", "委", "等", "部门"]
)
def test_names_of_any_length_take_no_time(piece: str) -> None:
    """Each of these would run for hours if its time grew faster than its length."""
    cell = piece * 100_000 + "x"
    assert is_placeholder(cell) is False
    assert split_names(cell, YUNYANG)
    assert normal_form(cell, YUNYANG) == cell.replace(" ", "")
    assert registry([cell], YUNYANG, bundled()).resolve(cell).name


@pytest.mark.parametrize("case", cases("placeholders.csv"), ids=shown)
def test_placeholders_are_told_from_bodies(case: Case) -> None:
    assert is_placeholder(case["text"]) == (case["placeholder"] == "yes")


@pytest.mark.parametrize("case", cases("normal-forms.csv"), ids=shown)
def test_normal_form(case: Case) -> None:
    assert normal_form(case["written"], split_place(case["place"])) == case["form"]


@given(
    st.one_of(
        st.text(max_size=30), st.text(alphabet="重庆市云阳县委员会和与及公安局(（ ", max_size=30)
    )
)
def test_normal_form_is_idempotent(written: str) -> None:
    form = normal_form(written, YUNYANG)
    assert normal_form(form, YUNYANG) == form


@pytest.mark.parametrize("case", cases("resolutions.csv"), ids=shown)
def test_resolution(case: Case) -> None:
    known = registry(case["columns"].split(), split_place(case["place"]), bundled())
    resolution = known.resolve(case["written"], among=case["among"].split())
    assert (resolution.name or "", resolution.rule) == (case["name"], case["rule"])


def test_body_in_a_bracket_is_known_but_not_listed() -> None:
    known = registry(["区政府办(区金融服务中心、区怪事办)"], ("四川省", "x市", "x区", "x镇"), ())
    assert known.bodies == ("区政府办",)
    assert known.resolve("区金融中心").name == "区金融服务中心"
    assert mentions("配合区怪事办", known) == ("区怪事办",)


def test_several_candidates_stay_unresolved_and_are_told() -> None:
    known = registry(["县怪事管理局", "县怪事处理局"], YUNYANG, ())
    assert known.resolve("县怪事局").candidates == ("县怪事处理局", "县怪事管理局")


@pytest.mark.parametrize("case", cases("subsequence.csv"), ids=shown)
def test_subsequence_rule_joins_spellings_and_nothing_else(case: Case) -> None:
    place = ("四川省", "广安市", "广安区", "北辰街道")
    for column, written in ((case["first"], case["second"]), (case["second"], case["first"])):
        resolution = registry([column], place, ()).resolve(written)
        name = normal_form(column, place)
        assert (resolution.name == name) == (case["one body"] == "yes")


def test_probable_pairs_of_one_document_are_told() -> None:
    known = registry(
        ["区住建局", "区教体局", "区住房城乡建设局"], ("四川省", "x市", "x区", "x镇"), ()
    )
    assert known.probable() == (("区住建局", "区住房城乡建设局"),)


def test_bodies_that_may_be_one_with_a_body_are_told() -> None:
    known = registry(["县怪事局", "县怪事管理局", "县妖事局"], YUNYANG, ())
    assert known.like("县怪事局") == ("县怪事管理局",)
    assert known.like("县怪事管理局") == ("县怪事局",)
    assert known.like("县妖事局") == ()


def test_thousands_of_bodies_are_compared_and_resolved_in_no_time() -> None:
    """Comparing each with each took 46 seconds."""
    numbers = [f"{chr(0x4E00 + at)}{chr(0x5E00 + at % 97)}" for at in range(5_000)]
    known = registry([f"县{number}管理局" for number in numbers], YUNYANG, ())
    begin = time.process_time()
    assert known.probable() == ()
    assert [known.resolve(f"县{number}局").rule for number in numbers[:500]] == (
        ["subsequence"] * 500
    )
    assert time.process_time() - begin < 3


def users_pack(folder: Path, text: str) -> Pack:
    path = folder / "users.csv"
    path.write_text(f"scope,name,other,relation,type\n{text}", encoding="utf-8")
    return read_pack(path)


def test_negative_entry_wins_over_packs_and_rule(tmp_path: Path) -> None:
    mine = users_pack(
        tmp_path, ",县住房城乡建委,县住建局,not-same,\n,县怪事局,县怪事管理局,not-same,\n"
    )
    known = registry(["县住建局", "县怪事管理局"], YUNYANG, (*bundled(), mine))
    assert known.resolve("县住建局").name == "县住建局"
    assert known.resolve("县怪事局").name == "县怪事局"
    assert known.resolve("怪事局").name == "县怪事局"


def test_negative_entry_wins_over_the_subsequence_rule(tmp_path: Path) -> None:
    columns = ["县怪事管理局"]
    assert registry(columns, YUNYANG, ()).resolve("县怪事局").name == "县怪事管理局"
    mine = users_pack(tmp_path, ",县怪事管理局,县怪事局,not-same,\n")
    known = registry(columns, YUNYANG, (mine,))
    assert known.resolve("县怪事局").name is None
    assert known.resolve("怪事局").name is None


def test_negative_entry_cuts_a_chain_of_spellings(tmp_path: Path) -> None:
    first = users_pack(tmp_path, ",县乙局,县甲局,same,\n")
    second = users_pack(tmp_path, ",县丙局,县乙局,same,\n,县乙局,县甲局,not-same,\n")
    assert registry((), YUNYANG, (first, second)).resolve("县乙局").name == "县丙局"
    assert registry((), YUNYANG, (first, second)).resolve("县甲局").name is None


def test_later_pack_wins_over_an_earlier_one(tmp_path: Path) -> None:
    mine = users_pack(tmp_path, ",县住建委,县住房城乡建委,same,群团\n")
    known = registry(["县住房城乡建委"], YUNYANG, (*bundled(), mine))
    assert known.bodies == ("县住建委",)
    assert known.resolve("县住建局").name == "县住建委"
    assert known.facts("县住建委").type == "群团"


def test_row_that_a_later_pack_repeats_wins_over_what_stands_between(tmp_path: Path) -> None:
    first = users_pack(tmp_path, ",县甲局,县丙局,same,\n重庆市,县乙局,县丙局,same,\n")
    again = users_pack(tmp_path, ",县甲局,县丙局,same,\n")
    assert registry((), YUNYANG, (first,)).resolve("县丙局").name == "县乙局"
    assert registry((), YUNYANG, (first, again)).resolve("县丙局").name == "县甲局"


def test_narrower_scope_wins_within_a_pack(tmp_path: Path) -> None:
    mine = users_pack(tmp_path, "重庆市云阳县,县甲局,县丙局,same,\n重庆市,县乙局,县丙局,same,\n")
    assert registry((), YUNYANG, (mine,)).resolve("县丙局").name == "县甲局"
    assert registry((), ("重庆市", "奉节县", "x镇"), (mine,)).resolve("县丙局").name == "县乙局"


def test_spellings_of_a_names_file_are_given_where_they_count(tmp_path: Path) -> None:
    mine = users_pack(
        tmp_path,
        "重庆市/云阳县,县住房城乡建委,县房管局,same,\n"
        ",县甲局,县乙局,former,\n"
        ",县甲局,县丙局,not-same,\n"
        "四川省,县甲局,县丁局,same,\n",
    )
    known = registry(["县公安局"], YUNYANG, (*bundled(), mine))
    assert known.given == (("县乙局", "县甲局"), ("县房管局", "县住房城乡建委"))
    assert registry(["县公安局"], YUNYANG, bundled()).given == ()


def test_autonomous_county_is_one_level_in_columns_and_texts() -> None:
    place = ("新疆维吾尔自治区", "伊犁哈萨克自治州", "察布查尔锡伯自治县", "爱新色里镇")
    cell = "自治县公安局 察布查尔锡伯自治县司法局和自治县民政局"
    names = [token.written for token in split_names(cell, place)]
    assert names == ["自治县公安局", "察布查尔锡伯自治县司法局", "自治县民政局"]
    known = registry(names, place, ())
    assert known.bodies == ("县公安局", "县司法局", "县民政局")
    assert mentions("配合自治县公安局、察布查尔县司法局开展工作", known) == ("县公安局", "县司法局")


def test_packs_do_not_count_outside_their_scope() -> None:
    assert registry((), ("四川省", "达州市", "宣汉县", "x镇"), bundled()).names == {}


def test_facts_and_relations_come_from_packs_only() -> None:
    known = registry(["县公安局", "县怪事局"], YUNYANG, bundled())
    assert known.facts("县怪事局") == BodyFacts()
    assert known.facts("县公安局") == BodyFacts(type="政府部门")
    assert known.facts("县交巡警大队").part_of == ("县公安局",)
    assert known.relation("县新闻出版局", "县委宣传部") == "nameplate"
    assert known.relation("县文联", "县委宣传部") == "separate"
    assert known.relation("县怪事局", "县公安局") == ""


@pytest.mark.parametrize("case", cases("mentions.csv"), ids=shown)
def test_mentions(case: Case) -> None:
    known = registry(case["columns"].split(), split_place(case["place"]), bundled())
    assert list(mentions(case["text"], known)) == case["bodies"].split()


def test_mentions_over_a_long_text_take_no_time() -> None:
    known = registry(["县公安局"], YUNYANG, bundled())
    assert mentions("县公安局、教委、" * 50_000, known) == ("县公安局", "县教委")


def test_mention_needs_a_registry_that_knows_something() -> None:
    assert mentions("由县公安局查处", registry((), YUNYANG, ())) == ()


@pytest.fixture(scope="module")
def columns(real_list: Path) -> dict[int, str]:
    """Return the department column of each cooperative duty of the real list."""
    lines = real_list.read_text(encoding="utf-8").splitlines()
    begin, end = [i for i, line in enumerate(lines) if line.endswith("事项清单")][-2:]
    found: dict[int, str] = {}
    number = 0
    for line in lines[begin:end]:
        cells = line.split("\t")
        if len(cells) == 5 and (cells[0].isdigit() or not cells[0]):
            number = int(cells[0] or number)
            found[number] = found.get(number, "") + re.sub("<[^>]*>", " ", cells[2])
    return found


@pytest.fixture(scope="module")
def real_registry(columns: dict[int, str]) -> Registry:
    tokens = [token for cell in columns.values() for token in split_names(cell, YUNYANG)]
    return registry([one.written for one in tokens if not one.placeholder], YUNYANG, bundled())


def test_real_list_has_239_links_over_37_bodies(
    columns: dict[int, str], real_registry: Registry
) -> None:
    links = [
        {
            real_registry.resolve(token.written).name
            for token in split_names(cell, YUNYANG)
            if not token.placeholder and not token.heading
        }
        for cell in columns.values()
    ]
    assert len(columns) == 88
    assert sum(map(len, links)) == 239
    assert len(set.union(*links)) == 37
    assert None not in set.union(*links)


def test_real_list_has_10_placeholder_links(columns: dict[int, str]) -> None:
    placeholders = [
        token.written
        for cell in columns.values()
        for token in split_names(cell, YUNYANG)
        if token.placeholder
    ]
    assert len(placeholders) == 10


def test_eight_spellings_of_the_real_list_are_six_bodies(
    columns: dict[int, str], real_registry: Registry
) -> None:
    tokens = split_names(columns[4], YUNYANG)
    assert len(tokens) == 8
    assert len({real_registry.resolve(token.written).name for token in tokens}) == 6


def test_moved_heading_of_the_real_list_is_told(columns: dict[int, str]) -> None:
    headings = {
        number: [token.written for token in split_names(cell, YUNYANG) if token.heading]
        for number, cell in columns.items()
    }
    assert {number: names for number, names in headings.items() if names} == {10: ["县公安局"]}


def test_bodies_of_the_real_list_are_told_apart(real_registry: Registry) -> None:
    assert real_registry.probable() == ()
