"""Of several ways to cut lines, the one that leaves least unexplained is taken; where equal ones differ, none is.

The ways are invented here, each with its outcome.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reportc.source.cuts import Cut, Placing, Stretch
from reportc.source.lines import Line, split_lines
from reportc.source.pieces import Piece
from reportc.span import Span, Spans
from reportc.syntax.parser import vocabulary
from reportc.table.choice import ChosenPieces, CutOutcome, chosen

SECTION = "二、主动公开政府信息情况"
Cells = Mapping[str, Spans]


def pieces(*texts: str) -> list[Piece]:
    """Return pieces, each with a different place."""
    return [Piece(text, (Span(at, at + len(text)),)) for at, text in enumerate(texts)]


@dataclass
class Way:
    """A way of cutting, with its outcome."""

    texts: tuple[str, ...]
    unexplained: int = 0
    placing: Placing = Placing.GRID
    is_table: bool = True
    cells: Cells = field(default_factory=dict)


class Ways:
    """Returns the outcomes of ways, and records the calls."""

    def __init__(self, *ways: Way) -> None:
        """Set the ways, in the order in which they are tried."""
        self.ways = ways
        self.seen: list[tuple[str, ...]] = []
        self.opened = 0

    def cuts(self) -> Iterator[Cut]:
        """Yield the cuts."""
        yield from (Cut(way.placing, pieces(*way.texts)) for way in self.ways)

    def explain(self, found: Sequence[Piece]) -> CutOutcome[str]:
        """Return the outcome of the pieces of a way, perhaps after headings."""
        texts = tuple(piece.text for piece in found)
        self.seen.append(texts)
        (way,) = (way for way in self.ways if texts[-len(way.texts) :] == way.texts)

        def cells() -> Cells:
            self.opened += 1
            return way.cells

        return CutOutcome(cells, way.is_table, way.unexplained, "/".join(way.texts))

    def best(self) -> ChosenPieces[str]:
        """Return the chosen pieces after a heading."""
        (group,) = chosen([Stretch(pieces(SECTION)[0], self.cuts)], vocabulary(), self.explain)
        return group

    def taken(self) -> tuple[str, ...]:
        """Return the texts of the chosen pieces."""
        return tuple(piece.text for piece in self.best().pieces)[1:]


ONE, TWO, THREE = ("规章", "1"), ("规章", "2"), ("规章", "3")


def test_a_way_that_explains_all_needs_no_other() -> None:
    ways = Ways(Way(ONE), Way(TWO))
    assert (ways.taken(), ways.best().made) == (ONE, "规章/1")
    assert set(ways.seen) == {(SECTION, *ONE)}
    assert ways.opened == 0


def test_what_is_no_table_needs_another() -> None:
    assert Ways(Way(ONE, is_table=False), Way(TWO, unexplained=5)).taken() == TWO
    assert Ways(Way(ONE, unexplained=5), Way(TWO, is_table=False)).taken() == ONE


def test_the_way_that_leaves_least_unexplained_is_taken() -> None:
    assert Ways(Way(ONE, unexplained=2), Way(TWO, unexplained=1), Way(THREE, unexplained=3)).taken() == TWO
    assert Ways(Way(ONE, unexplained=1), Way(TWO)).taken() == TWO


def test_of_those_that_explain_as_much_the_one_that_sees_more_is_taken() -> None:
    seeing, blind = Way(ONE, 1, Placing.GRID), Way(TWO, 1, Placing.TURN)
    assert Ways(seeing, blind).taken() == Ways(blind, seeing).taken() == ONE


def test_lines_without_a_row_are_prose_and_no_way_is_asked() -> None:
    ways = Ways(Way(("无",)), Way(("柳青",)))
    assert (ways.taken(), ways.best().made) == (("无",), None)
    assert ways.seen == []
    assert Ways(Way(("柳青",)), Way(ONE)).taken() == ONE
    assert Ways().best() == ChosenPieces(pieces(SECTION), None)


def differing(*said: Cells) -> ChosenPieces[str]:
    """Return the chosen pieces of ways that explain as much, with these cells."""
    return Ways(*(Way(texts, 1, cells=cells) for texts, cells in zip((ONE, TWO, THREE), said, strict=False))).best()


def test_where_equals_differ_a_number_says_nothing() -> None:
    here, there = (Span(1, 2),), (Span(8, 9),)
    (_, label, number), made = differing({"a": here}, {"a": there})
    assert (label.torn, number.torn, made) == (False, True, None)
    (_, label, number), made = differing({"a": here}, {"a": here}, {"a": there})
    assert (label.torn, number.torn, made) == (False, True, None)


def test_where_equals_agree_all_is_taken() -> None:
    here, there = (Span(1, 2),), (Span(8, 9),)
    (*found,), made = differing({"a": here, "b": ()}, {"a": here, "b": there})
    assert not any(piece.torn for piece in found)
    assert made == "规章/1"


def test_a_stretch_without_a_heading_is_read_below_the_last_one() -> None:
    ways = Ways(Way(ONE, unexplained=1), Way(TWO))
    before = pieces("一、总体情况", SECTION, "本年如下。")
    (group,) = chosen([before, Stretch(None, ways.cuts)], vocabulary(), ways.explain)
    assert ways.seen == [(SECTION, *ONE), (SECTION, *TWO)]
    assert [piece.text for piece in group.pieces] == ["一、总体情况", SECTION, "本年如下。", *TWO]


def test_what_was_made_of_a_stretch_earlier_is_taken() -> None:
    ways, known = Ways(Way(ONE)), ChosenPieces(pieces(SECTION), "earlier")
    stretch = Stretch(pieces(SECTION)[0], ways.cuts)
    assert list(chosen([stretch], vocabulary(), ways.explain, lambda *_: known)) == [known]
    assert ways.seen == []


def outer(*items: Piece | Stretch | Line, placing: Placing = Placing.GRID) -> list[str]:
    """Return the texts of one cut after a heading."""
    stretch = Stretch(None, lambda: iter([Cut(placing, items)]))

    def explain(_: Sequence[Piece]) -> CutOutcome[None]:
        return CutOutcome(dict, is_table=True, unexplained=0, made=None)

    (group,) = chosen([stretch], vocabulary(), explain)
    return [piece.text for piece in group.pieces]


LINES = split_lines("规章        1      2\n行政规范    3      4\n性文件")


def test_a_stretch_in_a_cut_has_its_heading_and_the_first_way_that_reads_it() -> None:
    ways = [Cut(Placing.PAGE, split_lines("规章")), Cut(Placing.GRID, pieces(*ONE)), Cut(Placing.GRID, pieces(*TWO))]
    inner = Stretch(pieces(SECTION)[0], lambda: iter(ways))
    assert outer(*pieces("甲"), inner, *pieces("乙")) == ["甲", SECTION, *ONE, "乙"]
    assert outer(*pieces("规章"), Stretch(None, lambda: iter(ways[:1]))) == ["规章"]


def test_lines_are_read_as_a_page_or_in_turn() -> None:
    assert outer(*LINES, placing=Placing.PAGE) == ["规章", "1", "2", "行政规范性文件", "3", "4"]
    assert outer(*LINES, placing=Placing.TURN) == []
    assert outer(*split_lines("规章 1 2\n行政许可 3 4"), placing=Placing.TURN) == [
        "规章",
        "1",
        "2",
        "行政许可",
        "3",
        "4",
    ]
