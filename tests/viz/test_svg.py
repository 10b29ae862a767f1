"""The writer of drawings: texts that fit, names that stay text, colours written out on paper."""

import pytest
from drawn import HOSTILE, parsed
from lxml import etree

from dutygraph.viz.svg import PAGE, PAPER, Drawing, lines, text_width


def test_a_chinese_sign_is_as_wide_as_high() -> None:
    assert text_width("县公安局", 12) == 48


def test_a_letter_takes_more_than_half_its_height_at_most() -> None:
    assert 24 < text_width("AB12", 12) < 36


def test_a_text_is_folded_where_it_is_too_wide() -> None:
    assert lines("对未经许可经营的处罚", 10, 50, most=3) == ["对未经许可", "经营的处罚"]


def test_no_line_begins_with_a_comma() -> None:
    # Five signs fit, but then the second line would begin with one.
    assert lines("防火，防汛，防旱", 10, 50, most=3) == ["防火，防", "汛，防旱"]


def test_what_is_cut_off_leaves_an_ellipsis_that_fits() -> None:
    (cut,) = lines("一二三四五六七八九十", 10, 50, most=1)
    assert cut.endswith("…")
    assert text_width(cut, 10) <= 50


def test_letters_are_folded_by_their_own_width() -> None:
    assert all(text_width(line, 10) <= 60 for line in lines("W" * 40, 10, 60, most=20))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_stays_text_whatever_it_looks_like(name: str) -> None:
    drawing = Drawing(100, 100, PAPER)
    drawing.group(name, data_category=name).text(0, 0, name, 12)
    root = parsed(drawing.svg())
    shown = [element.text for element in root.iter() if element.text]
    safe = name.replace("\u0007", "\ufffd").replace("\ufffe", "\ufffd")
    assert shown == [safe, safe]
    assert root[1].get("data-category") == safe


def test_a_drawing_is_as_large_as_it_says() -> None:
    root = etree.fromstring(Drawing(120, 80.5, PAGE).svg())
    assert (root.get("width"), root.get("height")) == ("120", "80.5")
    assert root.get("viewBox") == "0 0 120 80.5"


def test_paper_is_white_and_a_page_shows_its_own_ground() -> None:
    assert '<rect x="0" y="0" width="10" height="10" fill="#ffffff"' in Drawing(10, 10, PAPER).svg()
    assert "rect" not in Drawing(10, 10, PAGE).svg()


def test_shades_on_paper_are_colours_of_their_own() -> None:
    assert PAPER.shade(0) == {"fill": "#ffffff"}
    assert PAPER.shade(1) == {"fill": "#1a5f93"}
    assert PAGE.shade(0.5) == {"fill": "var(--accent)", "fill-opacity": 0.5}
