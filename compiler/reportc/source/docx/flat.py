"""Word documents in one XML file: those of Word 2003, and flat packages, as programs fill them from templates.

They often have the name .doc. Elements and their meaning are those of .docx except for a few names; Word
2003 writes the number of a list's paragraph next to the paragraph.
"""

from __future__ import annotations

from xml.parsers import expat

from reportc.source import xml
from reportc.source.docx.body import Body
from reportc.source.docx.names import names
from reportc.source.docx.numbering import Numbering
from reportc.source.docx.package import MOST_BYTES
from reportc.source.docx.story import WordContext
from reportc.source.docx.styles import Styles
from reportc.source.pieces import Refusal, Vocabulary
from reportc.source.projected import Projected
from reportc.source.projection import Projection

_BODY = names("body")
_TOO_LONG = Refusal(f"文件过大（超过 {MOST_BYTES} 字节）", f"the file is too large (more than {MOST_BYTES} bytes)")


def read(data: bytes, _: Vocabulary) -> Projected | Refusal:
    """Return the projection of a Word document in one XML file, or a refusal with the reason."""
    if len(data) > MOST_BYTES:
        return _TOO_LONG
    styles = Styles(data)
    file = WordContext(styles, Numbering(data, styles), Projection())
    body = Body(file)
    refusal = xml.walk(data, _Inside(body))
    if refusal:
        return refusal
    body.finish()
    return file.projection.finish()._replace(origins=())


class _Inside:
    """Passes on the events of the body: styles, headers and footers are in the same file."""

    def __init__(self, body: Body) -> None:
        self._body = body
        self._deep = 0

    @property
    def parser(self) -> expat.XMLParserType:
        return self._body.parser

    @parser.setter
    def parser(self, parser: expat.XMLParserType) -> None:
        self._body.parser = parser

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._deep or name in _BODY:
            self._deep += 1
            self._body.start(name, attributes)

    def end(self, name: str) -> None:
        if self._deep:
            self._deep -= 1
            self._body.end(name)

    def text(self, data: str) -> None:
        if self._deep:
            self._body.text(data)
