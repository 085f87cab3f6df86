"""Rules of a sheet: those on one line are joined, those that touch are grouped, and edges are drawn from them.

Dots that are drawn one by one are joined to rules, too.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from reportc.source.sheets.sheet import PageArea, RuledLine

NEAR = 3.0
"""Rules that are this near touch; a side is covered if no more than this is missing."""
SAME = 4.0
"""Edges nearer than this are one edge: no row and no column is so thin."""
FEWEST = 2
_FEWEST_DOTS = 4
_FARTHEST_DOT = 4.0


def merged(rules: Iterable[RuledLine]) -> list[RuledLine]:
    """Join rules that lie on one line and meet."""
    found: list[RuledLine] = []
    for group in _groups(sorted(rules)):
        at = sum(rule.at for rule in group) / len(group)
        start = end = None
        for rule in sorted(group, key=lambda rule: rule.start):
            if end is None or start is None or rule.start > end + NEAR:
                if end is not None and start is not None:
                    found.append(RuledLine(at, start, end))
                start, end = rule.start, rule.end
            end = max(end, rule.end)
        if end is not None and start is not None:
            found.append(RuledLine(at, start, end))
    return found


def _groups(rules: Sequence[RuledLine]) -> Iterator[list[RuledLine]]:
    """Yield the rules that lie on one line, or nearly so."""
    group: list[RuledLine] = []
    for rule in rules:
        if group and rule.at - group[0].at > NEAR / 2:
            yield group
            group = []
        group.append(rule)
    if group:
        yield group


def touching(
    across: Sequence[RuledLine], down: Sequence[RuledLine]
) -> Iterator[tuple[list[RuledLine], list[RuledLine]]]:
    """Yield the groups of rules that touch."""
    parents = list(range(len(across) + len(down)))

    def root(at: int) -> int:
        while parents[at] != at:
            parents[at] = parents[parents[at]]
            at = parents[at]
        return at

    reaches = [(j, x, top - NEAR, bottom + NEAR) for j, (x, top, bottom) in enumerate(down, len(across))]
    for i, (y, left, right) in enumerate(across):
        start, end = left - NEAR, right + NEAR
        for j, x, top, bottom in reaches:
            if start <= x <= end and top <= y <= bottom and parents[i] != parents[j]:
                parents[root(j)] = root(i)
    groups: dict[int, tuple[list[RuledLine], list[RuledLine]]] = {}
    for i, rule in enumerate((*across, *down)):
        groups.setdefault(root(i), ([], []))[i >= len(across)].append(rule)
    yield from groups.values()


def edges_of(rules: Sequence[RuledLine], crossing: Sequence[RuledLine]) -> list[float]:
    """Return the positions of `rules`, and the ends of the rules that cross them beyond the last of them."""
    edges = [rule.at for rule in rules]
    for ends, pick in (([rule.start for rule in crossing], min), ([rule.end for rule in crossing], max)):
        if ends:
            farthest = pick(ends)
            beyond = not edges or (abs(farthest - pick(edges)) > SAME and pick(farthest, pick(edges)) == farthest)
            if beyond and sum(abs(end - farthest) < SAME for end in ends) >= min(FEWEST, len(ends)):
                edges.append(farthest)
    found: list[float] = []
    for edge in sorted(edges):
        if not found or edge - found[-1] > SAME:
            found.append(edge)
    return found


def nearest(edges: Sequence[float], at: float) -> int:
    """Return the index of the edge that lies nearest; they are in order."""
    after = bisect_right(edges, at)
    if after == len(edges) or (after and at - edges[after - 1] <= edges[after] - at):
        return after - 1
    return after


def dotted(dots: Sequence[PageArea]) -> tuple[list[RuledLine], list[RuledLine]]:
    """Return the rules across and down that dots make."""
    across = ((round(box.top + box.bottom), box.left, box.right) for box in dots)
    down = ((round(box.left + box.right), box.top, box.bottom) for box in dots)
    return list(_chains(sorted(across))), list(_chains(sorted(down)))


def _chains(dots: Sequence[tuple[float, float, float]]) -> Iterator[RuledLine]:
    """Yield the rules along which dots follow one another; each dot begins with its position across the rule, twice."""
    chain: list[tuple[float, float, float]] = []
    for dot in dots:
        if chain and not (dot[0] == chain[-1][0] and -_FARTHEST_DOT < dot[1] - chain[-1][2] < _FARTHEST_DOT):
            yield from _rule(chain)
            chain = []
        chain.append(dot)
    yield from _rule(chain)


def _rule(chain: Sequence[tuple[float, float, float]]) -> Iterator[RuledLine]:
    if len(chain) >= _FEWEST_DOTS:
        yield RuledLine(sum(dot[0] for dot in chain) / len(chain) / 2, chain[0][1], chain[-1][2])
