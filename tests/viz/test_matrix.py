"""The matrix: what departments share, counted; sorted, legible, plain enough for Word."""

import re
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pytest
from drawn import (
    HOSTILE,
    cooperative,
    found,
    labels,
    listed,
    model,
    model_of,
    outside,
    overlaps,
    parsed,
    reclaimed,
    snapshot_of,
    texts,
    titles,
)

from dutygraph.messages import N_
from dutygraph.queries.engines import SparqlEngine
from dutygraph.queries.questions import Questions
from dutygraph.tasks import SAMPLE
from dutygraph.viz.matrix import Matrix, caption, matrix, scale, svg
from dutygraph.viz.model import Model

ABOUT_THREE = (
    cooperative(1, "县甲局", "县乙局"),
    cooperative(2, "县甲局", "县乙局", "县丙局"),
    cooperative(3, "县丁局"),
    reclaimed(1, "民生服务", "县甲局", "县戊局"),
)
"""甲 and 乙 share 1 and 2, 丙 shares 2 with both; 丁 is alone in 3, 戊 only receives."""


@pytest.fixture(params=["sample", "real"])
def path(request: pytest.FixtureRequest) -> Path:
    return SAMPLE if request.param == "sample" else request.getfixturevalue("real_list")


def on_paper(drawn: Model) -> str:
    told = matrix(drawn)
    return svg(told, N_, caption(drawn, told, N_))


def counts(told: Matrix) -> dict[frozenset[str], int]:
    return {
        frozenset((told.names[row], told.names[column])): len(numbers)
        for (row, column), numbers in told.shared.items()
    }


def test_only_departments_that_share_a_duty_are_counted() -> None:
    told = matrix(model(*ABOUT_THREE))
    assert counts(told) == {
        frozenset(("县甲局", "县乙局")): 2,
        frozenset(("县甲局", "县丙局")): 1,
        frozenset(("县乙局", "县丙局")): 1,
    }
    assert (told.all, told.duties) == (3, 2)


def test_each_pair_has_a_cell_on_both_sides_and_nobody_one_with_itself() -> None:
    told = matrix(model(*ABOUT_THREE))
    cells = [cell for cell in found(parsed(svg(told, N_)), "g") if cell.get("data-row")]
    drawn = {
        (told.names[int(cell.attrib["data-row"])], told.names[int(cell.attrib["data-column"])]): (
            cell.findtext("{*}text")
        )
        for cell in cells
    }
    assert len(cells) == len(drawn) == 6
    assert drawn["县甲局", "县乙局"] == drawn["县乙局", "县甲局"] == "2"
    assert drawn["县丙局", "县甲局"] == "1"


def test_a_cell_on_paper_says_which_duties_it_counts() -> None:
    shown = titles(on_paper(model(*ABOUT_THREE)))
    assert "县甲局 and 县乙局: 2 shared duties\nDuties 1、2" in shown or (
        "县乙局 and 县甲局: 2 shared duties\nDuties 1、2" in shown
    )


def test_those_that_share_much_stand_together_the_most_of_them_first() -> None:
    many, few = [f"县{sign}局" for sign in "甲乙丙丁"], [f"县{sign}局" for sign in "子丑寅"]
    pairs = [*combinations(many, 2), *combinations(few, 2), (many[0], few[0])]
    duties = [cooperative(number, *pair) for number, pair in enumerate(pairs, 1)]
    told = matrix(model(*duties))
    assert set(told.names[:4]) == set(many)
    assert told.names[0] == "县甲局"
    assert set(told.names[4:]) == set(few)
    assert told.names[4] == "县子局"
    assert told.communities == (0, 0, 0, 0, 1, 1, 1)


@pytest.mark.parametrize(
    ("largest", "bounds"),
    [
        (1, [1]),
        (3, [1, 2, 3]),
        (7, [1, 2, 3, 4, 7]),
        (12, [1, 2, 4, 7, 12]),
        (32, [2, 4, 8, 16, 32]),
        (50, [2, 4, 10, 22, 50]),
    ],
)
def test_classes_of_counts_grow(largest: int, bounds: list[int]) -> None:
    assert scale(largest) == bounds


def test_the_legend_shows_the_classes() -> None:
    duties = [cooperative(number, "县甲局", "县乙局") for number in range(1, 8)]
    assert texts(svg(matrix(model(*duties)), N_))[:6] == [
        *("Shared duties:", "1", "2", "3", "4", "5–7")
    ]


def test_numbers_equal_the_answer_of_ask_pairs(path: Path) -> None:
    pairs = Questions(SparqlEngine(snapshot_of(path))).pairs()
    expected = {frozenset((row.first, row.second)): row.shared for row in pairs}
    assert expected
    assert counts(matrix(model_of(path))) == expected


def test_no_label_runs_into_another(path: Path) -> None:
    drawing = on_paper(model_of(path))
    assert list(overlaps(labels(drawing))) == []
    assert outside(drawing) == []


def test_names_that_are_long_or_latin_keep_to_their_room() -> None:
    names = ["Bureau of Public Security", "县" + "甲乙丙丁" * 8 + "局", "县教委（民办）", "县A局"]
    drawing = on_paper(model(cooperative(1, *names)))
    assert list(overlaps(labels(drawing))) == []
    assert outside(drawing) == []
    assert set(names) <= set(titles(drawing))


def test_text_on_a_cell_stands_out(path: Path) -> None:
    """WCAG 2.2, 1.4.3: at least 4.5 to 1."""
    root = parsed(on_paper(model_of(path)))
    pairs = {
        (cell.find("{*}rect").get("fill"), cell.find("{*}text").get("fill"))  # type: ignore[union-attr] # each cell has both
        for cell in found(root, "g")
        if cell.get("data-row")
    }
    assert pairs
    for ground, ink in pairs:
        bright, dim = sorted((luminance(str(ground)), luminance(str(ink))), reverse=True)
        assert (bright + 0.05) / (dim + 0.05) >= 4.5


def test_a_picture_for_word_needs_no_style_sheet(path: Path) -> None:
    drawing = on_paper(model_of(path))
    assert not re.search(r"var\(| style=|<style|foreignObject|href|url\(", drawing)
    root = parsed(drawing)
    assert int(root.attrib["width"]) > 0
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"


def test_on_a_page_colours_are_those_of_its_scheme() -> None:
    drawing = svg(matrix(model(*ABOUT_THREE)), N_)
    assert "var(--accent)" in drawing
    assert not re.search("#[0-9a-f]{6}", drawing)


def test_title_and_source_stand_around_it_on_paper() -> None:
    shown = texts(on_paper(model(*ABOUT_THREE)))
    assert shown[0] == "How many duties each two departments share: 某省甲县东镇"
    assert any("某省甲县东镇: 履职清单, edition 2025" in text for text in shown)


def test_hostile_names_are_inert() -> None:
    drawing = on_paper(model(cooperative(1, *HOSTILE, title=HOSTILE[0])))
    shown = titles(drawing)
    assert HOSTILE[0] in shown
    assert HOSTILE[-1] in shown
    assert list(overlaps(labels(drawing))) == []


def test_of_very_many_departments_those_that_share_with_most_are_shown() -> None:
    hub = [cooperative(number, "县中心", f"县{number:02}局") for number in range(1, 71)]
    drawn = model(*hub)
    told = matrix(drawn, most=60)
    assert (len(told.names), told.all) == (60, 71)
    assert "县中心" in told.names
    assert "60 of 71" in caption(drawn, told, N_).about


def test_departments_of_two_counties_with_one_name_are_two() -> None:
    east = listed(cooperative(1, "县甲局", "县乙局"))
    west = listed(cooperative(1, "县甲局", "县丙局"), place=("某省", "乙县", "西镇"))
    told = matrix(Model((east, west)))
    assert sorted(told.names) == [
        *("县丙局（某省乙县）", "县乙局（某省甲县）", "县甲局（某省乙县）", "县甲局（某省甲县）")
    ]


def test_what_nobody_shares_is_an_empty_matrix() -> None:
    assert matrix(model(cooperative(1, "县甲局"))).names == ()


def test_the_same_list_gives_the_same_bytes_in_every_run() -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from pathlib import Path\n"
        "from drawn import model_of; from dutygraph.messages import N_\n"
        "from dutygraph.viz.matrix import matrix, svg\n"
        "sys.stdout.buffer.write(svg(matrix(model_of(Path(sys.argv[2]))), N_).encode())"
    )
    tools = str(Path(sys.modules["drawn"].__file__ or "").parent)
    runs = {
        subprocess.run(
            [sys.executable, "-c", code, tools, str(SAMPLE)],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
