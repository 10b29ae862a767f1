"""The XML parts of a Word file: found by their relations, read block by block within bounds."""

import posixpath
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, cast

from dutygraph.errors import DocumentError
from dutygraph.loaders.forms import archives, extras
from dutygraph.messages import N_

if TYPE_CHECKING:
    from zipfile import ZipFile

    from lxml.etree import _Element as Element

# Word saves in the first; the second is the strict form of the standard (ISO/IEC 29500).
NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
# An element takes some hundred bytes of memory, even where four letters of XML make it.
_LONGEST_BLOCK = 4 * 2**20
# A thousand pages, each run with all its properties, as WPS writes them.
_LONGEST_PART = 128 * 2**20
_OFF = {"0", "false", "off"}


def tags(*names: str) -> tuple[str, ...]:
    """Return the full tags of Word's elements or attributes, in both namespaces."""
    return tuple(f"{{{namespace}}}{name}" for namespace in NAMESPACES for name in names)


_VAL = tags("val")


def child(element: "Element", names: tuple[str, ...]) -> "Element | None":
    """Return the first child with one of these tags."""
    return next(element.iterchildren(*names), None)


def value(element: "Element | None", attribute: tuple[str, ...] = _VAL) -> str:
    """Return an attribute, by default `w:val`; empty where it, or the element, is missing."""
    if element is None:
        return ""
    return element.get(attribute[0]) or element.get(attribute[1]) or ""


def number(text: str, default: int = 0) -> int:
    """Return a small whole number, `default` for any other text."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else default


def is_on(element: "Element | None") -> bool:
    """Tell whether a switch such as `<w:vanish/>` is there and not turned off."""
    return element is not None and value(element) not in _OFF


class Package:
    """The parts of one Word file."""

    def __init__(self, archive: "ZipFile", name: str) -> None:
        self._archive = archive
        self._name = name
        self._parts = {part.filename.casefold(): part for part in archive.infolist()}

    def holds(self, part: str) -> bool:
        """Tell whether the file has this part."""
        return part.casefold() in self._parts

    def related(self, source: str, relation: str) -> str:
        """Return the part to which another has a relation, empty if there is none.

        `source` is a part's name, or empty for the package; `relation` is the last word of the
        relation's type. What stands outside the file is never followed.
        """
        folder, file = posixpath.split(source)
        for found in self.blocks(posixpath.join(folder, "_rels", file + ".rels"), [_RELATION]):
            if found.get("Type", "").rpartition("/")[2] != relation:
                continue
            if found.get("TargetMode") != "External":
                target = posixpath.join("/", folder, found.get("Target", ""))
                return posixpath.normpath(target).lstrip("/")
        return ""

    def blocks(self, part: str, names: Collection[str]) -> Iterator["Element"]:
        """Yield the outermost elements of a part that have one of these tags; none without it.

        Each is whole, and gone when the next is asked for.
        """
        entry = self._parts.get(part.casefold())
        if entry is not None:
            yield from _blocks(archives.chunks(self._archive, entry, self._name), names, self._name)

    def title(self) -> str:
        """Return the title in the file's properties, empty if it has none."""
        part = self.related("", "core-properties")
        return next((one.text or "" for one in self.blocks(part, [_TITLE])), "").strip()

    def has_pictures(self) -> bool:
        """Tell whether the file holds pictures."""
        return any(part.startswith("word/media/") for part in self._parts)


def _blocks(chunks: Iterable[bytes], names: Collection[str], file: str) -> Iterator["Element"]:
    try:
        from lxml import etree
    except ImportError as error:
        raise extras.missing("office", file) from error
    parser = etree.XMLPullParser(
        ("start", "end"),
        tag=list(names),
        resolve_entities=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    depth = size = total = 0
    try:
        for chunk in chunks:
            size += len(chunk)
            total += len(chunk)
            if size > _LONGEST_BLOCK or total > _LONGEST_PART:
                raise archives.too_large(file)
            parser.feed(chunk)
            for event, found in parser.read_events():
                element = cast("Element", found)
                depth += 1 if event == "start" else -1
                if depth == 0:
                    _refuse_entities(element, file)
                    yield element
                    _forget(element)
                    size = 0
        parser.close()
    except etree.LxmlError as error:
        raise archives.damaged(file) from error


def _refuse_entities(element: "Element", file: str) -> None:
    if element.getroottree().docinfo.internalDTD is not None:
        raise DocumentError(
            N_("{file} defines XML entities, which no office program does: it is not read."),
            file=file,
        )


def _forget(element: "Element") -> None:
    """Empty an element, and drop all that stands before it in the document."""
    element.clear()
    for one in (element, *element.iterancestors()):
        parent = one.getparent()
        while parent is not None and (before := one.getprevious()) is not None:
            parent.remove(before)
