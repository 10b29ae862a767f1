"""Writes the generated pages of docs/: the vocabulary and the command line. Tests hold them true."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"


def ontology_page() -> str:
    """Return docs/ontology.md, made from ontology.ttl."""
    from dutygraph.graph.ontology import NAMESPACE, ontology

    terms = ontology()
    lines = [
        "# The vocabulary",
        "",
        f"Namespace `{NAMESPACE}`, prefix `dg:`. This page is made from `dutygraph/ontology.ttl` by",
        "`make docs`; the SHACL shapes and the alignments to standards stand there.",
        "",
        "## Classes",
        "",
        "| class | 中文 | English | meaning |",
        "|---|---|---|---|",
    ]
    for spec in terms.classes.values():
        label, comment = spec.words.label, spec.words.comment
        lines.append(
            f"| `dg:{spec.name}` | {label['zh']} | {label['en']} | {comment['en']}<br>{comment['zh']} |"
        )
    lines += [
        "",
        "## Properties",
        "",
        "| property | 中文 | of | holds | meaning |",
        "|---|---|---|---|---|",
    ]
    for one in terms.properties.values():
        comment = one.words.comment
        of = " ".join(f"`{name}`" for name in one.domain)
        lines.append(
            f"| `dg:{one.name}` | {one.words.label['zh']} | {of} | {_range(one)} | "
            f"{comment['en']}<br>{comment['zh']} |"
        )
    lines += ["", "## Code values", "", "| scheme | code | 中文 | English |", "|---|---|---|---|"]
    for code in terms.codes.values():
        lines.append(
            f"| `dg:{code.scheme}` | `{code.code}` | {code.label['zh']} | {code.label['en']} |"
        )
    return "\n".join(lines) + "\n"


def _range(spec: object) -> str:
    from dutygraph.graph.ontology import PropertySpec

    assert isinstance(spec, PropertySpec)  # noqa: S101 - narrows the type for mypy
    if spec.link:
        return (
            "→ "
            + " ".join(f"`{name}`" for name in spec.range)
            + (" (derived)" if spec.derived else "")
        )
    if spec.language:
        return f"text @{spec.language}"
    kind = spec.range[0].rsplit("#", 1)[-1]
    return f"{kind} of `dg:{spec.codes}`" if spec.codes else kind


def cli_page() -> str:
    """Return docs/cli.md: the help text of every command, in English."""
    from dutygraph import cli

    lines = ["# The command line", "", "Made from the program's own `--help` by `make docs`.", ""]
    for path, text in _helps(cli.program, ["dutygraph"]):
        lines += [f"## {' '.join(path)}", "", "```", text.rstrip(), "```", ""]
    return "\n".join(lines)


def _helps(command: object, path: list[str]) -> Iterator[tuple[list[str], str]]:
    import click

    assert isinstance(command, click.Command)  # noqa: S101 - narrows the type for mypy
    context = click.Context(
        command, info_name=" ".join(path), max_content_width=100, terminal_width=100
    )
    yield path, command.get_help(context)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is not None:
                yield from _helps(inner, [*path, name])


PAGES = {"ontology.md": ontology_page, "cli.md": cli_page}


def main() -> int:
    """Write the pages."""
    DOCS.mkdir(exist_ok=True)
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    # The page of the command line is in English whatever the locale.
    os.environ["LC_ALL"] = "C"
    sys.exit(main())
