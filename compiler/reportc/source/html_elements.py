"""Elements: those that are open at each place of a page, and the blocks and cells that the text between tags makes.

A browser's rules, as far as they decide where blocks, rows and cells begin and end: end tags that are
left out, stray tags, elements that are not displayed. Text between cells, which a browser
moves before the table, stays where it is. There is no recursion: pages nest as deep as they like.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from reportc.source.blocks import Block, HtmlCell, HtmlRun
from reportc.source.geometry import TableGrid
from reportc.source.pieces import Setting

_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)
_BREAKS = frozenset(("br", "hr"))
UNSEEN = frozenset(("iframe", "noembed", "noframes", "noscript", "script", "style", "template", "title"))
BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "center", "details", "dialog", "dir", "div", "fieldset"),
        *("figcaption", "figure", "footer", "form", "header", "hgroup", "html", "legend", "listing", "main", "menu"),
        *("nav", "optgroup", "option", "p", "plaintext", "pre", "search", "section", "select", "summary", "xmp"),
        *("dd", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "ul"),
    )
)
_KEEPS_P = frozenset(("body", "html", "legend", "optgroup", "option", "select"))
"""Blocks before which an open paragraph does not end."""
_DATA = frozenset(("td", "th"))
_CELLS = _DATA | {"caption"}
_EDGES = _CELLS | {"table"}
_GROUPS = ("tbody", "thead", "tfoot")
_PARTS = _EDGES | {"tr", *_GROUPS}
_AROUND: Mapping[str, tuple[str, ...]] = MappingProxyType({"tr": _GROUPS, "td": ("tr",), "th": ("tr",)})
_DEFINITIONS = (("dt", "dd"), ("dl",))
_ENDS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = MappingProxyType(
    {
        "li": (("li",), ("ul", "ol", "menu", "dir")),
        "option": (("option",), ("select", "datalist")),
        "dt": _DEFINITIONS,
        "dd": _DEFINITIONS,
    }
)
"""The open elements that a start tag ends, and the elements beyond which it does not look for them."""
_AS_SET = ("pre", "listing", "plaintext", "xmp", "textarea")
"""Elements in which line ends are kept."""
_NOT_SHOWN = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|mso-hide\s*:\s*all)", re.IGNORECASE)
_SETTINGS = MappingProxyType(
    {"sup": Setting.RAISED, "sub": Setting.LOWERED, **dict.fromkeys(("del", "s", "strike"), Setting.STRUCK)}
)
"""Elements whose characters are not part of the number or word that they are next to."""
_STRUCK = re.compile(r"(?:^|[;\s])text-decoration(?:-line)?\s*:[^;]{0,100}\bline-through\b", re.IGNORECASE)
_LINE, _LINE_END = re.compile(r"[^\n\r]+"), re.compile(r"[\n\r]")


class HtmlPage:
    """What has been read of a page, and the elements that are open."""

    def __init__(self, numbers: Iterator[int]) -> None:
        """Begin a page; its tables and rows take their numbers from `numbers`."""
        self.characters = 0
        """How many characters are displayed."""
        self._content: list[Block | HtmlCell] = []
        self._numbers = numbers
        self._runs: list[HtmlRun] = []
        self._open: list[str] = []
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        self._grids: list[TableGrid] = []
        self._cells: list[HtmlCell | None] = []  # of each open table, cell and caption: the cell whose text follows
        self._edges: list[int] = [-1]  # the indices of open tables, cells and captions: end tags do not reach beyond
        self._set: list[tuple[int, Setting]] = []  # the indices of open elements with a setting
        self._unseen: int | None = None  # the index of the outermost open element that is not displayed

    def finished(self) -> Sequence[Block | HtmlCell]:
        """End the elements that are still open, and return the content."""
        self._close(0)
        self.end_block()
        return self._content

    def text(self, start: int, text: str) -> None:
        """Take characters; in preformatted text each line is a block."""
        if self._unseen is not None:
            return
        self.characters += len(text)
        if not _LINE_END.search(text) or self._last(_AS_SET) < 0:
            self._runs.append(HtmlRun(start, start + len(text), text, self._setting))
            return
        for line in _LINE.finditer(text):
            if line.start():
                self.end_block()
            self._runs.append(HtmlRun(start + line.start(), start + line.end(), line.group(), self._setting))
        if text[-1] in "\r\n":
            self.end_block()

    def reference(self, start: int, end: int, text: str) -> None:
        """Take a character that is written as a reference."""
        if self._unseen is None:
            self._runs.append(HtmlRun(start, end, text, self._setting))

    @property
    def _setting(self) -> Setting | None:
        """The setting of the characters that come next."""
        return self._set[-1][1] if self._set else None

    def end_block(self) -> None:
        """End the block, if it has any text."""
        if not self._runs:
            return
        if not all(run.text.isspace() for run in self._runs):
            block = Block(self._runs, self._cells[-1] if self._cells else None)
            self._content.append(block)
            if block.cell:
                block.cell.blocks.append(block)
        self._runs = []

    def start(self, name: str, attributes: Mapping[str, str], inside: int) -> None:
        """Take a start tag, after which the source goes on at `inside`."""
        if name in _PARTS:
            self._start_part(name, attributes, inside)
        elif name in _VOID:
            if name in _BREAKS:
                self.end_block()
        else:
            if name in BLOCKS:
                self._start_block(name)
            self._push(name, attributes)

    def end(self, name: str) -> None:
        """Take an end tag; one without an open element still ends the block."""
        if name in BLOCKS or name in _PARTS or name in _BREAKS:
            self.end_block()
        place = self._place(name)
        if place > self._edges[-1] or (name in _PARTS and place >= max(0, self._place("table"))):
            self._close(place)

    def _start_block(self, name: str) -> None:
        """End the open block, and the elements that a start tag of this name ends."""
        self.end_block()
        if name in _ENDS:
            ended, inside = _ENDS[name]
            place = self._last(ended)
            if place > self._edges[-1] and place > self._last(inside):
                self._close(place)
        if name not in _KEEPS_P and (place := self._place("p")) > self._edges[-1]:
            self._close(place)

    def _start_part(self, name: str, attributes: Mapping[str, str], inside: int) -> None:
        """Start a table or a part of one; a part outside a table only ends the block."""
        self.end_block()
        table = self._place("table")
        if name == "table":
            self._start_table(table, attributes)
        elif table >= 0:
            if name in _DATA and self._place("tr") < table:
                self._start_part("tr", {}, inside)
            self._close(max(table, self._last(_AROUND.get(name, ()))) + 1)
            self._push(name, attributes)
            self._lay(name, attributes, inside)

    def _start_table(self, table: int, attributes: Mapping[str, str]) -> None:
        """Start a table: in a cell it is nested, between cells it ends the table before it."""
        if table >= 0 and table == self._edges[-1]:
            self._close(table)
        if self._cells and (cell := self._cells[-1]):
            cell.holds_table = True
        self._edges.append(len(self._open))
        self._push("table", attributes)
        self._grids.append(TableGrid(next(self._numbers)))
        self._cells.append(None)

    def _lay(self, name: str, attributes: Mapping[str, str], inside: int) -> None:
        """Give a part of a table its place in the grid; an element that is not displayed has none."""
        grid, cell, shown = self._grids[-1], None, self._unseen is None
        if name in _GROUPS and shown:
            grid.group()
        elif name == "tr" and shown:
            grid.row(next(self._numbers))
        elif name in _DATA and shown:
            cell = HtmlCell(grid.cell(attributes.get("colspan"), attributes.get("rowspan")), inside)
            self._content.append(cell)
        if name in _CELLS:
            self._edges.append(len(self._open) - 1)
            self._cells.append(cell)

    def _place(self, name: str) -> int:
        """Return the index of the innermost open element of this name; -1 if none is open."""
        places = self._places.get(name)
        return places[-1] if places else -1

    def _last(self, names: Sequence[str]) -> int:
        """Return the index of the innermost open element with one of these names; -1 if none is open."""
        return max(map(self._place, names), default=-1)

    def _push(self, name: str, attributes: Mapping[str, str]) -> None:
        """Open an element."""
        if self._unseen is None and (name in UNSEEN or (attributes and _is_hidden(attributes))):
            self._unseen = len(self._open)
        setting = Setting.STRUCK if _STRUCK.search(attributes.get("style", "")) else _SETTINGS.get(name)
        if setting:  # a setting that strikes characters out outweighs the others
            self._set.append((len(self._open), Setting.STRUCK if self._setting is Setting.STRUCK else setting))
        self._places[name].append(len(self._open))
        self._open.append(name)

    def _close(self, place: int) -> None:
        """Close all elements from the index `place` on."""
        while len(self._open) > place:
            name = self._open.pop()
            self._places[name].pop()
            if self._runs and (name in BLOCKS or name in _PARTS):
                self.end_block()
            if name in _EDGES:
                self._cells.pop()
                self._edges.pop()
            if name == "table":
                self._grids.pop()
        while self._set and self._set[-1][0] >= place:
            self._set.pop()
        if self._unseen is not None and self._unseen >= place:
            self._unseen = None


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    return "hidden" in attributes or bool(_NOT_SHOWN.search(attributes.get("style", "")))
