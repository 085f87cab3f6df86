"""Dotted rules: dots drawn one by one, joined to lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportc.source.sheets.sheet import PageArea, RuledLine

_FEWEST = 4
_FARTHEST = 4.0


def dotted(dots: Sequence[PageArea]) -> tuple[list[RuledLine], list[RuledLine]]:
    """Return the rules across and down that dots make."""
    across = ((round(box.top + box.bottom), box.left, box.right) for box in dots)
    down = ((round(box.left + box.right), box.top, box.bottom) for box in dots)
    return list(_chains(sorted(across))), list(_chains(sorted(down)))


def _chains(dots: Sequence[tuple[float, float, float]]) -> Iterator[RuledLine]:
    """Yield the rules along which dots follow one another; each dot begins with its position across the rule, twice."""
    chain: list[tuple[float, float, float]] = []
    for dot in dots:
        if chain and not (dot[0] == chain[-1][0] and -_FARTHEST < dot[1] - chain[-1][2] < _FARTHEST):
            yield from _rule(chain)
            chain = []
        chain.append(dot)
    yield from _rule(chain)


def _rule(chain: Sequence[tuple[float, float, float]]) -> Iterator[RuledLine]:
    if len(chain) >= _FEWEST:
        yield RuledLine(sum(dot[0] for dot in chain) / len(chain) / 2, chain[0][1], chain[-1][2])
