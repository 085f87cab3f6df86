"""Pages: cells aligned by white space, as PDF readers, terminals and print-outs show them.

Labels may be broken over lines, group labels run down the left edge beside the rows, and a row's
numbers are on the first, the middle or the last line of its label, or on a line of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from typing import NamedTuple

from reportc.source.layouts.tokens import Token, beside, line_of, measured, piece_of, tokenize, under
from reportc.source.lines import NOWHERE, GridPlace, Line, is_heading, whole
from reportc.source.pieces import Piece, Vocabulary
from reportc.source.widths import METRICS
from reportc.table.number_columns import FIRST_COLUMN, columns_of, heads, placed
from reportc.table.number_rows import NumberRow, take_continuations
from reportc.table.wrapped import PageWord, assemble

_MOST_ROWS = 150
"""No section of the form has a fifth as many; where there are more, no table is aligned."""
_MOST_WORDS = 200
"""No line of a table has a fifth as many words."""
_NEAR = 2
"""A line of numbers is at most this many lines above or below its label."""
_CLOSE = 3
"""Words of a cell are at most this far apart."""


class _Split(NamedTuple):
    """The lines of a stretch, split: words and which of them label rows, rows of numbers, and the remaining tokens."""

    lines: Sequence[Line]
    words: list[PageWord]
    labels: list[PageWord]
    rows: list[NumberRow]
    rest: list[Token]


def read(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Piece] | None:
    """Read aligned cells. None unless some label has numbers on its line."""
    if not any(_ends_in_cell(line.text, vocabulary) for line in lines) or _is_crowded(lines):
        return None
    first = whole(lines[0])
    marked = [first] if is_heading(lines[0], vocabulary) and first.text != lines[0].text.strip() else []
    body = lines[len(marked) :]
    marks = {at for at, line in enumerate(body) if vocabulary.is_page_mark(line.text)}
    tokens = [tokenize(body, at, vocabulary) for at in range(len(body))]
    pages: list[_Split] = []
    for metric in METRICS:
        by_line = [measured(found, line.text, metric) for found, line in zip(tokens, body, strict=True)]
        page = _taken_apart(body, by_line, marks, vocabulary)
        if page is None:
            return None
        pages.append(page)
    best = min(pages, key=lambda page: (len({token.left for row in page.rows for token in row.tokens}), len(page.rest)))
    _match(best, vocabulary)
    take_continuations(best.rows, {token.index for token in best.rest})
    return marked + _emit(best)


def _is_crowded(lines: Sequence[Line]) -> bool:
    """Return whether there are more lines with numbers, or more words on a line, than any table of the form has."""
    numbered = sum(line.text.rstrip()[-1:].isdigit() for line in lines)
    return numbered > _MOST_ROWS or any(len(line.text.split(None, _MOST_WORDS)) > _MOST_WORDS for line in lines)


def _ends_in_cell(text: str, vocabulary: Vocabulary) -> bool:
    """Return whether a line ends in a number but is more than that: most texts have no such line."""
    *more, last = text.rsplit(maxsplit=1) or ("",)
    return bool(last[-1:].isdigit() or (more and vocabulary.is_cell(last))) and not vocabulary.is_cell(text)


def _taken_apart(
    lines: Sequence[Line], by_line: Sequence[list[Token]], marks: Container[int], vocabulary: Vocabulary
) -> _Split | None:
    """Split the tokens of lines into words and rows; None if no line is a row."""
    heads, rest, rows, labelled = list[Token](), list[Token](), list[NumberRow](), False
    for at, tokens in enumerate(by_line):
        if at in marks:
            rest += tokens
            continue
        end = len(tokens)
        while end and tokens[end - 1].is_cell:
            end -= 1
        heads += tokens[:end]
        if end < len(tokens):
            labelled = labelled or _is_row(tokens[:end], tokens[end:], vocabulary)
            numbers = sum(vocabulary.is_cell(token.text) and token.text[-1].isdigit() for token in tokens[:end])
            doubtful = range(len(tokens) - end) if numbers > 1 else ()  # others are before words
            rows.append(NumberRow(list(tokens[end:]), doubtful=set(doubtful)))
    if not labelled:
        return None
    words, left = assemble(heads, vocabulary)
    rest = sorted([*left, *rest], key=lambda token: (token.index, token.start))
    return _Split(lines, words, [word for word in words if vocabulary.is_row(word.printed)], rows, rest)


def _is_row(head: Sequence[Token], tail: Sequence[Token], vocabulary: Vocabulary) -> bool:
    """Return whether a line is a row: a label and numbers, or several numbers alone."""
    texts = [token.text for token in head]
    return (not head and len(tail) > _NEAR) or any(vocabulary.is_row("".join(texts[at:])) for at in range(len(texts)))


def _match(page: _Split, vocabulary: Vocabulary) -> None:
    """Give each row of numbers its label: the one on its line, or else the only remaining one nearby."""
    taken: set[int] = set()
    for row in page.rows:
        found = [label for label in page.labels if label.first <= row.index <= label.last and label.left < row.left]
        row.beside = max(found, key=lambda label: (label.left, label.first), default=None)
        if row.beside and id(row.beside) not in taken:
            row.label = row.beside
            taken.add(id(row.label))
    named = {token.index for token in page.rest}  # such a row has a label, though not one of the form
    lengths = Counter(len(row.tokens) for row in page.rows if row.label)
    width = lengths.most_common(1)[0][0] if lengths else 0
    sure = [label for label in page.labels if id(label) in taken or vocabulary.is_sure_row(label.printed)]
    events: list[PageWord | NumberRow] = [*sure, *page.rows]
    labels, rows = list[PageWord](), list[NumberRow]()
    for event in sorted(events, key=lambda event: event.tokens[0].index):
        if event.label if isinstance(event, NumberRow) else id(event) in taken:
            _pair(labels, rows, width)
            labels, rows = [], []
        elif isinstance(event, NumberRow):
            rows += [event] if event.beside is None and event.index not in named else []
        else:
            labels.append(event)
    _pair(labels, rows, width)


def _pair(labels: Sequence[PageWord], rows: Sequence[NumberRow], width: int) -> None:
    """Pair labels and rows between two matched rows in their order, if there are as many of each, and all are near."""
    pairs = list(zip(labels, rows, strict=False))
    near = all(min(abs(row.index - label.first), abs(row.index - label.last)) <= _NEAR for label, row in pairs)
    if near and len(labels) == len(rows) and all(len(row.tokens) == width for row in rows):
        for label, row in pairs:
            row.label = label


def _emit(page: _Split) -> list[Piece]:
    """Return pieces in reading order; a row's cells immediately follow its label."""
    lines, rows = page.lines, page.rows
    matched = {id(row.label): row for row in rows if row.label}
    found = heads(page.words, rows)
    columns = {id(word): FIRST_COLUMN + at for at, word in enumerate(found)} or _over_columns(page)
    items: list[tuple[int, int, list[Piece]]] = []  # pieces to be read at a line and a place in it
    for word in page.words:
        row = matched.get(id(word))
        column = 0 if row else columns.get(id(word))
        label = piece_of(lines, word.tokens, NOWHERE if column is None else GridPlace(lines[word.first].number, column))
        cells = placed(row, rows, lines, found) if row else []
        items.append((min(word.first, row.index if row else word.first), word.left, [label, *cells]))
    last = len(lines) if any(row.label for row in rows) else max((label.first for label in page.labels), default=0)
    for row in rows:
        if row.label is None and row.tokens:
            alone = row.index >= last  # below labels that have no numbers beside them, as in section 4
            items.append((row.index, row.left, _unlabelled(row, page, found, alone=alone)))
    groups = beside(page.rest, [token for word in page.words for token in word.tokens], _CLOSE)
    items += [(group[0].index, group[0].left, [line_of(lines, group)]) for group in groups]
    return [piece for _, _, pieces in sorted(items, key=lambda item: item[:2]) for piece in pieces]


def _over_columns(page: _Split) -> dict[int, int]:
    """Map the words above the first row to the grid columns of the numbers that they are over."""
    rows = [row for row in page.rows if row.label] or page.rows
    columns = columns_of(rows)
    first = min(row.index for row in rows)
    above = ((word, under([word], columns)) for word in page.words if word.last < first)
    return {id(word): FIRST_COLUMN + own[0] for word, own in above if own}


def _unlabelled(row: NumberRow, page: _Split, found: Sequence[PageWord], *, alone: bool) -> list[Piece]:
    """Return the cells of a row without a label; among labelled rows it belongs to none of them."""
    if alone and found and under(row.tokens, found):
        return placed(row, page.rows, page.lines, found)
    if alone:
        number = page.lines[row.index].number
        return [piece_of(page.lines, [token], GridPlace(number, at)) for at, token in enumerate(row.tokens)]
    loose = line_of(page.lines, row.tokens)
    loose.loose = True
    return [loose]
