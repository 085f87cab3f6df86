"""The sums after broken totals, to be shown beside what is printed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from reportc.check.equations import BALANCE, State
from reportc.explain import sums
from reportc.explain.view import View


class Hint(NamedTuple):
    """A remark after the character before `offset`, and what explains it."""

    offset: int
    label: str
    tooltip: str


def hints(view: View) -> Iterator[Hint]:
    """Yield what the parts of each broken total sum to, at the total; a balance has no total and no hint."""
    for one in view.facts.sums:
        whole = one.equation.wholes[0]
        if one.state is State.BROKEN and one.equation.code != BALANCE:
            words = view.words(*sums.words(view.facts, one))
            tooltip = f"{one.equation.code} {words}：{sums.formula(view.facts, one)}"
            yield Hint(view.facts.place(whole).end, f"Σ {one.left}", tooltip)
