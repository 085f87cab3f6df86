"""Tables that go on over pages: put together again, with the rows and words that the end of the page broke.

The program may repeat the head of the table on each page, may or may not draw a rule at the page's end, and
may break a row there, so that part of its label, or of its numbers, is on the next page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reportc.source.fold import fold
from reportc.source.pieces import Vocabulary
from reportc.source.sheets.rules import nearest
from reportc.source.sheets.tables import RuledCell, RuledTable

_SAME = 5.0
"""Edges of one column on two pages differ by less."""
_MOST_HEADS = 6


def goes_on(above: RuledTable, below: RuledTable) -> bool:
    """Return whether a table at the top of a page continues one at the end of the previous page."""
    sides = abs(above.xs[0] - below.xs[0]), abs(above.xs[-1] - below.xs[-1])
    return below.cells[0].page == above.page + 1 and max(sides) < _SAME


def join(above: RuledTable, below: RuledTable, vocabulary: Vocabulary) -> RuledTable:
    """Append `below` to `above`, of which it is the part on the next page."""
    xs = _union(above.xs, below.xs)
    upper, lower = _moved(above, xs), _moved(below, xs)
    gone = _repeated(upper, lower, vocabulary)
    lower = [_shifted(cell, above.rows - gone) for cell in lower if cell.row >= gone]
    ys = (*above.ys, *(above.ys[-1] + y - below.ys[gone] for y in below.ys[gone + 1 :]))
    joined = RuledTable(xs, ys, [*upper, *lower], below.page)
    return _mended(joined, above.rows, vocabulary)


def _union(first: Sequence[float], second: Sequence[float]) -> list[float]:
    """Return the edges of both tables, those of one column once."""
    found: list[float] = []
    for edge in sorted((*first, *second)):
        if not found or edge - found[-1] >= _SAME:
            found.append(edge)
    return found


def _moved(table: RuledTable, xs: Sequence[float]) -> list[RuledCell]:
    """Return the cells with their columns counted by the edges of all parts."""
    places = [nearest(xs, edge) for edge in table.xs]
    for cell in table.cells:
        start, end = places[cell.column], places[cell.column + cell.columns]
        cell.column, cell.columns = start, max(1, end - start)
    return table.cells


def _shifted(cell: RuledCell, rows: int) -> RuledCell:
    cell.row += rows
    return cell


def _repeated(upper: Iterable[RuledCell], lower: Iterable[RuledCell], vocabulary: Vocabulary) -> int:
    """Return how many rows at the top of the lower part repeat the first rows of the upper part."""
    heads, again = _rows(upper), _rows(lower)
    count = 0
    for cells, others in zip(heads, again, strict=False):
        head = _contents(cells)
        texts = [text for _, _, text in head if text]
        if not texts or head != _contents(others) or any(map(vocabulary.is_cell, texts)):
            break
        count += 1
    reach = [cell.row + cell.rows for cells in again[:count] for cell in cells]
    return count if max(reach, default=0) <= count else 0


def _rows(cells: Iterable[RuledCell]) -> list[list[RuledCell]]:
    """Return the cells that begin in each of the first rows."""
    rows: dict[int, list[RuledCell]] = {}
    for cell in cells:
        if cell.row < _MOST_HEADS:
            rows.setdefault(cell.row, []).append(cell)
    return [row for _, row in sorted(rows.items())]


def _contents(row: Iterable[RuledCell]) -> list[tuple[int, int, str]]:
    """Return the columns and the texts of cells."""
    return [(cell.column, cell.columns, fold(cell.text)) for cell in row]


def _mended(table: RuledTable, first: int, vocabulary: Vocabulary) -> RuledTable:
    """Join cells of the last row above `first`, and of that row, that the end of the page broke."""
    pairs = list(_pairs(table, first))
    broken = _is_broken(pairs, table, first, vocabulary)
    torn = any(_is_torn(above, below, vocabulary) for above, below in pairs)
    words = [cell.column for cell in table.cells if cell.row == first and vocabulary.is_word(cell.text)]
    last = max(words, default=-1)  # a cell to the right of all names is one of numbers
    for above, below in pairs:
        in_row = above.row == first - 1 and below.rows == 1
        named = broken or torn or below.column < last
        if (in_row and broken) or (not in_row and named and _is_one(above, below, vocabulary)):
            above.lines += below.lines
            above.rows = below.row + below.rows - above.row
            table.cells.remove(below)
    if broken:
        table.take_out(first)
    return table


def _pairs(table: RuledTable, first: int) -> Iterator[tuple[RuledCell, RuledCell]]:
    """Yield the cells that meet where the parts do, over one another with the same sides."""
    starts = {(cell.column, cell.columns): cell for cell in table.cells if cell.row == first}
    for above in [cell for cell in table.cells if cell.row + cell.rows == first]:
        below = starts.get((above.column, above.columns))
        if below:
            yield above, below


def _is_one(above: RuledCell, below: RuledCell, vocabulary: Vocabulary) -> bool:
    """Return whether a cell, beside several rows, goes on below: one part is empty, or has the rest of its word."""
    if vocabulary.is_cell(below.text):
        return False
    return not (above.lines and below.lines) or _is_torn(above, below, vocabulary)


def _is_torn(above: RuledCell, below: RuledCell, vocabulary: Vocabulary) -> bool:
    """Return whether the texts of two cells are a word of the form together, and one of them is not a word alone."""
    rest, whole = below.text, above.text + below.text
    if not (above.lines and rest) or (vocabulary.is_word(rest) and vocabulary.is_word(above.text)):
        return False
    return _completes(above, rest, whole, vocabulary)


def _completes(above: RuledCell, rest: str, whole: str, vocabulary: Vocabulary) -> bool:
    if vocabulary.is_cell(rest):
        return False
    return vocabulary.is_label(fold(whole)) or (vocabulary.is_word(whole) and not vocabulary.is_label(fold(above.text)))


def _is_broken(
    pairs: Sequence[tuple[RuledCell, RuledCell]], table: RuledTable, first: int, vocabulary: Vocabulary
) -> bool:
    """Return whether the page ends inside a row: a word goes on, or a cell that is empty above has its text below."""
    row = [(above, below) for above, below in pairs if above.row == first - 1 and below.rows == 1]
    beside = [below for above, below in pairs if (above, below) not in row and _is_one(above, below, vocabulary)]
    if not row or len(row) + len(beside) < sum(cell.row == first for cell in table.cells):
        return False
    torn = [_is_torn(above, below, vocabulary) for above, below in row]
    named, named_below = ([vocabulary.is_word(cell.text) for cell in cells] for cells in zip(*row, strict=True))
    rest = any(torn) or (any(named) and not any(named_below))
    for whole, (above, below) in zip(torn, row, strict=True):
        if above.lines and below.lines and not whole and not (rest and _are_numbers(above, below, vocabulary)):
            return False
    return any(torn) or not (any(named) and any(named_below))


def _are_numbers(above: RuledCell, below: RuledCell, vocabulary: Vocabulary) -> bool:
    """Return whether two cells hold numbers, or parts of one: the rest of a row has no name, or the rest of one."""
    return all(vocabulary.is_cell(text) for cell in (above, below) for text in cell.text.split())
