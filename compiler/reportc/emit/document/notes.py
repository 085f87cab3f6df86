"""Findings beside what they speak of: at the box of a cell or a row, else at the block of words they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from reportc.diagnostic import Diagnostic
from reportc.emit.document.blocks import Document, Grid, Text
from reportc.form import pointer


class Place(NamedTuple):
    """A block of a document, and a box if the block is a grid; both by their turn."""

    block: int
    box: int | None = None


Notes = Mapping[Place, tuple[Diagnostic, ...]]
"""The findings at each place."""
NONE: Notes = MappingProxyType({})


def notes(document: Document, findings: Iterable[Diagnostic]) -> Notes:
    """Return the findings by their places; one that has none stands at the beginning."""
    cells, words = _cells(document), _words(document)
    found: dict[Place, list[Diagnostic]] = {}
    for finding in findings if document.blocks else ():
        places = dict.fromkeys(place for path in finding.paths if (place := _of(path, cells)))
        for place in places or [_nearest(finding, words)]:
            found.setdefault(place, []).append(finding)
    return MappingProxyType({place: tuple(there) for place, there in found.items()})


def _cells(document: Document) -> dict[str, Place]:
    """Map pointers of cells and rows to the first box of each."""
    grids = [(at, block) for at, block in enumerate(document.blocks) if isinstance(block, Grid)]
    boxes = [(Place(at, turn), box) for at, grid in grids for turn, box in enumerate(grid.boxes) if box.path]
    return {pointer(box.path): place for place, box in reversed(boxes)}


def _of(path: str, cells: Mapping[str, Place]) -> Place | None:
    """Return where a cell or a row stands; of a row without a label its first cell."""
    return cells.get(path) or next((place for other, place in cells.items() if other.startswith(path + "/")), None)


def _words(document: Document) -> list[tuple[int, Place]]:
    """Return where each block of words, and each number, was read."""
    found = [(0, Place(0) if isinstance(document.blocks[0], Text) else Place(0, 0))] if document.blocks else []
    for at, block in enumerate(document.blocks):
        if isinstance(block, Text):
            found += [(block.spans[0].start, Place(at))] if block.spans else []
        else:
            read = [(turn, box.cell.spans) for turn, box in enumerate(block.boxes) if box.cell and box.cell.spans]
            found += [(spans[0].start, Place(at, turn)) for turn, spans in read]
    return sorted(found)


def _nearest(finding: Diagnostic, words: Iterable[tuple[int, Place]]) -> Place:
    return [place for start, place in words if start <= finding.span.start][-1]
