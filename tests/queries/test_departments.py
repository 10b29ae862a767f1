import pytest

from dutygraph.errors import QuestionError
from dutygraph.queries.departments import KnownBody, ambiguous, nearest, resolve
from dutygraph.queries.engines import SparqlEngine
from dutygraph.queries.narrowing import narrow

JIA, YI = "重庆市/甲县", "重庆市/乙县"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("县水利局", "县水利局"),
        ("水 利 局", "县水利局"),
        ("甲县水利局", "县水利局"),
        ("县公安局（县交巡警大队）", "县公安局"),
        ("县交巡警大队", "县交巡警大队"),
        ("县农业农村委员会", "县农业农村委"),
        ("县教育委员会", "县教委"),
        ("应急局", "县应急管理局"),
    ],
)
def test_any_spelling_that_resolves_names_the_department(
    engine: SparqlEngine, written: str, name: str
) -> None:
    body = resolve(narrow(engine, county="甲县"), written)
    assert (body.name, body.county) == (name, JIA)


def test_a_department_of_several_counties_has_to_be_narrowed(engine: SparqlEngine) -> None:
    with pytest.raises(QuestionError) as error:
        resolve(narrow(engine), "公安局")
    assert str(error.value) == (
        f"公安局 may be 县公安局 ({YI}), 县公安局 ({JIA}): narrow it with --county"
    )
    assert resolve(narrow(engine, county="乙县"), "公安局").county == YI
    assert resolve(narrow(engine, list_="西镇"), "公安局").county == JIA


def test_several_names_are_told_apart_by_writing_one_of_them() -> None:
    """县农局 is short for two departments of 甲县 at once."""
    bodies = [KnownBody("a", "县农业局", JIA), KnownBody("b", "县农村局", JIA)]
    assert str(ambiguous("县农局", bodies)) == (
        f"县农局 may be 县农业局 ({JIA}), 县农村局 ({JIA}): "
        "write the full name or narrow it with --county"
    )


@pytest.mark.parametrize("written", ["县水文局", "县水利据", "某些部门", "利", "", "县水利局\\"])
def test_nothing_is_resolved_by_likeness(engine: SparqlEngine, written: str) -> None:
    with pytest.raises(QuestionError, match=r"^no department "):
        resolve(narrow(engine), written)


def test_an_unknown_department_gets_suggestions(engine: SparqlEngine) -> None:
    with pytest.raises(QuestionError) as error:
        resolve(narrow(engine, county="甲县"), "县水文局")
    assert str(error.value).startswith("no department 县水文局; the nearest names are 县水利局")


def test_suggestions_begin_with_the_likest_and_are_few() -> None:
    names = ("县民政局", "县财政局", "县政府办", "县委组织部", "县医保局")
    assert nearest("县民证局", names)[0] == "县民政局"
    assert len(nearest("县政局", names)) == 3
    assert nearest("xyz", names) == []
