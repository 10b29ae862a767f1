"""click, with colours and panels where a person sits at a terminal.

Importing rich-click costs what a pipe need not pay.
"""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING or not sys.stdout.isatty():
    import click
else:
    import rich_click as click

__all__ = ["click"]
