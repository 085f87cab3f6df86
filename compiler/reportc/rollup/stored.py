"""Numbers that were read before: the JSON of a roll-up, or of a compiled report, taken as a unit's report."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from reportc.emit.text import blank
from reportc.emit.text.layouts import LAYOUTS
from reportc.emit.text.writers import write
from reportc.form import AMOUNT, EDITIONS, Edition

MARK, VERSION = "reportc_rollup", 1
"""What the JSON of a roll-up begins with."""
_TABLES = ("proactive_disclosure", "applications", "proceedings")
_DEEPEST = 8
LARGEST = 2**53 - 1
"""The largest number that every reader of JSON holds exactly; a larger one is no count of anything."""


@dataclass(frozen=True, slots=True)
class Stored:
    """Whose numbers, of which year, in which editions."""

    agency: str | None
    year: int | None
    editions: Mapping[str, Edition | None]
    values: Mapping[str, int | Decimal]


def read(data: bytes) -> Stored | None:
    """Return what the JSON of a roll-up or of a report holds; None for everything else."""
    if not data[:64].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return None
    try:
        found = json.loads(data, parse_float=Decimal)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or (found.get(MARK), found.get("reportc")) not in {(VERSION, None), (None, 1)}:
        return None
    numbers = found.get("sum") if MARK in found else found
    if not isinstance(numbers, dict):
        return None
    agency, year = found.get("agency"), found.get("year")
    return Stored(
        agency if isinstance(agency, str) else None,
        year if isinstance(year, int) else None,
        dict(_editions(numbers)),
        {at: value for table in _TABLES for at, value in _leaves(f"/{table}", numbers.get(table), _DEEPEST)},
    )


def text(kept: Stored) -> str | None:
    """Return the numbers as a report without prose, for the rules to judge; None without an agency, a year, a table."""
    values = {tuple(at[1:].split("/")): value for at, value in kept.values.items()}
    whole = {
        table: blank.report(kept.agency or "", kept.year or 0, edition, values)
        for table, edition in kept.editions.items()
    }
    # Each table in its own edition: those of a sum may differ.
    made = [
        replace(report, sections=tuple(one for one in report.sections if one.heading and one.heading.name == table))
        for table, report in whole.items()
        if report
    ]
    if not made:
        return None
    sections = tuple(section for report in made for section in report.sections)
    return write(replace(made[0], sections=sections), LAYOUTS["tabs"])


def _editions(numbers: Mapping[str, Any]) -> Iterator[tuple[str, Edition | None]]:
    for table in _TABLES:
        if isinstance(found := numbers.get(table), dict):
            stated = found.get("edition")
            yield table, next((edition for edition in EDITIONS if edition == stated), None)


def _is_number(at: str, node: object) -> bool:
    """Tell whether a node is a number that a cell may hold: a whole one where things are counted."""
    if isinstance(node, bool) or not isinstance(node, (int, Decimal)) or not -LARGEST <= node <= LARGEST:
        return False
    return isinstance(node, int) or at.endswith(f"/{AMOUNT}")


def _leaves(at: str, node: object, deep: int) -> Iterator[tuple[str, int | Decimal]]:
    """Yield the numbers below `at` by JSON pointer."""
    if isinstance(node, dict) and deep:
        for key, value in node.items():
            yield from _leaves(f"{at}/{key}", value, deep - 1)
    elif _is_number(at, node):
        yield at, node  # type: ignore[misc]  # as asked
