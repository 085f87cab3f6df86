"""The loop over Lark's tables: the same shifts, reductions and callbacks as Lark's own, with less around them.

The tables and what is made of a rule stay Lark's; a test shows that both loops make the same tree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from lark.parsers.lalr_analysis import Shift

from reportc.table.lexeme import Lexeme

_END = "$END"


class _Reduction(NamedTuple):
    """A rule that has matched: of how many parts, what is made of them, and the name that this goes by."""

    size: int
    make: Callable[[list[Any]], Any]
    origin: str


class Tables:
    """What to do with each terminal in each state: go to another, or reduce by a rule."""

    def __init__(self, parser: Any, start: str) -> None:  # Lark's parser and its tables are not typed
        """Take the tables of Lark's LALR parser for a start rule."""
        table = parser.parse_table
        made: dict[int, _Reduction] = {}
        self.start: int = table.start_states[start]
        self.end: int = table.end_states[start]
        self.states: Mapping[int, Mapping[str, int | _Reduction]] = {
            state: {str(name): _entry(entry, parser.callbacks, made) for name, entry in entries.items()}
            for state, entries in table.states.items()
        }


def _entry(entry: tuple[Any, Any], callbacks: Any, made: dict[int, _Reduction]) -> int | _Reduction:
    action, argument = entry
    if action is Shift:
        return int(argument)
    known = made.get(id(argument))
    if known is None:
        rule = _Reduction(len(argument.expansion), callbacks[argument], argument.origin.name)
        known = made[id(argument)] = rule
    return known


def parse(tables: Tables, stack: list[int], lexemes: Iterable[Lexeme]) -> Any:
    """Parse lexemes and return what is made of the start rule; the lexer watches the `stack`, which begins empty."""
    stack.append(tables.start)
    values: list[Any] = []
    for lexeme in lexemes:
        while type(entry := tables.states[stack[-1]][lexeme.type]) is not int:
            _reduce(entry, tables, stack, values)  # type: ignore[arg-type]  # it is no int
        stack.append(entry)
        values.append(lexeme)
    while stack[-1] != tables.end:
        _reduce(tables.states[stack[-1]][_END], tables, stack, values)  # type: ignore[arg-type]  # nothing is shifted
    return values[-1]


def _reduce(rule: _Reduction, tables: Tables, stack: list[int], values: list[Any]) -> None:
    """Put what is made of a rule's parts in their place."""
    size, make, origin = rule
    parts: list[Any] = []
    if size:
        parts = values[-size:]
        del values[-size:], stack[-size:]
    values.append(make(parts))
    stack.append(tables.states[stack[-1]][origin])  # type: ignore[arg-type]  # a rule's name only leads to states
