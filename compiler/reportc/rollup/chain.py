"""Workbooks of other roll-ups, as units: of their sheets only the sum is a report, the others are lists about it."""

from __future__ import annotations

import io
import re
from zipfile import ZIP_DEFLATED, ZipFile

from reportc.rollup.sheets import LISTS, SUM
from reportc.source.archive import Archive

_BOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_SHEET = re.compile(r'<(?:\w+:)?sheet [^>]*?name="([^"]*)"[^>]*?r:id="([^"]*)"[^>]*?/>')
_RELATION = re.compile(r'<Relationship [^>]*?Id="([^"]*)"[^>]*?/>')
_TARGET = re.compile(r'Target="/?(?:xl/)?([^"]*)"')
_LARGEST = 4_000_000
"""Characters; a list of sheets has a thousandth of it."""


def is_rollup(data: bytes) -> bool:
    """Tell whether a file is the workbook of a roll-up, by the names of its sheets."""
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
    book, relations = (_text(archive, name) for name in (_BOOK, _RELATIONS))
    sheets = {one[1]: one[2] for one in _SHEET.finditer(book)}
    if not {SUM, *LISTS} <= sheets.keys():
        return None
    related = {one[1]: one[0] for one in _RELATION.finditer(relations)}
    return archive, book, relations, {sheets[name]: related.get(sheets[name], "") for name in LISTS}


def _text(archive: Archive, name: str) -> str:
    return (archive.read(name, _LARGEST) or b"").decode("utf-8", "replace")
