"""What a layout is: how a title, a heading and a caption are set, and how a table is drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reportc.emit.text.table import Table

Draw = Callable[[Table], str]
"""Draws a table, its caption included: lines without an end of the last."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout. `title` and `heading` stand before these.

    `grid` tells whether the layout shows what stands in one row; `blocks` whether section 4 is drawn
    as the form has it, fifteen numbers in a row, and not a row for each of its blocks; `one_grid` whether
    the blocks of section 2 are one table, as the form has them.
    """

    draw: Draw
    title: str = ""
    heading: str = ""
    grid: bool = True
    blocks: bool = False
    one_grid: bool = False
