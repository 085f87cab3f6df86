"""Word files (DOCX): from the package to its projection, over zipfile and expat alone.

The document is walked once; byte offsets of each text are kept, so that one can be put in the place of
another and every other byte stays. What is shown is read: inserted text, content controls, text boxes,
numbers that Word counts; deleted text, instructions of fields, headers and footers are not.
"""

from __future__ import annotations

from reportc.source import xml
from reportc.source.docx.body import Body
from reportc.source.docx.numbering import Numbering
from reportc.source.docx.package import Package
from reportc.source.docx.styles import Styles
from reportc.source.pieces import Refusal, Vocabulary
from reportc.source.projection import Projected, Projection

_FOREIGN = Refusal(
    "这个 Word 文件的正文是嵌入的网页；请用 Word 打开后重新保存",
    "the text of this Word file is an embedded web page: open it in Word and save it again",
)


def read(data: bytes, _: Vocabulary) -> Projected | Refusal:
    """Read a Word file."""
    package = Package.open(data)
    return package if isinstance(package, Refusal) else project(package)


def project(package: Package) -> Projected | Refusal:
    """Make the projection of an open Word file; origins point into its document."""
    styles = Styles(package.part("styles"))
    projection = Projection()
    body = Body(styles, Numbering(package.part("numbering"), styles), projection)
    refusal = xml.walk(package.document, body)
    if refusal:
        return refusal
    body.finish()
    projected = projection.finish()
    return _FOREIGN if body.has_foreign and not projected.text.strip() else projected
