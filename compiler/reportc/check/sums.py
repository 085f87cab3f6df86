"""Broken equations as findings: both numbers, the terms, the cells, and which of them is suspected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportc.check.cells import replaced
from reportc.check.equations import State, Sum
from reportc.check.facts import Facts
from reportc.check.rule import Finding
from reportc.diagnostic import Argument, Fix, Related, Suspect
from reportc.form import pointer


def broken(sums: Iterable[Sum], code: str) -> Iterator[Sum]:
    """Yield the equations of one rule that do not hold."""
    return (one for one in sums if one.state is State.BROKEN and one.equation.code == code)


def differs(facts: Facts, one: Sum, paths: tuple[str, ...], **more: Argument) -> Finding:
    """Return the finding that a sum is not what is printed, at the whole that prints it."""
    whole = one.equation.wholes[0]
    arguments: dict[str, Argument] = {
        "cell": facts.name(whole),
        "printed": one.right,
        "sum": one.left,
        "terms": terms(facts, one.equation.left),
        **more,
    }
    related = tuple(_related(facts, one))
    return Finding(facts.place(whole), arguments, paths, related, suspects(facts, one), fixes(facts, one))


def terms(facts: Facts, cells: Iterable[str]) -> str:
    """Return the addends that are not 0, as they are added: 10+2+3."""
    return "+".join(str(value) for cell in cells if (value := facts.values[cell])) or "0"


def suspects(facts: Facts, one: Sum) -> tuple[Suspect, ...]:
    """Return the cells that explain what is broken in the table of `one`, those of `one` itself first."""
    group = facts.suspects_of(one)
    order = sorted(group, key=lambda cell: cell not in one.equation.cells)
    return tuple(Suspect(cell, facts.values[cell], group[cell]) for cell in order)


def fixes(facts: Facts, one: Sum) -> tuple[Fix, ...]:
    """Return the fix where one cell explains all: unsafe, for it changes what the report says."""
    group = facts.suspects_of(one)
    if len(group) != 1:
        return ()
    (cell, value), *_ = group.items()
    return replaced(facts.cells[cell], cell, value, safe=False)


def _related(facts: Facts, one: Sum) -> Iterator[Related]:
    """Yield the suspected cell's place, if it is not where the finding stands, with the value implied."""
    group = facts.suspects_of(one)
    for path in (*one.equation.parts, *one.equation.wholes):
        if (value := group.get(pointer(path))) is not None:
            name, printed = facts.name(path), facts.values[pointer(path)]
            yield Related(
                facts.place(path),
                f"「{name}」印为 {printed}，疑应为 {value}",
                f"“{name}” is printed as {printed}; {value} would satisfy the equations",
            )
