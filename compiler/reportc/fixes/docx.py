"""Fixes in Word files: splices into the document's XML, which change nothing else.

Besides texts, whole rows and paragraphs are inserted or deleted. A new row is the copy of one of its group, with its
widths, borders and fonts; a new heading is the copy of another. The proof, which reads the new file again, decides
whether its content is the intended one.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import NamedTuple

from reportc.diagnostic import TextEdit
from reportc.fixes.docx_texts import least, splices
from reportc.fixes.edits import Edited
from reportc.fixes.proof import Objection
from reportc.source.archive import repacked
from reportc.source.docx import WordFile, open_document
from reportc.source.docx.splice import ElementRange, EmptyParagraph, Splice, TextElement, end_of, spliced
from reportc.source.pieces import Refusal
from reportc.span import Span

_UNREADABLE = Objection("文件读不出来", "the file cannot be read")
_NOT_UTF8 = Objection("文档不是 UTF-8 编码，不能改写", "the document is not in UTF-8 and cannot be rewritten")


def rewrite(data: str | bytes, edited: Edited) -> str | bytes | Objection:
    """Return a Word file after edits of its projection, or the objection to them."""
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


def _splices(edited: Edited, document: WordFile) -> list[Splice] | Objection:
    """Return the splices of the document."""
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


# ---------------------------------------------------------------- whole rows and paragraphs


_LINES = Objection("要增删的是整行，请在 Word 中改", "whole lines would be added or removed: do that in Word")
_BOUND = Objection(
    "这里有修订、批注、域或图片，请在 Word 中增删整行",
    "tracked changes, comments, fields or pictures are here: add or remove lines in Word",
)
_UNIQUE = re.compile(
    rb"<(?:[\w.-]+:)?(?:ins|del|moveFrom|moveTo|sdt|drawing|pict|object|AlternateContent|comment\w*|tbl"
    rb"|footnoteReference|endnoteReference|fldChar|fldSimple|instrText|hyperlink|perm\w+|sectPr)\b"
)
"""Elements that must not be in a file twice, or must not be copied with a line."""
_NAMES = re.compile(
    rb"<(?:[\w.-]+:)?bookmark(?:Start|End)\b[^<>]*/>|\s[\w.-]+:(?:paraId|textId)=(?:\"[^\"]*\"|'[^']*')"
)
"""Attributes that identify a place in a file: a copy has other ones, or none."""
_MERGED = re.compile(rb"<(?:[\w.-]+:)?vMerge\b[^<>]*>")
_BEGINS = re.compile(rb"\bval\s*=\s*[\"']restart[\"']")


class _DocumentLine(NamedTuple):
    """A line of the projection, and its row or paragraph in the document.

    `written` is the start of the document's text, after a number that Word counts.
    """

    text: str
    span: Span
    written: int
    element: ElementRange
    is_row: bool


def is_of_lines(edit: TextEdit, text: str) -> bool:
    """Return whether an edit inserts or deletes line ends, or cells."""
    needed = least(edit, text)
    return any(mark in one for mark in "\t\n\r" for one in (needed.text, text[slice(*needed.span)]))


def changed_line(edit: TextEdit, like: Span | None, document: WordFile) -> Splice | Objection:
    """Return the splice that inserts a line, copied from the one at `like`, or deletes one."""
    return _put_in(edit, like, document) if edit.text else _taken_out(edit, document)


def _put_in(edit: TextEdit, like: Span | None, document: WordFile) -> Splice | Objection:
    """Copy a line to before or after the one at `edit`."""
    is_after = edit.text.startswith("\n")
    words = edit.text[1:] if is_after else edit.text.removesuffix("\n")
    beside = _line(document, edit.span.start)
    if (
        beside is None
        or like is None
        or edit.span.start != edit.span.end
        or len(words) == len(edit.text)
        or "\n" in words
    ):
        return _LINES
    model = _line(document, like.start)
    if model is None or not _fits(document, model, beside, words, is_after=is_after):
        return _LINES
    new = _copy(document, model, words)
    if isinstance(new, Objection):
        return new
    at = end_of(document.package.document, beside.element) if is_after else beside.element[0]
    return Splice(at, at, new)


def _taken_out(edit: TextEdit, document: WordFile) -> Splice | Objection:
    """Delete a row; one with which a merged cell begins is kept."""
    removed = document.projected.text[slice(*edit.span)]
    line = _line(document, edit.span.end)
    if line is None or removed.strip("\n") != line.text or not line.is_row:
        return _LINES
    data = _bytes(document, line)
    if _UNIQUE.search(data):
        return _BOUND
    return (
        _LINES if _merges(data).begun else Splice(line.element[0], end_of(document.package.document, line.element), b"")
    )


# ---------------------------------------------------------------- lines


def _line(document: WordFile, at: int) -> _DocumentLine | None:
    """Return the line at `at`; None where it is ambiguous, or not in the document."""
    text = document.projected.text
    end = text.find("\n", at)
    span = Span(text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end)
    found = [one for one in document.projected.origins if span.start <= one.start and one.end <= span.end]
    places = [
        (one.origin.tag, _paragraph(one.origin))
        for one in found
        if isinstance(one.origin, (TextElement, EmptyParagraph))
    ]
    if not places:
        return None
    rows = [row for row in document.rows if row[0] < places[0][0] < row[1]]
    element = max(rows) if rows else document.paragraphs[places[0][1]][:2]
    if any(not element[0] <= tag < element[1] for tag, _ in places):
        return None
    return _DocumentLine(text[slice(*span)], span, found[0].start, element, bool(rows))


def _paragraph(origin: TextElement | EmptyParagraph) -> int:
    return origin.paragraph if isinstance(origin, TextElement) else origin.tag


def _bytes(document: WordFile, line: _DocumentLine) -> bytes:
    data = document.package.document
    return data[line.element[0] : end_of(data, line.element)]


# ---------------------------------------------------------------- copies of rows and lines


class _Merges(NamedTuple):
    """How many cells of a row are merged with the row above, and how many with rows below alone."""

    going_on: int
    begun: int


def _merges(row: bytes) -> _Merges:
    begun = sum(1 for cell in _MERGED.findall(row) if _BEGINS.search(cell))
    return _Merges(len(_MERGED.findall(row)) - begun, begun)


def _fits(document: WordFile, model: _DocumentLine, beside: _DocumentLine, words: str, *, is_after: bool) -> bool:
    """Return whether a copy of `model` may go next to a line: both continue exactly the same merged cells.

    A copy of a row with which a merged cell begins would begin another one.
    """
    if not beside.is_row or not model.is_row:
        return beside.is_row is model.is_row
    own, new = _merges(_bytes(document, beside)), _merges(_bytes(document, model))
    following = _line(document, beside.span.end + 1) if is_after else beside
    fewest = _merges(_bytes(document, following)).going_on if following and following.is_row else 0
    most = sum(own) if is_after else own.going_on
    return not new.begun and fewest <= new.going_on <= most and model.text.count("\t") == words.count("\t")


def _copy(document: WordFile, model: _DocumentLine, words: str) -> bytes | Objection:
    """Return a copy of a line with other text in its cells, and without the names of its places."""
    data = _bytes(document, model)
    if _UNIQUE.search(data):
        return _BOUND
    counted = 0 if model.is_row else model.written - model.span.start
    old, new = model.text[counted:].split("\t"), words[counted:].split("\t")
    starts = accumulate((len(one) + 1 for one in old), initial=model.span.start + counted)
    cells = zip(starts, old, new, strict=False)
    edits = [TextEdit(Span(start, start + len(was)), now) for start, was, now in cells if was != now]
    found = splices(edits, document.projected.text, document.projected.origins, document.package.document)
    if isinstance(found, Objection):
        return found
    first = model.element[0]
    return _NAMES.sub(b"", spliced(data, (Splice(start - first, end - first, put) for start, end, put in found)))
