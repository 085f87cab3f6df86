"""Cell lines: a line a cell, with tabs or bars before or after it, or on a line of their own between two cells.

Between tabs, rows are apart by empty lines, and several tabs before a cell are empty cells before it, whether or not
each has a line of its own. Browsers that give cells of paragraphs set lone tabs between them: cells and tabs are as
many empty lines apart as most do, more of them end a row, and where nothing is printed on one side of a tab, the
cell there is empty. Bars show no rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from reportc.source.fold import fold
from reportc.source.layouts.markup import WIDEST
from reportc.source.lines import GridPlace, Line, cells, join, piece, printed, whole
from reportc.source.pieces import Piece, Vocabulary

_FEWEST = 5
_FEWEST_BARS = 3
"""Fewer lone bars than this are an accident."""
_SHARE = 0.9
"""This share of lines with a tab must hold just one cell, with the tab on the same side of it; or only the tab."""
_SIGNED = 2
"""A sign and a number are two parts."""


def barred(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Piece] | None:  # noqa: ARG001  # bars suffice
    """Read the cells between lone bars; an empty one is a blank. None unless there are such bars."""
    bars = [at for at, line in enumerate(lines) if line.text.strip() == "|"]
    if len(bars) < _FEWEST_BARS:
        return None
    found: list[Piece] = []
    for first, last in pairwise([-1, *bars, len(lines)]):
        parts = [whole(line) for line in lines[first + 1 : last] if not line.blank]
        inside = first >= 0 and last < len(lines)
        found += parts or ([piece(lines[last], 0, 0)] if inside else [])
    return found


def framed(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Piece] | None:
    """Read the cells of lines that end in a bar and hold one each. None unless nearly all lines with numbers do."""
    if sum(line.text.rstrip()[-1:] == "|" for line in lines) < _FEWEST:
        return None
    single = barred = 0
    found: list[Piece] = []
    for line in lines:
        parts = [made for start, end in cells(line, "|") if (made := piece(line, start, end)).text]
        several = len(parts) > 1 and not _is_one(parts, vocabulary)
        alone = len(parts) == 1 and vocabulary.is_cell(parts[0].text)
        single += several or alone
        barred += alone and "|" in line.text
        found += parts if several else [join(parts)] if parts else []
    return found if barred and barred >= _SHARE * single else None


def _is_one(parts: Sequence[Piece], vocabulary: Vocabulary) -> bool:
    """Return whether the content of a line makes one cell: words, or a sign and a number."""
    numbers = sum(any(map(str.isdigit, part.text)) and vocabulary.is_cell(part.text) for part in parts)
    signed = len(parts) == _SIGNED and vocabulary.is_cell(parts[0].text + parts[1].text)
    return not numbers or (signed and numbers == 1)


def tabbed(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Piece] | None:
    """Read one cell a line. None unless nearly all tabs lead, or end, a line with one cell."""
    texts = [line.text for line in lines if "\t" in line.text]
    single = [text for text in texts if "\t" not in text.strip()]
    leading = sum(text.startswith("\t") for text in single if text.strip())
    ending = sum(text.endswith("\t") for text in single if text.strip())
    most = max(leading, ending)
    blank = not all(map(str.strip, single))  # which is a cell too
    if most < _FEWEST - blank or len(single) < _SHARE * len(texts) or most < _SHARE * (leading + ending):
        return None
    if _is_grid(texts, single):
        return None
    return list(_cells(lines, vocabulary, leading=leading == most))


def _is_grid(tabbed: Sequence[str], single: Sequence[str]) -> bool:
    """Return whether lines with one cell are rows with blanks: others have as many tabs, and more cells."""
    (usual, _), *_ = Counter(text.count("\t") for text in single).most_common(1)
    return usual > 1 and any("\t" in text.strip() and text.count("\t") == usual for text in tabbed)


def _cells(lines: Sequence[Line], vocabulary: Vocabulary, *, leading: bool) -> Iterator[Piece]:
    """Yield the cells; an empty line ends a row, unless the end of a page is within it."""
    row, column = lines[0].number, 0
    last: Piece | None = None  # the last cell, and the next column of its row, if nothing but a page has ended since
    ahead, paged = 0, False
    for at, line in enumerate(lines):
        if "\t" not in line.text:
            if not line.blank:
                if paged and not column and last and vocabulary.begins_label(fold(last.text + line.text)):
                    row, column = last.row or 0, ahead  # the end of a page is within a word
                paged = vocabulary.is_page_mark(line.text)
                last = last if paged else None
                yield whole(line)
            elif column:
                row, column, ahead = line.number, 0, column
            continue
        ranges = list(cells(line, "\t"))
        first, end = ranges.pop(0) if leading else ranges.pop()
        if first < end and (outside := piece(line, first, end)).text:
            yield outside
        for start, end in ranges:
            made = printed(line.text[start:end], line.start + start, (row, column, 0))
            parted = last if paged and not column else None  # the end of a page may be within its row
            if parted and _goes_on(parted, made, (lines[i] for i in range(at, len(lines))), vocabulary):
                row, column = made.row, made.column = parted.row or 0, ahead
            if column < WIDEST or end > start:
                yield made
            column += 1
            last, paged = made if made.text or not made.column else last, False


def _goes_on(last: Piece, cell: Piece, below: Iterable[Line], vocabulary: Vocabulary) -> bool:
    """Return whether a number belongs to the row of the cell before it: after a number or a label none begins a row."""
    text = cell.text or next((line.text.strip() for line in below if not line.blank), "")
    return vocabulary.is_cell(text) and (vocabulary.is_cell(last.text) or vocabulary.is_sure_row(last.text))


def spread(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Piece] | None:  # noqa: ARG001  # tabs suffice
    """Read the cells between lone tabs. None unless nearly all tabs are such, and apart from them."""
    tabbed = [line.text.strip(" ") for line in lines if "\t" in line.text]
    if tabbed.count("\t") < max(_FEWEST, _SHARE * len(tabbed)):
        return None
    marks = [(at, line) for at, line in enumerate(lines) if "\t" in line.text or not line.blank]
    gaps = Counter(b - a - 1 for (a, above), (b, below) in pairwise(marks) if above.blank != below.blank)
    near = gaps.most_common(1)[0][0] if gaps else 0  # the number of empty lines that are usual between a text and a tab
    if not near:
        return None
    found: list[Piece] = []
    for row in _rows(marks, near):
        if len(row) == 1 and not row[0].blank:
            found.append(whole(row[0]))
            continue
        number = row[0].number
        found += [piece(line, 0, len(line.text), GridPlace(number, at)) for at, line in enumerate(row[:WIDEST])]
    return found


def _rows(marks: Sequence[tuple[int, Line]], near: int) -> Iterator[list[Line]]:
    """Yield the cells of each row, from texts and tabs with their indices; a tab without a text is an empty cell."""
    row: list[Line] = []
    tab: Line | None = None  # after which a cell must follow
    last = -1
    for at, line in marks:
        gap, last = at - last - 1, at
        row += [tab] if tab and (line.blank or gap > near) else []
        far = gap > (2 * near + 1 if tab and line.blank else near)
        if row and (far or not (tab or line.blank)):
            yield row
            row = []
        row += [line] if not line.blank or not row else []
        tab = line if line.blank else None
    yield row + ([tab] if tab else [])
