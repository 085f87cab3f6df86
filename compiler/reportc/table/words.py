"""Words that are broken over several boxes, joined again by the vocabulary.

The parts of a word follow one another; or they are below one another in a column of a grid; or a line
break inside a cell cuts a row of the grid in two, whose halves then are on two lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reportc.source.fold import fold, is_blank
from reportc.source.layouts.markup import Row
from reportc.source.lines import join
from reportc.source.pieces import Piece, Vocabulary

_FEWEST = 2
"""A single number after a word of the header may be anything; two are a row's."""
_MOST_PARTS = 32
"""A word, with the numbers inside it, is never broken over more boxes than this."""


def settled(pieces: Sequence[Piece], vocabulary: Vocabulary, *, broken: bool) -> list[Piece]:
    """Return the cells of a grid with their words joined; they may be `broken` over consecutive pieces."""
    if broken:
        return rejoin(pieces, vocabulary)
    rows: list[Row] = []
    for piece in pieces:
        if rows and piece.row is not None and piece.row == rows[-1][-1].row:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [piece for row in _rejoin_across(rejoin_below(rows, vocabulary), vocabulary) for piece in row]


def rejoin(parts: Sequence[Piece], vocabulary: Vocabulary) -> list[Piece]:
    """Join neighbouring pieces that together are a word of the form; the longest word wins.

    A row's numbers, and the end of a page, may be inside its broken label; they are read after it.
    """
    joined: list[Piece] = []
    at = 0
    invisible = any(piece.text and is_blank(piece.text) for piece in parts)  # such a piece goes on with any word
    while at < len(parts):
        begins = vocabulary.begins_label(fold(parts[at].text))
        word = _word(parts, at, vocabulary, ends=not invisible) if begins else (at,)
        joined.append(join([parts[i] for i in word]) if word[1:] else parts[at])
        joined += [parts[i] for i in range(at, word[-1]) if i not in word] if word[1:] else ()
        at = word[-1] + 1
    return joined


def _word(parts: Sequence[Piece], first: int, vocabulary: Vocabulary, *, ends: bool) -> Sequence[int]:
    """Return the indices of `parts`, from the first on, that make a word; only the first if they make none.

    `ends` is whether a word ends at once where no longer one begins with it.
    """
    words, taken, best = "", list[int](), [first]
    for i in range(first, min(first + _MOST_PARTS, len(parts))):
        text = parts[i].text
        longer = words + fold(text)
        if not text or not vocabulary.begins_label(longer):
            if taken and (vocabulary.is_cell(text) or vocabulary.is_page_mark(text)):
                continue
            break
        words = longer
        taken.append(i)
        if vocabulary.is_label(words):
            best = list(taken)
            if ends and vocabulary.ends_label(words):
                break
    return best


def rejoin_below(rows: Sequence[Row], vocabulary: Vocabulary) -> list[Row]:
    """Join lines that hold only the ends of words to the lines on which these begin."""
    joined: list[Row] = []
    last = -1  # of the rows joined so far, the last without page marks
    for row in rows:
        if last >= 0 and _goes_on(joined[last], row, vocabulary):
            below = {piece.column: piece for piece in row if piece.text}
            above = joined[last]
            joined[last] = [join([cell, below[cell.column]]) if cell.column in below else cell for cell in above]
            continue
        joined.append(row)
        if not (len(row) == 1 and vocabulary.is_page_mark(row[0].text)):
            last = len(joined) - 1
    return joined


def _goes_on(above: Row, row: Row, vocabulary: Vocabulary) -> bool:
    """Return whether each printed cell of `row` continues a word of the row above."""
    begun = {piece.column: piece.text for piece in above if piece.text}
    texts = ((begun.get(piece.column), piece.text) for piece in row if piece.text)
    ends = any(piece.text for piece in row)
    return ends and all(word and vocabulary.begins_label(fold(word + text)) for word, text in texts)


def _rejoin_across(rows: Sequence[Row], vocabulary: Vocabulary) -> list[Row]:
    """Join rows that a line break inside a label splits; the second row's columns continue the first's."""
    joined: list[Row] = []
    for row in rows:
        last = joined[-1][-1] if joined and joined[-1] else None
        if last is None or not row or not _is_cut(last.text, row[0].text, vocabulary):
            joined.append(row)
            continue
        shift = (last.column or 0) - (row[0].column or 0)
        for piece in row[1:]:
            piece.row, piece.column = last.row, (piece.column or 0) + shift
        joined[-1] = [*joined[-1][:-1], join([last, row[0]]), *row[1:]]
    return joined


def _is_cut(end: str, start: str, vocabulary: Vocabulary) -> bool:
    """Return whether two texts together make a word, or the beginning of one."""
    return bool(end and start) and not vocabulary.is_cell(start) and vocabulary.begins_label(fold(end + start))


def in_turn(pieces: Sequence[Piece], vocabulary: Vocabulary) -> list[Piece]:
    """Return cells that have only their order, with their words joined; loose numbers belong to no row.

    A row's numbers follow its label. Where the header's last word has numbers and some row has none, labels may follow
    their numbers instead: then all numbers are loose.
    """
    whole = rejoin(pieces, vocabulary)
    runs: list[tuple[Piece, list[Piece]]] = []
    for piece in whole:
        if runs and piece.row is None and vocabulary.is_cell(piece.text):
            runs[-1][1].append(piece)
        elif not vocabulary.is_page_mark(piece.text):
            runs.append((piece, []))
    rows = [bool(run) for label, run in runs if vocabulary.is_sure_row(label.text)]
    if not all(rows) and any(len(run) >= _FEWEST for run in _headless(runs, vocabulary)):
        for _, run in runs:
            for piece in run[:1]:  # the others follow it
                piece.loose = True
    return whole


def _headless(runs: Iterable[tuple[Piece, list[Piece]]], vocabulary: Vocabulary) -> Iterator[list[Piece]]:
    """Yield the numbers after words that label no row; the header's 总计 and 其他 are before the first row."""
    begun = False
    for label, run in runs:
        begun = begun or vocabulary.is_sure_row(label.text)
        if not (begun and vocabulary.is_row(label.text)):
            yield run
