"""What a reader counts on the page is what `ask` says about the same store."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from drawn import model_of, snapshot_of
from playwright.sync_api import Page

from dutygraph.queries.engines import SparqlEngine
from dutygraph.queries.questions import Questions

Open = Callable[..., Page]
Draw = Callable[..., str]

STATEMENTS = """() => [...document.querySelectorAll(".bodies > li > button")].flatMap((body) =>
  [...body.parentElement.querySelectorAll(".texts li")].map((one) =>
    [body.textContent, one.firstChild.textContent, one.querySelector(".mark.lead") !== null]))"""
ROLES = """() => [...document.querySelectorAll("#panel .chips:first-of-type button")].map((one) =>
  [one.firstChild.textContent, [...one.querySelectorAll(".role")].map((of) => of.textContent)])"""


@pytest.fixture
def asked(document: Path) -> Questions:
    return Questions(SparqlEngine(snapshot_of(document)))


def texts(page: Page, selector: str) -> list[str]:
    return page.locator(selector).all_text_contents()


def at(page: Page, hash_: str) -> None:
    """Go to a place of the page, and wait until it is shown."""
    page.evaluate("hash => { location.hash = hash; }", hash_)
    page.wait_for_function("hash => decodeURIComponent(location.hash) === hash", arg=hash_)
    page.wait_for_timeout(60)


def test_the_figures_are_those_of_the_summary(of_document: Page, asked: Questions) -> None:
    (row,) = asked.summary()
    shown = {
        name: int(of_document.locator(f"[data-figure={name}] b").inner_text())
        for name in ("duties", "departments", "shared", "no-lead", "findings")
    }
    assert shown == {
        "duties": row.basic + row.cooperative + row.reclaimed,
        "departments": row.departments,
        "shared": row.shared,
        "no-lead": len(asked.no_lead()),
        "findings": row.findings,
    }


@pytest.mark.parametrize("least", [1, 2])
def test_pairs_and_their_counts(of_document: Page, asked: Questions, least: int) -> None:
    at(of_document, f"#view=overview&min={least}")
    names = texts(of_document, "#panel table.pairs td:first-child")
    counts = texts(of_document, "#panel table.pairs td:last-child")
    shown = [(*name.split(" × "), int(count)) for name, count in zip(names, counts, strict=True)]
    rows = asked.pairs(minimum=least)
    assert shown == [(row.first, row.second, row.shared) for row in rows]
    told = of_document.locator("#view-overview .told").inner_text()
    assert told.startswith(f"{len(rows)} pairs of departments")


def test_the_matrix_counts_each_pair_twice(of_document: Page, asked: Questions) -> None:
    at(of_document, "#view=matrix")
    shown = texts(of_document, "svg.matrix [data-row] > text")
    assert Counter(map(int, shown)) == Counter(row.shared for row in asked.pairs() for _ in "ab")


def test_departments_and_their_counts(of_document: Page, asked: Questions) -> None:
    rows = asked.departments()
    listed = dict(
        zip(
            texts(of_document, "#departments .name"),
            map(int, texts(of_document, "#departments .count")),
            strict=True,
        )
    )
    assert listed == {row.department: row.shared for row in rows}
    for row in rows:
        at(of_document, f"#view=department&department={row.department}")
        figures = {
            name: int(of_document.locator(f"#view-department [data-figure={name}]").inner_text())
            for name in ("duties", "shared", "statements", "received", "partners")
        }
        assert figures == {
            "duties": row.duties,
            "shared": row.shared,
            "statements": row.statements,
            "received": row.received,
            "partners": len(asked.co_owners(row.department)),
        }, row.department


def test_the_partners_of_a_department(of_document: Page, asked: Questions) -> None:
    at(of_document, "#view=department&department=县公安局")
    names = texts(of_document, "#view-department .partners .name")
    counts = texts(of_document, "#view-department .partners .count")[1:]
    rows = asked.co_owners("县公安局")
    assert list(zip(names, map(int, counts), strict=True)) == [
        (row.department, row.shared) for row in rows
    ]


def test_duties_with_their_departments(opened: Open, drawn: Draw, document: Path) -> None:
    page = opened(drawn(model_of(document)), "#view=duties")
    more = page.get_by_role("button", name="Show more")
    if more.is_visible():
        more.click()
    shown = {
        (
            line.locator("td.kind").inner_text(),
            line.locator("td.number").inner_text(),
            line.locator("td.title").inner_text().strip(),
            tuple(sorted(line.locator("td.departments button").all_text_contents())),
        )
        for line in page.locator("#view-duties tbody tr").all()
    }
    rows = Questions(SparqlEngine(snapshot_of(document))).duties()
    assert shown == {
        (row.kind, str(row.number), row.title, tuple(sorted(row.departments))) for row in rows
    }


def test_roles_statements_and_marks_in_every_shared_duty(
    of_document: Page, asked: Questions
) -> None:
    """What each department does, whether the text says 牵头, and the roles of columns."""
    words = {"lead": "leads by column", "support": "supports by column"}
    for row in asked.duties(kind="cooperative"):
        if len(row.departments) < 2:
            continue
        told = [one for one in asked.duty("cooperative", row.number) if one.roles]
        at(of_document, f"#view=department&duty=cooperative-{row.number}")
        assert {(name, text, lead) for name, text, lead in of_document.evaluate(STATEMENTS)} == {
            (one.body, one.statement, "牵头" in one.marks) for one in told if one.statement
        }, row.number
        at(of_document, f"#view=overview&duty=cooperative-{row.number}")
        assert {(name, *roles) for name, roles in of_document.evaluate(ROLES)} == {
            (one.body, *(words[role] for role in one.roles if role != "listed")) for one in told
        }, row.number


def test_what_is_not_carried_out_any_more(of_document: Page, asked: Questions) -> None:
    at(of_document, "#view=transfers")
    ended = texts(of_document, "#view-transfers tr:has(.ended) td.number")
    assert sorted(map(int, ended)) == sorted(row.number for row in asked.discontinued())
    (row,) = asked.summary()
    assert of_document.locator("#view-transfers tbody tr").count() == row.reclaimed


def test_duties_without_a_lead(of_document: Page, asked: Questions) -> None:
    at(of_document, "#view=overview&min=1&mark=!牵头")
    told = of_document.locator("#view-overview .told").inner_text()
    assert f", {len(asked.no_lead())} duties, " in told
