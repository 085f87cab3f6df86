"""Numbering: the 一、 and 1. that Word writes before paragraphs and that are in no run."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from xml.parsers import expat

from reportc.source import xml
from reportc.source.docx.names import attribute, is_on, names, number
from reportc.source.docx.numerals import written
from reportc.source.docx.styles import Styles

_LEVELS = 9
_MOST = 10_000
"""The limit of a paragraph's number."""
_PLACE = re.compile("%([1-9])")
_BULLET = "bullet"


@dataclass(slots=True)
class _NumberingLevel:
    """How the numbers of one level are written."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restarts: int | None = None  # the level whose numbers restart this one, from 1; 0 never; None after any above
    style: str | None = None  # the style whose paragraphs are of this level
    plain: bool = False  # all numbers are digits, whatever the formats of the levels above


@dataclass(slots=True)
class _Abstract:
    """A numbering that lists share; `link` is the style whose numbering replaces it."""

    levels: dict[int, _NumberingLevel] = field(default_factory=dict)
    link: str | None = None


@dataclass(slots=True)
class _NumberedList:
    """A list: the numbering it uses, and the levels that it overrides."""

    abstract: str | None = None
    levels: dict[int, _NumberingLevel] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of a document, and their counters."""

    def __init__(self, data: bytes | None, styles: Styles) -> None:
        """Read the part that holds the lists; a damaged definition is ignored."""
        walker = _NumberingCollector()
        if data:
            xml.walk(data, walker)
        self._lists: Mapping[int, _NumberedList] = walker.lists
        self._abstracts: Mapping[str, _Abstract] = walker.abstracts
        self._styles = styles
        self._counts: dict[int, list[int | None]] = {}
        self._begun: set[int] = set()

    def next(self, number: int, level: int) -> str:
        """Count a paragraph of a list, and return the number that Word writes before it."""
        found, abstract = self._lists.get(number), self._abstract(number)
        if found is None or abstract is None or not 0 <= level < _LEVELS:
            return ""
        levels = {**abstract.levels, **found.levels}
        levels |= {at: replace(levels.get(at, _NumberingLevel()), start=start) for at, start in found.starts.items()}
        counts = self._counts.setdefault(id(abstract), [None] * _LEVELS)
        if number not in self._begun:
            self._begun.add(number)
            counts[:] = [None if at in found.starts else count for at, count in enumerate(counts)]
        _count(counts, levels, level)
        shape = levels.get(level)
        return _written(counts, levels, shape) if shape and shape.format != _BULLET else ""

    def level(self, number: int, style: str | None) -> int:
        """Return the level of a list that paragraphs of a style have."""
        abstract = self._abstract(number)
        levels = abstract.levels.items() if abstract else ()
        return next((at for at, level in levels if style and level.style == style), 0)

    def _abstract(self, number: int) -> _Abstract | None:
        """Return the numbering of a list; a link is followed to the list of its style."""
        for _ in range(_LEVELS):
            found = self._lists.get(number)
            abstract = self._abstracts.get(found.abstract or "") if found else None
            if abstract is None or abstract.link is None:
                return abstract
            linked = self._styles.numbering(abstract.link)[0]
            if linked is None or linked == number:
                return abstract
            number = linked
        return None


def _count(counts: list[int | None], levels: Mapping[int, _NumberingLevel], level: int) -> None:
    """Count on at `level`: the levels above that have no number begin, those below begin again."""
    for above in range(level):
        if counts[above] is None:
            counts[above] = levels.get(above, _NumberingLevel()).start
    now = counts[level]
    counts[level] = levels.get(level, _NumberingLevel()).start if now is None else min(now + 1, _MOST)
    for below in range(level + 1, _LEVELS):
        restarts = levels.get(below, _NumberingLevel()).restarts
        if restarts is None or level < restarts:
            counts[below] = None


def _written(counts: list[int | None], levels: Mapping[int, _NumberingLevel], shape: _NumberingLevel) -> str:
    """Return the text of a level with its numbers."""

    def one(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        level = levels.get(at, _NumberingLevel())
        value = counts[at] if counts[at] is not None else level.start
        return written(value or 0, "decimal" if shape.plain else level.format)

    return _PLACE.sub(one, shape.text)


class _NumberingCollector:
    """Collects lists and the numberings they share."""

    parser: expat.XMLParserType

    def __init__(self) -> None:
        self.abstracts: dict[str, _Abstract] = {}
        self.lists: dict[int, _NumberedList] = {}
        self._abstract: _Abstract | None = None
        self._list: _NumberedList | None = None
        self._level: _NumberingLevel | None = None
        self._at = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in _ABSTRACT:
            identity = attribute(attributes, "abstractNumId") or ""
            self._abstract = self.abstracts.setdefault(identity, _Abstract())
        elif name in _NUM:
            self._list = self.lists.setdefault(number(attributes, "numId") or 0, _NumberedList())
        elif name in _LVL:
            self._begin_level(attributes)
        elif name in _OVERRIDE:
            self._at = number(attributes, "ilvl") or 0
        elif name in _START_OVERRIDE and self._list:
            self._list.starts[self._at] = number(attributes) or 0
        elif name in _ABSTRACT_ID and self._list:
            self._list.abstract = attribute(attributes)
        elif name in _LINK and self._abstract:
            self._abstract.link = attribute(attributes)
        elif self._level and (setter := _SAYS.get(name.rpartition("}")[2])):
            setter(self._level, attributes)

    def end(self, name: str) -> None:
        if name in _LVL:
            self._level = None
        elif name in _ABSTRACT:
            self._abstract = None
        elif name in _NUM:
            self._list = None

    def text(self, data: str) -> None:
        pass

    def _begin_level(self, attributes: dict[str, str]) -> None:
        holder = self._list or self._abstract
        at = number(attributes, "ilvl") or 0
        self._level = _NumberingLevel()
        if holder and 0 <= at < _LEVELS:
            holder.levels[at] = self._level


def _start(level: _NumberingLevel, attributes: Mapping[str, str]) -> None:
    level.start = number(attributes) or 0


def _format(level: _NumberingLevel, attributes: Mapping[str, str]) -> None:
    level.format = attribute(attributes) or "decimal"


def _text(level: _NumberingLevel, attributes: Mapping[str, str]) -> None:
    level.text = attribute(attributes) or ""


def _restart(level: _NumberingLevel, attributes: Mapping[str, str]) -> None:
    level.restarts = number(attributes)


def _style(level: _NumberingLevel, attributes: Mapping[str, str]) -> None:
    level.style = attribute(attributes)


def _plain(level: _NumberingLevel, attributes: Mapping[str, str]) -> None:
    level.plain = is_on(attributes)


_ABSTRACT, _NUM, _LVL = names("abstractNum"), names("num"), names("lvl")
_OVERRIDE, _START_OVERRIDE = names("lvlOverride"), names("startOverride")
_ABSTRACT_ID, _LINK = names("abstractNumId"), names("numStyleLink")
_SAYS: Mapping[str, Callable[[_NumberingLevel, Mapping[str, str]], None]] = {
    "start": _start,
    "numFmt": _format,
    "lvlText": _text,
    "lvlRestart": _restart,
    "isLgl": _plain,
    "pStyle": _style,
}
