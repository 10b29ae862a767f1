"""A PDF that cannot be read is refused in one line, in little time and memory, come what may."""

import time
import tracemalloc
import zlib

import pytest
import tinypdf
from tinypdf import grid, stroke, words

from dutygraph.errors import DocumentError
from dutygraph.loaders.forms import pdf
from dutygraph.loaders.rows import Document
from dutygraph.model import Finding, Position

TABLE = grid([20, 60, 200], [20, 40]) + words(25, 25, "序号") + words(65, 25, "事项名称")
SCAN = b"q 400 0 0 300 0 0 cm /Im Do Q"
PICTURE = tinypdf.stream(
    b"\x00", "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8"
)
TOO_MUCH = "list.pdf asks for more memory or time than a duty list needs: print it to PDF anew."
DAMAGED = "list.pdf is damaged: open it and save it again."
LONGEST = 10.0
LARGEST = 300 * 2**20


def read(data: bytes) -> Document:
    return pdf.read(data, "list.pdf")


def refusal(data: bytes) -> str:
    with pytest.raises(DocumentError) as refused:
        read(data)
    return str(refused.value)


def scanned(*pages: bytes) -> bytes:
    return tinypdf.write(pages, resources="/XObject << /Im 50 0 R >>", objects={50: PICTURE})


def test_a_scan_is_refused_with_its_pages() -> None:
    assert refusal(scanned(SCAN, b"", SCAN, SCAN)) == (
        "list.pdf is a scan, pages without text: 1, 3–4. Run a text recogniser over it."
    )


def test_single_pages_without_text_are_a_finding() -> None:
    found = read(scanned(TABLE, SCAN, b"", TABLE))
    assert [row.position.page for row in found.rows] == [1, 4]
    (finding,) = found.findings
    assert finding.rule == "page-without-text"
    assert finding.position == Position(page=2)
    assert ("pages", "2") in finding.values


def test_a_password_to_open_is_refused_and_one_to_change_is_not() -> None:
    locked = tinypdf.write([TABLE], passwords=("secret", "owner"))
    assert refusal(locked) == "list.pdf is protected by a password: save it without one."
    open_to_read = tinypdf.write([TABLE], passwords=("", "owner"))
    assert read(open_to_read).rows[0].texts == ("序号", "事项名称")


def test_text_without_ruled_tables_is_refused() -> None:
    expected = "list.pdf has no table with lines: load its Word or Excel form, or recognised text."
    assert refusal(tinypdf.write([words(20, 20, "序号 事项名称")])) == expected
    assert refusal(tinypdf.write([])) == expected


NAMELESS = tinypdf.font().replace(b"/UniGB-UCS2-H", b"/Identity-H")
STRANGE = tinypdf.letters().replace(b"(GB1)", b"(Identity)")


def test_letters_that_no_one_can_tell_are_refused() -> None:
    data = tinypdf.write([TABLE], objects={3: NAMELESS, 4: STRANGE})
    assert refusal(data) == (
        "list.pdf does not say which characters it draws: run a text recogniser over it."
    )


def test_single_letters_that_no_one_can_tell_are_a_finding() -> None:
    other = words(65, 45, "甲").replace(b"/F ", b"/G ")
    page = TABLE + grid([20, 60, 200], [40, 60]) + other
    fonts = {50: NAMELESS.replace(b"4 0 R", b"51 0 R"), 51: STRANGE}
    data = tinypdf.write([page], objects=fonts).replace(b"/F 3 0 R", b"/F 3 0 R /G 50 0 R")
    found = read(data)
    assert found.rows[1].texts == ("", "\ufffd")
    values = (("count", "1"), ("pages", "1"))
    assert found.findings == [Finding("characters-unknown", Position(page=1), "", values)]


def test_a_file_cut_off_anywhere_is_damaged_or_read() -> None:
    data = tinypdf.write([TABLE])
    for end in range(10, len(data), 7):
        try:
            rows = read(data[:end]).rows
        except DocumentError:
            continue
        assert rows[0].texts == ("序号", "事项名称")
    assert refusal(data[:200]) == DAMAGED


def zeros(megabytes: int, attributes: str = "") -> bytes:
    packing = zlib.compressobj(9)
    data = b"".join(packing.compress(bytes(2**20)) for _ in range(megabytes)) + packing.flush()
    head = f"<< {attributes} /Filter /FlateDecode /Length {len(data)} >>\nstream\n"
    return head.encode() + data + b"\nendstream"


def forms(count: int) -> tuple[str, dict[int, bytes]]:
    """Return resources and objects: each form draws the next one twenty times."""
    head = "/Type /XObject /Subtype /Form /BBox [0 0 400 300] /Resources << /XObject << {} >> >>"
    names = [f"/X{number} {number} 0 R" for number in range(60, 61 + count)]
    objects = {
        number: tinypdf.stream(f"/X{number + 1} Do ".encode() * 20, head.format(names[number - 59]))
        for number in range(60, 60 + count)
    }
    objects[60 + count] = tinypdf.stream(TABLE, head.format(""))
    return f"/XObject << {names[0]} >>", objects


def mapped(cmap: bytes) -> dict[int, bytes]:
    return {3: tinypdf.font("/ToUnicode 50 0 R"), 50: cmap}


RANGES = b"begincmap 1 beginbfrange <00000000> <ffffffff> <0041> endbfrange endcmap"
DIAGONALS = b"0 0 m 9 8 l S\n" * 100_000
LAUGHS = forms(9)
HUNGRY = {
    "a page that swells": lambda: tinypdf.write([zeros(256)]),
    "a font's table that swells": lambda: tinypdf.write([TABLE], objects=mapped(zeros(256))),
    "four thousand million codes": lambda: tinypdf.write(
        [TABLE], objects=mapped(tinypdf.stream(RANGES))
    ),
    "four thousand million widths": lambda: tinypdf.write(
        [TABLE], objects={4: tinypdf.letters("[1 4000000000 500]")}
    ),
    "figures within figures": lambda: tinypdf.write(
        [b"/X60 Do"], resources=LAUGHS[0], objects=LAUGHS[1]
    ),
    "a hundred thousand shapes": lambda: tinypdf.write([DIAGONALS]),
    "forty thousand letters": lambda: tinypdf.write([words(20, 20, "字" * 40) * 1000]),
    "nine thousand cells": lambda: tinypdf.write(
        [grid([4 * x for x in range(100)], [3.2 * y for y in range(93)])]
    ),
}


@pytest.mark.parametrize("case", HUNGRY)
def test_what_asks_for_too_much_is_refused_in_time(case: str) -> None:
    data = HUNGRY[case]()
    start = time.monotonic()
    assert refusal(data) == TOO_MUCH
    assert time.monotonic() - start < LONGEST


@pytest.mark.parametrize("case", [case for case in HUNGRY if "swells" in case])
def test_what_asks_for_too_much_is_refused_in_little_memory(case: str) -> None:
    data = HUNGRY[case]()
    tracemalloc.start()
    try:
        assert refusal(data) == TOO_MUCH
        assert tracemalloc.get_traced_memory()[1] < LARGEST
    finally:
        tracemalloc.stop()


def test_lines_in_a_thousand_pieces_are_gone_through_in_time() -> None:
    pieces = [
        stroke(x, y, x + 4, y) + stroke(x, y - 2, x, y + 2)
        for x in range(0, 400, 10)
        for y in range(0, 300, 5)
    ]
    start = time.monotonic()
    assert read(tinypdf.write([b"".join(pieces), TABLE])).rows[-1].texts == ("序号", "事项名称")
    assert time.monotonic() - start < LONGEST


ODD = {
    "a tree of pages that holds itself": {2: b"<< /Type /Pages /Kids [2 0 R 70 0 R] /Count 1 >>"},
    "an object that refers to itself": {50: b"50 0 R"},
    "a catalogue that refers to itself": {1: b"1 0 R"},
    "a form that draws itself": {50: tinypdf.stream(b"/Im Do", "/Subtype /Form /BBox [0 0 1 1]")},
}


@pytest.mark.parametrize("case", ODD)
def test_circles_have_an_end(case: str) -> None:
    data = tinypdf.write(
        [TABLE + b"/Im Do"], objects=ODD[case], resources="/XObject << /Im 50 0 R >>"
    )
    assert read(data).rows[0].texts == ("序号", "事项名称")


def test_a_tree_of_pages_without_bottom_is_damage() -> None:
    tree = {
        number: f"<< /Type /Pages /Kids [{number + 1} 0 R] >>".encode()
        for number in range(100, 2000)
    }
    tree[2] = b"<< /Type /Pages /Kids [100 0 R] >>"
    assert refusal(tinypdf.write([TABLE], objects=tree)) == DAMAGED


def test_a_stream_that_breaks_off_gives_what_stands_before_the_break_at_once() -> None:
    """The library's own way to mend it takes minutes for a stream of this size."""
    lines = b"".join(b"%d 0 m %d 9 l S\n" % (n, n * n % 89 - 99) for n in range(15_000))
    whole = tinypdf.stream(TABLE + lines)
    broken = whole[: len(whole) // 2] + b"\x00\xff\x00\xff" + whole[len(whole) // 2 + 4 :]
    start = time.monotonic()
    assert read(tinypdf.write([broken])).rows[0].texts == ("序号", "事项名称")
    assert time.monotonic() - start < LONGEST


def test_the_library_s_own_warnings_are_not_shown(capsys: pytest.CaptureFixture[str]) -> None:
    read(tinypdf.write([TABLE + b"/Missing 1 Tf (a) scn"]))
    assert capsys.readouterr() == ("", "")
