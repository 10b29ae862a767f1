"""Draws docs/page.png, the picture of the README: the page of the sample list, in Chromium."""

import sys
import tempfile
from pathlib import Path

from browser import find_chromium
from playwright.sync_api import sync_playwright

from dutygraph import memory, project, read_file, view
from dutygraph.tasks import SAMPLE

PICTURE = Path(__file__).parent.parent / "docs" / "page.png"


def main() -> int:
    """Draw the picture."""
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
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        page.goto(file.as_uri())
        page.wait_for_timeout(1500)
        page.screenshot(path=PICTURE)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
