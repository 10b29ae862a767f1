"""From what a user writes to the values that a question is asked with."""

from collections.abc import Callable, Mapping
from typing import Final

from dutygraph.errors import QuestionError, UsageError
from dutygraph.messages import N_
from dutygraph.queries.catalog import Parameter, Question, Value
from dutygraph.queries.departments import resolve
from dutygraph.queries.narrowing import Narrowing

KINDS: Final = {
    "basic": "basic",
    "cooperative": "cooperative",
    "reclaimed": "reclaimed",
    "基本": "basic",
    "配合": "cooperative",
    "收回": "reclaimed",
}
"""What may be written for a kind of duty."""

_LARGEST = 2**31 - 1


def values(
    question: Question, arguments: Mapping[str, object], narrowing: Narrowing
) -> dict[str, Value]:
    """Return a value for each parameter of a question, and `place` for the narrowing.

    `arguments` are by the parameters' names: texts as a user writes them, or numbers and truth
    values; a parameter of kind departments takes a sequence of texts. None means: not given.

    Raises:
        UsageError: an argument is missing, unknown or of the wrong kind.
        QuestionError: a department is unknown or ambiguous.
    """
    for name in arguments:
        if question.parameter(name) is None:
            raise UsageError(
                N_("the question {question} takes no {name}"), question=question.name, name=name
            )
    found: dict[str, Value] = {"place": narrowing.place}
    for parameter in question.parameters:
        found[parameter.name] = _value(question, parameter, arguments, narrowing)
    return found


def _value(
    question: Question, parameter: Parameter, arguments: Mapping[str, object], narrowing: Narrowing
) -> Value:
    given = arguments.get(parameter.name)
    if given is None or (parameter.is_required and given in ("", (), [])):
        if parameter.default is None:
            raise UsageError(
                N_("the question {question} needs {name}: {help}"),
                question=question.name,
                name=parameter.shown,
                help=parameter.help,
            )
        return parameter.default
    if parameter.kind == "flag":
        return bool(given)
    if parameter.kind == "departments":
        return _departments(given, narrowing)
    return _READERS[parameter.kind](parameter, str(given), narrowing) if given != "" else ""


def _text(parameter: Parameter, written: str, _narrowing: Narrowing) -> str:
    # Bytes of another encoding reach Python as lone surrogates, which no text holds.
    if any("\ud800" <= character <= "\udfff" for character in written):
        raise UsageError(N_("{name} is no text in UTF-8: write it again"), name=parameter.shown)
    return written


def _department(_parameter: Parameter, written: str, narrowing: Narrowing) -> str:
    return resolve(narrowing, written).iri


def _integer(parameter: Parameter, written: str, _narrowing: Narrowing) -> int:
    number = int(written) if written.isdecimal() and len(written) <= len(str(_LARGEST)) else -1
    if not 0 <= number <= _LARGEST:
        raise UsageError(
            N_("{name} takes a whole number such as 4, not {written}"),
            name=parameter.shown,
            written=written,
        )
    return number


def _kind(_parameter: Parameter, written: str, _narrowing: Narrowing) -> str:
    if written not in KINDS:
        raise UsageError(
            N_(
                "{written} is no kind of duty; use basic, cooperative, reclaimed (基本, 配合, 收回)"
            ),
            written=written,
        )
    return KINDS[written]


def _departments(given: object, narrowing: Narrowing) -> str:
    spellings = given if isinstance(given, (list, tuple)) else [given]
    if len(spellings) < 2:
        raise UsageError(N_("name two or more departments"))
    met: dict[str, str] = {}
    for written in spellings:
        body = resolve(narrowing, str(written))
        if body.iri in met:
            raise QuestionError(
                N_("{first} and {second} are one department, {name}"),
                first=met[body.iri],
                second=written,
                name=body.name,
            )
        met[body.iri] = str(written)
    return " ".join(met)


_READERS: Final[dict[str, Callable[[Parameter, str, Narrowing], str | int]]] = {
    "text": _text,
    "integer": _integer,
    "kind": _kind,
    "department": _department,
}
