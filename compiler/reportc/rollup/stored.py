"""Stored numbers as a unit's report: the JSON of a roll-up or of a report, the workbook of a roll-up.

Of a workbook's sheets only the sum is a report, the others are lists about it.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from reportc.emit.text import blank
from reportc.emit.text.layouts import LAYOUTS
from reportc.emit.text.writers import write
from reportc.form import AMOUNT, EDITIONS, Edition
from reportc.source.archive import Archive

# ---------------------------------------------------------------- JSON


MARK, VERSION = "reportc_rollup", 1
"""The first key of a roll-up's JSON."""
_TABLES = ("proactive_disclosure", "applications", "proceedings")
_DEEPEST = 8
LARGEST = 2**53 - 1
"""The largest number that every reader of JSON holds exactly; no count is larger."""


@dataclass(frozen=True, slots=True)
class Stored:
    """Numbers with their agency, their year and their editions."""

    agency: str | None
    year: int | None
    editions: Mapping[str, Edition | None]
    values: Mapping[str, int | Decimal]


def read(data: bytes) -> Stored | None:
    """Return the content of a roll-up's or a report's JSON; None for any other file."""
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
    agency, year = kept.agency or "", kept.year or 0
    if not (kept.editions and blank.is_titled(agency, year)):
        return None
    made = blank.tree(agency, year, kept.editions, values)
    sections = tuple(one for one in made.sections if one.heading and one.heading.name in kept.editions)
    return write(replace(made, sections=sections), LAYOUTS["tabs"])


def _editions(numbers: Mapping[str, Any]) -> Iterator[tuple[str, Edition | None]]:
    for table in _TABLES:
        if isinstance(found := numbers.get(table), dict):
            stated = found.get("edition")
            yield table, next((edition for edition in EDITIONS if edition == stated), None)


def _is_number(at: str, node: object) -> bool:
    """Return whether a node is a number that a cell may hold: a whole one where things are counted."""
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


# ---------------------------------------------------------------- workbooks


SUM = "汇总"
UNITS, CHASE, FINDINGS, AGAINST = LISTS = ("逐单位", "催报", "问题", "与本级对照")
"""The sheets that are lists."""


_BOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_SHEET = re.compile(r'<(?:\w+:)?sheet [^>]*?name="([^"]*)"[^>]*?r:id="([^"]*)"[^>]*?/>')
_RELATION = re.compile(r'<Relationship [^>]*?Id="([^"]*)"[^>]*?/>')
_TARGET = re.compile(r'Target="/?(?:xl/)?([^"]*)"')
_LARGEST = 4_000_000
"""In characters; a list of sheets has a thousandth of it."""


def is_rollup(data: bytes) -> bool:
    """Return whether a file is the workbook of a roll-up, by the names of its sheets."""
    return _lists(data) is not None


def only_sum(data: bytes) -> bytes:
    """Return the workbook without its lists; another file as it is."""
    found = _lists(data)
    if found is None:
        return data
    archive, book, relations, dropped = found
    targets = {f"xl/{target[1]}" for one in dropped.values() if (target := _TARGET.search(one))}
    kept = io.BytesIO()
    with ZipFile(kept, "w", ZIP_DEFLATED) as package:
        for name in sorted(archive.names - targets - {_BOOK, _RELATIONS}):
            if (part := archive.read(name)) is not None:
                package.writestr(name, part)
        package.writestr(_BOOK, _SHEET.sub(lambda one: "" if one[2] in dropped else one[0], book))
        package.writestr(_RELATIONS, _RELATION.sub(lambda one: "" if one[1] in dropped else one[0], relations))
    return kept.getvalue()


def _lists(data: bytes) -> tuple[Archive, str, str, dict[str, str]] | None:
    """Return a workbook's own parts, and the relations of its lists; None for a file that is no roll-up."""
    archive = Archive.open(data) if data.startswith(b"PK") else None
    if not isinstance(archive, Archive):
        return None
    book, relations = (_part(archive, name) for name in (_BOOK, _RELATIONS))
    sheets = {one[1]: one[2] for one in _SHEET.finditer(book)}
    if not {SUM, *LISTS} <= sheets.keys():
        return None
    related = {one[1]: one[0] for one in _RELATION.finditer(relations)}
    return archive, book, relations, {sheets[name]: related.get(sheets[name], "") for name in LISTS}


def _part(archive: Archive, name: str) -> str:
    return (archive.read(name, _LARGEST) or b"").decode("utf-8", "replace")
