"""The head of a page: the place, and the figures that hold for its lists."""

from pathlib import Path

from drawn import cooperative, listed, model, model_of, snapshot_of

from dutygraph.messages import N_
from dutygraph.queries.engines import SparqlEngine
from dutygraph.queries.questions import Questions
from dutygraph.viz.head import file_name, head, place
from dutygraph.viz.model import Model


def figures(told: Model) -> dict[str, tuple[int, str]]:
    return {one.key: (one.value, one.remark) for one in head(told, N_).figures}


def test_the_real_list_has_the_figures_of_two_hand_readings(real_list: Path) -> None:
    told = figures(model_of(real_list))
    assert told["duties"] == (283, "= 115 basic + 88 cooperative + 80 reclaimed")
    assert told["departments"] == (38, "")
    assert told["shared"] == (48, "")
    assert told["no-lead"] == (32, "")


def test_the_figures_are_those_of_the_summary(document: Path) -> None:
    questions = Questions(SparqlEngine(snapshot_of(document)))
    (row,) = questions.summary()
    told = {key: value for key, (value, _) in figures(model_of(document)).items()}
    assert told == {
        "duties": row.basic + row.cooperative + row.reclaimed,
        "departments": row.departments,
        "shared": row.shared,
        "no-lead": len(questions.no_lead()),
        "findings": row.findings,
    }


def test_the_figures_of_several_lists_are_added_up(ordinary: Model, towns: Model) -> None:
    one, both = figures(ordinary), figures(towns)
    assert both["duties"] == (12, "= 2 basic + 6 cooperative + 4 reclaimed")
    assert both["shared"][0] == 2 * one["shared"][0] == 4
    assert both["departments"] == one["departments"] == (4, "")


def test_one_list_names_its_place_and_several_their_counties(ordinary: Model, towns: Model) -> None:
    assert place(ordinary) == "某省甲县东镇"
    assert head(ordinary, N_).kicker == ["履职清单", "Edition 2025"]
    assert place(towns) == "某省甲县"
    assert head(towns, N_).kicker == ["2 duty lists"]


def test_of_very_many_counties_some_are_named() -> None:
    counties = ("乙县", "丙县", "丁县", "甲县")
    lists = [listed(cooperative(1, "县甲局"), place=("某省", one, "东镇")) for one in counties]
    assert place(Model(tuple(lists))) == "某省丁县、某省丙县、某省乙县…"


def test_names_of_files_are_such_that_every_system_takes_them() -> None:
    told = Model((listed(cooperative(1, "县甲局"), place=('某<省>:"', "甲\n县/", "东|镇*")),))
    assert file_name(told) == "某-省---甲-县-东-镇-"
    assert len(file_name(Model((listed(place=("长" * 300,)),)))) == 60
    assert file_name(model()) != ""
