"""Writes the generated pages of docs/: the vocabulary, its form in Neo4j, and the command line.

A test holds the pages to what this writes: `python tools/docs.py [FOLDER]`.
"""

import contextlib
import io
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click

    from dutygraph.graph.neo4j.specs import NodeSpec, Specs, ValueSpec
    from dutygraph.graph.ontology import CodeSpec, Labels, Ontology, PropertySpec

_WIDTH = 90
DOCS = Path(__file__).parent.parent / "docs"


def ontology_page() -> str:
    """Return docs/ontology.md, made from ontology.ttl."""
    from dutygraph.graph.ontology import NAMESPACE, ontology

    head = [
        "# The vocabulary",
        "",
        f"Namespace `{NAMESPACE}`, prefix `dg:`. `make docs` makes this page from",
        "`dutygraph/ontology.ttl`, where the SHACL shapes and the alignments to standards stand.",
        "Texts carry the language tag `zh`. [guide.md](guide.md) tells what the words mean.",
    ]
    return "\n".join([*head, *_sections(ontology()), ""])


def _sections(terms: "Ontology") -> Iterator[str]:
    classes = (
        (f"`dg:{one.name}`", one.words.label["zh"], one.words.label["en"], _meaning(one.words))
        for one in terms.classes.values()
    )
    yield from _table("Classes", ("class", "中文", "English", "meaning"), classes)
    links = [one for one in terms.properties.values() if one.link]
    values = [one for one in terms.properties.values() if not one.link]
    columns = ("property", "中文", "of", "holds", "meaning")
    yield from _table("Links", columns, map(_property, links))
    yield from _table("Values", columns, map(_property, values))
    codes = map(_code, terms.codes.values())
    yield from _table("Code values", ("scheme", "code", "中文", "English"), codes)


def _table(title: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield from ("", f"## {title}", "")
    for cells in (header, ["---"] * len(header), *rows):
        yield f"| {' | '.join(cells)} |"


def _meaning(words: "Labels") -> str:
    return f"{words.comment['en']}<br>{words.comment['zh']}"


def _property(spec: "PropertySpec") -> Sequence[str]:
    of = ", ".join(f"`{name}`" for name in spec.domain)
    return (
        f"`dg:{spec.name}`",
        spec.words.label["zh"],
        of,
        _holds(spec),
        _meaning(spec.words),
    )


def _holds(spec: "PropertySpec") -> str:
    if spec.link:
        linked = " or ".join(f"`{name}`" for name in spec.range)
        return f"{linked} (derived)" if spec.derived else linked
    if spec.language:
        return f"text @{spec.language}"
    datatype = spec.range[0].rsplit("#", 1)[-1]
    return f"code of `dg:{spec.codes}`" if spec.codes else datatype


def _code(code: "CodeSpec") -> Sequence[str]:
    return f"`dg:{code.scheme}`", f"`{code.code}`", code.label["zh"], code.label["en"]


def schema_page() -> str:
    """Return docs/neo4j-schema.md: how Neo4j holds the graph, made from ontology.ttl."""
    from dutygraph.graph.neo4j import schema
    from dutygraph.graph.neo4j.specs import MARKER, specs

    known = specs()
    head = [
        "# The graph in Neo4j",
        "",
        "`make docs` makes this page from `dutygraph/ontology.ttl`. Every node that",
        f"`dutygraph mirror` writes has the label of its class and the label `{MARKER}`, its",
        "`iri` and the IRI of its `graph`; every relationship has its `graph` too. `run` and",
        "`fingerprint` are the mirror's own notes. Arrays (`[]`) are sorted.",
    ]
    nodes = map(_node, known.nodes.values())
    parts = [*head, *_table("Nodes", ("label", "class", "shown as", "properties"), nodes)]
    columns = ("from", "type", "to", "says", "properties")
    parts += _table("Relationships", columns, sorted(_relationships(known)))
    parts += ["", "## Constraints and indexes", "", "```cypher"]
    parts += [f"{text};" for text in (*schema.constraints(known), *schema.indexes(known))]
    return "\n".join([*parts, "```", ""])


def _node(spec: "NodeSpec") -> Sequence[str]:
    class_ = spec.iri.rpartition("#")[2]
    return f"`{spec.label}`", f"`dg:{class_}`", f"`{spec.caption or 'iri'}`", _keys(spec.values)


def _relationships(known: "Specs") -> Iterator[tuple[str, ...]]:
    for spec in known.nodes.values():
        for link in spec.links.values():
            ends = ", ".join(f"`{end}`" for end in link.ends)
            says = f"`dg:{link.iri.rpartition('#')[2]}`"
            yield f"`{spec.label}`", f"`{link.type}`", ends, says, ""
    for edge in known.edges.values():
        says = f"`dg:{edge.iri.rpartition('#')[2]}`"
        names = (edge.start_label, edge.type, edge.end_label)
        yield (*(f"`{name}`" for name in names), says, f"`iri`, {_keys(edge.values)}")


def _keys(values: "Mapping[str, ValueSpec]") -> str:
    shown = (f"`{one.key}{'[]' if one.many else ''}`" for one in values.values())
    return ", ".join(shown)


def cli_page() -> str:
    """Return docs/cli.md: the help text of every command, in English."""
    # On a terminal the program would take rich-click and draw panels.
    with contextlib.redirect_stdout(io.StringIO()):
        from dutygraph import cli

    lines = ["# The command line", "", "What `--help` says, gathered by `make docs`.", ""]
    for context in _contexts(cli.program, "dutygraph", None):
        text = context.command.get_help(context).rstrip()
        lines += [f"## {context.command_path}", "", "```", text, "```", "", *_rows(context)]
    return "\n".join(lines)


def _contexts(
    command: "click.Command", name: str, parent: "click.Context | None"
) -> Iterator["click.Context"]:
    """Yield a context for a command and for all commands in it."""
    import click

    context = click.Context(
        command, parent, name, terminal_width=_WIDTH, **command.context_settings
    )
    yield context
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            found = command.get_command(context, inner)
            assert found is not None  # noqa: S101 - it is listed
            yield from _contexts(found, inner, context)


def _rows(context: "click.Context") -> Sequence[str]:
    """Return what the rows of a question hold, which `--help` does not say."""
    from dutygraph.queries import catalog

    if context.parent is None or context.parent.command_path != "dutygraph ask":
        return ()
    question = catalog.question(str(context.info_name))
    columns = ", ".join(f"`{one.name}`" for one in question.columns)
    return (f"Columns: {columns}", "")


PAGES = {"ontology.md": ontology_page, "neo4j-schema.md": schema_page, "cli.md": cli_page}


def main(arguments: Sequence[str]) -> int:
    """Write the pages into a folder, by default docs/."""
    folder = Path(arguments[0]) if arguments else DOCS
    folder.mkdir(exist_ok=True)
    for name, page in PAGES.items():
        (folder / name).write_text(page(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    # The page of the command line is in English whatever the locale.
    os.environ["LC_ALL"] = "C"
    arguments, sys.argv[1:] = sys.argv[1:], []
    sys.exit(main(arguments))
