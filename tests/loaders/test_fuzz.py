"""Mutated documents of each form are read, or refused in one line; `make fuzz` tries many more."""

import forms
import fuzz
import office
import pytest
from system import lacking

COUNT = 200


@pytest.mark.parametrize("form", forms.FORMS)
def test_a_mutated_document_is_read_or_refused(form: str) -> None:
    if office.find_office() is None:
        lacking("no LibreOffice on PATH; name one in DUTYGRAPH_SOFFICE")
    data = forms.write(fuzz.small_list(), form)
    assert list(fuzz.faults(data, form, COUNT, seed=1)) == []


def test_the_same_seed_gives_the_same_mutation_and_another_a_different_one() -> None:
    data = bytes(range(256)) * 4
    assert fuzz.mutated(data, "a 1 1") == fuzz.mutated(data, "a 1 1") != data
    assert fuzz.mutated(data, "a 1 2") != fuzz.mutated(data, "a 1 1")
