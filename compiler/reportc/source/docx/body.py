"""The document of a Word file: what its elements show, told to a projection, and where each text stands in the XML."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from reportc.places import FilePlace
from reportc.source.docx.fields import Fields
from reportc.source.docx.names import FALLBACK, SPACE, attribute, math, names, number, word
from reportc.source.docx.numbering import Numbering
from reportc.source.docx.origins import Element, Gap, Paragraph, Written
from reportc.source.docx.styles import Styles, Switches, switch
from reportc.source.docx.tables import Tables
from reportc.source.pieces import Setting
from reportc.source.projection import Projection, Stretch

_Attributes = dict[str, str]
_WHITE = " \t\r\n"
_ORDER = (Setting.HIDDEN, Setting.STRUCK, Setting.RAISED, Setting.LOWERED)
"""Where characters have several settings, the first says most."""
_ENCIRCLED = 0xF080
"""Wingdings has ⓪ to ⑩ from here on, where Unicode has them nowhere near."""
_ENCIRCLED_LAST = 0xF08A

_UNREAD = names(
    *("del", "moveFrom", "sdtPr", "sdtEndPr", "tblPr", "tblPrEx", "tblGrid", "sectPr", "rt", "rubyPr", "ffData"),
    *(
        "delText",
        "delInstrText",
        "fldData",
        "rPrChange",
        "pPrChange",
        "trPrChange",
        "tcPrChange",
        "tabs",
        "customXmlPr",
    ),
) | {FALLBACK}
"""Elements in which nothing stands that is shown now."""


@dataclass(slots=True)
class _Paragraph:
    """A paragraph that is being read: its lines so far, and what is said of it."""

    tag: int
    lines: list[list[Stretch]] = field(default_factory=lambda: [[]])
    style: str | None = None
    list: int | None = None
    level: int | None = None
    own: Element | None = None  # its properties
    mark: Element | None = None  # those of its mark
    joins: bool = False  # its mark is deleted: the next one goes on with it


@dataclass(slots=True)
class _Story:
    """Where text runs on: the document, or a box in it."""

    tables: Tables
    fields: Fields = field(default_factory=Fields)
    paragraph: _Paragraph | None = None
    carried: list[list[Stretch]] | None = None
    run: Switches = field(default_factory=dict)
    style: str | None = None
    properties: Element | None = None
    box: FilePlace | None = None
    """Where the box stands that holds the text."""


class Body:
    """Walks the document; each text that can be written again has its place as its origin."""

    parser: expat.XMLParserType

    def __init__(self, styles: Styles, numbering: Numbering, projection: Projection) -> None:
        """Begin a document."""
        self.has_foreign = False
        """Content stands in another part, as a page of HTML."""
        self.paragraphs: dict[int, Paragraph] = {}
        """By where they begin."""
        self._styles, self._numbering, self._projection = styles, numbering, projection
        self._story = _Story(Tables(projection))
        self._around: list[_Story] = []
        self._skipped = 0
        self._where = ""  # the properties that are being read: their element's local name, "mark" for those of a mark
        self._text: list[str] | None = None
        self._tag = 0
        self._preserved = False
        self._properties = self._mark = 0
        self._told = self._notes = 0

    def start(self, name: str, attributes: _Attributes) -> None:
        """Take a start tag."""
        if self._skipped:
            self._skipped += 1
        elif self._where:
            self._say(name, attributes)
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
        self._tell_carried()

    # ------------------------------------------------------------------ properties

    def begin_properties(self, where: str) -> None:
        """Begin properties; those of a mark stand in those of its paragraph."""
        self._where = where
        if where != "mark":
            self._properties = self.parser.CurrentByteIndex
        else:
            self._mark = self.parser.CurrentByteIndex
        if where == "rPr":
            self._forget_run()

    def end_properties(self) -> None:
        """End properties."""
        paragraph, found = self._story.paragraph, (self._properties, self.parser.CurrentByteIndex)
        if self._where == "mark":
            found = self._mark, found[1]
        if self._where == "mark" and paragraph:
            paragraph.mark = found
        elif self._where == "rPr":
            self._story.properties = found
        elif self._where == "pPr" and paragraph:
            paragraph.own = found
        self._where = "pPr" if self._where == "mark" else ""

    def _say(self, name: str, attributes: _Attributes) -> None:
        """Take a property."""
        local, story = name.rpartition("}")[2], self._story
        if self._where in {"trPr", "tcPr"}:
            story.tables.say(local, attributes)
        elif self._where == "rPr":
            story.run |= switch(name, attributes)
            story.style = attribute(attributes) if local == "rStyle" else story.style
        elif self._where == "mark":
            if story.paragraph and local in {"del", "moveFrom"}:
                story.paragraph.joins = True
        elif local == "rPr":
            self.begin_properties("mark")
        elif story.paragraph:
            _say_of_paragraph(story.paragraph, local, attributes)
        if name in _UNREAD:
            self._skipped = 1

    # ------------------------------------------------------------------ paragraphs

    def begin_paragraph(self, _: _Attributes) -> None:
        """Begin a paragraph; in a cell that another one covers it is not shown."""
        story = self._story
        if not story.tables.open_cell():
            self._skipped = 1
            return
        story.paragraph = _Paragraph(self.parser.CurrentByteIndex)
        if story.carried is not None:
            story.paragraph.lines, story.carried = story.carried, None

    def end_paragraph(self) -> None:
        """End a paragraph, and tell it."""
        story, paragraph = self._story, self._story.paragraph
        if paragraph is None:
            return
        story.paragraph = None
        end = self.parser.CurrentByteIndex
        self.paragraphs[paragraph.tag] = Paragraph(paragraph.tag, end, paragraph.own)
        story.fields.end_paragraph()
        if paragraph.joins:
            story.carried = paragraph.lines
            return
        paragraph.lines[0][:0] = self._number(paragraph)
        if story.tables.is_in_cell and not any(paragraph.lines):
            gap = Gap(paragraph.tag, end, paragraph.mark)
            paragraph.lines[0].append(Stretch("", None, gap))
        self._tell(paragraph.lines)

    def _tell(self, lines: list[list[Stretch]]) -> None:
        """Tell the projection the lines of a paragraph."""
        place = self._story.tables.paragraph()
        if place is None:
            if not any(stretch.text.strip(_WHITE) for line in lines for stretch in line):
                return
            place = self._story.box or self._next()
            self._told += self._story.box is None
        for line in lines:
            self._projection.paragraph(line, place)

    def _next(self) -> FilePlace:
        """Return the place of the paragraph outside of tables and boxes that comes next."""
        return FilePlace(f"第{self._told + 1}段", f"paragraph {self._told + 1}")

    def _tell_carried(self) -> None:
        """Tell what was to go on in a paragraph that did not come."""
        if self._story.carried is not None:
            lines, self._story.carried = self._story.carried, None
            self._tell(lines)

    def _number(self, paragraph: _Paragraph) -> list[Stretch]:
        """Return what Word writes before a paragraph of a list; a digit does not run into the text's own."""
        style = paragraph.style or self._styles.default
        own, level = self._styles.numbering(style)
        found = own if paragraph.list is None else paragraph.list
        if not found:
            return []
        if paragraph.level is not None:
            level = paragraph.level
        elif paragraph.list is None and level is None:
            level = self._numbering.level(found, style)
        number = self._numbering.next(found, level or 0)
        text = "".join(stretch.text for stretch in paragraph.lines[0]).lstrip(_WHITE)
        parted = number and text[:1].isdecimal() and (number[-1].isalnum() or number[-1] in ".．")
        return [Stretch(f"{number} " if parted else number)] if number else []

    # ------------------------------------------------------------------ runs

    def begin_run(self, _: _Attributes) -> None:
        """Begin a run."""
        self._forget_run()

    def end_run(self) -> None:
        """End a run."""
        self._forget_run()

    def _forget_run(self) -> None:
        self._story.run, self._story.style, self._story.properties = {}, None, None

    def begin_text(self, attributes: _Attributes) -> None:
        """Begin a text, or an instruction of a field."""
        self._text, self._tag = [], self.parser.CurrentByteIndex
        self._preserved = attributes.get(SPACE) == "preserve"

    def end_text(self) -> None:
        """End a text; without a word to keep them, blanks at its ends are none."""
        text = "".join(self._text or ())
        self._text = None
        if not self._preserved:
            text = text.strip(_WHITE)
        story = self._story
        if text and story.paragraph:
            place = self._tag, self.parser.CurrentByteIndex
            self.add(text, Written(*place, self._preserved, story.properties, story.paragraph.tag))

    def end_instruction(self) -> None:
        """End a part of a field's instruction."""
        self._story.fields.instruct("".join(self._text or ()))
        self._text = None

    def add(self, text: str, origin: Written | None = None, setting: Setting | None = None) -> None:
        """Take characters that are shown."""
        story = self._story
        if story.paragraph is None or not story.fields.is_shown:
            return
        if story.fields.is_contents:
            setting = Setting.REFERENCE
        story.paragraph.lines[-1].append(Stretch(text, setting or self._setting, origin))

    def break_line(self, _: _Attributes) -> None:
        """Begin a new line."""
        if self._story.paragraph and self._story.fields.is_shown:
            self._story.paragraph.lines.append([])

    def reference(self, _: _Attributes) -> None:
        """Take the mark of a footnote, which Word counts."""
        self._notes += 1
        self.add(str(self._notes), None, Setting.REFERENCE)

    def symbol(self, attributes: _Attributes) -> None:
        """Take a symbol: a character of a font."""
        code = attribute(attributes, "char") or ""
        try:
            value = int(code, 16)
        except ValueError:
            return
        if 0x20 <= value < 0x110000 and not 0xD800 <= value < 0xE000:  # noqa: PLR2004  # what can be a character
            encircled = _ENCIRCLED <= value <= _ENCIRCLED_LAST
            self.add(chr(value), None, Setting.REFERENCE if encircled else None)

    @property
    def _setting(self) -> Setting | None:
        """How the characters that come now are set."""
        story, switches = self._story, self._story.run
        styled = self._styles.switches(story.style)
        if story.paragraph and (above := self._styles.switches(story.paragraph.style or self._styles.default)):
            styled = above | styled
        if styled:
            switches = styled | switches
        return next((setting for setting in _ORDER if switches.get(setting)), None) if switches else None

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
        self._tell_carried()
        if self._story.tables.open_cell():
            self._story.tables.begin()
        else:
            self._skipped = 1

    def end_table(self) -> None:
        """End a table."""
        self._story.tables.end()

    def begin_row(self, _: _Attributes) -> None:
        """Begin a row."""
        self._story.tables.begin_row()

    def end_row(self) -> None:
        """End a row."""
        self._story.tables.end_row()

    def begin_cell(self, _: _Attributes) -> None:
        """Begin a cell; in a row that is gone there is none."""
        if not self._story.tables.begin_cell():
            self._skipped = 1

    def end_cell(self) -> None:
        """End a cell."""
        self._tell_carried()
        self._story.tables.end_cell()

    def begin_box(self, _: _Attributes) -> None:
        """Begin a box: its text is one of its own."""
        story = self._story
        anchor = story.box or story.tables.place() or self._next()
        box = anchor if story.box else FilePlace(f"{anchor.zh} 文本框", f"{anchor.en}, text box")
        self._around.append(story)
        self._projection.begin_box()
        self._story = _Story(Tables(self._projection, story.tables), box=box)

    def end_box(self) -> None:
        """End a box."""
        self._tell_carried()
        self._projection.end_box()
        self._story = self._around.pop()

    def foreign(self, _: _Attributes) -> None:
        """Take note of content that stands in another part."""
        self.has_foreign = True


def _say_of_paragraph(paragraph: _Paragraph, local: str, attributes: _Attributes) -> None:
    if local == "pStyle":
        paragraph.style = attribute(attributes)
    elif local == "numId":
        paragraph.list = number(attributes)
    elif local == "ilvl":
        paragraph.level = number(attributes)


def _properties(where: str) -> Callable[[Body, _Attributes], None]:
    return lambda body, _: body.begin_properties(where)


def _character(character: str) -> Callable[[Body, _Attributes], None]:
    return lambda body, _: body.add(character)


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
        "footnoteReference": Body.reference,
        "endnoteReference": Body.reference,
        "fldChar": Body.field_character,
        "fldSimple": Body.simple_field,
        "tbl": Body.begin_table,
        "tr": Body.begin_row,
        "tc": Body.begin_cell,
        "txbxContent": Body.begin_box,
        "altChunk": Body.foreign,
        **{name: _properties(name) for name in ("pPr", "rPr", "trPr", "tcPr")},
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
        **dict.fromkeys(("pPr", "rPr", "trPr", "tcPr"), Body.end_properties),
    }
) | dict.fromkeys(math("t"), Body.end_text)
