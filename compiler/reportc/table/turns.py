"""Flow: cells in reading order, without anything between them that shows columns, as PDF readers print them.

Labels are broken over lines, beside one another, and a row's numbers are after the first part of
its label or its last. Their places across the line show nothing. So a text is read this way only
if nothing is left over: every row has numbers, none has too many, and no number belongs to no row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, groupby, pairwise

from reportc.source.fold import fold
from reportc.source.layouts.tokens import Token, beside, line_of, piece_of, tokenize
from reportc.source.lines import NOWHERE, GridPlace, Line, is_heading, whole
from reportc.source.pieces import Piece, Vocabulary
from reportc.table.wrapped import PageWord

_FEWEST = 3
"""A table has at least this many numbers; and no row of section 2 has more."""
_MOST_OPEN = 24
"""No table has as many words broken at once."""
_PATIENCE = 2
"""The parts of a word are not on two sides of this many rows' numbers."""
_LONGEST = 9
"""No agency counts to a billion: more digits are several numbers."""
_SENTENCE = re.compile("[。；;!！?？]")
_NUMBER = re.compile(r"\d")
_APART = re.compile(r"[ \u3000](?:(?<=\S.)[ \u3000]+[\d/—+-]|(?<=\d.)[ \u3000]+$)")
"""White space before numbers, or after the last, that may show in which columns they are."""
_RULER = re.compile(r"[\s|:-]+")
_PAIR = re.compile(r"(?:^|[\s\d])\d [\d/—+-]")
"""Two numbers with a space between them."""
_EMPTY = re.compile(r"^\s*\t|\t\s*\t|\t\s*$")
"""An empty cell between tabs."""

_Item = PageWord | Token | Line


def read(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Piece] | None:
    """Read cells in reading order. None unless all of them belong to a row."""
    if sum(bool(_NUMBER.search(line.text)) for line in lines) < _FEWEST - 1 or not _flows(lines):
        return None
    kept = (line for line in lines if not ("|" in line.text and _RULER.fullmatch(line.text)))
    lines = [line._replace(text=line.text.replace("|", " ")) if "|" in line.text else line for line in kept]
    found = list(_items(lines, vocabulary))
    is_table = any(isinstance(one, Token) and one.is_cell for one in found)
    items = list(_assembled(found, vocabulary)) if is_table else []
    parted = accumulate(isinstance(item, PageWord) and vocabulary.is_heading(item.printed) for item in items)
    tables = [list(table) for _, table in groupby(items, lambda _: next(parted))]  # before headings broken over lines
    numbered = [table for table in tables if any(isinstance(item, Token) and item.is_cell for item in table)]
    if not numbered or not all(_is_whole(table, vocabulary) for table in numbered):
        return None
    return list(_pieces(lines, items))


def _flows(lines: Sequence[Line]) -> bool:
    """Return whether nothing shows columns: neither white space, nor tabs or bars that separate all cells."""
    plain = [line.text for line in lines if "|" not in line.text]
    if any(map(_APART.search, plain)):
        return False
    tabbed = [text for text in plain if "\t" in text]
    barred = [line.text for line in lines if "|" in line.text]
    if tabbed and (any(map(_EMPTY.search, tabbed)) or not any(map(_PAIR.search, tabbed))):
        return False
    return not barred or any(map(_PAIR.search, barred))


def _items(lines: Sequence[Line], vocabulary: Vocabulary) -> Iterator[Token | Line]:
    """Yield the tokens of the lines of a table, and lines of prose."""
    for at, line in enumerate(lines):
        if _SENTENCE.search(line.text) or vocabulary.is_page_mark(line.text) or is_heading(line, vocabulary):
            yield line
        else:
            for token in tokenize(lines, at, vocabulary):
                torn = token.is_cell and not vocabulary.is_cell(token.text)
                yield replace(token, is_cell=False) if torn else token


def _assembled(found: Sequence[Token | Line], vocabulary: Vocabulary) -> Iterator[_Item]:
    """Join tokens to words; yield these where they begin, and the remaining tokens."""
    homes = _homes(found, vocabulary)
    known = {id(word): vocabulary.is_word(word.printed) for word in homes.values()}
    for at, token in enumerate(found):
        word = homes.get(at)
        if word is None or not known[id(word)]:
            yield token
        elif word.tokens[0] is token:
            yield word


def _homes(found: Sequence[Token | Line], vocabulary: Vocabulary) -> dict[int, PageWord]:
    """Map the places of tokens to the words that these begin or continue."""
    homes: dict[int, PageWord] = {}
    open_: list[tuple[PageWord, int]] = []  # words that may be continued, and how many runs of numbers are before each
    runs, last = 0, None
    for at, token in enumerate(found):
        before, last = last, token
        if isinstance(token, Line):
            open_ = open_ if open_ and vocabulary.is_page_mark(token.text) else []
            continue
        number = token.is_cell and _NUMBER.search(token.text)  # 无 is a dash, or part of a word
        folded = "" if number else fold(token.text)
        takers = (word for word, _ in reversed(open_) if folded and vocabulary.begins_label(word.text + folded))
        taker = next((word for word in takers if word.last < token.index or word.tokens[-1] is before), None)
        if taker is None and token.is_cell:
            if at - 1 in homes or not isinstance(before, Token):
                runs += 1
                fresh = (one for one in open_ if runs - one[1] < _PATIENCE)
                open_ = [one for one in fresh if not vocabulary.is_label(one[0].text)]
            continue
        if taker is None:
            taker = PageWord()
            open_ = [*open_[-_MOST_OPEN:], (taker, runs)]
        taker.add(token, folded)
        homes[at] = taker
    return homes


def _is_whole(items: Sequence[_Item], vocabulary: Vocabulary) -> bool:
    """Give numbers to the rows before them; return whether every row gets some, and each number a row."""
    sure = {id(item) for item in items if isinstance(item, PageWord) and vocabulary.is_sure_row(item.printed)}
    rows: list[PageWord] = []
    loose = 0
    last: _Item | None = None
    for item in items:
        if isinstance(item, PageWord):
            if loose:
                return False
            if sure and vocabulary.is_row(item.printed):
                rows.append(item)
        elif isinstance(item, Token) and item.is_cell:
            if isinstance(last, Token) and not last.is_cell:
                return False  # it may be a row's label that the form does not have
            if rows:
                rows[-1].cells.append(item)
            else:
                loose += 1
        last = item
    words = any(isinstance(item, PageWord) for item in items)
    return _is_even(rows, sure) if sure else words and loose >= _FEWEST


def _is_even(rows: Sequence[PageWord], sure: Container[int]) -> bool:
    """Return whether every row has numbers, and none more than most; rows with fewer must be certain."""
    widths = Counter(len(row.cells) for row in rows if row.cells)
    usual = max(widths, key=lambda width: widths[width])
    if usual > _FEWEST and 2 * usual in widths:
        _hand_on(rows, usual)
        widths = Counter(len(row.cells) for row in rows if row.cells)
    if not all(row.cells for row in rows if id(row) in sure) or max(widths) > max(usual, _FEWEST):
        return False
    if usual <= _FEWEST or len(widths) == 1:
        return True
    glued = {id(cell) for row in rows for cell in row.cells if len(cell.text) > _LONGEST and cell.text.isdigit()}
    short = [row for row in rows if 0 < len(row.cells) < usual and glued.isdisjoint(map(id, row.cells))]
    lines = [(len({cell.index for cell in row.cells}), len(row.cells)) for row in rows if row.cells]
    return not short or all(many == 1 for many, _ in lines) or all(many == cells for many, cells in lines)


def _hand_on(rows: Sequence[PageWord], width: int) -> None:
    """Give numbers to the row after them: lines sorted by height put a tall label below its numbers."""
    for row, follower in pairwise(rows):
        if len(row.cells) == 2 * width and not follower.cells and len(follower.tokens) > 1:
            row.cells, follower.cells = row.cells[:width], row.cells[width:]


def _pieces(lines: Sequence[Line], items: Sequence[_Item]) -> Iterator[Piece]:
    """Yield the pieces, those of numbers after their labels.

    Unless each line has as many numbers of a row, a number may be any column's.
    """
    words = [item for item in items if isinstance(item, PageWord)]
    given = {id(cell) for word in words for cell in word.cells}
    loose = [item for item in items if isinstance(item, Token) and item.is_cell and id(item) not in given]
    alone = GridPlace(lines[loose[0].index].number) if len({token.index for token in loose}) == 1 else NOWHERE
    runs = [*(word.cells for word in words), loose]
    torn = {id(cell) for run in runs if len({*Counter(cell.index for cell in run).values()}) > 1 for cell in run}
    rest = [item for item in items if isinstance(item, Token) and not item.is_cell]
    taken = [token for word in words for token in (*word.tokens, *word.cells)]
    groups = {id(group[0]): group for group in beside(rest, [*taken, *loose])}
    for item in items:
        if isinstance(item, Line):
            yield whole(item)
        elif isinstance(item, PageWord):
            yield piece_of(lines, item.tokens)
            yield from (piece_of(lines, [cell], torn=id(cell) in torn) for cell in item.cells)
        elif item.is_cell and id(item) not in given:
            yield piece_of(lines, [item], alone, torn=id(item) in torn)
        elif id(item) in groups:
            yield line_of(lines, groups[id(item)])
