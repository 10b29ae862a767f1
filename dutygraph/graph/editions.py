"""Which editions a store holds: the newest of each township, and the older ones kept beside it."""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Protocol

from dutygraph.graph.listgraph import ListGraph


@dataclass(frozen=True, slots=True, order=True)
class Edition:
    """One edition of one township's duty list: the IRIs of list, township and county, its name.

    `digest` is that of the list's quads: reading them takes a thousand times as long.
    """

    township: str
    name: str
    iri: str
    county: str
    digest: str = field(default="", compare=False)

    @property
    def rank(self) -> tuple[tuple[tuple[int, str], ...], str]:
        """What orders the editions of a township: digits as numbers, 2 < 10 < 2025-03 < 2025-11."""
        return tuple(map(_rank_of_part, re.split(r"([0-9]+)", self.name))), self.name

    @property
    def bodies_graph(self) -> str:
        """The IRI of the graph that the lists of one county share."""
        return f"{self.county}/bodies"


def _rank_of_part(part: str) -> tuple[int, str]:
    # By length first, because int() refuses runs of more than 4300 digits.
    digits = part.lstrip("0")
    return (len(digits), digits) if part.isascii() and part.isdigit() else (0, part)


def edition_of(graph: ListGraph) -> Edition:
    """Return the edition that a list's graph is."""
    import hashlib

    digest = hashlib.blake2b(graph.quads, digest_size=16).hexdigest()
    return Edition(graph.township, graph.edition, graph.iri, graph.county, digest)


@dataclass(slots=True)
class Catalog:
    """What a store holds: `lists` by township (in the database), `older` editions by list IRI."""

    lists: dict[str, Edition] = field(default_factory=dict)
    older: dict[str, Edition] = field(default_factory=dict)

    def of_county(self, county: str) -> list[Edition]:
        """Return the editions in the database whose township lies in `county`."""
        return [edition for edition in self.lists.values() if edition.county == county]

    def newest_older(self, township: str) -> Edition | None:
        """Return the newest of the older editions of `township`."""
        held = (edition for edition in self.older.values() if edition.township == township)
        return max(held, key=lambda edition: edition.rank, default=None)

    def save(self, path: Path) -> None:
        """Write the catalog as JSON, in a fixed order."""
        content = {
            "lists": [asdict(edition) for edition in sorted(self.lists.values())],
            "older": [asdict(edition) for edition in sorted(self.older.values())],
        }
        path.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")


def read_catalog(path: Path) -> Catalog:
    """Return the catalog that `Catalog.save` wrote to `path`.

    Raises:
        OSError, ValueError, KeyError, TypeError: the file is missing or damaged.
    """
    content = json.loads(path.read_text(encoding="utf-8"))
    lists = [Edition(**entry) for entry in content["lists"]]
    older = [Edition(**entry) for entry in content["older"]]
    return Catalog({each.township: each for each in lists}, {each.iri: each for each in older})


class Archive(Protocol):
    """The older editions by list IRI, each as the N-Quads of its graph and of its bodies.

    A plain dict is one too.
    """

    def __getitem__(self, iri: str, /) -> bytes: ...
    def __setitem__(self, iri: str, text: bytes, /) -> None: ...
    def __delitem__(self, iri: str, /) -> None: ...


class FolderArchive:
    """The older editions as compressed files of one folder.

    What only writers and readers of older editions need is imported where it is used.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _file(self, iri: str) -> Path:
        import hashlib

        # An IRI may be longer than a file's name can be, and differ from another by case alone.
        digest = hashlib.sha256(iri.encode()).hexdigest()[:32]
        return self._folder / f"{digest}.nq.gz"

    def __getitem__(self, iri: str) -> bytes:
        import gzip

        return gzip.decompress(self._file(iri).read_bytes())

    def __setitem__(self, iri: str, text: bytes) -> None:
        import gzip

        # The file may be a hard link that an older generation shares: replaced, never written into.
        written = self._file(iri).with_suffix(".new")
        written.write_bytes(gzip.compress(text, mtime=0))
        written.replace(self._file(iri))

    def __delitem__(self, iri: str) -> None:
        self._file(iri).unlink()

    def __iter__(self) -> Iterator[Path]:
        return iter(sorted(self._folder.glob("*.nq.gz")))

    def copy_to(self, folder: Path) -> None:
        """Link the files into `folder`, or copy them where the file system has no hard links."""
        import shutil

        for path in self:
            try:
                os.link(path, folder / path.name)
            except OSError:
                shutil.copyfile(path, folder / path.name)
