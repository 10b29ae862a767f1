import pytest

from dutygraph.errors import QuestionError
from dutygraph.queries.engines import SparqlEngine
from dutygraph.queries.narrowing import known_lists, narrow
from dutygraph.queries.questions import Questions

JIA, YI = "重庆市/甲县", "重庆市/乙县"


def test_known_lists_are_the_newest_editions(engine: SparqlEngine) -> None:
    assert [(one.path, one.edition) for one in known_lists(engine)] == [
        (f"{YI}/南乡", "2025"),
        (f"{JIA}/东镇", "2025"),
        (f"{JIA}/西镇", "2025"),
    ]


@pytest.mark.parametrize(
    "written", ["东镇", "甲县/东镇", "甲县东镇", "重庆市甲县东镇", f"{JIA}/东镇", "东镇@2025"]
)
def test_a_list_is_as_much_of_its_place_as_is_unique(engine: SparqlEngine, written: str) -> None:
    found = Questions(engine, list_=written).summary()
    assert [row.list for row in found] == [f"{JIA}/东镇"]


@pytest.mark.parametrize(("written", "path"), [("甲县", JIA), ("重庆市/乙县", YI)])
def test_a_county_holds_its_lists(engine: SparqlEngine, written: str, path: str) -> None:
    found = Questions(engine, county=written)
    assert {row.list.rpartition("/")[0] for row in found.summary()} == {path}
    assert {row.county for row in found.departments()} == {path}


def test_an_older_edition_is_asked_alone(engine: SparqlEngine) -> None:
    older = Questions(engine, list_="东镇@2024")
    assert [(row.list, row.title) for row in older.duties()] == [(f"{JIA}/东镇", "校园安全")]
    assert [row.title for row in older.duties("公安局")] == ["校园安全"]


@pytest.mark.parametrize(
    ("list_", "county", "message"),
    [
        ("镇", "", f"no list 镇 in the store, which holds {YI}/南乡, {JIA}/东镇, {JIA}/西镇"),
        ("南乡", "甲县", f"no list 南乡 in the store, which holds {JIA}/东镇, {JIA}/西镇"),
        ("", "丙县", f"no county 丙县 in the store, which holds {YI}, {JIA}"),
        ("东镇@1999", "", f"{JIA}/东镇 has no edition 1999; the store holds 2024, 2025"),
        ('东镇" }', "", 'no list 东镇" }'),
    ],
)
def test_an_unknown_place_is_refused_with_those_there_are(
    engine: SparqlEngine, list_: str, county: str, message: str
) -> None:
    with pytest.raises(QuestionError) as error:
        narrow(engine, list_, county)
    assert str(error.value).startswith(message)
