"""The findings of documents, for people: grouped by rule, each with its place and what to do."""

from collections.abc import Iterable, Iterator

from dutygraph import as_json, findings
from dutygraph.grid import fold, wide
from dutygraph.messages import N_, Translate
from dutygraph.model import DutyList, Finding, Kind, Position

_MOST = 8
_HINT = "    → "


def summary(duty_list: DutyList, translate: Translate) -> str:
    """Return one line: the place, the duties of each list, and how many findings there are."""
    counts = findings.count(duty_list.findings)
    kinds = {kind: sum(1 for _ in duty_list.of_kind(kind)) for kind in Kind}
    return translate(
        N_(
            "{file}: {place}, {duties} duties = {basic} basic + {cooperative} cooperative + "
            "{reclaimed} reclaimed; {error} errors, {warning} warnings, {note} notes"
        )
    ).format(
        file=duty_list.source.file,
        place="/".join(duty_list.place) or "?",
        duties=len(duty_list.duties),
        **kinds,
        **counts,
    )


def count(lists: Iterable[DutyList]) -> dict[str, int]:
    """Return how many findings of each severity there are in all lists."""
    return findings.count(finding for one in lists for finding in one.findings)


def findings_json(lists: Iterable[DutyList], translate: Translate) -> list[as_json.Object]:
    """Return the findings of documents as objects, each with its file."""
    return [
        {"file": one.source.file} | as_json.finding(finding, translate)
        for one in lists
        for finding in one.findings
    ]


def findings_text(duty_list: DutyList, translate: Translate, *, whole: bool, width: int) -> str:
    """Return the findings of one document as text of `width` columns, the gravest first.

    Unless `whole`, a rule shows its first places only and says how many there are.
    """
    lines = fold(summary(duty_list, translate), width)
    for rule, group in findings.by_rule(duty_list.findings).items():
        shown = group if whole else group[:_MOST]
        lines += ["", *_group(rule, group, shown, translate, width)]
    return "\n".join(lines) + "\n"


def _group(
    rule: str, group: list[Finding], shown: list[Finding], translate: Translate, width: int
) -> Iterator[str]:
    spec = findings.RULES[rule]
    severity = translate(findings.SEVERITY_WORDS[spec.severity])
    colon = ": " if severity.isascii() else "："
    yield f"{severity}{colon}{translate(spec.headline)} ({len(group)}) [{rule}]"
    hints = {findings.hint(finding, translate) for finding in group}
    for finding in shown:
        yield _cut(f"  {place(finding.position, translate)}  {finding.text}".rstrip(), width)
        if len(hints) > 1:
            yield from _hint(findings.hint(finding, translate), width)
    if len(shown) < len(group):
        yield "  " + translate(N_("… and {count} more (dutygraph -v check shows all)")).format(
            count=len(group) - len(shown)
        )
    if len(hints) == 1:
        yield from _hint(hints.pop(), width)


def _hint(text: str, width: int) -> Iterator[str]:
    for index, line in enumerate(fold(text, max(1, width - len(_HINT)))):
        yield (" " * len(_HINT) if index else _HINT) + line


def place(position: Position, translate: Translate) -> str:
    """Return a position in words, such as line 12 or lines 12–15."""
    if position.line and position.end_line > position.line:
        return translate(N_("lines {first}–{last}")).format(
            first=position.line, last=position.end_line
        )
    if position.line:
        return translate(N_("line {line}")).format(line=position.line)
    fields: Iterable[tuple[str, object]] = (
        (N_("page {value}"), position.page),
        (N_("sheet {value}"), position.sheet),
        (N_("table {value}"), position.table),
        (N_("row {value}"), position.row),
        (N_("cell {value}"), position.cell),
    )
    return " ".join(translate(words).format(value=value) for words, value in fields if value)


def _cut(text: str, width: int) -> str:
    if wide(text) <= width:
        return text
    # One column is for the ellipsis; a line break in the text ends it as well.
    return fold(text, width - 1)[0] + "…"
