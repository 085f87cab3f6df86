"""Blocks and cells: the content of a page, whatever its markup, and the pieces made from it.

A cell of a table that holds data is a piece with its place in the grid. Tables are used to lay out
pages, too: the cells of such a table, and cells of any table that hold prose or another table, are
no cells to the parser but blocks like those outside tables, so that their paragraphs stay apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from reportc.source import line_marks
from reportc.source.cuts import Cut, Part, Placing, Stretch
from reportc.source.fold import BLOT
from reportc.source.lines import INVISIBLE, NOWHERE, GridPlace
from reportc.source.pieces import Piece, Remark, Setting, Vocabulary, sliced
from reportc.span import Span

_LONGEST_CELL = 100
"""Blocks of a cell with more characters in all are prose: no label of the form has half as many."""
_INVISIBLE = INVISIBLE + "\r\n"
_SCRIPTS = (Setting.RAISED, Setting.LOWERED)
_LETTER = re.compile(r"[A-Za-z]\Z")
_SPACE = re.compile(r"[ \t\n\f\r]+")
_WIDE = "\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60"
_WRAPPED = re.compile(rf"(?<=[{_WIDE}])[ \t\f]*[\n\r][ \t\n\f\r]*(?=[{_WIDE}])")


class HtmlRun(NamedTuple):
    """A run of characters with one setting, and its span in the source, where it may be a character reference.

    Runs with a `setting` are not part of the number or word that they are next to.
    """

    start: int
    end: int
    text: str
    setting: Setting | None = None


@dataclass(slots=True)
class HtmlCell:
    """A cell of a table: its place in the grid, the offset of its content, and its blocks."""

    place: GridPlace
    start: int
    blocks: list[Block] = field(default_factory=list)
    holds_table: bool = False


@dataclass(slots=True)
class Block:
    """Text that a page separates from what is before and after it, and the cell that it is in."""

    runs: list[HtmlRun]
    cell: HtmlCell | None = None


def parts(content: Sequence[Block | HtmlCell], vocabulary: Vocabulary) -> list[Part]:
    """Return the parts of a page; `content` holds its blocks in reading order, each cell before its blocks."""
    return [_part(group) for group in _stretches(list(_pieces(content, vocabulary)), vocabulary)]


def _pieces(content: Sequence[Block | HtmlCell], vocabulary: Vocabulary) -> Iterator[Piece]:
    """Yield a piece for each block, or for the cell it belongs to, in the order of the source."""
    made = {id(cell): _cell(cell, vocabulary) for cell in content if isinstance(cell, HtmlCell)}
    data = {piece.part for piece in made.values() if piece and _is_data(piece.text, vocabulary)}
    for item in content:
        cell = item if isinstance(item, HtmlCell) else item.cell
        piece = made[id(cell)] if cell and cell.place.part in data else None
        if isinstance(item, Block) and piece is None:
            block = _piece(_words(item.runs), NOWHERE)
            if block.text:
                yield _unadorned(block, vocabulary)
        elif item is cell and piece is not None:
            yield piece


def _is_data(text: str, vocabulary: Vocabulary) -> bool:
    """Return whether a cell's text is a number or a label; headings are in cells that lay out a page, too."""
    short = 0 < len(text) <= _LONGEST_CELL
    return short and (vocabulary.is_cell(text) or (vocabulary.is_word(text) and not vocabulary.is_heading(text)))


def _cell(cell: HtmlCell, vocabulary: Vocabulary) -> Piece | None:
    """Return the piece of a cell; None if the cell holds a table, or prose."""
    if cell.holds_table:
        return None
    parts = [part for block in cell.blocks if (part := _piece(_number(block.runs), cell.place)).text]
    remarks = tuple(_remarks(cell))
    if not parts:
        return Piece("", (Span(cell.start, cell.start),), *cell.place, remarks=remarks)
    text = parts[0].text
    for part in parts[1:]:
        text += _joint(text, part.text) + part.text
        if len(text) > _LONGEST_CELL:
            return None
    if len(parts) > 1 and any(_is_heading(part, vocabulary) for part in parts) and not vocabulary.is_word(text):
        return None
    return Piece(text, tuple(span for part in parts for span in part.spans), *cell.place, remarks=remarks)


def _remarks(cell: HtmlCell) -> Iterator[Remark]:
    """Yield the remarks in a cell beside its text; neighbours of one setting are joined."""
    runs = (run for block in cell.blocks for run in block.runs if run.setting and run.text.strip(_INVISIBLE))
    for setting, group in groupby(runs, lambda run: run.setting):
        if setting:
            yield Remark(setting, "".join(run.text for run in group).strip(_INVISIBLE))


def _number(runs: Sequence[HtmlRun]) -> Sequence[HtmlRun]:
    """Return the runs of a cell's text, without those whose setting excludes them from it."""
    return _trimmed([run for run in runs if run.setting is None])


def _words(runs: Sequence[HtmlRun]) -> Sequence[HtmlRun]:
    """Return the runs of a paragraph's text: a raised or lowered character after a Latin letter is part of it (m²)."""
    kept: list[HtmlRun] = []
    for run in runs:
        if run.setting is None or (run.setting in _SCRIPTS and kept and _LETTER.search(kept[-1].text)):
            kept.append(run)
    return _trimmed(kept)


def _unadorned(block: Piece, vocabulary: Vocabulary) -> Piece:
    """Return a heading without the ornaments around it, and any other block as it is."""
    if len(block.text) <= _LONGEST_CELL:
        for start, end in line_marks.around(block.text):
            if end - start < len(block.text) and vocabulary.is_heading(block.text[start:end].strip()):
                return sliced(block, start, end) or block
    return block


def _is_heading(piece: Piece, vocabulary: Vocabulary) -> bool:
    return len(piece.text) <= _LONGEST_CELL and vocabulary.is_heading(piece.text)


def _joint(before: str, after: str) -> str:
    """Return the separator of two blocks of a cell: a space between two numbers, else nothing."""
    return " " if before[-1].isdigit() and after[0].isdigit() else ""


def _trimmed(runs: Sequence[HtmlRun]) -> Sequence[HtmlRun]:
    """Drop invisible characters, and references to them, from both ends."""
    first, last = 0, len(runs)
    while first < last and not runs[first].text.strip(_INVISIBLE):
        first += 1
    while first < last and not runs[last - 1].text.strip(_INVISIBLE):
        last -= 1
    kept = list(runs[first:last])
    if kept:
        kept[0] = _stripped(kept[0], left=True)
        kept[-1] = _stripped(kept[-1], left=False)
    return kept


def _stripped(run: HtmlRun, *, left: bool) -> HtmlRun:
    """Drop invisible characters from one end of a run; a reference is one whole."""
    text = run.text.lstrip(_INVISIBLE) if left else run.text.rstrip(_INVISIBLE)
    gone = len(run.text) - len(text)
    if not gone or len(run.text) != run.end - run.start:
        return run._replace(text=text)
    return run._replace(start=run.start + gone, text=text) if left else run._replace(end=run.end - gone, text=text)


def one_line(text: str) -> str:
    """Return a text on one line: line ends and tabs become spaces, line ends between wide characters are dropped."""
    return _SPACE.sub(" ", _WRAPPED.sub("", text)) if _SPACE.search(text) else text


def _piece(runs: Sequence[HtmlRun], place: GridPlace) -> Piece:
    """Join runs to one piece on one line, as `one_line` does."""
    text = one_line("".join(run.text for run in runs).replace(BLOT, ""))
    spans: list[Span] = []
    for start, end, *_ in runs:
        if spans and spans[-1].end == start:
            start = spans.pop().start  # noqa: PLW2901  # neighbours in the source are one span
        spans.append(Span(start, end))
    return Piece(text, tuple(spans), *place)


def _stretches(found: Sequence[Piece], vocabulary: Vocabulary) -> Iterator[list[Piece]]:
    """Group pieces: a group ends where a table begins or ends, and before each section heading."""
    section = 0

    def stretch(piece: Piece) -> tuple[int, bool]:
        nonlocal section
        section += piece.row is None and _is_heading(piece, vocabulary)
        return section, piece.row is None

    for _, group in groupby(found, stretch):
        yield list(group)


def _part(group: list[Piece]) -> Part:
    """Return the pieces of tables as they are; pieces outside tables may be cells, and words broken over several."""
    if group[0].row is not None:
        return group
    return Stretch(None, lambda: iter((Cut(Placing.TURN, group, broken=True),)), group)
