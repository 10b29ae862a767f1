"""Chromium and a Chinese font for the tests of the pages: finds them, names what is missing."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_PACKAGE = "chromium"
FONT_PACKAGE = "fonts-wqy-microhei"


def find_chromium() -> Path | None:
    """Return the browser: what DUTYGRAPH_CHROMIUM names, else the first one on PATH, else None."""
    chosen = os.environ.get("DUTYGRAPH_CHROMIUM")
    found = map(shutil.which, [chosen] if chosen else CHROMIUM_NAMES)
    return next((Path(path) for path in found if path), None)


def has_chinese_font() -> bool:
    """Return whether a page can draw Chinese text; Windows and macOS come with such fonts."""
    if not sys.platform.startswith("linux"):
        return True
    if shutil.which("fc-list") is None:
        return False
    command = ["fc-list", ":lang=zh", "family"]
    return bool(subprocess.run(command, capture_output=True, check=False).stdout.strip())


def missing_packages() -> list[str]:
    """Return the Debian packages that would bring what is missing here."""
    missing = [] if find_chromium() else [CHROMIUM_PACKAGE]
    return missing if has_chinese_font() else [*missing, "fontconfig", FONT_PACKAGE]
