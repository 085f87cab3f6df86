"""The parser: the tables that Lark made, as a graph of stacks, and the nodes that are built on the way.

Each stack is a node of the graph; the action of a terminal there (by which rules it reduces, and where it leads) is
computed once in a process. The grammar of reports has 3,000 stacks, that of sentences more than reports ever visit.
A test shows that Lark makes the same tree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Protocol

from reportc.grammar.tables import END, Grammar, MatchedRule


class Typed(Protocol):
    """A token: anything with the name of a terminal."""

    @property
    def type(self) -> str:
        """The terminal's name."""
        ...


class Node:
    """A rule that matched: its name in the grammar, and its lexemes and nodes."""

    __slots__ = ("children", "data")

    def __init__(self, data: str, children: list[Any]) -> None:
        """Take a rule's name and its parts."""
        self.data = data
        self.children = children


_MOST = 20_000
"""At most this many moves are remembered, each with at most one new stack; then the graph begins again."""
Make = Callable[[list[Any]], Any]
"""Makes a node from a rule's parts; for a rule that leaves no node, the list of its own parts."""
Reduction = tuple[int, Make]
"""The number of values that a rule takes off the stack, and the function that makes its value."""


class StackNode:
    """A stack of the parser: its uppermost state, the stack below, and where each terminal leads."""

    __slots__ = ("above", "below", "moves", "state")

    def __init__(self, state: int, below: StackNode | None) -> None:
        """Put `state` upon the stack `below`."""
        self.state = state
        self.below = below
        self.above: dict[int, StackNode] = {}
        self.moves: dict[str, Move | None] = {}

    def with_top(self, state: int) -> StackNode:
        """Return this stack with another state pushed on it."""
        found = self.above.get(state)
        if found is None:
            found = self.above[state] = StackNode(state, self)
        return found


Move = tuple[tuple[Reduction, ...], StackNode]
"""The action of a terminal: the reductions before it is shifted, and the stack after that."""


class Graph:
    """The stacks of a grammar, as far as they have been visited."""

    def __init__(self, grammar: Grammar) -> None:
        """Begin with the empty stack of a grammar."""
        self._states = grammar.states
        self._end = grammar.end
        self._makes: dict[MatchedRule, Make] = {}
        self._first = grammar.start
        self._known = 0
        self._start = StackNode(self._first, None)

    def begin(self) -> StackNode:
        """Return the empty stack, with which a parse begins."""
        if self._known >= _MOST:
            self._start, self._known = StackNode(self._first, None), 0
        return self._start

    def move(self, place: StackNode, terminal: str) -> Move | None:
        """Return the action of `terminal` at a stack; None where it does not fit."""
        try:
            return place.moves[terminal]
        except KeyError:
            self._known += 1
            found = place.moves[terminal] = self._walked(place, terminal)
            return found

    def _walked(self, place: StackNode, terminal: str) -> Move | None:
        """Reduce until `terminal` can be shifted; the end of the tokens is reached without a shift."""
        reductions: list[Reduction] = []
        while not (terminal == END and place.state == self._end):
            entry = self._states[place.state].get(terminal)
            if entry is None:
                return None
            if isinstance(entry, int):
                return tuple(reductions), place.with_top(entry)
            reductions.append((entry.size, self._make(entry)))
            for _ in range(entry.size):
                place = place.below or place  # a rule has as many parts as were shifted
            place = place.with_top(self._states[place.state][entry.origin])  # type: ignore[arg-type]  # a rule leads to a state
        return tuple(reductions), place

    def _make(self, rule: MatchedRule) -> Make:
        found = self._makes.get(rule)
        if found is None:
            found = self._makes[rule] = _maker(rule)
        return found

    def finish(self, place: StackNode, values: list[Any]) -> Any:
        """Return the value of the whole parse, at the end of the tokens. Raise ValueError if more are needed."""
        move = self.move(place, END)
        if move is None:
            raise ValueError("the grammar does not end here")
        reduce(move[0], values)
        return values[-1]

    def parse(self, tokens: Iterable[Typed]) -> Any:
        """Return the value of tokens with the given terminals. Raise ValueError where one does not fit."""
        place, values = self.begin(), list[Any]()
        for token in tokens:
            move = self.move(place, token.type)
            if move is None:
                raise ValueError(f"{token.type} does not fit")
            reductions, place = move
            if reductions:
                reduce(reductions, values)
            values.append(token)
        return self.finish(place, values)


def reduce(reductions: Iterable[Reduction], values: list[Any]) -> None:
    """Replace the uppermost values by the value of their rule, rule by rule."""
    for size, make in reductions:
        if size == 1:
            values[-1] = make([values[-1]])
        elif size:
            parts = values[-size:]
            del values[-size:]
            values.append(make(parts))
        else:
            values.append(make([]))


def _maker(rule: MatchedRule) -> Make:
    """Return the function that makes a node of a rule, the fastest one for its kind of rule."""
    gather = _gatherer(rule)
    if rule.origin.startswith("_"):
        return gather or (lambda parts: parts)
    name = rule.name
    if rule.folds:
        return lambda parts: _folded(name, gather(parts) if gather else parts)
    if gather is None:
        return lambda parts: Node(name, parts)
    return lambda parts: Node(name, gather(parts))


def _folded(name: str, children: list[Any]) -> Any:
    return children[0] if len(children) == 1 else Node(name, children)


def _gatherer(rule: MatchedRule) -> Callable[[list[Any]], list[Any]] | None:
    """Return the function that collects the children from a rule's parts; None where they are the parts."""
    if rule.kept is None:
        return None
    kept, opened = rule.kept, frozenset(rule.opened)
    if kept and kept[0] in opened:  # a list that grows from its left: by far the most frequent
        first, *others = kept

        def grown(parts: list[Any]) -> list[Any]:
            children: list[Any] = parts[first]
            for at in others:
                if at in opened:
                    children += parts[at]
                else:
                    children.append(parts[at])
            return children

        return grown

    def gathered(parts: list[Any]) -> list[Any]:
        children: list[Any] = []
        for at in kept:
            if at in opened:
                children += parts[at]
            else:
                children.append(parts[at])
        return children

    return gathered
