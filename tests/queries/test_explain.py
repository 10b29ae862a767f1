import pytest

from dutygraph.errors import QuestionError
from dutygraph.queries.engines import SparqlEngine
from dutygraph.queries.explain import explain

EAST = "重庆市/甲县/东镇"


def test_explain_shows_the_spellings_their_place_and_rule(engine: SparqlEngine) -> None:
    found = explain(engine, "县水利局", county="甲县")
    assert found.departments == ("县水利局",)
    assert found.spellings == ((EAST, "水 利局", "县水利局", "normal-form", (), "", 9),)
    assert found.similar == ()


def test_a_body_in_brackets_is_explained_by_the_spelling_around_it(engine: SparqlEngine) -> None:
    inside = explain(engine, "县交巡警大队")
    assert inside.spellings == (
        (EAST, "县公安局（县交巡警大队）", "县公安局", "column", ("县交巡警大队",), "", 8),
    )
    assert explain(engine, "公安局", county="甲县").spellings == inside.spellings


def test_explain_keeps_counties_apart(engine: SparqlEngine) -> None:
    both = explain(engine, "县公安局")
    assert both.departments == ("县公安局", "县公安局")
    assert explain(engine, "县公安局", county="乙县").spellings == ()


def test_an_unknown_name_is_refused_with_the_nearest(engine: SparqlEngine) -> None:
    with pytest.raises(QuestionError, match="nearest names are 县水利局"):
        explain(engine, "县水文局")


def test_a_name_that_is_like_none_is_told_where_to_find_them(engine: SparqlEngine) -> None:
    with pytest.raises(QuestionError, match="no department xyz; `dutygraph ask departments`"):
        explain(engine, "xyz")
