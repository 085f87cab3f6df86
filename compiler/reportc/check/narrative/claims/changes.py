"""同比增长 25%, 较上年增加 10 件, 与上年持平: the comparison with another year that follows a count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from reportc.check.narrative.claims.clauses import Clause, Pair, unit
from reportc.check.narrative.claims.nodes import Change, Direction, Figure
from reportc.check.narrative.claims.parser import GAP, SentenceToken
from reportc.check.narrative.claims.sentence import Sentence
from reportc.check.narrative.claims.terms import REQUESTS, kinds

_SPOILERS = frozenset((GAP, "ROUGH"))
"""After an amount these change its meaning: 10 个百分点, 5% 以上."""
_BASE = "BASE"
"""The key of the other year's number among the numbers by terminal."""
_AMOUNTS = 2
"""The most amounts of a change: a number and a percentage."""


class _Compared(NamedTuple):
    """The clauses that name what a count is compared with, and the clauses after them."""

    clauses: Sequence[Clause]
    ahead: Sequence[Clause]


class _Amount(NamedTuple):
    """The amount of a change: a number or a percentage, the word that gives the direction, and the clauses after it."""

    verb: SentenceToken
    number: SentenceToken
    ahead: Sequence[Clause]


def changed(said: Sentence, figure: Figure, counted: Iterable[SentenceToken]) -> Change | None:
    """Return the change of `figure` that the following clauses state; None if they state none or are ambiguous.

    Only the words of what is `counted`, repeated, may be in between.
    """
    compared = _compared(_past_a_mark(said.ahead, REQUESTS | kinds(counted)))
    bases = [clause.mark[0] for clause in compared.clauses]
    if not any(base.part("last_year") or base.part("base_year") for base in bases):
        return None
    last = compared.clauses[-1].pairs
    if last and last[0].number is None:
        return _change(said, bases, Direction.LEVEL, {}, last[0].words[-1])
    amounts = list(_amounts(compared.ahead))
    directions = {_direction(amount.verb) for amount in amounts}
    numbers = {amount.number.type: amount.number for amount in amounts}
    direction = directions.pop() if len(directions) == 1 else None
    count = unit(numbers["NUMBER"]) if "NUMBER" in numbers else None
    if direction is None or len(numbers) < len(amounts) or count == "" or (count and figure.unit not in {"", count}):
        return None
    if last and last[0].number:
        numbers[_BASE] = last[0].number
    return _change(said, bases, direction, numbers, amounts[-1].number)


def _change(
    said: Sentence,
    bases: Sequence[SentenceToken],
    direction: Direction,
    numbers: Mapping[str, SentenceToken],
    end: SentenceToken,
) -> Change:
    year = next((int(one.part("base_year")) for one in bases if one.part("base_year")), None)
    base, count, percent = (numbers.get(kind) for kind in (_BASE, "NUMBER", "PERCENT"))
    span = said.span(bases[0], end)
    return Change(
        direction,
        span,
        said.folded[slice(*span)],
        year,
        said.figure(base) if base else None,
        said.figure(count) if count else None,
        said.percent(percent) if percent else None,
    )


def _past_a_mark(ahead: Sequence[Clause], restated: frozenset[str]) -> Sequence[Clause]:
    """Return the clauses after a comma or an opening bracket and `restated` words; none after other words."""
    if ahead and ahead[0].kind in {"plain", "opened"} and ahead[0].mark[:1] and ahead[0].mark[0].type != "SEMICOLON":
        words = kinds(word for pair in ahead[0].pairs for word in pair.words)
        numbers = any(pair.number for pair in ahead[0].pairs)
        return ahead[1:] if words <= restated and not numbers else ()
    return ahead


def _compared(ahead: Sequence[Clause]) -> _Compared:
    """Split off the comparisons at the beginning of `ahead`: 较上年同期, 同比."""
    found: list[Clause] = []
    while ahead and ahead[0].kind == "change" and ahead[0].mark[0].type == "COMPARED":
        clause = ahead[0]
        if clause.pairs and not _is_base(clause.pairs):
            return _Compared((), ())
        found.append(clause)
        ahead = ahead[1:]
        if clause.pairs:
            break
        ahead = _past_a_mark(ahead, frozenset())
    return _Compared(found, ahead)


def _is_base(pairs: Sequence[Pair]) -> bool:
    """Return whether a comparison is followed only by the number of the other year, or by 持平."""
    pair = pairs[0]
    if len(pairs) > 1 or pair.muddle or kinds(pair.after[:1]) & _SPOILERS:
        return False
    return not pair.words if pair.number else kinds(pair.words) == {"LEVEL"}


def _amounts(ahead: Sequence[Clause]) -> Iterator[_Amount]:
    """Yield the amounts at the beginning of `ahead`, at most two, separated by a comma."""
    for _ in range(_AMOUNTS):
        amount = _amount(ahead)
        if amount is None:
            return
        yield amount
        ahead = _compared(_past_a_mark(amount.ahead, frozenset())).ahead


def _amount(ahead: Sequence[Clause]) -> _Amount | None:
    """Return the amount at the beginning of `ahead`: 增加 10 件, 增长 25%."""
    if not ahead or ahead[0].kind != "change" or ahead[0].mark[0].type != "GREW":
        return None
    grew, rest = ahead[0], ahead[1:]
    if grew.pairs:
        pair = grew.pairs[0]
        spoilt = pair.words or pair.turned or len(grew.pairs) > 1 or kinds(pair.after[:1]) & _SPOILERS
        return _Amount(grew.mark[0], pair.number, rest) if pair.number and not spoilt else None
    if not rest or rest[0].kind != "share" or len(rest[0].mark) > 1:
        return None
    words = rest[0].pairs[0].words if rest[0].pairs else ()
    return _Amount(grew.mark[0], rest[0].mark[0], rest[1:]) if not kinds(words[:1]) & _SPOILERS else None


def _direction(verb: SentenceToken) -> Direction | None:
    """Return the direction of a verb; None for 新增, which may mean new ones instead of an increase."""
    if verb.part("up"):
        return Direction.UP
    return Direction.DOWN if verb.part("down") else None
