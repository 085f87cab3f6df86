"""A row that lacks a cell: if the sums allow only one placement, it is offered, true, and not used as values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations, pairwise
from random import Random
from unittest.mock import patch

import pytest

from reportc import api
from reportc.diagnostic import Diagnostic
from reportc.span import Span, hull
from reportc.syntax import memory, nodes
from reportc.syntax.memory import Stretches
from reportc.syntax.walk import rows
from reports import tables
from reports.damage import ARRANGEMENTS, distinct
from reports.document import Layout
from reports.generate import generate, seeded
from reports.layouts import named
from reports.report import Report
from reports.words import COLUMNS, MATRIX

EDITED = named("tab rows", "tab rows without spans", "compact pipes", "markdown")
DRAWN = (*EDITED, *named("bare lines", "web page"))
WIDTH = len(COLUMNS)
Draw = Callable[[Random], Report]
REPORTS: tuple[Draw, ...] = (lambda rng: generate(rng, plain=True), distinct)
SEEDS = range(2)
KEPT = Stretches()
"""Unchanged sections are read once."""


@dataclass(frozen=True)
class Short:
    """A text whose row at `path` lacks the cells of some columns, and the row's true numbers, by column."""

    text: str
    path: str
    row: dict[str, int]
    lacking: frozenset[str]

    @property
    def ways(self) -> int:
        """The number of ways to place the remaining numbers in the true row."""
        whole, left = list(self.row.values()), [value for name, value in self.row.items() if name not in self.lacking]
        return sum([whole[i] for i in way] == left for way in combinations(range(WIDTH), len(left)))

    def finding(self) -> Diagnostic:
        """Return the finding for the row, after checking that none of its numbers is a value."""
        checked = api.check(api.compile(self.text, memory=KEPT))
        (found,) = (one for one in checked.diagnostics if one.rule.code == "X002" and one.paths == (self.path,))
        said = cells(checked.tree)
        assert {said[f"{self.path}/{column}"] for column in self.row} == {None}
        return found

    def shown(self) -> str:
        """Return the placement in a fix or a note; "" if there is none."""
        return shown(self.finding())

    @property
    def truth(self) -> str:
        """The true placement."""
        left = [f"{name} {self.row[at]}" for at, name in self._names() if at not in self.lacking]
        blank = [name for at, name in self._names() if at in self.lacking]
        return f"按算式只有一种放法：{'、'.join(left)}，「{'、'.join(blank)}」空着，请核对后采用"

    def _names(self) -> list[tuple[str, str]]:
        return [(at, dict(COLUMNS)[at]) for at in self.row]


def shown(finding: Diagnostic) -> str:
    """Return the placement in a finding's fix or note."""
    said = [*(fix.title() for fix in finding.fixes), *(related.text.zh for related in finding.related)]
    return said[0] if said else ""


def cells(tree: nodes.Report) -> dict[str, object]:
    """Return the values of a tree's cells."""
    return {f"/{'/'.join(row.path)}/{cell.column}": cell.value for row in rows(tree) for cell in row.cells}


@lru_cache(maxsize=2)
def compiled(text: str) -> nodes.Report:
    """Compile a text from which cells are removed one after the other."""
    return api.compile(text, memory=KEPT).tree


def printed(text: str, path: str) -> dict[str, nodes.Cell]:
    """Return the cells of a row in the order of the text."""
    (row,) = (row for row in rows(compiled(text)) if f"/{'/'.join(row.path)}" == path)
    return {cell.column: cell for cell in sorted(row.cells, key=lambda cell: cell.spans)}


def shorten(text: str, path: str, columns: Sequence[int]) -> Short:
    """Remove cells from a row, each with the separator after it, or before it for the last one."""
    found = printed(text, path)
    names, spans = list(found), [hull(cell.spans) for cell in found.values()]
    row = {name: cell.value for name, cell in found.items() if isinstance(cell.value, int)}
    assert len(row) == WIDTH
    for i in sorted(columns, reverse=True):
        start, end = (spans[i].start, spans[i + 1].start) if i + 1 < WIDTH else (spans[i - 1].end, spans[i].end)
        text = text[:start] + text[end:]
    return Short(text, path, row, frozenset(names[i] for i in columns))


def drawn(layout: Layout, draw: Draw, seed: int) -> tuple[str, list[str]]:
    """Draw a correct report: its text, and the rows of the matrix in random order."""
    rng = seeded(f"placement {layout.name} {seed}")
    report = draw(rng)
    paths = [row.pointer for row in MATRIX[report.applications_edition]]
    return layout.draw(report, rng), rng.sample(paths, len(paths))


def shorts(layout: Layout) -> Iterator[Short]:
    """Yield texts with one row that lacks each of its cells in turn, or two of them."""
    for number, draw in enumerate(REPORTS):
        text, (one, two, *_) = drawn(layout, draw, number)
        yield from (shorten(text, one, [i]) for i in range(WIDTH))
        lacking = seeded(number).sample(range(WIDTH), 2)
        yield shorten(text, two, lacking)


@pytest.mark.parametrize("layout", DRAWN, ids=lambda layout: layout.name)
def test_the_only_placement_is_told_and_true_and_none_where_there_are_two(layout: Layout) -> None:
    for short in shorts(layout):
        found = short.finding()
        assert shown(found) == (short.truth if short.ways == 1 else ""), short
        assert bool(found.fixes) == (short.ways == 1 and layout in EDITED)


@pytest.mark.parametrize("layout", EDITED, ids=lambda layout: layout.name)
def test_the_fix_is_proved_and_overwrites_no_number(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "Stretches", lambda: KEPT)
    for short in shorts(layout):
        if short.ways != 1:
            continue
        fixed = api.fix(short.text, unsafe=True)
        assert not fixed.rejected
        after = cells(api.compile(fixed.text, memory=KEPT).tree)
        for column, value in short.row.items():
            assert after[f"{short.path}/{column}"] in ({value, None} if column in short.lacking else {value})


def test_a_safe_run_leaves_the_row_as_it_is() -> None:
    short = shorten(*_first(DRAWN[0]), [2])
    assert replace(short, text=api.fix(short.text).text).shown() == short.truth == short.shown()


@pytest.mark.parametrize("name", [name for name, (table, _) in ARRANGEMENTS.items() if table == "applications"])
def test_columns_of_a_header_in_another_order(name: str) -> None:
    many = 0
    for seed in SEEDS:
        rng = seeded(f"placement {name} {seed}")
        report = distinct(rng)
        table, arrange = ARRANGEMENTS[name]
        with patch.object(tables, table, arrange(rng)):
            text = DRAWN[0].draw(report, rng)
        for i in range(WIDTH):
            short = shorten(text, "/applications/outcomes/disclosed", [i])
            found = short.shown()
            assert found in ("", short.truth)
            many += bool(found)
    assert many


def _first(layout: Layout) -> tuple[str, str]:
    return drawn(layout, distinct, 0)[0], "/applications/outcomes/disclosed"


def _replaced(text: str, span: Span, new: str) -> str:
    return text[: span.start] + new + text[span.end :]


@pytest.mark.parametrize("layout", DRAWN[:2], ids=lambda layout: layout.name)
def test_a_sum_with_a_cell_that_is_not_read_says_nothing(layout: Layout) -> None:
    text, path = _first(layout)
    other = list(printed(text, "/applications/outcomes/withheld/state_secret").values())
    for i, j in pairwise(range(WIDTH)):
        assert not shorten(_replaced(text, hull(other[j].spans), ""), path, [i]).shown()


@pytest.mark.parametrize("layout", DRAWN[:2], ids=lambda layout: layout.name)
def test_where_another_number_is_wrong_nothing_false_is_told(layout: Layout) -> None:
    for seed in SEEDS:
        text, (path, *others) = drawn(layout, REPORTS[seed % 2], seed)
        rng = seeded(seed)
        for i in range(WIDTH):
            cell = rng.choice(list(printed(text, rng.choice(others)).values()))
            wrong = str(int(cell.text) + rng.randint(1, 3))
            short = shorten(_replaced(text, hull(cell.spans), wrong), path, [i])
            assert short.shown() in ("", short.truth)


def test_two_rows_of_one_sum_are_not_told_and_two_of_different_sums_are() -> None:
    text, path = _first(DRAWN[0])
    other = shorten(text, "/applications/outcomes/withheld/state_secret", [1])
    both = shorten(text, path, [3])
    for third, is_shown in (("/applications/outcomes/withheld/state_secret", False), ("/applications/new", True)):
        short = replace(both, text=shorten(both.text, third, [1]).text)
        assert short.shown() == (short.truth if is_shown else "")
    assert other.shown() == other.truth


def test_section_4_has_no_columns_that_add_up() -> None:
    text, _ = _first(DRAWN[0])
    (row,) = (row for row in rows(api.compile(text).tree) if row.path == ("proceedings", "reconsideration"))
    spans = [cell.spans[0] for cell in row.cells]
    found = api.check(text[: spans[1].start] + text[spans[2].start :]).diagnostics
    lost = [one for one in found if one.rule.code == "X002"]
    assert lost
    assert not any(one.fixes or one.related for one in lost)
