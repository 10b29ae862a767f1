"""Chromium and a Chinese font for the tests of the pages: finds them, and installs what is missing.

`make test` runs this file before pytest. As root on a system with apt-get it installs the missing
Debian packages; elsewhere it names them in one line, and fails only where CI is set.
"""

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


def can_install() -> bool:
    """Return whether this user may install Debian packages."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return is_root and shutil.which("apt-get") is not None


def install(packages: list[str]) -> None:
    """Install Debian packages without asking; raises CalledProcessError where that fails."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        command = ["apt-get", "--quiet=2", "--option=Dpkg::Use-Pty=0", *arguments]
        # apt tells its progress on stdout, where only the tests' own report belongs.
        subprocess.run(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=True
        )


def main() -> int:
    """Bring what is missing, or say it; return the exit code."""
    missing = missing_packages()
    if missing and can_install():
        print(f"installing for the tests of the pages: {' '.join(missing)}", file=sys.stderr)
        try:
            install(missing)
        except subprocess.CalledProcessError as error:
            print(f"apt-get failed with code {error.returncode}", file=sys.stderr)
        missing = missing_packages()
    if not missing:
        return 0
    remedy = f"install {' and '.join(missing)}, or set DUTYGRAPH_CHROMIUM to a browser's path"
    print(f"missing for the tests of the pages: {remedy}", file=sys.stderr)
    return int(bool(os.environ.get("CI")))


if __name__ == "__main__":
    sys.exit(main())
