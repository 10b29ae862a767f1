"""Draws docs/pictures: the views of the sample list's page, in Chromium, wide and on a phone."""

import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from browser import find_chromium
from playwright.sync_api import Browser, sync_playwright

from dutygraph import memory, project, read_file, view
from dutygraph.tasks import SAMPLE

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
WIDE, PHONE = (1280, 800), (390, 844)


class Picture(NamedTuple):
    """What of the page is drawn: its state, the size of the screen, and the colours."""

    state: str
    size: tuple[int, int] = WIDE
    scheme: str = "light"


DRAWN = {
    "overview": Picture("view=overview"),
    "overview-dark": Picture("view=overview&department=县公安局", scheme="dark"),
    "overview-phone": Picture("view=overview&department=县公安局", PHONE),
    "duties": Picture("view=duties&kind=cooperative"),
    "department": Picture("view=department&department=县公安局"),
    "department-phone": Picture("view=department&department=县公安局", PHONE, "dark"),
    "matrix": Picture("view=matrix"),
    "transfers": Picture("view=transfers"),
}


def draw(browser: Browser, page: Path, picture: Picture, target: Path) -> None:
    """Draw one picture of a page into a PNG file."""
    width, height = picture.size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if picture.scheme == "dark" else "light",
    )
    with context:
        shown = context.new_page()
        shown.goto(f"{page.as_uri()}#{picture.state}")
        shown.wait_for_timeout(1500)
        shown.screenshot(path=target)


def main() -> int:
    """Draw all pictures."""
    chromium = find_chromium()
    if chromium is None:
        sys.stderr.write("no Chromium on PATH; name one in DUTYGRAPH_CHROMIUM\n")
        return 1
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "page.html"
        with memory([project(read_file(SAMPLE))]) as snapshot:
            view(snapshot, "zh").save(file)
        browser = playwright.chromium.launch(
            executable_path=str(chromium), args=["--no-sandbox", "--disable-gpu"]
        )
        for name, picture in DRAWN.items():
            draw(browser, file, picture, PICTURES / f"{name}.png")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
