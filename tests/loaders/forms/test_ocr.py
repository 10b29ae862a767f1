"""Recogniser output becomes rows with pages: MinerU, PaddleOCR, dots.ocr and their like."""

import json
from typing import Any

import forms
import pytest
from duties import differences

from dutygraph import as_json
from dutygraph.errors import DocumentError
from dutygraph.loaders import read_bytes
from dutygraph.loaders.forms import ocr
from dutygraph.loaders.rows import Document
from dutygraph.model import DutyList, Position

TABLE = "<html><body><table><tr><td>{}</td><td>x</td></tr></table></body></html>"


def read(value: Any) -> Document:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return ocr.read(data, "pages.json")


def texts(value: Any) -> list[tuple[int, list[str] | str]]:
    """Return each row with its page: the texts of the cells, or of a line outside of tables."""
    return [
        (row.position.page, list(row.texts) if row.table else row.texts[0])
        for row in read(value).rows
    ]


EXPECTED = [(1, "基本履职事项清单"), (1, ["1", "x"]), (2, ["2", "x"]), (2, "第二页的话")]
TITLE, TEXT = "基本履职事项清单", "第二页的话"

MINERU: list[Any] = [
    {"type": "text", "text": TITLE, "text_level": 1, "page_idx": 0, "bbox": [1, 2.5, 3, 4]},
    {"type": "table", "img_path": "a.jpg", "table_body": TABLE.format(1), "page_idx": 0},
    {"type": "page_number", "text": "- 1 -", "page_idx": 0},
    {"type": "table", "table_caption": [], "table_body": TABLE.format(2), "page_idx": 1},
    {"type": "text", "text": f" {TEXT} ", "page_idx": 1},
    {"type": "image", "img_path": "b.jpg", "image_caption": [], "page_idx": 1},
]


def spans(text: str) -> list[dict[str, str]]:
    return [{"type": "text", "content": text}]


MINERU_2 = [
    [
        {"type": "title", "content": {"title_content": spans(TITLE), "level": 1}},
        {"type": "table", "content": {"table_caption": [], "html": TABLE.format(1)}},
    ],
    [
        {"type": "table", "content": {"html": TABLE.format(2), "table_type": "simple_table"}},
        {"type": "paragraph", "content": {"paragraph_content": spans(TEXT)}},
        {"type": "page_number", "content": {"page_number_content": spans("2")}},
    ],
]


def lines(kind: str, *contents: str, key: str = "content") -> dict[str, Any]:
    return {
        "type": kind,
        "bbox": [0, 0, 1, 1],
        "lines": [{"spans": [{"type": "text", key: one}]} for one in contents],
    }


MIDDLE = {
    "pdf_info": [
        {
            "preproc_blocks": [lines("title", TITLE)],
            "page_idx": 0,
            "discarded_blocks": [lines("discarded", "1")],
            "para_blocks": [
                lines("title", "基本履职", "事项清单"),
                {"type": "table", "blocks": [lines("table_body", TABLE.format(1), key="html")]},
            ],
        },
        {
            "page_idx": 1,
            "para_blocks": [
                {"type": "table", "blocks": [lines("table_body", TABLE.format(2), key="html")]},
                lines("text", TEXT),
            ],
        },
    ],
    "_backend": "pipeline",
}

DOTS = [
    {
        "page_no": 0,
        "full_layout_info": [
            {"bbox": [1, 2, 3, 4], "category": "Section-header", "text": f"## {TITLE}"},
            {"category": "Table", "text": TABLE.format(1)},
            {"category": "Picture", "bbox": [1, 2, 3, 4]},
        ],
    },
    {
        "page_no": 1,
        "full_layout_info": [
            {"category": "Table", "text": TABLE.format(2)},
            {"category": "Text", "text": f"**{TEXT}**"},
        ],
    },
]

CATEGORIES = {
    "pages": [
        {"page": 1, "blocks": [DOTS[0]["full_layout_info"]]},
        {"page": 2, "blocks": DOTS[1]["full_layout_info"]},
    ]
}

BY_NUMBER = {f"page_{page['page_no']}": page["full_layout_info"] for page in DOTS}

PADDLE = [
    [
        {"type": "title", "res": [{"text": "基本履职", "confidence": 0.9}, {"text": "事项清单"}]},
        {"type": "table", "bbox": [1, 2], "res": {"html": TABLE.format(1), "cell_bbox": []}},
    ],
    [
        {"type": "table", "res": {"html": TABLE.format(2)}, "img_idx": 1},
        {"type": "text", "res": [{"text": TEXT}], "img_idx": 1},
    ],
]

PADDLE_3 = {
    "layoutParsingResults": [
        {
            "prunedResult": {
                "parsing_res_list": [
                    {"block_label": "doc_title", "block_content": TITLE, "block_id": 0},
                    {"block_label": "table", "block_content": TABLE.format(1)},
                    {"block_label": "number", "block_content": "1"},
                ],
                "overall_ocr_res": {"rec_texts": ["noch einmal"]},
            },
            "markdown": {"text": "again"},
        },
        {
            "prunedResult": {
                "parsing_res_list": [
                    {"block_label": "table", "block_content": TABLE.format(2)},
                    {"block_label": "text", "block_content": TEXT},
                ]
            }
        },
    ]
}

MARKDOWN = {
    "pages": [
        {"index": 0, "markdown": f"# {TITLE}\n\n{TABLE.format(1)}"},
        {"index": 1, "markdown": f"| 2 | x |\n\n{TEXT}"},
    ]
}


@pytest.mark.parametrize(
    "value",
    [MINERU, MINERU_2, MIDDLE, DOTS, CATEGORIES, BY_NUMBER, PADDLE, PADDLE_3, MARKDOWN],
    ids=["mineru", "mineru-2", "middle", "dots", "page", "number", "paddle", "paddle-3", "md"],
)
def test_the_forms_of_recognisers_read_alike(value: Any) -> None:
    assert texts(value) == EXPECTED
    assert read(value).findings == []


def test_one_value_a_line_reads_like_a_list_of_them() -> None:
    assert texts("\n".join(json.dumps(page) for page in DOTS).encode()) == EXPECTED


def test_positions_are_page_table_row_and_cell() -> None:
    rows = read(MINERU).rows
    assert [row.position for row in rows] == [
        Position(page=1),
        Position(page=1, table=1, row=1),
        Position(page=2, table=2, row=1),
        Position(page=2),
    ]
    [paragraph] = rows[2].cells[1]
    assert paragraph.positions(0, 1) == (Position(page=2, table=2, row=1, cell="2"),)


def test_pages_count_from_one_unless_one_of_them_is_page_0() -> None:
    block = {"category": "Text", "text": "甲"}
    assert texts([{"page_no": 1, "cells": [block]}, {"page_no": 2, "cells": [block]}]) == [
        (1, "甲"),
        (2, "甲"),
    ]
    assert texts([{"page_no": 0, "cells": [block]}, {"page_no": 2, "cells": [block]}]) == [
        (1, "甲"),
        (3, "甲"),
    ]
    assert texts([block]) == [(1, "甲")]


def test_captions_and_notes_stand_around_the_table_and_items_on_lines_of_their_own() -> None:
    table = {
        "type": "table",
        "table_caption": ["配合履职", "事项清单"],
        "table_body": TABLE.format(1),
        "table_footnote": ["注：略"],
        "page_idx": 4,
    }
    items = {"type": "list", "sub_type": "text", "list_items": ["甲", "乙"], "page_idx": 4}
    inner = {"item_type": "text", "item_content": spans("丙")}
    items_2 = {"type": "list", "content": {"list_type": "text_list", "list_items": [inner, inner]}}
    assert texts([table, items, items_2 | {"page_idx": 4}]) == [
        (5, "配合履职"),
        (5, "事项清单"),
        (5, ["1", "x"]),
        (5, "注：略"),
        (5, "甲"),
        (5, "乙"),
        (5, "丙"),
        (5, "丙"),
    ]


def test_running_headers_are_left_out_and_a_header_that_stands_once_is_not() -> None:
    def header(text: str, page: int) -> dict[str, Any]:
        return {"type": "header", "text": text, "page_idx": page}

    value = [header("某镇", 0), header("配合履职事项清单", 0), header("某镇", 1), *MINERU[3:5]]
    assert texts(value) == [(1, "配合履职事项清单"), *EXPECTED[2:]]


def test_a_table_that_is_only_a_picture_is_a_finding() -> None:
    document = read([*MINERU, {"type": "table", "img_path": "images/t.jpg", "page_idx": 6}])
    [finding] = document.findings
    assert finding.rule == "unread-text"
    assert (finding.position, finding.text) == (Position(page=7), "images/t.jpg")


def test_the_sample_is_read_from_recogniser_output(sample: DutyList) -> None:
    found = read_bytes(forms.write(sample, "json"), "pages.json")
    assert "\n".join(differences(sample, found)) == ""
    assert found.source.format == "json"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_encodings(encoding: str) -> None:
    assert texts(json.dumps(MINERU, ensure_ascii=False).encode(encoding)) == EXPECTED


def test_characters_that_text_cannot_hold_are_replaced() -> None:
    document = read(b'[{"type": "text", "text": "\\ud800\\u0001a", "page_idx": 1, "x": NaN}]')
    assert document.rows[0].texts == ("\ufffd\ufffda",)
    [finding] = document.findings
    assert (finding.rule, finding.position.page) == ("characters-replaced", 2)


@pytest.mark.parametrize(
    "data",
    [
        b'[{"a": 1}]',
        b'{"type": "FeatureCollection", "features": [{"type": "Feature"}]}',
        b'[{"type": "text", "text": ""}]',
        b"[" * 100_000,
        b'{"pages": ' * 100_000,
        b'[{"type": "text", "text": "a", "page_idx": ' + b"1" * 5000 + b"}]",
        b'[{"a": 1}, ' + b"[" * 900 + b"]" * 900 + b"]",
    ],
    ids=range(7),
)
def test_other_json_is_refused_with_the_forms_that_are_read(data: bytes) -> None:
    with pytest.raises(DocumentError, match=r"pages\.json is JSON of no form .* MinerU, PaddleOCR"):
        read(data)


@pytest.mark.parametrize("data", [b'[{"type": "text",\n "text": }]', b'[{"a": 1}]\n]', b'[{"a": 1'])
def test_damaged_json_is_refused_with_its_line(data: bytes) -> None:
    with pytest.raises(DocumentError, match=r"pages\.json, line [12]: this is no valid JSON"):
        read(data)


def test_what_this_program_wrote_is_no_document(sample: DutyList) -> None:
    with pytest.raises(DocumentError, match="was written by parse"):
        read(as_json.as_json(sample, str))
    with pytest.raises(DocumentError, match="is a graph"):
        read([{"@id": "http://example.org/a", "@type": ["http://example.org/B"]}])
    with pytest.raises(DocumentError, match="is a graph"):
        read({"@context": {}, "@graph": []})


@pytest.mark.parametrize(
    "data",
    [
        b"[{}," + b"[]," * 500_000 + b"[]]",
        b'[{"type": "list", "list_items": [' + b'"a",' * 1_000_000 + b'"a"]}]',
        b"[" + b'{"type": "text", "text": "a"},' * 20_001 + b"{}]",
        b'[{"type": "text", "text": "' + b"a\\n" * 300_000 + b'"}]',
        b'[{"type": "text", "text": "' + b"<table><tr><td>a" * 60_000 + b'"}]',
        b'[{"type": "text", "text": "' + b"a" * 17 * 2**20 + b'"}]',
    ],
    ids=range(6),
)
def test_output_that_would_fill_the_memory_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError, match="far larger than a duty list can be"):
        read(data)
