"""Libraries that only some forms of documents need, and what to install where one is missing."""

from dutygraph.errors import DocumentError
from dutygraph.messages import N_


def missing(extra: str, name: str) -> DocumentError:
    """Return the error for a file `name` that cannot be read without an extra of this package."""
    command = f'pip install "dutygraph[{extra}]"'
    return DocumentError(
        N_("{file} cannot be read without one more package: {command}"), file=name, command=command
    )
