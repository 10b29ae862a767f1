"""Rows as tables, workbooks, JSON, CSV and TSV."""

import csv
import io
import json

import openpyxl
import pytest

from dutygraph.messages import LANGUAGES, N_, translator
from dutygraph.tables import FreeRows, Rows, tails

EAST, WEST = "重庆市/云阳县/东镇", "重庆市/云阳县/西镇"
PAIRS = Rows(
    ["county", "first", "second", "shared", "duties"],
    [
        (
            "重庆市/云阳县",
            "县公安局",
            "县教委",
            2,
            (f"{EAST}/cooperative/10", f"{EAST}/cooperative/4", f"{EAST}/cooperative/4-2"),
        )
    ],
)


def test_json_has_the_columns_as_keys_and_numbers_as_numbers() -> None:
    (row,) = json.loads(PAIRS.text("json", N_, 80))
    assert list(row) == ["county", "first", "second", "shared", "duties"]
    assert row["shared"] == 2
    assert row["duties"][0] == f"{EAST}/cooperative/10"


def in_workbook(data: bytes) -> list[tuple[object, ...]]:
    page = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    return list(page.iter_rows(values_only=True))


def test_a_workbook_has_the_words_of_a_table_and_numbers() -> None:
    assert in_workbook(PAIRS.workbook(N_)) == [
        ("county", "first", "second", "shared", "duties"),
        ("重庆市/云阳县", "县公安局", "县教委", 2, "4、4-2、10"),
    ]
    rows = Rows(["kind", "roles", "declared"], [("basic", ("lead", "listed"), None)])
    assert in_workbook(rows.workbook(translator("zh")))[1] == ("基本", "标明牵头、对应", None)


def test_anybodys_own_rows_stand_in_a_workbook_as_they_are() -> None:
    """Excel would round a number of more than fifteen digits."""
    rows = FreeRows(["kind", "n"], [("basic", 10**15), (None, 10**15 - 1), ("=1", True)])
    assert in_workbook(rows.workbook(translator("zh"))) == [
        ("kind", "n"),
        ("basic", "1000000000000000"),
        (None, 10**15 - 1),
        ("=1", "True"),
    ]


@pytest.mark.parametrize(("format_", "separator"), [("csv", ","), ("tsv", "\t")])
def test_separated_values_read_back(format_: str, separator: str) -> None:
    rows = Rows(["title", "number"], [('带"引号",逗号\t和\n换行', 1), ("", 2)])
    read = list(csv.reader(io.StringIO(rows.text(format_, N_, 80)), delimiter=separator))
    assert read == [["title", "number"], ['带"引号",逗号\t和\n换行', "1"], ["", "2"]]


def test_lists_are_one_cell_of_separated_values() -> None:
    assert PAIRS.text("csv", N_, 80).endswith("/10; " + "; ".join(PAIRS.rows[0][4][1:]) + "\n")


def test_references_of_a_table_are_cut_and_in_the_order_of_numbers() -> None:
    assert PAIRS.without(["county"]).text("table", N_, 80).splitlines() == [
        "first     second  shared  duties",
        "县公安局  县教委       2  4、4-2、10",
    ]


def test_references_to_several_lists_and_kinds_keep_what_tells_them_apart() -> None:
    rows = Rows(["duties"], [((f"{EAST}/cooperative/4", f"{WEST}/basic/4"),)])
    assert rows.text("table", N_, 80).splitlines()[1:] == ["东镇/cooperative/4、西镇/basic/4"]


def test_places_are_cut_where_the_table_is_too_wide() -> None:
    rows = Rows(["list", "title"], [(EAST, "长" * 40), (WEST, "短")])
    assert EAST in rows.text("table", N_, 120)
    narrow = rows.text("table", N_, 60).splitlines()
    assert narrow[1].startswith("东镇  长")
    assert narrow[-1] == "西镇  短"


def test_tails_are_as_much_of_a_path_as_is_unique() -> None:
    paths = [EAST, "重庆市/奉节县/东镇", WEST]
    assert tails(paths) == {
        EAST: "云阳县/东镇",
        "重庆市/奉节县/东镇": "奉节县/东镇",
        WEST: "西镇",
    }


def test_a_path_that_ends_another_stays_whole() -> None:
    assert tails(["甲市/乙镇", "丙省/甲市/乙镇"])["丙省/甲市/乙镇"] == "丙省/甲市/乙镇"


def test_codes_and_columns_are_translated_in_tables_only() -> None:
    rows = Rows(["kind", "number"], [("basic", 1)])
    words = {"kind": "类型", "number": "序号", "basic": "基本"}
    assert rows.text("table", words.__getitem__, 80) == "类型  序号\n基本     1\n"
    assert rows.text("csv", words.__getitem__, 80) == "kind,number\nbasic,1\n"


def test_a_title_that_is_a_code_is_not_translated() -> None:
    rows = Rows(["title"], [("basic",)])
    assert rows.text("table", str.upper, 80) == "TITLE\nbasic\n"


def test_an_empty_code_stays_empty_in_every_language() -> None:
    rows = Rows(["rule", "relation", "title"], [("pack", "", "x")])
    for language in LANGUAGES:
        table = rows.text("table", translator(language), 80)
        assert len(table.splitlines()) == 2
        assert table.splitlines()[1].endswith("x")


def test_missing_numbers_are_empty() -> None:
    rows = Rows(["category", "declared"], [("平安", None), ("生态", 2)])
    assert rows.text("table", N_, 80) == "category  declared\n平安\n生态             2\n"
    assert json.loads(rows.text("json", N_, 80))[0]["declared"] is None
