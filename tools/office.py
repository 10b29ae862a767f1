"""LibreOffice and pandoc, which make documents for the tests of the readers."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

OFFICE_NAMES = ("soffice", "libreoffice")
OFFICE_PACKAGES = ("libreoffice-writer-nogui", "libreoffice-calc-nogui")
PANDOC = "pandoc"
_SECONDS = 300


def find_office() -> str | None:
    """Return LibreOffice: what DUTYGRAPH_SOFFICE names, else the one on PATH, else None."""
    chosen = os.environ.get("DUTYGRAPH_SOFFICE")
    found = map(shutil.which, [chosen] if chosen else OFFICE_NAMES)
    return next((path for path in found if path), None)


def missing_packages() -> list[str]:
    """Return the Debian packages that would bring what is missing here."""
    office = [] if find_office() else list(OFFICE_PACKAGES)
    return office if shutil.which(PANDOC) else [*office, PANDOC]


def convert(file: Path, form: str) -> bytes:
    """Return a document in another form, such as pdf, xls or docx, as LibreOffice writes it.

    `form` may name a filter: `html:HTML:EmbedImages`.

    Raises:
        FileNotFoundError: there is no LibreOffice.
        CalledProcessError: it cannot read the document.
    """
    program = find_office()
    if program is None:
        raise FileNotFoundError(OFFICE_NAMES[0])
    with tempfile.TemporaryDirectory() as folder:
        # A profile of its own: a LibreOffice that runs already would take the work over.
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", form, "--outdir", folder]
        subprocess.run([*command, str(file)], capture_output=True, check=True, timeout=_SECONDS)
        written = Path(folder, file.stem).with_suffix(f".{form.partition(':')[0]}")
        if not written.exists():
            raise subprocess.CalledProcessError(1, command)
        return written.read_bytes()


def pandoc(text: str, source: str, target: str) -> bytes:
    """Return a text in another form, as pandoc writes it.

    Raises:
        FileNotFoundError: there is no pandoc.
        CalledProcessError: it cannot read the text.
    """
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder, "document")
        command = [PANDOC, "--from", source, "--to", target, "--output", str(written)]
        subprocess.run(command, input=text.encode(), capture_output=True, check=True)
        return written.read_bytes()
