"""The properties of paragraphs, runs, rows and cells of a Word file that decide what is displayed."""

from __future__ import annotations

from reportc.source.docx.names import COUNTED, COUNTED_AS, attribute, number, word
from reportc.source.docx.story import OpenParagraph, Story
from reportc.source.docx.styles import SWITCHES, switch
from reportc.source.docx.tables import PROPERTIES_OF_CELLS, PROPERTIES_OF_ROWS

_Attributes = dict[str, str]
PROPERTIES = ("pPr", "rPr", "trPr", "tcPr")
"""The elements that hold properties."""
_CHANGES = ("rPrChange", "pPrChange", "trPrChange", "tcPrChange", "sectPr", "tabs")
"""Properties whose nested properties describe an earlier state of the document."""
SAID = word(
    {
        local: local
        for local in (
            *(*_CHANGES, *PROPERTIES_OF_ROWS, *PROPERTIES_OF_CELLS, *SWITCHES, "rStyle", "rPr"),
            *("pStyle", "numId", "ilvl", "del", "moveFrom"),
        )
    }
) | {COUNTED: "counted"}
"""The properties that are read here."""


class Properties:
    """The properties that are being read: their element's name, or "mark" for those of a paragraph's mark."""

    __slots__ = ("_began", "_mark", "where")

    def __init__(self) -> None:
        """Begin outside of all properties."""
        self.where = ""
        self._began = self._mark = 0  # their offsets

    def begin(self, where: str, at: int, story: Story) -> None:
        """Begin properties at an offset of the file."""
        self.where, self._began = where, at
        if where == "rPr":
            story.begin_run()

    def end(self, at: int, story: Story) -> None:
        """End properties; those of a mark are nested in those of its paragraph."""
        if self.where == "mark" and story.paragraph:
            story.paragraph.mark = self._mark, at
        elif self.where == "pPr" and story.paragraph:
            story.paragraph.own = self._began, at
        elif self.where == "rPr":
            story.properties = self._began, at
        self.where = "pPr" if self.where == "mark" else ""

    def take(self, local: str, attributes: _Attributes, at: int, story: Story) -> bool:
        """Take a property; return whether its nested properties are read, too."""
        if self.where in {"trPr", "tcPr"}:
            story.tables.take(local, attributes)
        elif self.where == "rPr":
            story.run |= switch(local, attributes)
            story.style = attribute(attributes) if local == "rStyle" else story.style
        elif local == "rPr":
            self.where, self._mark = "mark", at
        elif story.paragraph:
            _take_of_paragraph(story.paragraph, self.where, local, attributes)
        return local not in _CHANGES


def _take_of_paragraph(paragraph: OpenParagraph, where: str, local: str, attributes: _Attributes) -> None:
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
