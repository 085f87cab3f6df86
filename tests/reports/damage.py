"""Damage a report's text in one place, as tools, pages and people do, so that it is known what may still be read.

The numbers of the tables are all different, so that a number read into another's cell is noticed.
A damage never writes a number that is a cell's value; what it destroys may only be read as a hole.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from random import Random
from types import MappingProxyType
from typing import NamedTuple
from unittest.mock import patch

from reports import numbers, tables
from reports.document import Layout
from reports.generate import generate, seeded
from reports.report import Report
from reports.tables import Box, Table

_TOKEN = re.compile(r"(?<![\d.,第（(+\-减])\d+(?:\.\d+)?(?![\d.,、）)年月日条])")
_SIZE = numbers.Size(90_000, 0.0, makes_rules=True)
_PAGE = ("- 7 -", "— 12 —", "第 5 页", "3")


class Place(NamedTuple):
    """A number of a table, with its place in the text."""

    start: int
    end: int


class Damaged(NamedTuple):
    """A damaged text and the report from which it was drawn."""

    report: Report
    text: str


Damage = Callable[[str, list[Place], Random], str | None]
"""Damages a text at one of its numbers; None if that is impossible."""


def distinct(rng: Random) -> Report:
    """Draw a correct report without blanks, with numbers so large that hardly two are equal."""
    report = generate(rng, plain=True)
    values = {
        **numbers.disclosure(rng, report.disclosure_edition, _SIZE),
        **numbers.matrix(rng, report.applications_edition, _SIZE),
        **numbers.proceedings(rng, _SIZE),
    }
    return replace(report, values=MappingProxyType(values), written=MappingProxyType(_written(values)))


def _written(values: Mapping[str, object]) -> dict[str, str]:
    return {p: f"{value}万元" if "procurement/amount" in p else str(value) for p, value in values.items()}


def places(text: str, report: Report) -> list[Place]:
    """Find the numbers of the tables, except those that occur twice or in prose."""
    words = {re.sub(r"\D+$", "", written) for written in report.written.values()}
    counts = Counter(found.group() for found in _TOKEN.finditer(text))
    return [
        Place(*found.span()) for found in _TOKEN.finditer(text) if found.group() in words and counts[found.group()] == 1
    ]


def delete(text: str, at: list[Place], rng: Random) -> str:
    """Take a number out of its cell."""
    start, end = rng.choice(at)
    return text[:start] + text[end:]


def delete_cell(text: str, at: list[Place], rng: Random) -> str:
    """Take a number out with its separator."""
    start, end = rng.choice(at)
    after = re.compile(r"[ ]?(?:\t|\n\|\n|\n+|\||(?=\S))").match(text, end)
    return text[:start] + text[after.end() if after else end :]


def insert(text: str, at: list[Place], rng: Random) -> str:
    """Insert a number next to another one, with the separator of numbers."""
    start, end = rng.choice(at)
    return text[:end] + _separator(text, start) + str(rng.randint(100_000, 999_999)) + text[end:]


def _separator(text: str, start: int) -> str:
    found = re.compile(r"(?:\t|\n\|\n|\s*\|\s*|\n+|[ ]+)$").search(text, max(0, start - 12), start)
    return found.group() if found else " "


def split(text: str, at: list[Place], rng: Random) -> str | None:
    """Split the digits of a number by a space or by the end of a line."""
    start, end = rng.choice(at)
    if end - start < 2 or "." in text[start:end]:
        return None
    cut = rng.randint(start + 1, end - 1)
    return text[:cut] + rng.choice((" ", "\n")) + text[cut:]


def glue(text: str, at: list[Place], rng: Random) -> str | None:
    """Drop the separator of two numbers on a line."""
    pairs = [(a, b) for a, b in pairwise(at) if text[a.end : b.start].strip("\t |") == "" and b.start > a.end]
    if not pairs:
        return None
    a, b = rng.choice(pairs)
    return text[: a.end] + text[b.start :]


def merge_lines(text: str, at: list[Place], rng: Random) -> str:
    """Lose the end of a line of numbers."""
    end = text.find("\n", rng.choice(at).end)
    return text[:end] + text[end + 1 :] if end >= 0 else text


def swap_lines(text: str, at: list[Place], rng: Random) -> str:
    """Swap a line of numbers and the one below."""
    lines = text.split("\n")
    line = text.count("\n", 0, rng.choice(at).start)
    if line + 1 < len(lines):
        lines[line], lines[line + 1] = lines[line + 1], lines[line]
    return "\n".join(lines)


def number_down(text: str, at: list[Place], rng: Random) -> str:
    """Move a number to a line of its own below."""
    return _moved(text, rng.choice(at), 1)


def number_up(text: str, at: list[Place], rng: Random) -> str:
    """Move a number to a line of its own above."""
    return _moved(text, rng.choice(at), 0)


def _moved(text: str, place: Place, below: int) -> str:
    lines = text.split("\n")
    line = text.count("\n", 0, place.start)
    offset = place.start - (text.rfind("\n", 0, place.start) + 1)
    number = text[place.start : place.end]
    lines[line] = lines[line][:offset] + lines[line][offset + len(number) :]
    lines.insert(line + below, number)
    return "\n".join(lines)


def wrap(width: int) -> Damage:
    """Break the lines of the tables at a width."""

    def damage(text: str, at: list[Place], _rng: Random) -> str:
        first, last = at[0].start, at[-1].end
        head, tail = text.rfind("\n", 0, first) + 1, text.find("\n", last)
        tail = len(text) if tail < 0 else tail
        lines = [
            line[i : i + width] for line in text[head:tail].split("\n") for i in range(0, max(1, len(line)), width)
        ]
        return text[:head] + "\n".join(lines) + text[tail:]

    return damage


def single_spaces(text: str, at: list[Place], _rng: Random) -> str:
    """Turn tabs and runs of spaces in the tables into one space."""
    first, last = text.rfind("\n", 0, at[0].start) + 1, at[-1].end
    return text[:first] + re.sub(r"[ \t]+", " ", text[first:last]) + text[last:]


def page_number(text: str, at: list[Place], rng: Random) -> str:
    """Print the number of a page before the line of a number."""
    start = text.rfind("\n", 0, rng.choice(at).start) + 1
    return text[:start] + rng.choice(_PAGE) + "\n" + text[start:]


def repeat_line(text: str, at: list[Place], rng: Random) -> str:
    """Print a line of numbers twice."""
    place = rng.choice(at)
    start = text.rfind("\n", 0, place.start) + 1
    end = text.find("\n", place.end)
    end = len(text) if end < 0 else end
    return text[:end] + "\n" + text[start:end] + text[end:]


DAMAGES: Mapping[str, Damage] = MappingProxyType(
    {
        "cell emptied": delete,
        "cell deleted": delete_cell,
        "cell inserted": insert,
        "number split": split,
        "numbers glued": glue,
        "lines merged": merge_lines,
        "lines swapped": swap_lines,
        "number on the line below": number_down,
        "number on the line above": number_up,
        "wrapped at 40": wrap(40),
        "wrapped at 60": wrap(60),
        "wrapped at 80": wrap(80),
        "single spaces": single_spaces,
        "page number": page_number,
        "line repeated": repeat_line,
    }
)


@lru_cache(maxsize=1)
def _drawn(layout: Layout, seed: int) -> tuple[Damaged, list[Place]]:
    """Draw the report of `seed`, the same for all damages; return it with the places of its numbers."""
    rng = seeded(f"{layout.name} {seed}")
    report = distinct(rng)
    text = layout.draw(report, rng)
    return Damaged(report, text), places(text, report)


def damaged(layout: Layout, name: str, seed: int) -> Damaged | None:
    """Draw the report of `seed` in `layout` and damage it; None if the damage is impossible there."""
    (report, text), found = _drawn(layout, seed)
    rng = seeded(f"{layout.name} {name} {seed}")
    if name in ARRANGEMENTS:
        table, arrange = ARRANGEMENTS[name]
        with patch.object(tables, table, arrange(rng)):
            return Damaged(report, layout.draw(report, rng))
    made = DAMAGES[name](text, found, rng) if found else None
    return None if made is None else Damaged(report, made)


Arrange = Callable[[Random], Callable[[Report], Table]]
"""Makes the function that draws a table in another order of columns, with the header in the same order."""
_MATRIX = tables.applications
_PROCEEDINGS = tables.proceedings


def columns_moved(rng: Random) -> Callable[[Report], Table]:
    """Print the five organizations, words and numbers, in another order."""
    order = rng.sample(range(4, 9), 5)

    def draw(report: Report) -> Table:
        made = _MATRIX(report)
        boxes = [
            _at(box, order[box.column - 4]) if 4 <= box.column < 9 and box.width == 1 else box for box in made.boxes
        ]
        return replace(made, boxes=tuple(boxes))

    return draw


def total_first(_rng: Random) -> Callable[[Report], Table]:
    """Print the totals, words and numbers, before all other columns."""

    def draw(report: Report) -> Table:
        made = _MATRIX(report)
        boxes = [
            box if box.column < 3 or box.width == 7 else _at(box, 3 if box.column == 9 else box.column + 1)
            for box in made.boxes
        ]
        return replace(made, boxes=tuple(boxes))

    return draw


def suits_first(_rng: Random) -> Callable[[Report], Table]:
    """Print the ten columns of suits before the five of reconsideration."""

    def draw(report: Report) -> Table:
        made = _PROCEEDINGS(report)
        return replace(made, boxes=tuple(_at(box, (box.column + 10) % 15) for box in made.boxes))

    return draw


def results_moved(rng: Random) -> Callable[[Report], Table]:
    """Print the results of each block in another order."""
    order = rng.sample(range(5), 5)

    def draw(report: Report) -> Table:
        made = _PROCEEDINGS(report)
        boxes = [_at(box, box.column // 5 * 5 + order[box.column % 5]) if box.width == 1 else box for box in made.boxes]
        return replace(made, boxes=tuple(boxes))

    return draw


def _at(box: Box, column: int) -> Box:
    return replace(box, column=column)


ARRANGEMENTS: Mapping[str, tuple[str, Arrange]] = MappingProxyType(
    {
        "columns moved": ("applications", columns_moved),
        "total first": ("applications", total_first),
        "suits first": ("proceedings", suits_first),
        "results moved": ("proceedings", results_moved),
    }
)
"""By name, the table that is drawn in another order, and how."""
