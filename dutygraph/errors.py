"""What can go wrong, as a small tree.

    DutygraphError          bad data or a state of things: exit code 1
    ├── DocumentError       a document that cannot be read as a duty list
    ├── PlaceError          a place that is incomplete or not understood
    ├── StoreError          a folder that is no store, or a store in use
    ├── NameFileError       an alias pack or names file that cannot be read
    ├── QuestionError       an argument of a question that names nothing, or several things
    ├── Neo4jError          a Neo4j that gives no access, or what it cannot hold
    └── UsageError          wrong use: exit code 2

Each message is one line that says what is wrong, where, and what to do. Messages are English
msgids with `{fields}`; the command line translates them at its boundary, the only place where an
error is shown.
"""

from functools import partial


class DutygraphError(Exception):
    """Base of all errors that a user can cause; `exit_code` is what the program ends with."""

    exit_code = 1

    def __init__(self, message: str, **fields: object) -> None:
        self.message = message
        self.fields = fields
        super().__init__(message.format(**fields))

    def __reduce__(self) -> tuple[object, ...]:
        # Errors travel between processes; by default only the finished text would be handed over.
        return partial(type(self), self.message, **self.fields), ()


class DocumentError(DutygraphError):
    """A document that cannot be read as a duty list."""


class PlaceError(DutygraphError):
    """A place that is incomplete or that is not understood."""


class StoreError(DutygraphError):
    """A folder that is no store, or a store that another process writes."""


class NameFileError(DutygraphError):
    """An alias pack or names file that cannot be read."""


class QuestionError(DutygraphError):
    """An argument of a question that names nothing, or several things."""


class Neo4jError(DutygraphError):
    """A Neo4j that cannot be reached or refuses, or a graph that it cannot hold."""


class UsageError(DutygraphError):
    """Wrong use of the program or of a function."""

    exit_code = 2
