"""Names: the elements and attributes of WordprocessingML: of Word 2003, transitional and strict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TypeVar

_Value = TypeVar("_Value")

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_OF_2003 = "http://schemas.microsoft.com/office/word/2003/wordml"
_WORD = (TRANSITIONAL, STRICT, _OF_2003)
COUNTED = "http://schemas.microsoft.com/office/word/2003/auxHint}t"
COUNTED_AS = "http://schemas.microsoft.com/office/word/2003/auxHint}val"
_MATH = (
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://purl.oclc.org/ooxml/officeDocument/math",
)
_OFF = frozenset(("0", "false", "off", "none"))
FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
SPACE = "http://www.w3.org/XML/1998/namespace}space"
RELATIONSHIP = "http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def word(table: Mapping[str, _Value]) -> dict[str, _Value]:
    """Return a table with the full names of elements as keys; `table` has their local names."""
    return {f"{space}}}{name}": value for space in _WORD for name, value in table.items()}


def names(*local: str) -> frozenset[str]:
    """Return the full names of elements, given by their local names."""
    return frozenset(f"{space}}}{name}" for space in _WORD for name in local)


def math(*local: str) -> Iterable[str]:
    """Return the full names of elements of formulas, given by their local names."""
    return [f"{space}}}{name}" for space in _MATH for name in local]


def attribute(attributes: Mapping[str, str], name: str = "val") -> str | None:
    """Return an attribute of one of Word's elements; None if it is absent."""
    for full in _full(name):
        if full in attributes:
            return attributes[full]
    return None


@cache
def _full(name: str) -> tuple[str, ...]:
    return tuple(f"{space}}}{name}" for space in _WORD)


def is_on(attributes: Mapping[str, str]) -> bool:
    """Return whether a property that is a switch is on."""
    return (attribute(attributes) or "on").lower() not in _OFF


def number(attributes: Mapping[str, str], name: str = "val") -> int | None:
    """Return an attribute that is a whole number of usual size; None otherwise."""
    written = (attribute(attributes, name) or "").strip()
    return int(written) if written.lstrip("+-").isdecimal() and len(written) < _LONGEST else None


_LONGEST = 10
