"""How an .xlsx sets characters: which styles of cells, and which shared texts, hold what is no part of a number."""

from __future__ import annotations

import re
from collections.abc import Mapping

from reportc.source.pieces import Setting
from reportc.source.workbooks.scan import Run, setting
from reportc.source.workbooks.xml import Attributes, walk

_ODD = re.compile(rb"[<:](?:strike|vertAlign)\b|\0")
_NOT_TEXT = frozenset(("rPh", "phoneticPr"))
Runs = tuple[Run, ...]


def styles(data: bytes) -> Mapping[int, Setting]:
    """Return the settings of the cell styles that have one. Raise `Unreadable` if the part is none."""
    if not _ODD.search(data):
        return {}
    within: list[str] = []
    fonts: list[Setting | None] = []
    cells: list[int] = []

    def start(name: str, attributes: Attributes) -> None:
        if name == "font" and within[-1:] == ["fonts"]:
            fonts.append(None)
        elif within[-2:] == ["fonts", "font"]:
            fonts[-1] = setting(name, attributes, fonts[-1])
        elif name == "xf" and within[-1:] == ["cellXfs"]:
            number = attributes.get("fontId", "0")
            cells.append(int(number) if number.isdecimal() else 0)
        within.append(name)

    def end(_: str) -> None:
        within.pop()

    walk(data, start, end)
    found = {style: fonts[font] for style, font in enumerate(cells) if font < len(fonts)}
    return {style: one for style, one in found.items() if one is not None}


def texts(data: bytes) -> Mapping[int, Runs]:
    """Return the shared texts of which a part is set as no part of them. Raise `Unreadable` if the part is none."""
    if not _ODD.search(data):
        return {}
    reader = _Texts()
    walk(data, reader.start, reader.end, reader.text)
    return {number: tuple(runs) for number, runs in enumerate(reader.found) if any(run.setting for run in runs)}


class _Texts:
    """The shared texts that have been read."""

    def __init__(self) -> None:
        self.found: list[list[Run]] = []
        self._taking = False
        self._unread = 0

    def start(self, name: str, attributes: Attributes) -> None:
        """Take a start tag."""
        if name == "si":
            self.found.append([])
        elif not self.found:
            return
        elif name in _NOT_TEXT:
            self._unread += 1
        elif name == "t":
            self._taking = not self._unread
            if not self.found[-1]:
                self.found[-1].append(Run())
        elif name == "r":
            self.found[-1].append(Run())
        elif self.found[-1]:
            self.found[-1][-1].setting = setting(name, attributes, self.found[-1][-1].setting)

    def end(self, name: str) -> None:
        """Take an end tag."""
        self._taking = False
        self._unread -= name in _NOT_TEXT

    def text(self, text: str) -> None:
        """Take text."""
        if self._taking:
            self.found[-1][-1].text += text
