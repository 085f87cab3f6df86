"""Word files (DOCX): from the package to its projection, over zipfile and expat alone.

The document is walked once; byte offsets of each text are kept, so that one can be replaced
and every other byte stays. What is displayed is read: inserted text, content controls, text boxes,
numbers that Word counts; deleted text, instructions of fields, headers and footers are not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from reportc.source import xml
from reportc.source.docx.body import Body
from reportc.source.docx.numbering import Numbering
from reportc.source.docx.package import WordPackage
from reportc.source.docx.splice import ElementRange, WordParagraph
from reportc.source.docx.story import WordContext
from reportc.source.docx.styles import Styles
from reportc.source.pieces import Refusal, Vocabulary
from reportc.source.projected import Projected
from reportc.source.projection import Projection

_FOREIGN = Refusal(
    "这个 Word 文件的正文是嵌入的网页；请用 Word 打开后重新保存",
    "the text of this Word file is an embedded web page: open it in Word and save it again",
)
_PICTURES = Refusal(
    "这个 Word 文件里只有图片，没有文字；请先识别成文字",
    "this Word file holds pictures and no text: recognise their text first",
)


@dataclass(frozen=True, slots=True)
class WordFile:
    """An open Word file: its projection, with origins in the document's XML; its paragraphs and rows there."""

    package: WordPackage
    projected: Projected
    paragraphs: Mapping[int, WordParagraph]
    rows: Sequence[ElementRange]


def read(data: bytes, _: Vocabulary) -> Projected | Refusal:
    """Return the projection of a Word file, or a refusal with the reason."""
    document = open_document(data)
    return document if isinstance(document, Refusal) else document.projected


@lru_cache(maxsize=1)  # what was read of a file is needed again when it is fixed
def open_document(data: bytes) -> WordFile | Refusal:
    """Open a Word file, and walk its document."""
    package = WordPackage.open(data)
    if isinstance(package, Refusal):
        return package
    styles = Styles(package.part("styles"))
    file = WordContext(styles, Numbering(package.part("numbering"), styles), Projection())
    body = Body(file)
    refusal = xml.walk(package.document, body)
    if refusal:
        return refusal
    body.finish()
    projected = file.projection.finish()
    if not projected.text.strip() and (body.has_foreign or body.has_pictures):
        return _FOREIGN if body.has_foreign else _PICTURES
    return WordFile(package, projected, file.paragraphs, file.rows)
