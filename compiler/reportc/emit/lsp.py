"""Findings as LSP 3.17 diagnostics: what `check --format json`, records and the server send.

`codeDescription` is left out: it is the address of a web page, and the page of a rule
is in the program itself (`reportc rule X001`). Empty members are left out too, as LSP allows,
except `data.name` and `data.paths`, which readers may always access.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NotRequired, TypedDict
from urllib.parse import quote

from reportc import diagnostic, span
from reportc.language import Language
from reportc.places import NO_PLACES, Places


class LspPosition(TypedDict):
    """A line and a column in UTF-16 code units, both from 0."""

    line: int
    character: int


class LspRange(TypedDict):
    """A range; `end` is after its last character."""

    start: LspPosition
    end: LspPosition


class LspLocation(TypedDict):
    """A place in a document."""

    uri: str
    range: LspRange


class LspRelated(TypedDict):
    """Another place that explains a finding."""

    location: LspLocation
    message: str


class LspTextEdit(TypedDict):
    """Replace the text at `range`."""

    range: LspRange
    newText: str


class LspFix(TypedDict):
    """A fix on offer."""

    title: str
    safe: bool
    edits: list[LspTextEdit]


class LspSuspect(TypedDict):
    """A cell whose change would satisfy the broken equations."""

    path: str
    printed: int | float | None
    implied: int


class LspData(TypedDict):
    """Members that LSP does not define; findings with one cause, a cell or a number in a sentence, share a `cause`."""

    name: str
    paths: list[str]
    place: NotRequired[str]
    suspects: NotRequired[list[LspSuspect]]
    fixes: NotRequired[list[LspFix]]
    cause: NotRequired[str]


class LspDiagnostic(TypedDict):
    """A diagnostic of LSP 3.17; lines and UTF-16 columns count from 0."""

    range: LspRange
    severity: int
    code: str
    source: str
    message: str
    relatedInformation: NotRequired[list[LspRelated]]
    data: LspData


def document(path: str) -> str:
    """Return the URI reference of a file named `path`: relative where the path is."""
    return quote(path, errors="replace")


def convert(
    finding: diagnostic.Diagnostic,
    lines: span.LineIndex,
    uri: str,
    language: Language = "zh",
    places: Places = NO_PLACES,
) -> LspDiagnostic:
    """Return `finding` in the document `uri`, whose lines are `lines`: those of the projection, if it is a file."""
    result: LspDiagnostic = {
        "range": _range(finding.span, lines),
        "severity": int(finding.severity),
        "code": finding.rule.code,
        "source": "reportc",
        "message": finding.message(language),
        "data": _data(finding, lines, language, places),
    }
    if finding.related:
        result["relatedInformation"] = [_related(item, lines, uri, language) for item in finding.related]
    return result


def _data(finding: diagnostic.Diagnostic, lines: span.LineIndex, language: Language, places: Places) -> LspData:
    """Return the rule's name, the finding's cells, its place in a file, and its fixes."""
    data: LspData = {"name": finding.rule.name, "paths": list(finding.paths)}
    if place := places.at(finding.span.start):
        data["place"] = place.of(language)
    if finding.suspects:
        data["suspects"] = [_suspect(suspect) for suspect in finding.suspects]
    if finding.fixes:
        data["fixes"] = [_fix(fix, lines, language) for fix in finding.fixes]
    if finding.cause:
        data["cause"] = finding.cause.id
    return data


def _suspect(suspect: diagnostic.Suspect) -> LspSuspect:
    """Return a suspect; a printed amount is a JSON number as in the canonical report."""
    printed = float(suspect.printed) if isinstance(suspect.printed, Decimal) else suspect.printed
    return {"path": suspect.path, "printed": printed, "implied": suspect.implied}


def _fix(fix: diagnostic.Fix, lines: span.LineIndex, language: Language) -> LspFix:
    """Return a fix with the ranges of its edits."""
    edits: list[LspTextEdit] = [{"range": _range(edit.span, lines), "newText": edit.text} for edit in fix.edits]
    return {"title": fix.title(language), "safe": fix.safe, "edits": edits}


def _related(item: diagnostic.Related, lines: span.LineIndex, uri: str, language: Language) -> LspRelated:
    """Return another place of the same document."""
    message = item.text.of(language)
    return {"location": {"uri": uri, "range": _range(item.span, lines)}, "message": message}


def _range(place: span.Span, lines: span.LineIndex) -> LspRange:
    """Return the range of `place`."""
    return {"start": _position(place.start, lines), "end": _position(place.end, lines)}


def _position(offset: int, lines: span.LineIndex) -> LspPosition:
    """Return a position as the JSON object of LSP."""
    position = lines.position(offset)
    return {"line": position.line, "character": position.character}
