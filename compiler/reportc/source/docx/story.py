"""A story of a Word file: text that runs on in paragraphs, the document's or a box's, passed to the projection."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportc.places import FilePlace
from reportc.source.docx.fields import OpenFields
from reportc.source.docx.numbering import Numbering
from reportc.source.docx.splice import ElementRange, EmptyParagraph, TextElement, WordParagraph
from reportc.source.docx.styles import Styles, Switches
from reportc.source.docx.tables import OpenTables
from reportc.source.pieces import Setting
from reportc.source.projected import ProjectedRun
from reportc.source.projection import Projection

WHITE = " \t\r\n"
_ORDER = (Setting.HIDDEN, Setting.STRUCK, Setting.RAISED, Setting.LOWERED)
"""Of several settings of characters, the first in this order counts."""

ParagraphLines = list[list[ProjectedRun]]


@dataclass(slots=True)
class WordContext:
    """What all stories of a file share: its styles and lists, and how much has been passed on and counted."""

    styles: Styles
    numbering: Numbering
    projection: Projection
    paragraphs: dict[int, WordParagraph] = field(default_factory=dict)
    """By their offsets."""
    rows: list[ElementRange] = field(default_factory=list)
    """Of tables, in the order of their end tags."""
    numbered: int = 0  # paragraphs outside of tables and boxes
    notes: int = 0  # marks of footnotes


@dataclass(slots=True)
class OpenParagraph:
    """A paragraph that is being read: its lines so far, and its properties."""

    tag: int
    lines: ParagraphLines = field(default_factory=lambda: [[]])
    style: str | None = None
    list: int | None = None
    level: int | None = None
    counted: str | None = None  # its number, where the file states it
    own: ElementRange | None = None  # its properties
    mark: ElementRange | None = None  # the properties of its mark
    joins: bool = False  # its mark is deleted: the next paragraph continues it


class Story:
    """The paragraph and the run that are being read, and the tables and fields that they are in."""

    def __init__(self, file: WordContext, tables: OpenTables, box: FilePlace | None = None) -> None:
        """Begin a story: `box` is the place of the box that holds it."""
        self.tables, self.fields = tables, OpenFields()
        self.paragraph: OpenParagraph | None = None
        self.run: Switches = {}
        self.style: str | None = None
        self.properties: ElementRange | None = None
        self._file, self._box = file, box
        self._carried: ParagraphLines | None = None

    def box(self) -> Story:
        """Return the story of a box at this place."""
        anchor = self._box or self.tables.place() or self._next()
        box = anchor if self._box else FilePlace(f"{anchor.zh} 文本框", f"{anchor.en}, text box")
        return Story(self._file, OpenTables(self._file.projection, self.tables), box)

    def begin_run(self) -> None:
        """Begin a run, or end one: nothing is known of its characters yet."""
        self.run, self.style, self.properties = {}, None, None

    def begin_paragraph(self, tag: int) -> None:
        """Begin a paragraph; after a deleted mark it continues the previous one, and an open one ends."""
        if self.paragraph is not None:
            self.end_paragraph(tag)
        self.paragraph = OpenParagraph(tag)
        if self._carried is not None:
            self.paragraph.lines, self._carried = self._carried, None

    def end_paragraph(self, end: int) -> None:
        """End the paragraph, and pass it on; an empty one in a cell has a position for text."""
        paragraph, self.paragraph = self.paragraph, None
        if paragraph is None:
            return
        self._file.paragraphs[paragraph.tag] = WordParagraph(paragraph.tag, end, paragraph.own)
        self.fields.end_paragraph()
        if paragraph.joins:
            self._carried = paragraph.lines
            return
        paragraph.lines[0][:0] = self._number(paragraph)
        if self.tables.is_in_cell and not any(paragraph.lines):
            paragraph.lines[0].append(ProjectedRun("", None, EmptyParagraph(paragraph.tag, end, paragraph.mark)))
        self._pass_on(paragraph.lines)

    def end(self) -> None:
        """End the story, or a part of it, with a paragraph that still was to be continued."""
        if self._carried is not None:
            lines, self._carried = self._carried, None
            self._pass_on(lines)

    def add(self, text: str, origin: TextElement | None = None, setting: Setting | None = None) -> None:
        """Take characters that are displayed."""
        if self.paragraph is None or not self.fields.is_shown:
            return
        if self.fields.is_contents:
            setting = Setting.REFERENCE
        self.paragraph.lines[-1].append(ProjectedRun(text, setting or self._setting(self.paragraph), origin))

    def break_line(self) -> None:
        """Begin a new line."""
        if self.paragraph and self.fields.is_shown:
            self.paragraph.lines.append([])

    def add_note(self) -> None:
        """Take the mark of a footnote, which Word numbers."""
        self._file.notes += 1
        self.add(str(self._file.notes), None, Setting.REFERENCE)

    def _pass_on(self, lines: ParagraphLines) -> None:
        """Pass the lines of a paragraph to the projection."""
        place = self.tables.paragraph()
        if place is None:
            if not any(run.text.strip(WHITE) for line in lines for run in line):
                self._file.projection.boxes()  # at the offset of the empty paragraph, and before the next one
                return
            place = self._box or self._next()
            self._file.numbered += self._box is None
        for line in lines:
            self._file.projection.paragraph(line, place)

    def _next(self) -> FilePlace:
        """Return the place of the next paragraph outside of tables and boxes."""
        number = self._file.numbered + 1
        return FilePlace(f"第{number}段", f"paragraph {number}")

    def _number(self, paragraph: OpenParagraph) -> list[ProjectedRun]:
        """Return the number that Word writes before a paragraph of a list; a digit is separated from the text's own."""
        number = self._counted(paragraph) if paragraph.counted is None else paragraph.counted
        text = "".join(run.text for run in paragraph.lines[0]).lstrip(WHITE)
        parted = number and text[:1].isdecimal() and (number[-1].isalnum() or number[-1] in ".．")
        return [ProjectedRun(f"{number} " if parted else number)] if number else []

    def _counted(self, paragraph: OpenParagraph) -> str:
        """Return the number of a paragraph of a list."""
        styles, numbering = self._file.styles, self._file.numbering
        style = paragraph.style or styles.default
        own, level = styles.numbering(style)
        found = own if paragraph.list is None else paragraph.list
        if not found:
            return ""
        if paragraph.level is not None:
            level = paragraph.level
        elif paragraph.list is None and level is None:
            level = numbering.level(found, style)
        return numbering.next(found, level or 0)

    def _setting(self, paragraph: OpenParagraph) -> Setting | None:
        """Return the setting of the next characters: the run's, else its style's, else the paragraph's style's."""
        styles, switches = self._file.styles, self.run
        for styled in (styles.switches(self.style), styles.switches(paragraph.style or styles.default)):
            if styled:
                switches = styled | switches
        return next((setting for setting in _ORDER if switches.get(setting)), None) if switches else None
