"""The command `view`: pages, folders of pages, pictures; what does not go together is refused."""

import os
import re
from pathlib import Path

import pytest
from lxml import etree
from shell import PLACE, Shell, contents

from dutygraph.tasks import SAMPLE

SVG = "{http://www.w3.org/2000/svg}"


def texts(file: Path) -> list[str]:
    return [one.text or "" for one in etree.parse(file).iter(f"{SVG}text")]


# Pages


def test_a_page_of_the_store_is_written(reading: Shell, tmp_path: Path) -> None:
    done = reading.run("view", "-o", str(tmp_path / "page.html"))
    assert "open it in a browser" in done.stderr
    assert "<!doctype html>" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_without_a_name_the_page_is_dutygraph_html(shell: Shell) -> None:
    shell.ok("-q", "view")
    assert (shell.folder / "dutygraph.html").exists()


def test_documents_need_no_store(empty: Shell) -> None:
    empty.ok("-q", "view", str(SAMPLE), "-o", "page.html")
    assert not empty.store.exists()
    assert (empty.folder / "page.html").exists()


def test_several_documents_are_one_page(empty: Shell) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    for name in ("东山镇", "西山镇"):
        (empty.folder / f"{name}.txt").write_text(text.replace("晴溪镇", name, 1), encoding="utf-8")
    html = empty.ok("-q", "view", "东山镇.txt", "西山镇.txt", "-o", "-")
    assert "<b>84</b>" in html


def test_of_a_folder_what_can_be_read_is_shown_and_the_rest_named(empty: Shell) -> None:
    lists = empty.folder / "lists"
    lists.mkdir()
    (lists / "good.txt").write_bytes(SAMPLE.read_bytes())
    (lists / "bad.docx").write_bytes(b"no document")
    done = empty.run("view", "lists", "-o", "page.html")
    assert done.returncode == 1
    assert "bad.docx" in done.stderr
    assert (empty.folder / "page.html").exists()


def test_a_document_that_cannot_be_read_is_a_fault(empty: Shell) -> None:
    (empty.folder / "bad.docx").write_bytes(b"no document")
    assert "bad.docx" in empty.refused_in_one_line("view", "bad.docx")


def test_stdout_takes_a_page_and_a_picture(reading: Shell) -> None:
    assert reading.ok("-q", "view", "-o", "-").startswith("<!doctype html>")
    assert reading.ok("-q", "view", "--matrix", "-o", "-").startswith("<svg")


def test_pages_are_chinese_unless_asked_otherwise(reading: Shell) -> None:
    assert '<html lang="zh-CN">' in reading.ok("-q", "view", "-o", "-")
    assert '<html lang="en">' in reading.ok("--lang", "en", "-q", "view", "-o", "-")


def test_a_page_may_open_at_a_department_or_a_duty(reading: Shell) -> None:
    whole = reading.ok("-q", "view", "-o", "-")
    department = reading.ok("-q", "view", "--department", "公安局", "-o", "-")
    duty = reading.ok("-q", "view", "--duty", "配合", "4", "-o", "-")
    assert len({whole, department, duty}) == 3


def test_a_list_and_a_county_narrow_the_page(reading: Shell) -> None:
    whole = reading.ok("-q", "view", "-o", "-")
    assert reading.ok("-q", "view", "--list", "晴溪镇", "-o", "-") == whole
    assert reading.ok("-q", "view", "--county", "临江县", "-o", "-") == whole


def test_open_shows_the_file_in_the_browser(shell: Shell) -> None:
    browser = shell.folder / "browser"
    browser.write_text('#!/bin/sh\necho "$1" > opened\n', encoding="utf-8")
    browser.chmod(0o755)
    assert shell.run("view", "-o", "page.html", "--open", BROWSER=f"{browser} %s").returncode == 0
    opened = (shell.folder / "opened").read_text(encoding="utf-8").strip()
    assert opened == (shell.folder / "page.html").resolve().as_uri()


# Folders of pages


def test_a_name_that_ends_like_a_folder_is_one(shell: Shell) -> None:
    done = shell.run("view", "-o", "site/")
    names = {path.name for path in (shell.folder / "site").iterdir()}
    rows = shell.rows("departments")
    assert {"index.html", "县公安局.html"} <= names
    assert len(names) == len(rows) + 1
    assert f"{len(rows)} departments" in done.stderr


def test_a_folder_that_is_there_takes_pages_if_it_is_empty_or_ours(shell: Shell) -> None:
    (shell.folder / "site").mkdir()
    shell.ok("-q", "view", "-o", "site")
    before = contents(shell.folder / "site")
    shell.ok("-q", "view", "-o", "site")
    assert contents(shell.folder / "site") == before


def test_a_folder_with_other_files_stays_as_it_is(shell: Shell) -> None:
    assert "other files" in shell.refused("view", "-o", ".", code=2)


# Pictures


def test_the_matrix_counts_what_ask_pairs_counts(reading: Shell, tmp_path: Path) -> None:
    reading.ok("--lang", "en", "-q", "view", "--matrix", "-o", str(tmp_path / "matrix.svg"))
    titles = [one.text or "" for one in etree.parse(tmp_path / "matrix.svg").iter(f"{SVG}title")]
    told = (re.match(r"(\S+) and (\S+): (\d+) shared", title) for title in titles)
    drawn = {frozenset(one.group(1, 2)): int(one[3]) for one in told if one}
    assert drawn == {
        frozenset((str(row["first"]), str(row["second"]))): row["shared"]
        for row in reading.rows("pairs")
    }


def test_an_ego_picture_shows_whom_ask_co_owners_names(reading: Shell, tmp_path: Path) -> None:
    reading.ok("-q", "view", "--ego", "公安局", "-o", str(tmp_path / "ego.svg"))
    shown = texts(tmp_path / "ego.svg")
    assert {row["department"] for row in reading.rows("co-owners", "公安局")} <= set(shown)


def test_transfers_show_every_receiver(reading: Shell, tmp_path: Path) -> None:
    reading.ok("-q", "view", "--transfers", "-o", str(tmp_path / "transfers.svg"))
    shown = {text.split("\u2002")[0] for text in texts(tmp_path / "transfers.svg")}
    receivers = {row["department"] for row in reading.rows("transfers")} - {""}
    assert receivers <= shown


@pytest.mark.parametrize("picture", [("--matrix",), ("--transfers",), ("--ego", "公安局")])
def test_a_picture_has_a_name_of_its_own(shell: Shell, picture: tuple[str, ...]) -> None:
    shell.ok("-q", "view", *picture)
    assert (shell.folder / f"{picture[0].removeprefix('--')}.svg").exists()


def test_a_picture_says_where_its_numbers_are_from(reading: Shell, tmp_path: Path) -> None:
    reading.ok("--lang", "en", "-q", "view", "--matrix", "-o", str(tmp_path / "m.svg"))
    sources = [text for text in texts(tmp_path / "m.svg") if text.startswith("Source: ")]
    assert len(sources) == 1
    assert PLACE.replace("/", "") in sources[0]


def test_a_png_names_the_program_that_drew_it(
    reading: Shell, chromium: str, tmp_path: Path
) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "chromium").symlink_to(chromium)
    path = f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"
    target = tmp_path / "matrix.png"
    done = reading.run("view", "--matrix", "-o", str(target), PATH=path)
    assert done.returncode == 0, done.stderr
    assert target.read_bytes().startswith(b"\x89PNG")
    assert re.search(r"drawn by \S+\.$", done.stderr.strip())


def test_without_a_program_for_png_one_line_names_them(reading: Shell, tmp_path: Path) -> None:
    done = reading.run("view", "--matrix", "-o", str(tmp_path / "m.png"), PATH=str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    for name in ("resvg", "rsvg-convert", "Inkscape", "Chromium", "Chrome", "Edge"):
        assert name in done.stderr
    assert list(tmp_path.iterdir()) == []


# Wrong use


@pytest.mark.parametrize(
    "arguments",
    [
        ("--matrix", "--transfers"),
        ("--matrix", "--ego", "公安局"),
        ("--department", "公安局", "--duty", "配合", "4"),
        ("--matrix", "--department", "公安局"),
        ("--ego", "公安局", "--duty", "配合", "4"),
        ("--matrix", "-o", "matrix.html"),
        ("-o", "page.svg"),
        ("-o", "page.docx"),
        ("--matrix", "-o", "site/"),
        ("--department", "公安局", "-o", "site/"),
        ("--open", "-o", "-"),
        ("--duty", "配合"),
        ("--duty", "圆", "4"),
        ("--place", "某省/甲县/东镇"),
    ],
)
def test_what_does_not_go_together_is_wrong_use(reading: Shell, arguments: tuple[str, ...]) -> None:
    assert reading.refused("view", *arguments, code=2)


@pytest.mark.parametrize("option", ["--department", "--ego"])
def test_an_unknown_department_is_refused_as_ask_does(reading: Shell, option: str) -> None:
    said = reading.refused_in_one_line("view", option, "县公安据")
    assert said == reading.refused_in_one_line("ask", "co-owners", "县公安据")


def test_an_unknown_duty_is_refused(reading: Shell) -> None:
    assert "配合 999" in reading.refused_in_one_line("view", "--duty", "配合", "999")
