"""The document of a Word file: its elements, and the calls that each makes to the story that it is in."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reportc.source.docx.names import FALLBACK, math, names, word
from reportc.source.docx.paragraphs import Paragraphs
from reportc.source.docx.properties import PROPERTIES, SAID, Properties
from reportc.source.docx.story import Story, WordContext

_Attributes = dict[str, str]
_UNREAD = names(
    *("del", "moveFrom", "delText", "delInstrText", "rPrChange", "pPrChange", "trPrChange", "tcPrChange"),
    *("sdtPr", "sdtEndPr", "customXmlPr", "tblPr", "tblPrEx", "tblGrid", "sectPr", "tabs", "rubyPr", "rt"),
    *("ffData", "fldData"),
) | {FALLBACK}
"""Elements whose content is not displayed."""


class Body(Paragraphs):
    """Walks the document; tables and boxes in it hold stories of their own."""

    def __init__(self, file: WordContext) -> None:
        """Begin a document."""
        super().__init__(file)
        self.has_foreign = False
        """Whether content is in another part, as a page of HTML."""
        self.has_pictures = False
        self._properties = Properties()
        self._around: list[Story] = []  # the stories around the open boxes
        self._rows: list[int] = []  # the offsets at which the open ones begin

    def start(self, name: str, attributes: _Attributes) -> None:
        """Take a start tag."""
        if self._skipped:
            self._skipped += 1
        elif self._properties.where:
            local = SAID.get(name)
            if local is not None and not self._properties.take(local, attributes, self._at(), self._story):
                self._skipped = 1
        elif name in _UNREAD:
            self._skipped = 1
        elif (begin := _STARTS.get(name)) is not None:
            begin(self, attributes)

    def end(self, name: str) -> None:
        """Take an end tag."""
        if self._skipped:
            self._skipped -= 1
        elif (end := _ENDS.get(name)) is not None:
            end(self)

    def text(self, data: str) -> None:
        """Take characters."""
        if self._text is not None and not self._skipped:
            self._text.append(data)

    def finish(self) -> None:
        """End the document."""
        self._story.end()

    def _at(self) -> int:
        """Return the byte offset of the tag that is being parsed."""
        return self.parser.CurrentByteIndex

    def begin_properties(self, where: str) -> None:
        """Begin properties."""
        self._properties.begin(where, self._at(), self._story)

    def end_properties(self) -> None:
        """End properties."""
        self._properties.end(self._at(), self._story)

    def begin_table(self, _: _Attributes) -> None:
        """Begin a table; in a cell that is covered by another one it is not displayed."""
        self._story.end()
        if self._story.tables.open_cell():
            self._story.tables.begin()
        else:
            self._skipped = 1

    def end_table(self) -> None:
        """End a table."""
        self._story.tables.end()

    def begin_row(self, _: _Attributes) -> None:
        """Begin a row."""
        self._rows.append(self.parser.CurrentByteIndex)
        self._story.tables.begin_row()

    def end_row(self) -> None:
        """End a row."""
        self._file.rows.append((self._rows.pop(), self.parser.CurrentByteIndex))
        self._story.tables.end_row()

    def begin_cell(self, _: _Attributes) -> None:
        """Begin a cell; a deleted row has no cells."""
        if not self._story.tables.begin_cell():
            self._skipped = 1

    def end_cell(self) -> None:
        """End a cell."""
        self._story.end()
        self._story.tables.end_cell()

    def begin_box(self, _: _Attributes) -> None:
        """Begin a box: its text is a separate story."""
        self._around.append(self._story)
        self._file.projection.begin_box()
        self._story = self._story.box()

    def end_box(self) -> None:
        """End a box."""
        self._story.end()
        self._file.projection.end_box()
        self._story = self._around.pop()

    def foreign(self, _: _Attributes) -> None:
        """Record content that is in another part."""
        self.has_foreign = True

    def picture(self, _: _Attributes) -> None:
        """Record a picture; it may hold a box of text."""
        self.has_pictures = True


def _properties(where: str) -> Callable[[Body, _Attributes], None]:
    return lambda body, _: body.begin_properties(where)


def _character(character: str) -> Callable[[Body, _Attributes], None]:
    return lambda body, _: body.character(character)


_STARTS: Mapping[str, Callable[[Body, _Attributes], None]] = word(
    {
        "p": Body.begin_paragraph,
        "r": Body.begin_run,
        "t": Body.begin_text,
        "instrText": Body.begin_text,
        "br": Body.break_line,
        "cr": Body.break_line,
        "tab": _character("\t"),
        "ptab": _character("\t"),
        "noBreakHyphen": _character("-"),
        "sym": Body.symbol,
        "footnoteReference": Body.note,
        "endnoteReference": Body.note,
        "footnote": Body.note_itself,  # in Word 2003
        "endnote": Body.note_itself,
        "fldChar": Body.field_character,
        "fldSimple": Body.simple_field,
        "tbl": Body.begin_table,
        "tr": Body.begin_row,
        "tc": Body.begin_cell,
        "txbxContent": Body.begin_box,
        "altChunk": Body.foreign,
        **dict.fromkeys(("drawing", "pict", "object"), Body.picture),
        **{name: _properties(name) for name in PROPERTIES},
    }
) | dict.fromkeys(math("t"), Body.begin_text)
_ENDS: Mapping[str, Callable[[Body], None]] = word(
    {
        "p": Body.end_paragraph,
        "r": Body.end_run,
        "t": Body.end_text,
        "instrText": Body.end_instruction,
        "fldSimple": Body.end_simple_field,
        "tbl": Body.end_table,
        "tr": Body.end_row,
        "tc": Body.end_cell,
        "txbxContent": Body.end_box,
        **dict.fromkeys(PROPERTIES, Body.end_properties),
    }
) | dict.fromkeys(math("t"), Body.end_text)
