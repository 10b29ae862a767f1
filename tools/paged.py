"""What a page gives to its script, and where its picture shows what: for tests of pages."""

import base64
import json
import re
import zlib
from collections.abc import Iterable
from typing import Any, NamedTuple

from playwright.sync_api import Page

DATA = re.compile(r'<script id="data" type="text/plain">(.*?)</script>')
ROOM = 12
RADIUS = 13
LARGEST = 1.4
"""Around boxes and dots, a dot's radius, the largest zoom: as in painting.js and overview.js."""


def data(html: str) -> dict[str, Any]:
    """Return what a page gives to its script."""
    (packed,) = DATA.findall(html)
    told: dict[str, Any] = json.loads(zlib.decompress(base64.b64decode(packed)))
    return told


class Seen(NamedTuple):
    """How large the picture of a page is shown, and where on the screen its parts are."""

    scale: float
    departments: dict[str, tuple[float, float]]
    duties: dict[str, tuple[float, float]]


def seen(page: Page, told: dict[str, Any], layout: str = "start") -> Seen:
    """Return what the overview of a page shows that is fitted to its canvas.

    Args:
        page: a page with a picture.
        told: what the page gives to its script.
        layout: start for the picture that is shown first, whole for that of all parts.
    """
    box = page.evaluate("document.querySelector('.network').getBoundingClientRect().toJSON()")
    measures = told["measures"] | told["measures"][layout]
    nodes = [
        (node, node["start"] if layout == "start" else node)
        for node in told["nodes"]
        if layout == "whole" or "start" in node
    ]
    left, right = _sides(nodes, "x", {"department": measures["width"] / 2, "duty": RADIUS})
    half = measures["height"] / 2
    top, bottom = _sides(nodes, "y", {"department": half, "duty": half})
    scale = min(box["width"] / (right - left), box["height"] / (bottom - top), LARGEST)
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def places(kind: str, names: Iterable[str]) -> dict[str, tuple[float, float]]:
        known = list(names)
        return {
            known[node["at"]]: (
                middle[0] + scale * (at["x"] - (left + right) / 2),
                middle[1] + scale * (at["y"] - (top + bottom) / 2),
            )
            for node, at in nodes
            if node["kind"] == kind
        }

    return Seen(
        scale,
        places("department", (one["name"] for one in told["departments"])),
        places("duty", (f"{one['kind']}-{one['number']}" for one in told["duties"])),
    )


def _sides(
    nodes: list[tuple[dict[str, Any], dict[str, Any]]], axis: str, wide: dict[str, float]
) -> tuple[float, float]:
    first = min(at[axis] - wide[node["kind"]] for node, at in nodes) - ROOM
    last = max(at[axis] + wide[node["kind"]] for node, at in nodes) + ROOM
    return first, last
