"""Finding the browser and the font that the tests of the pages need."""

import sys
from pathlib import Path

import browser as tool
import pytest
from playwright.sync_api import Page


@pytest.fixture
def bare_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Put us on a Linux machine with no browser and no fonts."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("DUTYGRAPH_CHROMIUM", raising=False)


def program(folder: Path, name: str) -> Path:
    """Write a program that does nothing and return its path."""
    path = folder / name
    path.write_text("#!/bin/sh\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.usefixtures("bare_machine")
class TestOnABareMachine:
    def test_the_packages_that_are_missing_are_named(self) -> None:
        assert tool.missing_packages() == ["chromium", "fontconfig", "fonts-wqy-microhei"]

    @pytest.mark.parametrize("name", ["chromium", "chromium-browser", "google-chrome"])
    def test_a_browser_on_path_is_found(self, tmp_path: Path, name: str) -> None:
        expected = program(tmp_path, name)
        assert expected == tool.find_chromium()

    def test_the_named_browser_comes_before_those_on_path(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        program(tmp_path, "chromium")
        expected = program(tmp_path, "mine")
        monkeypatch.setenv("DUTYGRAPH_CHROMIUM", str(expected))
        assert expected == tool.find_chromium()

    def test_a_named_browser_that_is_not_there_is_missing(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        program(tmp_path, "chromium")
        monkeypatch.setenv("DUTYGRAPH_CHROMIUM", str(tmp_path / "nowhere"))
        assert tool.find_chromium() is None


def test_the_browser_draws_chinese(page: Page) -> None:
    """Without a Chinese font every character is the same empty box."""
    page.set_content("<meta charset=utf-8><p id=a>龙</p><p id=b>角</p>")
    assert page.locator("#a").screenshot() != page.locator("#b").screenshot()
