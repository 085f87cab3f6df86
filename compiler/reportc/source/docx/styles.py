"""Styles: the numbering that styles of a Word file give, and settings that exclude characters from a number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from xml.parsers import expat

from reportc.source import xml
from reportc.source.docx.names import attribute, is_on, names, number, word
from reportc.source.pieces import Setting

_STYLE = names("style")
_CHANGES = names("rPrChange", "pPrChange")
SWITCHES = MappingProxyType(
    {"vanish": Setting.HIDDEN, "strike": Setting.STRUCK, "dstrike": Setting.STRUCK, "vertAlign": Setting.RAISED}
)
"""Properties of characters that separate them from the number or word next to them."""
_SAID = word({local: local for local in (*SWITCHES, "basedOn", "numId", "ilvl")})
_ALIGNED = {"superscript": Setting.RAISED, "subscript": Setting.LOWERED}
_WORTH_READING = (b"numPr", b"vanish", b"trike", b"vertAlign")
_LONGEST_CHAIN = 20
_STYLE_BEGINS = re.compile(rb"<(?:[\w.-]+:)?style\s[^<>]*>")
_STYLE_ENDS = re.compile(rb"</(?:[\w.-]+:)?style>")
_OF_TABLE = re.compile(rb"\stype=[\"']table[\"']|:type=[\"']table[\"']")

Switches = dict[Setting, bool]
"""What is known of each setting: that characters have it, or that they do not."""


@dataclass(slots=True)
class WordStyle:
    """The properties of one style; `list` and `level` are its numbering."""

    based_on: str | None = None
    switches: Switches = field(default_factory=dict)
    list: int | None = None
    level: int | None = None


class Styles:
    """The styles by their ids, and the default one of paragraphs."""

    def __init__(self, data: bytes | None) -> None:
        """Read the part that holds the styles; a damaged definition is ignored."""
        walker = _StyleCollector()
        if data and any(word in data for word in _WORTH_READING):
            xml.walk(_without_tables(data), walker)
        self._styles: Mapping[str, WordStyle] = walker.styles
        self.default = walker.default
        self._switches: dict[str | None, Switches] = {}
        self._numberings: dict[str | None, tuple[int | None, int | None]] = {}

    def switches(self, name: str | None) -> Switches:
        """Return the settings of characters that a style gives, those of the styles that it is based on included."""
        if name not in self._switches:
            found: Switches = {}
            for style in self._chain(name):
                found = style.switches | found
            self._switches[name] = found
        return self._switches[name]

    def numbering(self, name: str | None) -> tuple[int | None, int | None]:
        """Return the list and the level of a style, each from the nearest style of its chain that has one."""
        if name not in self._numberings:
            found = list(self._chain(name))
            lists = (style.list for style in found if style.list is not None)
            levels = (style.level for style in found if style.level is not None)
            self._numberings[name] = next(lists, None), next(levels, None)
        return self._numberings[name]

    def _chain(self, name: str | None) -> Iterator[WordStyle]:
        """Yield a style and those it is based on; a cycle ends."""
        for _ in range(_LONGEST_CHAIN):
            style = self._styles.get(name) if name else None
            if style is None:
                return
            yield style
            name = style.based_on


def _without_tables(data: bytes) -> bytes:
    """Return the part without the styles of tables: they are most of it, and set nothing that is read here."""
    kept, at = [], 0
    for begins in _STYLE_BEGINS.finditer(data):
        if begins.start() < at or begins.group().endswith(b"/>") or not _OF_TABLE.search(begins.group()):
            continue
        ends = _STYLE_ENDS.search(data, begins.end())
        if ends is None:
            break
        kept.append(data[at : begins.start()])
        at = ends.end()
    return b"".join((*kept, data[at:]))


class _StyleCollector:
    """Collects styles."""

    parser: expat.XMLParserType

    def __init__(self) -> None:
        self.styles: dict[str, WordStyle] = {}
        self.default: str | None = None
        self._style: WordStyle | None = None
        self._skipped = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._skipped or name in _CHANGES:
            self._skipped += 1
        elif name in _STYLE:
            self._style = self.styles.setdefault(attribute(attributes, "styleId") or "", WordStyle())
            if attribute(attributes, "default") in {"1", "true", "on"} and attribute(attributes, "type") == "paragraph":
                self.default = attribute(attributes, "styleId")
        elif self._style and (local := _SAID.get(name)):
            self._take(self._style, local, attributes)

    def end(self, name: str) -> None:
        if self._skipped:
            self._skipped -= 1
        elif name in _STYLE:
            self._style = None

    def text(self, data: str) -> None:
        pass

    def _take(self, style: WordStyle, local: str, attributes: dict[str, str]) -> None:
        if local in SWITCHES:
            style.switches |= switch(local, attributes)
        elif local == "basedOn":
            style.based_on = attribute(attributes)
        elif local == "numId":
            style.list = number(attributes)
        else:
            style.level = number(attributes)


def switch(local: str, attributes: Mapping[str, str]) -> Switches:
    """Return the settings that a property of characters switches on or off; {} for all other properties."""
    setting = SWITCHES.get(local)
    if setting is None:
        return {}
    if setting is Setting.RAISED:
        aligned = _ALIGNED.get(attribute(attributes) or "")
        return {Setting.RAISED: aligned is Setting.RAISED, Setting.LOWERED: aligned is Setting.LOWERED}
    return {setting: is_on(attributes)}
