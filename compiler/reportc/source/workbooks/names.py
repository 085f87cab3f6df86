"""How spreadsheets name cells: A1, and the sheet before it."""

from __future__ import annotations

import re

_PLAIN = re.compile(r"[^\W\d]\w*")
_LETTERS = 26
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})", re.ASCII)


def reference(row: int, column: int) -> str:
    """Return the name of the cell at a row and a column that count from 0."""
    return f"{letters(column)}{row + 1}"


def letters(column: int) -> str:
    """Return the name of a column that counts from 0."""
    found, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, _LETTERS)
        found = chr(ord("A") + letter) + found
    return found


def parsed(name: str) -> tuple[int, int] | None:
    """Return the row and the column that a name means, from 0; None if it is no name of a cell."""
    found = _REFERENCE.fullmatch(name)
    if found is None:
        return None
    return int(found[2]) - 1, column_of(found[1])


def column_of(name: str) -> int:
    """Return the column that letters name, from 0."""
    column = 0
    for letter in name.upper():
        column = column * _LETTERS + ord(letter) - ord("A") + 1
    return column - 1


def qualified(sheet: str, name: str) -> str:
    """Return the name of a cell with its sheet, as in a formula."""
    quoted = sheet if _PLAIN.fullmatch(sheet) else f"'{sheet.replace(chr(39), chr(39) * 2)}'"
    return f"{quoted}!{name}"
