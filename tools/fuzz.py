"""Mutated documents of each form: none may crash the readers, hang them or fill the memory.

`make fuzz` reads 10,000 of each form, the tests 200. Bytes are flipped, cut out and doubled; where
a form is an archive, also inside its parts, which are packed again. A child process reads them, so
that one that hangs or dies is named by its number, and found again with the same seed.
"""

import argparse
import io
import random
import sys
import zipfile
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import forms

from dutygraph.errors import DutygraphError
from dutygraph.loaders import read_bytes
from dutygraph.model import DutyList

SECONDS = 10.0
"""How long one document may take."""

MEGABYTES = 500
"""How much memory reading one may take, besides what the program needs for itself."""

_CHANGES = ("replace", "double", "move", "cut")
_SIGNS = [
    ord(sign)
    for sign in "\t\n\r |<>/&;\"'=-[]{}(),.:。：；、（）0123456789一二县镇部门a\u200b\U0001f600"
]
_START = 60.0
_MOST_CHANGES = 8
_PLACE = ("重庆市", "临江县", "晴溪镇")
_STATUS = Path("/proc/self/status")


@dataclass(frozen=True, slots=True)
class Fault:
    """A document that was read in another way than as a list or as one clear error."""

    number: int
    what: str


def mutated(data: bytes, seed: str) -> bytes:
    """Return a document with a few changes, the same ones for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - no cryptography
    if data.startswith(b"PK") and chance.random() < 0.8:
        return _repacked(data, chance)
    return _changed(data, chance)


def _repacked(data: bytes, chance: random.Random) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(output, "w") as again:
        parts = archive.namelist()
        chosen = set(chance.sample(parts, min(len(parts), chance.choice((1, 1, 2)))))
        for part in parts:
            content = archive.read(part)
            again.writestr(part, _changed(content, chance) if part in chosen else content)
    return output.getvalue()


def _changed(data: bytes, chance: random.Random) -> bytes:
    """Change bytes; where they are text mostly whole characters, so that most can be read."""
    try:
        signs = [ord(sign) for sign in data.decode()] if chance.random() < 0.9 else None
    except UnicodeDecodeError:
        signs = None
    if signs is None:
        return bytes(_with_changes(list(data), range(256), chance))
    return "".join(map(chr, _with_changes(signs, _SIGNS, chance))).encode()


def _with_changes(units: list[int], others: Sequence[int], chance: random.Random) -> list[int]:
    """Return units of text or bytes after some of them were replaced, cut, doubled or moved."""
    for _ in range(chance.randint(1, _MOST_CHANGES)):
        start = chance.randrange(len(units) + 1)
        end = min(len(units), start + chance.choice((1, 4, 40, 400)))
        part = units[start:end]
        match chance.choice(_CHANGES):
            case "replace":
                units[start:end] = chance.choices(others, k=end - start)
            case "double":
                units[start:start] = part
            case "move":
                # Cells, tags and objects end up where others were.
                del units[start:end]
                to = chance.randrange(len(units) + 1)
                units[to:to] = part
            case _:
                # Seldom all that follows: such files are refused soon, and teach little.
                del units[start : None if chance.random() < 0.05 else end]
    return units


def faults(
    data: bytes, form: str, count: int, seed: int, *, seconds: float = SECONDS
) -> Iterator[Fault]:
    """Read `count` mutations of a document of this form; yield those that were not read well."""
    number = 0
    while number < count:
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        child = context.Process(target=_read_all, args=(theirs, data, form, seed, number, count))
        child.start()
        theirs.close()
        number = yield from _watched(ours, child, number, count, seconds)
        child.kill()
        child.join()


def _watched(
    pipe: Connection, child: BaseProcess, number: int, count: int, seconds: float
) -> Generator[Fault, None, int]:
    """Follow a child; yield its faults and return the number that the next child begins with."""
    patience = _START
    while number < count:
        if not pipe.poll(patience):
            yield Fault(number, f"took more than {patience:g} seconds")
            return number + 1
        try:
            what = pipe.recv()
        except EOFError:
            child.join()
            yield Fault(number, f"ended the process with code {child.exitcode}")
            return number + 1
        if what is None:
            patience = seconds
            continue
        if what:
            yield Fault(number, what)
        number += 1
    return number


def _read_all(pipe: Connection, data: bytes, form: str, seed: int, first: int, count: int) -> None:
    """Tell None when ready, then of each document what was wrong, "" if nothing was."""
    name = forms.file_name(form)
    _read_one(data, name)
    bound = _memory() + MEGABYTES
    pipe.send(None)
    for number in range(first, count):
        what = _read_one(mutated(data, f"{form} {seed} {number}"), name)
        used = _memory()
        if used > bound:
            what, bound = f"took {used - bound + MEGABYTES:.0f} MB", used + MEGABYTES
        pipe.send(what)


def _read_one(data: bytes, name: str) -> str:
    try:
        duty_list = read_bytes(data, name, place=_PLACE)
    except DutygraphError as error:
        words = str(error)
        return "" if words and "\n" not in words else f"an error of several lines: {words!r}"
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is a fault of the readers
        return f"{type(error).__name__}: {error}"
    return "" if duty_list.duties else "an empty list"


def _memory() -> float:
    """Return the most memory in megabytes that this process has had; 0 where it cannot be told."""
    if not _STATUS.exists():
        return 0.0
    lines = _STATUS.read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Read mutated documents of all forms, or of those named; exit 1 if one was not read well."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("forms", nargs="*", metavar="FORM", help=", ".join(forms.FORMS))
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    found = 0
    for form in chosen.forms or forms.FORMS:
        data = forms.write(small_list(), form)
        for fault in faults(data, form, chosen.count, chosen.seed):
            found += 1
            print(f"{form} {chosen.seed} {fault.number}: {fault.what}", flush=True)
        print(f"{form}: {chosen.count} documents read", file=sys.stderr, flush=True)
    return int(found > 0)


def small_list() -> DutyList:
    """Return a list small enough to be read many times: some duties of each kind of the sample."""
    from dataclasses import replace

    from dutygraph.model import Kind
    from dutygraph.tasks import SAMPLE

    whole = read_bytes(SAMPLE.read_bytes(), SAMPLE.name)
    duties = [duty for kind in Kind for duty in list(whole.of_kind(kind))[:3]]
    return replace(whole, duties=tuple(duties))


if __name__ == "__main__":
    sys.exit(main())
