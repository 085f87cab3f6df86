"""How an .xlsx sets characters: which styles of cells, and which shared texts, hold characters outside the number."""

from __future__ import annotations

from collections.abc import Mapping

from reportc.source.pieces import Setting
from reportc.source.workbooks.scan import NOT_TEXT, StyledRun, setting
from reportc.source.workbooks.xml import Attributes, PartWalker, tags, walk

_ODD = (b"strike", b"vertAlign")
"""Words in a part that may have to be read: they are found faster than a pattern."""
StyledRuns = tuple[StyledRun, ...]


def styles(data: bytes) -> Mapping[int, Setting]:
    """Return the settings of the cell styles that have one. Raise `Unreadable` if the part is not well-formed."""
    if not any(mark in data for mark in _ODD):
        return {}
    group = ""  # the child of the root that holds the tags
    fonts: list[Setting | None] = []
    cells: list[int] = []
    for depth, name, attributes in tags(data):
        if depth == 1:
            group = name
        elif group == "fonts" and name == "font":
            fonts.append(None)
        elif group == "fonts" and fonts:
            fonts[-1] = setting(name, attributes, fonts[-1])
        elif group == "cellXfs" and name == "xf":
            number = attributes.get("fontId", "0")
            cells.append(int(number) if number.isdecimal() else 0)
    found = {style: fonts[font] for style, font in enumerate(cells) if font < len(fonts)}
    return {style: one for style, one in found.items() if one is not None}


def texts(data: bytes) -> Mapping[int, StyledRuns]:
    """Return the shared texts with a setting in part of them. Raise `Unreadable` if the part is not well-formed."""
    if not any(mark in data for mark in _ODD):
        return {}
    reader = _SharedTexts()
    walk(data, reader)
    return {number: tuple(runs) for number, runs in enumerate(reader.found) if any(run.setting for run in runs)}


class _SharedTexts(PartWalker):
    """The shared texts that have been read."""

    def __init__(self) -> None:
        self.found: list[list[StyledRun]] = []
        self._taking = False
        self._unread = 0

    def open(self, name: str, attributes: Attributes) -> None:
        if name == "si":
            self.found.append([])
        elif not self.found:
            return
        elif name in NOT_TEXT:
            self._unread += 1
        elif name == "t":
            self._taking = not self._unread
            if not self.found[-1]:
                self.found[-1].append(StyledRun())
        elif name == "r":
            self.found[-1].append(StyledRun())
        elif self.found[-1]:
            self.found[-1][-1].setting = setting(name, attributes, self.found[-1][-1].setting)

    def close(self, name: str) -> None:
        self._taking = False
        self._unread -= name in NOT_TEXT

    def text(self, data: str) -> None:
        if self._taking:
            self.found[-1][-1].text += data
