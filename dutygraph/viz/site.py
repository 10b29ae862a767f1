"""A folder of pages for large graphs: an index, and a small page for each department.

All links are relative, so that the folder works from a disk, a stick or any server.
"""

import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from dutygraph.errors import DutygraphError, UsageError
from dutygraph.messages import HTML_LANGUAGES, N_, Translate, translator
from dutygraph.model import Duty
from dutygraph.viz import head, page
from dutygraph.viz.model import Listed, Model, initials
from dutygraph.viz.sharing import is_shared

INDEX = "index.html"
GENERATOR = '<meta name="generator" content="dutygraph">'
"""What every page of a folder has in its head, by which an earlier folder is known as ours."""

_LONGEST = 40
_HEAD = 2000

Department = tuple[str, str]

WORDS = {
    "subject": N_("Departments and their duties"),
    "disclaimer": N_("Compiled from published text; the official document prevails."),
    "find": N_("Find department"),
    "find_hint": N_("name or initials"),
    "lists": N_("Duty lists"),
    "place": N_("Place"),
    "edition": N_("Edition"),
    "basic": N_("basic"),
    "cooperative": N_("cooperative"),
    "reclaimed": N_("reclaimed"),
    "departments": N_("Departments"),
    "department": N_("Department"),
    "county": N_("County"),
    "duties": N_("Duties"),
    "shared": N_("Shared duties"),
    "partners": N_("Shares duties with"),
    "nothing_found": N_("Nothing with these words"),
}


class Entry(NamedTuple):
    """One department of an index: its page, and its figures, of which partners are departments."""

    county: str
    name: str
    keys: str
    href: str
    duties: int
    shared: int
    partners: int


def save(model: Model, folder: Path, language: str) -> int:
    """Write the pages of a model into a folder that appears when it is whole.

    Returns:
        How many departments have a page.

    Raises:
        UsageError: the folder holds what is not ours.
        DutygraphError: it cannot be written.
    """
    folder = folder.resolve()
    refuse_foreign(folder)
    count = 0
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as scratch:
            whole = Path(scratch, "new")
            whole.mkdir()
            for name, text in pages(model, language):
                (whole / name).write_text(text, encoding="utf-8", newline="\n")
                count += name != INDEX
            _swap(whole, folder, Path(scratch, "old"))
    except OSError as error:
        message = N_("{file} cannot be written: {reason}.")
        raise DutygraphError(message, file=folder, reason=error.strerror or str(error)) from error
    return count


def refuse_foreign(folder: Path) -> None:
    """Refuse a folder that holds anything but pages of an earlier run.

    Raises:
        UsageError: it does, or it is no folder.
    """
    if folder.is_dir() and all(map(_is_ours, folder.iterdir())):
        return
    if folder.exists():
        raise UsageError(
            N_("{folder} holds other files, which stay as they are: name a new folder"),
            folder=folder,
        )


def pages(model: Model, language: str) -> Iterator[tuple[str, str]]:
    """Yield the names and texts of the files: the index, then the departments by name."""
    departments = model.departments()
    files = _files(departments)
    duties = {one: of_department(model, one) for one in departments}
    entries = [_entry(one, files[one], duties[one]) for one in departments]
    entries.sort(key=lambda one: (-one.shared, -one.duties, one.county, one.name))
    yield INDEX, _index(model, entries, translator(language), language)
    several = len({county for county, _ in departments}) > 1
    ids = {one: "/".join(one) if several else one[1] for one in departments}
    hrefs = {ids[one]: quote(files[one]) for one in departments}
    for one in departments:
        beside = {ids[other]: hrefs[ids[other]] for other in duties[one].departments()}
        yield files[one], _page(duties[one], one, beside, language)


def of_department(model: Model, department: Department) -> Model:
    """Return the lists of a model with only the duties of one department; it is partial."""
    county, name = department
    lists = [
        replace(one, duty_list=replace(one.duty_list, duties=duties))
        for one in model.lists
        if one.county == county and (duties := tuple(_of(one, name)))
    ]
    return replace(model, lists=tuple(lists), is_partial=True)


def _of(listed: Listed, name: str) -> Iterator[Duty]:
    for duty in listed.duty_list.duties:
        bearers = (bearer for one in duty.statements for bearer in one.bearers)
        taking_part = (*duty.departments, *duty.receivers)
        if any(one.name == name for one in taking_part) or any(
            one.name == name and not one.placeholder for one in bearers
        ):
            yield duty


def _entry(department: Department, file: str, model: Model) -> Entry:
    county, name = department
    duties = [duty for _, duty in model.duties()]
    shared = [
        duty
        for duty in duties
        if is_shared(duty) and any(one.name == name for one in duty.departments)
    ]
    partners = {one.name for duty in shared for one in duty.departments} - {name}
    keys = initials(name)
    return Entry(county, name, keys, quote(file), len(duties), len(shared), len(partners))


def _files(departments: list[Department]) -> dict[Department, str]:
    """Return a file name for each department: its own name as far as all systems take it."""
    several = len({county for county, _ in departments}) > 1
    files: dict[Department, str] = {}
    taken = {INDEX}
    for department in departments:
        written = "-".join(department) if several else department[1]
        stem = re.sub(r"\W+", "-", written)[:_LONGEST].strip("-") or "-"
        number, file = 1, f"{stem}.html"
        while file.casefold() in taken:
            number += 1
            file = f"{stem}-{number}.html"
        taken.add(file.casefold())
        files[department] = file
    return files


def _page(model: Model, department: Department, beside: Mapping[str, str], language: str) -> str:
    start = model.start(department[1], "")
    return page.page(model, language, start, beside=beside, of=department[1])


def _index(model: Model, entries: list[Entry], translate: Translate, language: str) -> str:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(page.ASSETS, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("site.html").render(
        language=HTML_LANGUAGES[language],
        words={name: translate(word) for name, word in WORDS.items()},
        head=head.head(model, translate),
        lists=model.objects(translate)["lists"],
        entries=entries,
        several=len({one.county for one in entries}) > 1,
    )


def _is_ours(path: Path) -> bool:
    if path.suffix != ".html" or not path.is_file():
        return False
    with path.open(encoding="utf-8", errors="replace") as file:
        return GENERATOR in file.read(_HEAD)


def _swap(whole: Path, folder: Path, old: Path) -> None:
    """Put a folder into the place of another, which comes back if that fails."""
    if not folder.exists():
        whole.rename(folder)
        return
    folder.rename(old)
    try:
        whole.rename(folder)
    except OSError:
        old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)
