"""What tests share: the real list, a real browser, and how hypothesis looks for examples."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import find_chromium
from hypothesis import settings
from playwright.sync_api import Browser, Page, sync_playwright
from system import lacking

PROJECT = Path(__file__).resolve().parent.parent

# The sandbox refuses to start as root; the rest keeps the browser from talking to its makers.
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

settings.register_profile("dev", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


@pytest.fixture(scope="session")
def project() -> Path:
    """Return the root of the project."""
    return PROJECT


@pytest.fixture(scope="session")
def real_list() -> Path:
    """Return the real list: DUTYGRAPH_REAL_LIST, else the one in shared/ beside the project."""
    beside = PROJECT.parent / "shared" / "lists" / "longjiao.txt"
    path = Path(os.environ.get("DUTYGRAPH_REAL_LIST") or beside)
    if not path.is_file():
        lacking(f"no real list at {path}; name one in DUTYGRAPH_REAL_LIST")
    return path


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of the browser that draws our pages."""
    path = find_chromium()
    if path is None:
        lacking("no Chromium on PATH; name one in DUTYGRAPH_CHROMIUM")
    return str(path)


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """Yield one headless browser for the whole session."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=chromium, args=list(CHROMIUM_ARGUMENTS)
        )
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Yield an empty page in a context of its own."""
    with browser.new_context() as context:
        yield context.new_page()
