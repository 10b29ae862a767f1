"""SVG → PNG with what the machine has: a program that draws SVG, else a browser without a window.

Nothing is bundled for it: pictures for documents are SVG, which Word and WPS take as well.
"""

import os
import shutil
import struct
import subprocess
import tempfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

from dutygraph.errors import DutygraphError
from dutygraph.messages import N_

SCALE = 2
"""Pixels of the PNG for one of the drawing: sharp on paper too."""

_SECONDS = 120
_SPARE = 160
"""Rows to draw below the picture: some browsers take their frame off the height they are given."""

_BROWSERS = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    *("microsoft-edge", "microsoft-edge-stable", "msedge"),
)
# Where browsers are installed without being on PATH.
_PLACES = (
    r"%ProgramFiles%\Google\Chrome\Application\chrome.exe",
    r"%ProgramFiles(x86)%\Google\Chrome\Application\chrome.exe",
    r"%LocalAppData%\Google\Chrome\Application\chrome.exe",
    r"%ProgramFiles(x86)%\Microsoft\Edge\Application\msedge.exe",
    r"%ProgramFiles%\Microsoft\Edge\Application\msedge.exe",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)

Command = Callable[[str, Path, Path], list[str]]


class Renderer(NamedTuple):
    """A program that makes a PNG of an SVG: its name, where it is, and how it is called."""

    name: str
    program: str
    command: Command
    is_browser: bool = False


def render(svg: str) -> tuple[bytes, str]:
    """Return a drawing as PNG, and the name of the program that drew it.

    Raises:
        DutygraphError: the machine has no such program, or the one it has failed.
    """
    found = next(renderers(), None)
    if found is None:
        raise DutygraphError(
            N_(
                "nothing here makes a PNG: install resvg, rsvg-convert (librsvg), Inkscape,"
                " Chromium, Chrome or Edge, or write the picture as .svg"
            )
        )
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "picture.svg"), Path(folder, "picture.png")
        source.write_text(svg, encoding="utf-8")
        _run(found, source, target)
        data = target.read_bytes()
    return (_cut(data, SCALE * _size(svg)[1]) if found.is_browser else data), found.name


def renderers() -> Iterator[Renderer]:
    """Yield what the machine has, the best first."""
    for name, command in _DRAWERS.items():
        if program := shutil.which(name):
            yield Renderer(name, program, command)
    for place in (*_BROWSERS, *map(os.path.expandvars, _PLACES)):
        if program := shutil.which(place):
            yield Renderer(Path(program).stem, program, _browser, is_browser=True)


def _run(renderer: Renderer, source: Path, target: Path) -> None:
    command = renderer.command(renderer.program, source, target)
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=_SECONDS)
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines()
    except (OSError, subprocess.TimeoutExpired) as error:
        reason = [str(error)]
    if not target.exists():
        message = N_("{program} made no PNG: {reason}; write the picture as .svg")
        last = reason[-1] if reason else "?"
        raise DutygraphError(message, program=renderer.program, reason=last)


def _browser(program: str, source: Path, target: Path) -> list[str]:
    width, height = _size(source.read_text(encoding="utf-8"))
    # The sandbox refuses to start as root, as in a container.
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [
        program,
        "--headless",
        "--disable-gpu",
        "--hide-scrollbars",
        "--no-first-run",
        "--disable-background-networking",
        *(["--no-sandbox"] if is_root else []),
        # A profile of its own: the browser may be open already.
        f"--user-data-dir={source.parent / 'profile'}",
        f"--force-device-scale-factor={SCALE}",
        f"--window-size={width},{height + _SPARE}",
        f"--screenshot={target}",
        source.as_uri(),
    ]


_DRAWERS: dict[str, Command] = {
    "resvg": lambda program, source, target: [
        *(program, "--zoom", str(SCALE), str(source), str(target))
    ],
    "rsvg-convert": lambda program, source, target: [
        *(program, "--zoom", str(SCALE), "--output", str(target), str(source))
    ],
    "inkscape": lambda program, source, target: [
        *(program, "--export-type=png", f"--export-filename={target}"),
        *(f"--export-dpi={96 * SCALE}", str(source)),
    ],
}


def _size(svg: str) -> tuple[int, int]:
    root = ET.fromstring(svg)  # noqa: S314 - our own drawing
    return int(root.attrib["width"]), int(root.attrib["height"])


def _cut(png: bytes, rows: int) -> bytes:
    """Return a PNG without what stands below so many rows; each row builds on those above it."""
    chunks = list(_chunks(png))
    width, height, depth, colour, *rest = struct.unpack(">IIBBBBB", chunks[0][1])
    if rows >= height:
        return png
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    stride = 1 + (width * channels * depth + 7) // 8
    pixels = zlib.decompress(b"".join(data for name, data in chunks if name == b"IDAT"))
    head = struct.pack(">IIBBBBB", width, rows, depth, colour, *rest)
    kept = [(name, data) for name, data in chunks[1:] if name not in {b"IDAT", b"IEND"}]
    body = (b"IDAT", zlib.compress(pixels[: rows * stride], 9))
    return png[:8] + b"".join(map(_chunk, [(b"IHDR", head), *kept, body, (b"IEND", b"")]))


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at < len(png):
        (length,) = struct.unpack_from(">I", png, at)
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += length + 12


def _chunk(named: tuple[bytes, bytes]) -> bytes:
    name, data = named
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
