"""The plain data of a loaded grammar: its terminals, its rules, and the actions of each state.

Lark makes them from a .lark file; afterwards Lark is not needed. They can be written as JSON and read again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

END = "$END"
"""The terminal at the end of the input."""


class Terminal(NamedTuple):
    """A terminal: its name and pattern; `exact` is its text, where it has only one."""

    name: str
    pattern: str
    exact: str | None
    priority: int


class MatchedRule(NamedTuple):
    """A rule that has matched: its number of parts, and the name of its node.

    `kept` are the parts that the node has, None for all; `opened` those of them that are
    replaced by their own parts, where a rule leaves no node. A rule that `folds` leaves none around a single part.
    """

    origin: str
    name: str
    size: int
    kept: tuple[int, ...] | None
    opened: tuple[int, ...]
    folds: bool


Action = int | MatchedRule
"""An action on a terminal: shift to a state, or reduce by a rule; on a rule, the state to go to."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """A loaded grammar: terminals in its order, those it ignores, and its states; it begins in `start`."""

    terminals: tuple[Terminal, ...]
    ignored: frozenset[str]
    start: int
    end: int
    states: Sequence[Mapping[str, Action]]

    def names(self) -> set[str]:
        """Return the names of all terminals that some state accepts, or %declare lists."""
        names = {name for state in self.states for name in state}
        return {name for name in names if name.rpartition("__")[2].isupper()}


def dumped(grammar: Grammar) -> str:
    """Write a grammar as JSON: names and rules once, and for each state its actions."""
    rules: dict[MatchedRule, int] = {}
    names: dict[str, int] = {}
    rows: dict[str, int] = {}
    order = []
    for state in grammar.states:
        actions: dict[int, list[int]] = {}
        for name, entry in state.items():
            number = entry if isinstance(entry, int) else -1 - rules.setdefault(entry, len(rules))
            actions.setdefault(number, []).append(names.setdefault(name, len(names)))
        row = json.dumps([*map(list, actions.items())], separators=(",", ":"))
        order.append(rows.setdefault(row, len(rows)))
    data = {
        "terminals": grammar.terminals,
        "ignored": sorted(grammar.ignored),
        "start": grammar.start,
        "end": grammar.end,
        "names": [*names],
        "rules": [*rules],
        "rows": [json.loads(row) for row in rows],
        "states": order,
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def parsed(text: str) -> Grammar:
    """Read what `dumped` wrote. Raise ValueError, TypeError, KeyError or IndexError for what it did not write."""
    data: dict[str, Any] = json.loads(text)  # whatever the file holds
    rules = [_rule(one) for one in data["rules"]]
    names = [str(name) for name in data["names"]]
    rows = [
        {names[at]: number if number >= 0 else rules[-1 - number] for number, taken in row for at in taken}
        for row in data["rows"]
    ]
    terminals = tuple(Terminal(*one) for one in data["terminals"])
    states = [rows[number] for number in data["states"]]
    return Grammar(terminals, frozenset(data["ignored"]), int(data["start"]), int(data["end"]), states)


def _rule(written: list[Any]) -> MatchedRule:
    origin, name, size, kept, opened, folds = written
    return MatchedRule(origin, name, size, None if kept is None else tuple(kept), tuple(opened), bool(folds))
