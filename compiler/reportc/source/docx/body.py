"""The document of a Word file: its elements, and what each says to the story that it stands in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from xml.parsers import expat

from reportc.source.docx.names import COUNTED, COUNTED_AS, FALLBACK, SPACE, attribute, math, names, number, word
from reportc.source.docx.origins import Written
from reportc.source.docx.story import WHITE, File, Said, Story
from reportc.source.docx.styles import SWITCHES, switch
from reportc.source.docx.tables import PROPERTIES_OF_CELLS, PROPERTIES_OF_ROWS, Tables
from reportc.source.pieces import Setting

_Attributes = dict[str, str]
_CHARACTERS = range(0x20, 0x110000)
_SURROGATES = range(0xD800, 0xE000)
_ENCIRCLED = range(0xF080, 0xF08B)
"""Wingdings has ⓪ to ⑩ here, where Unicode has nothing."""

_UNREAD = names(
    *("del", "moveFrom", "delText", "delInstrText", "rPrChange", "pPrChange", "trPrChange", "tcPrChange"),
    *("sdtPr", "sdtEndPr", "customXmlPr", "tblPr", "tblPrEx", "tblGrid", "sectPr", "tabs", "rubyPr", "rt"),
    *("ffData", "fldData"),
) | {FALLBACK}
"""Elements in which nothing stands that is shown now."""

_CHANGES = ("rPrChange", "pPrChange", "trPrChange", "tcPrChange", "sectPr", "tabs")
"""Properties whose own properties say nothing of what is shown now."""
_SAID = word(
    {
        local: local
        for local in (
            *(*_CHANGES, *PROPERTIES_OF_ROWS, *PROPERTIES_OF_CELLS, *SWITCHES, "rStyle", "rPr"),
            *("pStyle", "numId", "ilvl", "del", "moveFrom"),
        )
    }
) | {COUNTED: "counted"}
"""The properties that say something here."""


class Body:
    """Walks the document; each text that can be written again has its place in the XML as its origin."""

    parser: expat.XMLParserType

    def __init__(self, file: File) -> None:
        """Begin a document."""
        self.has_foreign = False
        """Content stands in another part, as a page of HTML."""
        self.has_pictures = False
        self._file = file
        self._story = Story(file, Tables(file.projection))
        self._around: list[Story] = []  # stories in which the boxes stand that are open
        self._rows: list[int] = []  # where those begin that are open
        self._skipped = 0  # elements that are open from one on that is not read
        self._where = ""  # the properties that are being read: their element's name, "mark" for those of a mark
        self._began = self._mark = 0  # where they begin
        self._text: list[str] | None = None
        self._tag = 0
        self._preserved = False

    def start(self, name: str, attributes: _Attributes) -> None:
        """Take a start tag."""
        if self._skipped:
            self._skipped += 1
        elif self._where:
            if (local := _SAID.get(name)) is not None:
                self._say(local, attributes)
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

    # ------------------------------------------------------------------ properties

    def begin_properties(self, where: str) -> None:
        """Begin properties."""
        self._where, self._began = where, self.parser.CurrentByteIndex
        if where == "rPr":
            self._story.begin_run()

    def end_properties(self) -> None:
        """End properties; those of a mark stand in those of its paragraph."""
        paragraph, end = self._story.paragraph, self.parser.CurrentByteIndex
        if self._where == "mark" and paragraph:
            paragraph.mark = self._mark, end
        elif self._where == "pPr" and paragraph:
            paragraph.own = self._began, end
        elif self._where == "rPr":
            self._story.properties = self._began, end
        self._where = "pPr" if self._where == "mark" else ""

    def _say(self, local: str, attributes: _Attributes) -> None:
        """Take a property."""
        story = self._story
        if self._where in {"trPr", "tcPr"}:
            story.tables.say(local, attributes)
        elif self._where == "rPr":
            story.run |= switch(local, attributes)
            story.style = attribute(attributes) if local == "rStyle" else story.style
        elif local == "rPr":
            self._where, self._mark = "mark", self.parser.CurrentByteIndex
        elif story.paragraph:
            _say_of_paragraph(story.paragraph, self._where, local, attributes)
        if local in _CHANGES:
            self._skipped = 1

    # ------------------------------------------------------------------ paragraphs and runs

    def begin_paragraph(self, _: _Attributes) -> None:
        """Begin a paragraph; in a cell that another one covers it is not shown."""
        if self._story.tables.open_cell():
            self._story.begin_paragraph(self.parser.CurrentByteIndex)
        else:
            self._skipped = 1

    def end_paragraph(self) -> None:
        """End a paragraph."""
        self._story.end_paragraph(self.parser.CurrentByteIndex)

    def begin_run(self, _: _Attributes) -> None:
        """Begin a run."""
        self._story.begin_run()

    def end_run(self) -> None:
        """End a run."""
        self._story.begin_run()

    def begin_text(self, attributes: _Attributes) -> None:
        """Begin a text, or an instruction of a field."""
        self._text, self._tag = [], self.parser.CurrentByteIndex
        self._preserved = attributes.get(SPACE) == "preserve"

    def end_text(self) -> None:
        """End a text; without a word to keep them, blanks at its ends are none."""
        text = "".join(self._text or ())
        self._text = None
        if not self._preserved:
            text = text.strip(WHITE)
        story = self._story
        if text and story.paragraph:
            end = self.parser.CurrentByteIndex
            origin = Written(self._tag, end, self._preserved, story.properties, story.paragraph.tag)
            story.add(text, origin)

    def end_instruction(self) -> None:
        """End a part of a field's instruction."""
        self._story.fields.instruct("".join(self._text or ()))
        self._text = None

    def break_line(self, _: _Attributes) -> None:
        """Begin a new line."""
        self._story.break_line()

    def character(self, character: str) -> None:
        """Take a character that is an element."""
        self._story.add(character)

    def note(self, _: _Attributes) -> None:
        """Take the mark of a footnote."""
        self._story.add_note()

    def note_itself(self, _: _Attributes) -> None:
        """Take the mark of a footnote that stands, with its text, where its mark is."""
        self._story.add_note()
        self._skipped = 1

    def symbol(self, attributes: _Attributes) -> None:
        """Take a symbol: a character of a font."""
        try:
            code = int(attribute(attributes, "char") or "", 16)
        except ValueError:
            return
        if code in _CHARACTERS and code not in _SURROGATES:
            self._story.add(chr(code), None, Setting.REFERENCE if code in _ENCIRCLED else None)

    # ------------------------------------------------------------------ fields, tables, boxes

    def field_character(self, attributes: _Attributes) -> None:
        """Begin a field or its result, or end it."""
        fields = self._story.fields
        match attribute(attributes, "fldCharType"):
            case "begin":
                fields.begin()
            case "separate":
                fields.separate()
            case "end":
                fields.end()

    def simple_field(self, attributes: _Attributes) -> None:
        """Begin a field with its instruction."""
        self._story.fields.begin(attribute(attributes, "instr") or "")

    def end_simple_field(self) -> None:
        """End such a field."""
        self._story.fields.end()

    def begin_table(self, _: _Attributes) -> None:
        """Begin a table; in a cell that another one covers it is not shown."""
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
        """Begin a cell; in a row that is gone there is none."""
        if not self._story.tables.begin_cell():
            self._skipped = 1

    def end_cell(self) -> None:
        """End a cell."""
        self._story.end()
        self._story.tables.end_cell()

    def begin_box(self, _: _Attributes) -> None:
        """Begin a box: its text is a story of its own."""
        self._around.append(self._story)
        self._file.projection.begin_box()
        self._story = self._story.box()

    def end_box(self) -> None:
        """End a box."""
        self._story.end()
        self._file.projection.end_box()
        self._story = self._around.pop()

    def foreign(self, _: _Attributes) -> None:
        """Take note of content that stands in another part."""
        self.has_foreign = True

    def picture(self, _: _Attributes) -> None:
        """Take note of a picture; a box of text may be in it."""
        self.has_pictures = True


def _say_of_paragraph(paragraph: Said, where: str, local: str, attributes: _Attributes) -> None:
    """Take a property of a paragraph, or of its mark."""
    if where == "mark":
        paragraph.joins = paragraph.joins or local in {"del", "moveFrom"}
    elif local == "pStyle":
        paragraph.style = attribute(attributes)
    elif local == "numId":
        paragraph.list = number(attributes)
    elif local == "ilvl":
        paragraph.level = number(attributes)
    elif local == "counted":
        paragraph.counted = attributes.get(COUNTED_AS)


def _properties(where: str) -> Callable[[Body, _Attributes], None]:
    return lambda body, _: body.begin_properties(where)


def _character(character: str) -> Callable[[Body, _Attributes], None]:
    return lambda body, _: body.character(character)


_PROPERTIES = ("pPr", "rPr", "trPr", "tcPr")
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
        **{name: _properties(name) for name in _PROPERTIES},
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
        **dict.fromkeys(_PROPERTIES, Body.end_properties),
    }
) | dict.fromkeys(math("t"), Body.end_text)
