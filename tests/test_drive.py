"""The graph of Lark's tables makes the same trees as Lark, and accepts the same terminals in each state."""

from __future__ import annotations

from collections import deque
from pathlib import Path
from typing import Any

import lark
import pytest
from lark.exceptions import UnexpectedToken
from lark.parsers.lalr_parser_state import ParseConf, ParserState

from bare import Token, leaves, loaded, parse, parser
from claimed import cases
from reportc.check.narrative.claims.parser import parse_sentence
from reportc.grammar.loading import START, by_lark, converted, load, plain
from reportc.grammar.tables import END, dumped, parsed
from reportc.source import read
from reportc.source.fold import fold
from reportc.syntax import drive
from reportc.syntax.build import pieces
from reportc.syntax.drive import Graph, Node, StackNode
from reportc.syntax.parser import parse_pieces, vocabulary
from reports.document import Layout
from reports.drawing import draw
from reports.generate import seeded
from reports.layouts import LAYOUTS
from reports.mutate import mutant

ROOT = Path(__file__).parents[1]
CASES = sorted([*(ROOT / "tests" / "cases").glob("*.txt"), *(ROOT / "examples").glob("*.txt")])
GRAMMARS = ("report.lark", "narrative.lark", "phrases.lark", "page.lark", "places.lark", "skeleton.lark")
MOST_PLACES = 4_000
NEAREST = 200
"""The number of states that are compared with Lark's, terminal by terminal."""
NOTHING: Any = None
"""Replaces Lark's lexer."""


def shape(node: Any) -> Any:
    """Return a node as nested tuples: rules by name, and the tokens themselves."""
    if isinstance(node, Node):
        return plain(node.data), tuple(map(shape, node.children))
    return id(node.lexeme if isinstance(node, Token) else node)


def agree(text: str | bytes) -> None:
    """Check that a text's tree is that of Lark for the same tokens."""
    root = parse_pieces(pieces(read(text, vocabulary()))).root
    assert shape(root) == shape(parse("report.lark", [*leaves(root)]))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_of_a_case(path: Path) -> None:
    agree(path.read_bytes())


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_of_drawings_and_mutants(layout: Layout) -> None:
    drawing = draw(layout, 0)
    agree(drawing.given)
    agree(mutant(drawing.text, seeded(f"drive {layout.name}")))


def test_of_sentences() -> None:
    for case in cases():
        root = parse_sentence(fold(case.sentence))
        assert shape(root) == shape(parse("narrative.lark", [*leaves(root)]))


@pytest.mark.parametrize("name", ["report.lark", "narrative.lark"])
def test_each_place_takes_what_lark_takes_there(name: str) -> None:
    grammar, table = converted(loaded(name)), parser(name).parser.parse_table
    graph = Graph(grammar)
    states, conf = sorted(table.states), ParseConf(table, {}, START)
    for place in reached(graph, grammar.names(), NEAREST):
        for terminal in grammar.names() - {END}:
            fed = ParserState(conf, NOTHING, [states[state] for state in stack(place)], list(stack(place)))
            move = graph.move(place, terminal)
            try:
                fed.feed_token(lark.Token(terminal, ""))
            except UnexpectedToken:
                assert move is None
            else:
                assert move is not None
                assert [states[state] for state in stack(move[1])] == fed.state_stack


def stack(place: StackNode | None) -> tuple[int, ...]:
    """Return the states of a stack, the top one last."""
    return () if place is None else (*stack(place.below), place.state)


def reached(graph: Graph, terminals: set[str], most: int) -> set[StackNode]:
    """Return at most `most` stacks of a graph that sequences of terminals lead to, the nearest first."""
    found, new = {graph.begin()}, deque([graph.begin()])
    while new and len(found) < most:
        place = new.popleft()
        for terminal in sorted(terminals - {END}):
            move = graph.move(place, terminal)
            if move is not None and move[1] not in found:
                found.add(move[1])
                new.append(move[1])
    return found


def test_the_graph_of_reports_is_small() -> None:
    grammar = load("report.lark")
    assert len(reached(Graph(grammar), grammar.names(), MOST_PLACES)) < MOST_PLACES


def test_a_graph_that_has_grown_begins_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drive, "_MOST", 3)
    graph = Graph(load("report.lark"))
    first = graph.begin()
    for terminal in sorted(load("report.lark").names()):
        graph.move(first, terminal)
    assert graph.begin() is not first


@pytest.mark.parametrize("name", GRAMMARS)
def test_a_grammar_that_was_kept_is_the_same(name: str) -> None:
    made = converted(by_lark(name))
    again = parsed(dumped(made))
    assert again == made
    assert START in {rule.origin for state in again.states for rule in state.values() if not isinstance(rule, int)}
