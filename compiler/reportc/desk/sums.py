"""The sum of a roll-up as grids of the official form; a cell without a sum names the units that lack it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportc.desk.answers import Json
from reportc.emit.document.blocks import Box, Grid, Role
from reportc.emit.document.page import document
from reportc.form import pointer
from reportc.rollup.findings import Rollup
from reportc.rollup.word import tree

_MOST_NAMED = 20
"""How many units are named at a hole; it may lack all units of a province."""


def grids(rollup: Rollup) -> Iterator[Json]:
    """Yield the tables of the sum."""
    holes = rollup.county.total.holes
    for block in document(tree(rollup)).blocks:
        if isinstance(block, Grid):
            rows = [[_box(box, holes) for box in line] for line in block.lines()]
            yield {"head": block.head, "widths": list(block.widths), "rows": rows}


def _box(box: Box, holes: Mapping[str, list[str]]) -> Json:
    is_hole = box.role is Role.NUMBER and not box.text
    lacking = holes.get(pointer(box.path), []) if is_hole else []
    return {
        "role": box.role.value,
        "text": box.text,
        "rows": box.rows,
        "columns": box.columns,
        "hole": is_hole,
        "lacking": lacking[:_MOST_NAMED],
        "lackingMore": max(0, len(lacking) - _MOST_NAMED),
    }
