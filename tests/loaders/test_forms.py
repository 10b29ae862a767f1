"""Whatever form a document has, it gives the same duty list, statement by statement."""

from collections import Counter
from collections.abc import Callable
from functools import cache

import forms
import office
import pytest
from duties import differences
from system import lacking

from dutygraph.loaders import read_bytes
from dutygraph.model import DutyList

MADE_BY_LIBREOFFICE = {"xls", "pdf"}


@pytest.fixture(scope="module", params=["real", "sample"])
def original(request: pytest.FixtureRequest) -> DutyList:
    """Return the real list and the sample as they are read from text."""
    found: DutyList = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="module")
def written(original: DutyList) -> Callable[[str], bytes]:
    """Return what writes the list in a form, each form once."""

    @cache
    def write(form: str) -> bytes:
        if form in MADE_BY_LIBREOFFICE and office.find_office() is None:
            lacking("no LibreOffice on PATH; name one in DUTYGRAPH_SOFFICE")
        return forms.write(original, form)

    return write


@pytest.mark.parametrize("form", forms.FORMS)
def test_every_form_gives_the_same_duties(
    original: DutyList, written: Callable[[str], bytes], form: str
) -> None:
    found = read_bytes(written(form), forms.file_name(form))
    assert "\n".join(differences(original, found)) == ""
    assert found.place == original.place
    assert found.title == original.title
    assert found.edition == original.edition


# What the text itself gives reason to say; all else would be about the form.
ABOUT_THE_TEXT = {
    "level-mismatch",
    "listed-without-statement",
    "name-similar",
    "stop-missing",
    "template-text",
    "words-repeated",
}


@pytest.mark.parametrize("form", [form for form in forms.FORMS if form not in ("pdf", "json")])
def test_a_form_without_pages_has_only_the_findings_of_the_text(
    original: DutyList, written: Callable[[str], bytes], form: str
) -> None:
    found = read_bytes(written(form), forms.file_name(form))
    expected = Counter(one.rule for one in original.findings if one.rule in ABOUT_THE_TEXT)
    assert Counter(one.rule for one in found.findings) == expected


@pytest.mark.parametrize(
    ("form", "name"),
    [("html", "清单.xls"), ("xls", "清单.xlsx"), ("docx", "清单.doc"), ("xlsx", "清单")],
)
def test_the_content_tells_the_form_and_not_the_name(
    original: DutyList, written: Callable[[str], bytes], form: str, name: str
) -> None:
    found = read_bytes(written(form), name)
    assert found.source.format == form
    assert "\n".join(differences(original, found)) == ""
