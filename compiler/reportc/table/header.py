"""The order of the columns that a header prints, which is not always the form's.

A header has one line or several: a word of its upper line may be over words of the next. So a table's
words are read as a tree: the word that has others below it (法人或其他组织, 行政诉讼) is replaced by them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from reportc.form import APPLICANTS, PROCEEDINGS, TOTAL
from reportc.source.pieces import Piece
from reportc.table.entry import Columns

Names = tuple[str, ...]
"""The JSON names of columns, from left to right."""


class Header(NamedTuple):
    """The columns of a table in the form's order, in the printed order, and their places in the grid.

    `order` is None where the printed header contradicts the form without giving an order; `columns` are by part;
    `end` is the last grid column of the header, where no row is complete.
    """

    form: Sequence[object]
    order: Sequence[object] | None
    columns: Mapping[int, Columns]
    end: int | None = None


class Head(NamedTuple):
    """A word of a header: the column or group that it names, and where it is printed."""

    name: str
    piece: Piece


_ALL, _GROUP = "applicants", "organizations"
_ORGANIZATIONS = frozenset(APPLICANTS[1:])
_APPLICANTS: Names = (*APPLICANTS, TOTAL)
_WORDS = frozenset((*_APPLICANTS, _ALL, _GROUP))
_RESULTS = PROCEEDINGS.columns
_NAMED: Mapping[str, str] = dict(zip(PROCEEDINGS.heads, _RESULTS, strict=True))
_BLOCKS = tuple(row[-1] for row in PROCEEDINGS.rows)


def columns_shown(pieces: Iterable[Piece], width: int, only: int | None = None) -> Mapping[int, Columns]:
    """Return the grid columns of a header's words by part, where a part shows `width` of them.

    Where the `only` row is in one part, it gets those that the words of all parts show together.
    """
    found: dict[int, set[int]] = {}
    for piece in pieces:
        if piece.column is not None:
            found.setdefault(piece.part, set()).add(piece.column)
    shown = {part: tuple(sorted(columns)) for part, columns in found.items() if len(columns) == width}
    together = tuple(sorted(set().union(*found.values())))
    return {only: together} if not shown and only is not None and len(together) == width else shown


def applicants(heads: Sequence[Head], shown: Sequence[int] = ()) -> Names | None:
    """Return the order of the matrix's columns; None where its headers contradict the form without giving one.

    `shown` are the grid columns in which complete rows have their numbers: words in these columns are in line.
    """
    each = _occurrences([head for head in heads if head.name in _WORDS])
    orders = {order for one in each if (order := _applicants(one, shown)) != ()}
    return (orders or {_APPLICANTS}).pop() if len(orders) <= 1 else None


def contradicts(names: Sequence[str], form: Names) -> bool:
    """Return whether names, perhaps incomplete, are in another order than the form's; repeated ones count once."""
    printed = [name for name, _ in groupby(names)]
    return printed != [name for name in form if name in printed]


def _occurrences(heads: Sequence[Head]) -> Iterator[list[Head]]:
    """Split the words of a section into headers: a word that is repeated begins another one."""
    found: list[Head] = []
    for head in heads:
        if any(head.name == other.name for other in found):
            yield found
            found = []
        found.append(head)
    yield found


def _applicants(words: Sequence[Head], shown: Sequence[int]) -> Names | None:
    """Return the order that one header prints, where some columns may be missing; () where it shows none."""
    leaves = [head for head in words if head.name in _APPLICANTS]
    if not contradicts([head.name for head in leaves], _APPLICANTS):
        return () if len(leaves) <= 1 else None if _is_displaced(leaves, shown) else _APPLICANTS
    across = _across(words, shown)
    order = across or _expanded(words)
    if not contradicts(order, _APPLICANTS):
        return _APPLICANTS
    if not across and any(map(_is_torn, words)):
        return ()
    return tuple(order) if sorted(order) == sorted(_APPLICANTS) else None


def _is_displaced(leaves: Sequence[Head], shown: Sequence[int]) -> bool:
    """Return whether each word is over a column of numbers of its own, and some over another than the form's."""
    at = {head.piece.column: head.name for head in leaves}
    apart = len(at) == len(leaves) and set(at) <= set(shown)
    return apart and any(at.get(column, name) != name for column, name in zip(shown, _APPLICANTS, strict=True))


def _across(words: Sequence[Head], shown: Sequence[int]) -> list[str]:
    """Return the columns by the places of their words in the grid, if they are over the numbers or in line.

    Words of the upper lines are in line if they begin at the left edges of those below them.
    """
    leaves = [head for head in words if head.name in _APPLICANTS]
    at = {head.piece.column: head.name for head in leaves if head.piece.column is not None}
    below = [head.piece.column or 0 for head in leaves if head.name in _ORGANIZATIONS]
    starts = {_GROUP: min(below, default=None), _ALL: min(at, default=0)}
    tops = [head for head in words if head.name in starts]
    in_line = bool(tops) and all(head.piece.column == starts[head.name] for head in tops)
    sure = len(at) == len(leaves) and (in_line or set(at) == set(shown))
    return [at[column] for column in sorted(at)] if sure else []


def _is_torn(head: Head) -> bool:
    """Return whether a word is broken over lines of a page: reading order then does not show the columns."""
    return head.piece.left is not None and len(head.piece.spans) > 1


def _expanded(words: Sequence[Head]) -> list[str]:
    """Return the columns in reading order, the organizations at their group's word."""
    names = [head.name for head in words if head.name != _ALL]
    if _GROUP not in names:
        return names
    members = [name for name in names if name in _ORGANIZATIONS]
    return [name for head in names for name in (members if head == _GROUP else [head] * (head not in _ORGANIZATIONS))]


Pair = tuple[str, str]
"""A block of section 4 and a result."""
_FORM: tuple[Pair, ...] = tuple((block, result) for block in _BLOCKS for result in _RESULTS)
_SUITS = ("litigation", "direct", "after_reconsideration")


def results(heads: Sequence[Head]) -> tuple[Pair, ...] | None:
    """Return the order of section 4's fifteen columns; None where it is incomplete and contradicts the form."""
    words = [head._replace(name=_NAMED.get(head.name, head.name)) for head in heads]
    leaves = [head for head in words if head.name in _RESULTS]
    if len(leaves) == len(_FORM) and (found := _set_across(words, leaves)):
        return found
    groups = [leaves[i : i + len(_RESULTS)] for i in range(0, len(leaves), len(_RESULTS))]
    orders = [tuple(head.name for head in group) for group in groups]
    if len(leaves) != len(_FORM) or any(sorted(order) != sorted(_RESULTS) for order in orders):
        return None if _contradict(words) else _FORM
    if any(map(_is_torn, words)):
        return _FORM
    blocks = _blocks(words)
    owners = sorted(blocks, key=[*(head.name for head in words), *blocks].index)  # groups follow as their names do
    return tuple((block, result) for block in blocks for result in orders[owners.index(block)])


def result_columns(heads: Sequence[Head]) -> Names | None:
    """Return the order of five results where each block has a row of its own; None as for `results`."""
    words = [head._replace(name=_NAMED.get(head.name, head.name)) for head in heads]
    names = tuple(head.name for head in words if head.name in _RESULTS)[-len(_RESULTS) :]
    if sorted(names) == sorted(_RESULTS):
        return _RESULTS if any(map(_is_torn, heads)) else names
    return None if _contradict(words) else _RESULTS


def _is_side_by_side(words: Sequence[Head]) -> bool:
    """Return whether words are one row of the grid; without a grid, whether each is whole and begins further right."""
    pieces = [head.piece for head in words]
    if pieces[0].row is not None:
        return len({piece.row for piece in pieces}) == 1
    left = [piece.left for piece in pieces if piece.left is not None and len(piece.spans) == 1]
    return len(left) == len(pieces) and all(a < b for a, b in pairwise(left))


def _contradict(words: Sequence[Head]) -> bool:
    """Return whether results, or blocks, that are side by side are in another order than the form's.

    Words on several lines show no order: their parts may be anywhere.
    """
    return any(
        contradicts([head.name for head in line], form)
        for form in (_RESULTS, tuple(_BLOCKS))
        for line in _occurrences([head for head in words if head.name in form])
        if line and _is_side_by_side(line)
    )


def _set_across(words: Sequence[Head], leaves: Sequence[Head]) -> tuple[Pair, ...]:
    """Return the columns by the places of results and blocks in the grid, if each has a place of its own."""
    places = {head.piece.column: head.name for head in leaves if head.piece.column is not None}
    blocks = [head for head in words if head.name in _BLOCKS]
    starts = {head.piece.column if head.piece.left is None else head.piece.left: head.name for head in blocks}
    known = {start: name for start, name in starts.items() if start is not None}
    if len(places) != len(leaves) or not len(known) == len(blocks) == len(_BLOCKS):
        return ()
    owners = [known[start] for start in sorted(known)]
    found = tuple((owners[i // len(_RESULTS)], places[column]) for i, column in enumerate(sorted(places)))
    return found if set(found) == set(_FORM) else ()


def _blocks(words: Sequence[Head]) -> Names:
    """Return the order of the blocks: 行政复议 before or after the suits, and these in their order."""
    names = [head.name for head in words]
    suits = sorted(_SUITS[1:], key=lambda name: names.index(name) if name in names else 0)
    first = next((name for name in names if name in _SUITS or name in _BLOCKS), "")
    return (*suits, "reconsideration") if first in _SUITS else ("reconsideration", *suits)
