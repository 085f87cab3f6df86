"""The parser's states: which terminals fit after what has been read.

Lark's tables are asked, not copied. This is the only place that knows their inside, and the reason
why lark is pinned.
"""

from __future__ import annotations

from typing import Any

from lark.parsers.lalr_analysis import Shift

Stack = tuple[int, ...]
"""The parser's state stack; the grammar recurses to the left only, so there are few of them."""


class States:
    """Answers what `feed_token` would do, without doing it; every answer is remembered."""

    def __init__(self, parse_table: Any) -> None:  # Lark's tables are not typed
        """Take the parse table of a loaded grammar."""
        self._states = parse_table.states
        self._after: dict[tuple[Stack, str], Stack | None] = {}

    def terminals(self) -> set[str]:
        """Return the names of all terminals that some state takes."""
        names = {str(name) for state in self._states.values() for name in state}
        return {name for name in names if name.rpartition("__")[2].isupper()}

    def after(self, stack: Stack, terminal: str) -> Stack | None:
        """Return the stack after `terminal`, or None where it does not fit."""
        key = (stack, terminal)
        try:
            return self._after[key]
        except KeyError:
            found = self._after[key] = self._walk(stack, terminal)
            return found

    def _walk(self, stack: Stack, terminal: str) -> Stack | None:
        """Reduce on a copy of the stack until `terminal` can be shifted."""
        walked = list(stack)
        while True:
            found = self._states[walked[-1]].get(terminal)
            if found is None:
                return None
            action, argument = found
            if action is Shift:
                return (*walked, argument)
            if argument.expansion:
                del walked[-len(argument.expansion) :]
            walked.append(self._states[walked[-1]][argument.origin.name][1])
