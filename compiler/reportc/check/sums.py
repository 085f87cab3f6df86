"""Broken equations as findings: both numbers, the terms, the cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportc.check.equations import BALANCE, State, Sum
from reportc.check.facts import Facts
from reportc.check.rule import Finding
from reportc.diagnostic import Argument


def broken(sums: Iterable[Sum], code: str) -> Iterator[Sum]:
    """Yield the equations of one rule that do not hold."""
    return (one for one in sums if one.state is State.BROKEN and one.equation.code == code)


def paths(one: Sum) -> tuple[str, ...]:
    """Return the cells that the finding of a broken equation speaks of: the whole, or of a balance all four."""
    return one.equation.cells if one.equation.code == BALANCE else one.equation.right


def differs(facts: Facts, one: Sum, **more: Argument) -> Finding:
    """Return the finding that a sum is not what is printed, at the whole that prints it."""
    whole = one.equation.wholes[0]
    arguments: dict[str, Argument] = {
        "cell": facts.name(whole),
        "printed": one.right,
        "sum": one.left,
        "terms": terms(facts, one.equation.left),
        **more,
    }
    return Finding(facts.place(whole), arguments, paths(one))


def terms(facts: Facts, cells: Iterable[str]) -> str:
    """Return the addends that are not 0, as they are added: 10+2+3."""
    return "+".join(str(value) for cell in cells if (value := facts.values[cell])) or "0"
