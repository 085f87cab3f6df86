"""Paragraphs and runs of a Word file: their texts, symbols, notes and fields, passed to the story that they are in."""

from __future__ import annotations

from xml.parsers import expat

from reportc.source.docx.names import SPACE, attribute
from reportc.source.docx.splice import TextElement
from reportc.source.docx.story import WHITE, Story, WordContext
from reportc.source.docx.tables import OpenTables
from reportc.source.pieces import Setting

_Attributes = dict[str, str]
_CHARACTERS = range(0x20, 0x110000)
_SURROGATES = range(0xD800, 0xE000)
_ENCIRCLED = range(0xF080, 0xF08B)
"""Wingdings has ⓪ to ⑩ at these code points, which Unicode leaves to private use."""


class Paragraphs:
    """The open elements of a story; each text that can be written has its position in the XML as its origin."""

    parser: expat.XMLParserType

    def __init__(self, file: WordContext) -> None:
        """Begin a document."""
        self._file = file
        self._story = Story(file, OpenTables(file.projection))
        self._skipped = 0  # the depth of open elements from the first one that is not read
        self._text: list[str] | None = None
        self._tag = 0
        self._preserved = False

    def begin_paragraph(self, _: _Attributes) -> None:
        """Begin a paragraph; in a cell that is covered by another one it is not displayed."""
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
        """End a text; blanks at its ends are dropped unless an attribute preserves them."""
        text = "".join(self._text or ())
        self._text = None
        if not self._preserved:
            text = text.strip(WHITE)
        story = self._story
        if text and story.paragraph:
            end = self.parser.CurrentByteIndex
            origin = TextElement(self._tag, end, self._preserved, story.properties, story.paragraph.tag)
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
        """Take the mark of a footnote inside the text of that footnote."""
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
