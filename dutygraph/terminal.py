"""The terminal and files as places to write to: streams, widths, whole files, errors as lines."""

import contextlib
import io
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, TYPE_CHECKING, Any

from dutygraph.errors import DutygraphError
from dutygraph.messages import MESSAGE_FIELDS, N_, Translate

if TYPE_CHECKING:
    from pathlib import Path

ROW_FORMATS = ("table", "json", "csv", "tsv", "xlsx")
ENDINGS = {".json": "json", ".csv": "csv", ".tsv": "tsv", ".txt": "table", ".xlsx": "xlsx"}
"""From the ending of a file's name to the format of its rows."""


def json_text(value: object) -> str:
    """Return a value as indented JSON, Chinese unescaped."""
    import json

    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def json_items(objects: Sequence[object]) -> str:
    """Return objects as a piece of an array that is written bit by bit, see `json_array`."""
    return json_text(objects)[1:].removesuffix("\n]\n") if objects else ""


def json_array(pieces: Iterator[str]) -> Iterator[str]:
    """Yield the text of an array, as `json_text` writes it, while its pieces come in."""
    first = next(pieces, "")
    yield f"[{first}"
    for piece in pieces:
        yield f",{piece}"
    yield "\n]\n" if first else "]\n"


def width() -> int:
    """Return how many columns a table may have: the terminal's, COLUMNS, or 80 on a pipe."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns):
        return int(columns)
    return os.get_terminal_size().columns if sys.stdout.isatty() else 80


def called() -> str:
    """Return how the program can be called again: its name, its path, or `python -m dutygraph`."""
    import shutil
    from pathlib import Path

    program = Path(sys.argv[0])
    if program.name == "__main__.py":
        return "python -m dutygraph"
    if shutil.which(program.name) == str(program):
        return program.stem
    with contextlib.suppress(ValueError):
        return str(program.absolute().relative_to(Path.cwd()))
    return str(program)


@contextlib.contextmanager
def whole_file(path: "Path") -> Iterator[IO[bytes]]:
    """Open a file that appears under its name only when it has been written to its end."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(path)
    except BaseException as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise _unwritable(path, error) from error
        raise


def _unwritable(path: "Path", error: OSError) -> DutygraphError:
    reason = error.strerror or str(error)
    return DutygraphError(N_("{file} cannot be written: {reason}."), file=str(path), reason=reason)


def say(error: DutygraphError, translate: Translate) -> str:
    """Return an error as the lines that a user sees."""
    each: Sequence[DutygraphError] = error.fields.get("each", ()) or [error]  # type: ignore[assignment] # by convention a tuple of errors
    return "\n".join(_line(one, translate) for one in each)


def _line(error: DutygraphError, translate: Translate) -> str:
    fields: Mapping[str, Any] = {
        name: translate(str(value)) if name in MESSAGE_FIELDS and value else value
        for name, value in error.fields.items()
    }
    message = translate(error.message).format(**fields)
    return translate(N_("Error: {message}")).format(message=message)


def set_up_streams() -> None:
    """Let no character fail: UTF-8 into files and pipes, replacements on consoles without it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def drop_stdout() -> None:
    """Let what is still to be written to a closed pipe go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
