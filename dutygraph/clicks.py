"""click, with Chinese counted as two columns wide, and panels where a person sits at a terminal.

Importing rich-click costs what a pipe need not pay.
"""

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from click import Context, HelpFormatter

from dutygraph import messages
from dutygraph.grid import fold, wide

if TYPE_CHECKING or not sys.stdout.isatty():
    import click
    from click import Command, Group
else:
    import rich_click as click
    from rich_click import RichCommand as Command
    from rich_click import RichGroup as Group

__all__ = ["Command", "Group", "click"]

_ = messages.translator(messages.chosen_language(sys.argv[1:]))


class Help(HelpFormatter):
    """Help without panels; click's own would take each character for one column."""

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        colon = ":" if heading.isascii() else "："
        self.write(f"{'':>{self.current_indent}}{heading}{colon}\n")

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how the command is called."""
        words = _("Usage:")
        super().write_usage(prog, args, prefix or (f"{words} " if words.isascii() else words))

    def write_text(self, text: str) -> None:
        """Write paragraphs."""
        indent = " " * self.current_indent
        folded = (self._folded(part, self.width - len(indent)) for part in text.split("\n\n"))
        self.write("\n\n".join(f"{indent}{line}".replace("\n", f"\n{indent}") for line in folded))
        self.write("\n")

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write options or commands, each with its meaning beside it or, if long, below it."""
        rows = list(rows)
        first = min(max(wide(term) for term, _meaning in rows), col_max) + col_spacing
        indent = " " * self.current_indent
        under = f"\n{indent}{'':>{first}}"
        for term, words in rows:
            space = first - wide(term)
            gap = " " * space if space >= col_spacing else under
            meaning = self._folded(words, self.width - first - len(indent))
            self.write(
                f"{indent}{term}" + (gap + meaning.replace("\n", under) if words else "") + "\n"
            )

    def _folded(self, text: str, width: int) -> str:
        lines = fold(" ".join(text.split()), max(width, 10))
        return "\n".join(line.strip() for line in lines)


def _translate_panels() -> None:
    """Give rich-click, which knows no gettext, our words for its own."""
    from rich_click import RichContext, RichHelpFormatter, rich_click

    class Panels(RichHelpFormatter):
        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            super().write_usage(prog, args, prefix or _("Usage:"))

    RichContext.formatter_class = Panels
    rich_click.ARGUMENTS_PANEL_TITLE = _("Positional arguments")
    rich_click.OPTIONS_PANEL_TITLE = _("Options")
    rich_click.COMMANDS_PANEL_TITLE = _("Commands")
    rich_click.DEFAULT_STRING = f"[{_('default: {default}')}]".format(default="{}")
    rich_click.REQUIRED_LONG_STRING = f"[{_('required')}]"


Context.formatter_class = Help
if "rich_click" in sys.modules:
    _translate_panels()
