"""A form whose library is not installed names the command that brings it; text needs none."""

import sys

import forms
import fuzz
import pytest

from dutygraph import loaders
from dutygraph.errors import DocumentError
from dutygraph.loaders import read_bytes

LIBRARIES = ("lxml", "olefile", "openpyxl", "pdfminer", "python_calamine")


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave only what the program always needs: importing an extra's library fails."""
    for name in list(sys.modules):
        package, _, module = name.rpartition(".")
        if name.partition(".")[0] in LIBRARIES:
            monkeypatch.delitem(sys.modules, name)
        elif package == loaders.forms.__name__ and module.startswith("pdf") and module != "pdf":
            # These import a library at their top, and stand in for it once they are there.
            monkeypatch.delitem(sys.modules, name)
            monkeypatch.delattr(loaders.forms, module)
    for name in LIBRARIES:
        monkeypatch.setitem(sys.modules, name, None)


def written(form: str) -> bytes:
    return forms.write(fuzz.small_list(), form)


@pytest.mark.parametrize(
    ("form", "extra"), [("docx", "office"), ("xlsx", "office"), ("html", "html"), ("json", "html")]
)
def test_a_missing_extra_names_the_exact_command(
    form: str, extra: str, request: pytest.FixtureRequest
) -> None:
    data = written(form)
    request.getfixturevalue("bare")
    with pytest.raises(DocumentError) as caught:
        read_bytes(data, forms.file_name(form))
    assert f'pip install "dutygraph[{extra}]"' in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.usefixtures("bare")
def test_an_old_workbook_names_the_office_extra() -> None:
    with pytest.raises(DocumentError, match=r"pip install \"dutygraph\[office\]\""):
        read_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "list.xls")


@pytest.mark.usefixtures("bare")
def test_a_pdf_names_the_pdf_extra() -> None:
    with pytest.raises(DocumentError, match=r"pip install \"dutygraph\[pdf\]\""):
        read_bytes(b"%PDF-1.7\n" + bytes(600), "list.pdf")


def test_text_needs_no_extra(request: pytest.FixtureRequest) -> None:
    data = written("text")
    request.getfixturevalue("bare")
    assert read_bytes(data, "list.txt", place=("重庆市", "临江县", "晴溪镇")).duties
