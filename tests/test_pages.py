"""Pages and pictures from Python: by the names that people use, and shown in a notebook."""

import html
import re
from pathlib import Path

import pytest
from drawn import snapshot_of
from lxml import etree
from playwright.sync_api import Page as BrowserPage

import dutygraph
from dutygraph import DutygraphError, Page, Picture, load, open_store, project, read_file
from dutygraph.errors import QuestionError, UsageError
from dutygraph.tasks import SAMPLE

SVG = "{http://www.w3.org/2000/svg}svg"


def drawn(**how: str | tuple[str, str]) -> Page:
    return dutygraph.view(snapshot_of(SAMPLE), "en", **how)  # type: ignore[arg-type] # as the test says


def test_a_page_is_saved_as_it_is(tmp_path: Path) -> None:
    shown = drawn()
    assert shown.save(tmp_path / "page.html") == tmp_path / "page.html"
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == shown.html


def test_what_cannot_be_written_is_a_fault_of_the_user(tmp_path: Path) -> None:
    with pytest.raises(DutygraphError, match="cannot be written"):
        Page("").save(tmp_path / "none" / "page.html")


def test_a_notebook_shows_a_page_in_a_frame_with_its_own_policy() -> None:
    shown = drawn()
    (written,) = re.findall(r'srcdoc="([^"]*)"', shown._repr_html_())
    assert html.unescape(written) == shown.html
    assert "Content-Security-Policy" in shown.html
    assert "allow-same-origin" not in shown._repr_html_()


def test_a_page_works_in_the_frame_of_a_notebook(page: BrowserPage, tmp_path: Path) -> None:
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    notebook = tmp_path / "notebook.html"
    notebook.write_text(
        f'<!doctype html><meta charset="utf-8"><body>{drawn()._repr_html_()}', encoding="utf-8"
    )
    page.goto(notebook.as_uri())
    frame = page.frame_locator("iframe")
    frame.locator("#search").fill("县公安局")
    frame.locator("#tab-matrix").click()
    frame.locator("#view-matrix svg").wait_for()
    assert page.url == notebook.as_uri()
    assert faults == []


@pytest.mark.parametrize("name", ["matrix", "transfers"])
def test_pictures_show_themselves_too(name: str, tmp_path: Path) -> None:
    picture: Picture = getattr(dutygraph, name)(snapshot_of(SAMPLE))
    assert etree.fromstring(picture._repr_svg_()).tag == SVG
    picture.save(tmp_path / "picture.svg")
    assert etree.parse(tmp_path / "picture.svg").getroot().tag == SVG


def test_a_department_is_given_by_any_spelling() -> None:
    snapshot = snapshot_of(SAMPLE)
    assert dutygraph.ego(snapshot, "公安局") == dutygraph.ego(snapshot, "县公安局")


def test_a_page_opens_where_it_is_told() -> None:
    assert drawn(department="公安局") == drawn(department="县公安局") != drawn()
    assert drawn(duty=("配合", "4")) == drawn(duty=("cooperative", "4")) != drawn()


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({"department": "县天文局"}, "no department 县天文局"),
        ({"duty": ("配合", "999")}, "no duty 配合 999"),
        ({"list_": "东镇"}, "no list 东镇"),
        ({"county": "乙县"}, "no county 乙县"),
    ],
)
def test_what_is_unknown_is_named(how: dict[str, str], message: str) -> None:
    with pytest.raises(QuestionError, match=message):
        drawn(**how)


def test_a_kind_of_duty_that_there_is_not_is_wrong_use() -> None:
    with pytest.raises(UsageError, match="no kind of duty"):
        drawn(duty=("圆", "4"))


def test_what_there_is_not_cannot_be_drawn() -> None:
    with dutygraph.memory([]) as empty:
        with pytest.raises(QuestionError, match="no two departments"):
            dutygraph.matrix(empty)
        with pytest.raises(QuestionError, match="no duty is reclaimed"):
            dutygraph.transfers(empty)


def test_an_older_edition_is_drawn_by_its_name(tmp_path: Path) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    for edition, name in (("2024", "县公安局"), ("2025", "县公安总局")):
        file = tmp_path / f"{edition}.txt"
        file.write_text(text.replace("县公安局", name), encoding="utf-8")
        load(tmp_path / "store", [project(read_file(file, edition=edition))])
    with open_store(tmp_path / "store") as snapshot:
        assert "县公安局" in dutygraph.matrix(snapshot, list_="晴溪镇@2024").svg
        assert "县公安局" not in dutygraph.matrix(snapshot).svg


def test_a_folder_of_pages_is_saved(tmp_path: Path) -> None:
    count = dutygraph.save_site(snapshot_of(SAMPLE), tmp_path / "site", "en")
    assert count == len(list((tmp_path / "site").iterdir())) - 1 > 20
