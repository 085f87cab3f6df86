"""Bands: the lines of a table between two of its rules, cell by cell, to rows.

A band holds one row, whose words may be broken over several lines and whose numbers are on any of
them; or, where only a header is ruled off, a row a line.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from reportc.source.cuts import Band, DrawnCell
from reportc.source.fold import fold
from reportc.source.layouts.markup import DIGITS, Row, joined, unbroken
from reportc.source.lines import GridPlace, cut
from reportc.source.pieces import Piece, Vocabulary
from reportc.table.words import rejoin, rejoin_below

_SEVERAL = 2
_NARROW = 2
"""A text that leaves less room than this beside it in its cell may have been broken for want of room."""


def rows(band: Band, vocabulary: Vocabulary) -> list[Row]:
    """Return the rows of a band."""
    part, parted = band.part, band.parted
    filled = [cell for cell in band.cells if cell.lines]
    if not filled or all(cell.blank for cell in filled):
        return []
    if max(len(cell.lines) for cell in filled) == 1 or not _is_many(filled, vocabulary, parted=parted):
        number = min(cell.lines[0].number for cell in filled)
        sure = _is_one(filled, vocabulary)
        return [_kept([_whole(cell, GridPlace(number, cell.column, part), sure=sure) for cell in filled])]
    lines: dict[int, Row] = {}
    for cell in filled:
        for line in cell.lines:
            lines.setdefault(line.number, []).append(unbroken(line, GridPlace(line.number, cell.column, part)))
    printed = [row for _, row in sorted(lines.items()) if any(piece.text for piece in row)]
    return [_kept(row) for row in rejoin_below(printed, vocabulary)]


def _kept(row: Row) -> Row:
    """Return the cells of a row; where a bar between two numbers is lost, no columns and no blanks are certain."""
    if all(sum(bool(DIGITS.fullmatch(word)) for word in piece.text.split()) < _SEVERAL for piece in row):
        return row
    return [replace(piece, column=None) for piece in row if piece.text]


def _is_many(band: Iterable[DrawnCell], vocabulary: Vocabulary, *, parted: bool) -> bool:
    """Return whether each line of a band is a row: there are several labels, or numbers below labels."""
    broken, labels = False, 0
    for cell in band:
        texts = [unbroken(line) for line in cell.lines if not line.blank]
        joined = "".join(text.text for text in texts)
        if vocabulary.is_label(fold(joined)):
            broken = broken or len(texts) > 1
            labels += vocabulary.is_sure_row(joined)
            continue
        words = [text for text in rejoin(texts, vocabulary) if vocabulary.is_word(text.text)]
        labels += sum(vocabulary.is_sure_row(word.text) for word in words)
        if len(words) > 1 or (words and any(DIGITS.fullmatch(text.text) for text in texts)):
            return True
    return labels > 1 or not (broken or parted)


def _is_one(band: Iterable[DrawnCell], vocabulary: Vocabulary) -> bool:
    """Return whether all words in a band are the form's, and at most one labels a row."""
    texts = ["".join(unbroken(line).text for line in cell.lines) for cell in band]
    words = [text for text in texts if text and not DIGITS.fullmatch(text)]
    known = all(vocabulary.is_label(fold(text)) or vocabulary.is_cell(text) for text in words)
    return known and sum(map(vocabulary.is_sure_row, words)) <= 1


def _whole(cell: DrawnCell, place: GridPlace, *, sure: bool) -> Piece:
    """Return one piece for a cell; digits on several lines are a number if each line but the last is full."""
    printed = [line for line in cell.lines if not line.blank]
    parts = [unbroken(line, place) for line in printed or [cut(cell.lines[0], 0, 0)]]
    texts = [line.text for line in printed[:-1]]
    full = all(len(text) - min(len(text.lstrip()), len(text.rstrip())) < _NARROW for text in texts)
    return joined(parts, one=sure and full and not cell.bare)
