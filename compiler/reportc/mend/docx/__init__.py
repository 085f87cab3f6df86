"""Fixes in Word files: splices into the document's XML, by which nothing else changes.

`texts` changes the text of a cell or paragraph, `lines` puts in and takes out whole rows and paragraphs. That the new
file says what it should is for the proof to tell, which reads it again.
"""

from __future__ import annotations

from reportc.mend.docx.lines import changed_line, is_of_lines
from reportc.mend.docx.texts import splices
from reportc.mend.edits import Edited
from reportc.mend.proof import Objection
from reportc.source.archive import repacked
from reportc.source.docx import Document, open_document
from reportc.source.docx.splice import Splice, spliced
from reportc.source.pieces import Refusal

_UNREADABLE = Objection("文件读不出来", "the file cannot be read")
_NOT_UTF8 = Objection("文档不是 UTF-8 编码，不能改写", "the document is not in UTF-8 and cannot be rewritten")


def rewrite(data: str | bytes, edited: Edited) -> str | bytes | Objection:
    """Put edits of the projection into a Word file."""
    document = open_document(data) if isinstance(data, bytes) else None
    if document is None or isinstance(document, Refusal):
        return _UNREADABLE
    package = document.package
    if not package.is_utf8:
        return _NOT_UTF8
    found = _splices(edited, document)
    if isinstance(found, Objection):
        return found
    return repacked(package.archive, {package.name: spliced(package.document, found)}) or _UNREADABLE


def _splices(edited: Edited, document: Document) -> list[Splice] | Objection:
    """Return what is to change in the document."""
    text, origins = document.projected.text, document.projected.origins
    within = [edit for edit in edited.edits if not is_of_lines(edit, text)]
    found = splices(within, text, origins, document.package.document)
    if isinstance(found, Objection):
        return found
    for edit in edited.edits:
        if is_of_lines(edit, text):
            splice = changed_line(edit, edited.likes.get(edit), document)
            if isinstance(splice, Objection):
                return splice
            found.append(splice)
    return found
