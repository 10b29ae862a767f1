"""A corpus of any size: one real duty list under invented places, ten townships to a county."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from dutygraph import loaders
from dutygraph.graph import rdf
from dutygraph.model import Place

_PROVINCE = "重庆市"
_RIVERS = "甲乙丙丁戊己庚辛壬癸"
_BANKS = "河江湖湾溪泉"
_VILLAGES = "子丑寅卯辰巳午未申酉"

MOST = len(_RIVERS) * len(_BANKS) * len(_VILLAGES)
"""How many places can be invented."""


def real_list() -> Path:
    """Return the real list: DUTYGRAPH_REAL_LIST, else the one in shared/ beside the project.

    Raises:
        FileNotFoundError: there is none.
    """
    beside = Path(__file__).resolve().parents[2] / "shared" / "lists" / "longjiao.txt"
    path = Path(os.environ.get("DUTYGRAPH_REAL_LIST") or beside)
    if not path.is_file():
        raise FileNotFoundError(f"no real list at {path}: name one in DUTYGRAPH_REAL_LIST")
    return path


def places(count: int) -> Iterator[Place]:
    """Yield invented places of one province, ten townships to a county, at most `MOST`."""
    for index in range(count):
        county, village = divmod(index, len(_VILLAGES))
        bank, river = divmod(county, len(_RIVERS))
        yield _PROVINCE, f"{_RIVERS[river]}{_BANKS[bank]}县", f"{_VILLAGES[village]}坝镇"


def write_documents(document: Path, folder: Path, count: int) -> list[Path]:
    """Write `document` under `count` invented places into `folder` and return the files.

    The county's name is exchanged in the text too: 云阳海事处 belongs to 云阳县 alone.
    """
    text = document.read_text(encoding="utf-8")
    old = loaders.read_file(document).place
    folder.mkdir(parents=True)
    files = []
    for number, new in enumerate(places(count), start=1):
        moved = text.replace("".join(old), "".join(new)).replace(old[-2][:-1], new[-2][:-1])
        path = folder / f"{number:03}.txt"
        path.write_text(moved, encoding="utf-8")
        files.append(path)
    return files


def write_quads(documents: Sequence[Path], folder: Path) -> list[Path]:
    """Write what `dutygraph load` would put into the store, as one N-Quads file per document.

    What the lists of a county share goes into the file of the first list that names it.
    """
    folder.mkdir(parents=True)
    told: set[str] = set()
    files = []
    for document in documents:
        graph = rdf.project(loaders.read_file(document))
        shared = [text for subject, text in graph.shared.items() if subject not in told]
        told |= graph.shared.keys()
        path = folder / f"{document.stem}.nq"
        path.write_bytes(b"".join([graph.quads, *shared]))
        files.append(path)
    return files
