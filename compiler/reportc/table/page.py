"""Columns: cells aligned by white space, as PDF readers, terminals and print-outs have them.

Labels may be broken over lines, group labels run down the left edge beside the rows, and a row's
numbers stand on the first, the middle or the last line of its label, or on a line of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reportc.source.layouts.tokens import METRICS, Token, follows, line_of, piece_of, tokenize
from reportc.source.lines import NOWHERE, Line, Place, is_heading, whole
from reportc.source.pieces import Piece, Vocabulary
from reportc.table.cellrows import FIRST_COLUMN, CellRow, column_ranges, place_cells, take_continuations
from reportc.table.chains import Chain, assemble
from reportc.table.heads import columns_under, heads

_MOST_ROWS = 150
"""No section of the form has a fifth as many; where there are more, no table is aligned."""
_MOST_WORDS = 200
"""No line of a table has a fifth as many words."""
_NEAR = 2
"""A line of numbers stands at most so many lines above or below its label."""
_Item = tuple[int, int, list[Piece]]
"""Pieces to be read at a line and a place in it."""


@dataclass(slots=True)
class _Page:
    """The lines of a stretch, taken apart: words, rows of numbers, and what is neither."""

    lines: Sequence[Line]
    words: list[Chain]
    rows: list[CellRow]
    rest: list[Token]
    labels: list[Chain] = field(default_factory=list)


def read(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Piece] | None:
    """Read aligned cells. None unless some label has numbers on its line."""
    if not any(_ends_in_cell(line.text, vocabulary) for line in lines) or _is_crowded(lines):
        return None
    first = whole(lines[0])
    marked = [first] if is_heading(lines[0], vocabulary) and first.text != lines[0].text.strip() else []
    page = _take_apart(lines[len(marked) :], vocabulary)
    if page is None:
        return None
    _match(page, vocabulary)
    take_continuations(page.rows, {token.index for token in page.rest})
    return marked + _emit(page, vocabulary)


def _is_crowded(lines: Sequence[Line]) -> bool:
    """Tell whether there are more lines with numbers, or more words on a line, than any table of the form has."""
    numbered = sum(line.text.rstrip()[-1:].isdigit() for line in lines)
    return numbered > _MOST_ROWS or any(len(line.text.split(None, _MOST_WORDS)) > _MOST_WORDS for line in lines)


def _ends_in_cell(text: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a line ends in a number but is more than that: most texts have no such line."""
    words = text.rsplit(maxsplit=1)
    if not words or vocabulary.is_cell(text):
        return False
    return vocabulary.is_cell(words[-1]) or words[-1][-1].isdigit()


def _take_apart(lines: Sequence[Line], vocabulary: Vocabulary) -> _Page | None:
    """Split lines into tokens, and tokens into words and rows, by the metric that aligns them better."""
    marks = {i for i, line in enumerate(lines) if vocabulary.is_page_mark(line.text)}
    pages = []
    for metric in METRICS:
        tokens = [tokenize(lines, i, metric, vocabulary) for i in range(len(lines))]
        tails = [() if i in marks else _tail(line) for i, line in enumerate(tokens)]
        if not any(_labelled(line, tail, vocabulary) for line, tail in zip(tokens, tails, strict=True)):
            return None
        heads = [token for i, line in enumerate(tokens) if i not in marks for token in _head(line, tails[i])]
        words, rest = assemble(heads, vocabulary)
        rest += [token for i in marks for token in tokens[i]]
        labels = [word for word in words if vocabulary.is_row(word.words)]
        rows = [_row(_head(line, tail), tail, vocabulary) for line, tail in zip(tokens, tails, strict=True) if tail]
        pages.append(_Page(lines, words, rows, sorted(rest, key=_reading), labels))
    return min(pages, key=lambda page: (_raggedness(page.rows), len(page.rest)))


def _row(head: Sequence[Token], tail: Sequence[Token], vocabulary: Vocabulary) -> CellRow:
    """Make the row of the numbers at the end of a line; others before words on it leave all of them in doubt."""
    others = sum(vocabulary.is_cell(token.text) and token.text[-1].isdigit() for token in head)
    return CellRow(list(tail), doubtful=set(range(len(tail))) if others > 1 else set())


def _reading(token: Token) -> tuple[int, int]:
    return token.index, token.start


def _tail(line: Sequence[Token]) -> tuple[Token, ...]:
    """Return the numbers at the end of a line."""
    at = len(line)
    while at and line[at - 1].is_cell:
        at -= 1
    return tuple(line[at:])


def _head(line: Sequence[Token], tail: Sequence[Token]) -> Sequence[Token]:
    return line[: len(line) - len(tail)]


def _labelled(line: Sequence[Token], tail: Sequence[Token], vocabulary: Vocabulary) -> bool:
    """Tell whether a line is a row: a label and numbers, or several numbers alone."""
    head = _head(line, tail)
    return bool(tail) and (
        (not head and len(tail) > _NEAR)
        or any(vocabulary.is_row("".join(token.text for token in head[i:])) for i in range(len(head)))
    )


def _raggedness(rows: Iterable[CellRow]) -> int:
    """Count the different places where numbers begin: the fewer, the better they are aligned."""
    return len({cell.left for row in rows for cell in row.cells})


def _match(page: _Page, vocabulary: Vocabulary) -> None:
    """Give each row of numbers its label: the one on its line, or else the only one left nearby."""
    taken: set[int] = set()
    for row in page.rows:
        beside = [label for label in page.labels if label.first <= row.index <= label.last and label.left < row.left]
        label = max(beside, key=lambda found: (found.left, found.first), default=None)
        if label is not None and id(label) not in taken:
            row.label = label
            taken.add(id(label))
        row.beside = label
    named = {token.index for token in page.rest}  # such a row has a label, though not one of the form
    width = _width(page.rows)
    labels = [label for label in page.labels if id(label) in taken or vocabulary.is_sure_row(label.words)]
    events: list[Chain | CellRow] = sorted([*labels, *page.rows], key=_line)
    gap_labels: list[Chain] = []
    gap_rows: list[CellRow] = []
    for event in events:
        if event.label if isinstance(event, CellRow) else id(event) in taken:
            _pair(gap_labels, gap_rows, width)
            gap_labels, gap_rows = [], []
        elif isinstance(event, CellRow):
            gap_rows += [event] if event.beside is None and event.index not in named else []
        else:
            gap_labels.append(event)
    _pair(gap_labels, gap_rows, width)


def _line(event: Chain | CellRow) -> int:
    return event.index if isinstance(event, CellRow) else event.first


def _pair(labels: list[Chain], rows: list[CellRow], width: int) -> None:
    """Pair labels and rows between two matched rows in their order, if there are as many of each."""
    if len(labels) != len(rows) or any(len(row.cells) != width for row in rows):
        return
    for label, row in zip(labels, rows, strict=True):
        if min(abs(row.index - label.first), abs(row.index - label.last)) > _NEAR:
            return
    for label, row in zip(labels, rows, strict=True):
        row.label = label


def _width(rows: Iterable[CellRow]) -> int:
    """Return how many numbers most labelled rows have."""
    lengths = Counter(len(row.cells) for row in rows if row.label)
    return lengths.most_common(1)[0][0] if lengths else 0


def _emit(page: _Page, vocabulary: Vocabulary) -> list[Piece]:
    """Make pieces in reading order; a row's cells follow its label at once."""
    matched = {id(row.label): row for row in page.rows if row.label}
    found = heads(page.words, page.rows)
    over = {id(word): FIRST_COLUMN + i for i, word in enumerate(found)} or _over_columns(page)
    items: list[_Item] = []
    for word in page.words:
        row = matched.get(id(word))
        number, column = page.lines[word.first].number, 0 if row else over.get(id(word))
        place = NOWHERE if column is None else Place(number, column)
        pieces = [piece_of(page.lines, word.tokens, place)]
        pieces[0].left = word.left
        if row:
            under = columns_under(row.tokens, found) if found else None
            pieces += place_cells(row, page.rows, page.lines, (under, len(found)) if under else None)
        items.append((min(word.first, row.index) if row else word.first, word.left, pieces))
    alone = not page.labels or all(vocabulary.is_heading(label.words) for label in page.labels)
    items += [
        (row.index, row.left, _unlabelled(row, page, found, alone=alone or _is_header_row(row, page)))
        for row in page.rows
        if row.label is None and row.tokens
    ]
    items += [(run[0].index, run[0].left, [line_of(page.lines, run)]) for run in _runs(page)]
    return [piece for _, _, pieces in sorted(items, key=lambda item: item[:2]) for piece in pieces]


def _over_columns(page: _Page) -> dict[int, int]:
    """Map the words above the first row to the grid columns of the numbers that they stand over."""
    rows = [row for row in page.rows if row.label] or [row for row in page.rows if row.tokens]
    ranges = column_ranges(rows)
    first = min((row.index for row in rows), default=0)
    over: dict[int, int] = {}
    for word in page.words if ranges else ():
        columns = [i for i, (left, right) in enumerate(ranges) if word.left < right and left < word.right]
        if word.last < first and len(columns) == 1:
            over[id(word)] = FIRST_COLUMN + columns[0]
    return over


def _is_header_row(row: CellRow, page: _Page) -> bool:
    """Tell whether a row of numbers stands below labels that are only captions, as in section 4."""
    return not any(other.label for other in page.rows) and row.index >= max(label.first for label in page.labels)


def _unlabelled(row: CellRow, page: _Page, found: Sequence[Chain], *, alone: bool) -> list[Piece]:
    """Make the cells of a row without a label; among labelled rows it belongs to none of them."""
    if alone:
        under = columns_under(row.tokens, found) if found else None
        if under:
            return place_cells(row, page.rows, page.lines, (under, len(found)))
        number = page.lines[row.index].number
        return [piece_of(page.lines, [token], Place(number, i)) for i, token in enumerate(row.tokens)]
    loose = line_of(page.lines, row.tokens)
    loose.loose = True
    return [loose]


def _runs(page: _Page) -> list[list[Token]]:
    """Group tokens without a word that stand beside one another on a line, and no part of a word between them."""
    taken = sorted((token.index, token.start) for word in page.words for token in word.tokens)
    runs: list[list[Token]] = []
    for token in page.rest:
        near = runs and token.start - runs[-1][-1].end <= _NEAR + 1
        if near and follows(runs[-1][-1], token, taken):
            runs[-1].append(token)
        else:
            runs.append([token])
    return runs
