"""Pictures as other programs draw them: a browser, LibreOffice, and whatever makes a PNG."""

import base64
import struct
import zlib
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

import pdfplumber
import pytest
from drawn import cooperative, labels, model, model_of
from office import OFFICE_NAMES, convert, find_office
from playwright.sync_api import Page
from system import lacking

from dutygraph.errors import DutygraphError
from dutygraph.messages import N_
from dutygraph.tasks import SAMPLE
from dutygraph.viz import egopicture, matrix, png, transfers

DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:body><office:text><text:p><draw:frame text:anchor-type="as-char"
 svg:width="16cm" svg:height="18cm"><draw:image><office:binary-data>{picture}</office:binary-data>
</draw:image></draw:frame></text:p></office:text></office:body></office:document>"""

WIDTHS = (
    """() => [...document.querySelectorAll("text")].map((one) => one.getComputedTextLength())"""
)


def pictures(path: Path) -> dict[str, str]:
    drawn = model_of(path)
    shared, moved = matrix.matrix(drawn), transfers.transfers(drawn)
    department = next(one for one in drawn.departments() if one[1] == "县公安局")
    return {
        "matrix": matrix.svg(shared, N_, matrix.caption(drawn, shared, N_)),
        "transfers": transfers.svg(moved, N_, transfers.caption(drawn, moved, N_)),
        "ego": egopicture.svg(egopicture.ego(drawn, department), drawn, N_),
    }


@pytest.mark.parametrize("name", ["matrix", "transfers", "ego"])
def test_no_text_is_wider_than_we_take_it_for(
    name: str, page: Page, real_list: Path, tmp_path: Path
) -> None:
    """What the tests say of overlaps rests on this."""
    file = tmp_path / "picture.svg"
    file.write_text(pictures(real_list)[name], encoding="utf-8")
    page.goto(file.as_uri())
    shown = page.evaluate(WIDTHS)
    taken = [
        max(one.right - one.left, one.bottom - one.top) for one in labels(file.read_text("utf-8"))
    ]
    assert len(shown) == len(taken) > 20
    assert all(width <= most + 0.5 for width, most in zip(shown, taken, strict=True))


@pytest.mark.parametrize("name", ["matrix", "transfers", "ego"])
def test_libreoffice_shows_every_label(name: str, real_list: Path, tmp_path: Path) -> None:
    if find_office() is None:
        lacking(f"no {OFFICE_NAMES[0]} on PATH")
    svg = pictures(real_list)[name]
    document = tmp_path / "picture.fodt"
    data = base64.b64encode(svg.encode()).decode()
    document.write_text(DOCUMENT.format(picture=escape(data)), encoding="utf-8")
    with pdfplumber.open(BytesIO(convert(document, "pdf"))) as book:
        shown = "".join(page.extract_text() for page in book.pages)
    for sign in {*"".join(one.text for one in labels(svg))} - {" ", "\u2002"}:
        assert sign in shown


# PNG


def dot(rows: int, width: int = 3) -> bytes:
    """Return a PNG whose every row is its own number, in grey."""
    pixels = b"".join(bytes([0, *[row] * width]) for row in range(rows))

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", width, rows, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(pixels, 9)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def test_what_a_browser_draws_below_the_picture_is_cut_off() -> None:
    assert png._cut(dot(9), 4) == png._cut(dot(4), 4)
    assert struct.unpack(">II", png._cut(dot(9), 4)[16:24]) == (3, 4)


def test_a_picture_that_is_no_higher_stays_as_it_is() -> None:
    assert png._cut(dot(4), 4) == dot(4)


def test_a_png_has_twice_the_pixels(chromium: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: chromium if name == "chromium" else None)
    drawn = model(cooperative(1, "县甲局", "县乙局"))
    told = matrix.matrix(drawn)
    svg = matrix.svg(told, N_, matrix.caption(drawn, told, N_))
    data, name = png.render(svg)
    width, height = png._size(svg)
    assert data.startswith(b"\x89PNG")
    assert struct.unpack(">II", data[16:24]) == (2 * width, 2 * height)
    assert name == Path(chromium).stem


def test_programs_that_draw_svg_come_before_browsers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}")
    assert [one.name for one in png.renderers()][:4] == [
        *("resvg", "rsvg-convert", "inkscape", "chromium")
    ]


def test_without_any_program_one_line_names_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    with pytest.raises(DutygraphError, match=r"resvg, rsvg-convert .*Chrome or Edge.* \.svg"):
        png.render("<svg/>")


def test_a_program_that_fails_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "resvg"
    broken.write_text("#!/bin/sh\necho out of paint >&2\nexit 3\n")
    broken.chmod(0o755)
    monkeypatch.setattr("shutil.which", lambda name: str(broken) if name == "resvg" else None)
    with pytest.raises(DutygraphError, match="resvg made no PNG: out of paint"):
        png.render(pictures(SAMPLE)["matrix"])
