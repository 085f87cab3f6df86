"""Edits that a user requests: code actions (a fix, all safe fixes, a finding to ignore) and formatting."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from functools import partial

from lsprotocol import types

from reportc import explain
from reportc.diagnostic import Diagnostic, Fix, TextEdit
from reportc.emit.sarif import identity
from reportc.lsp import project
from reportc.lsp.diagnostics import converted
from reportc.lsp.documents import CheckedDocument
from reportc.lsp.positions import edits_of, span_of
from reportc.lsp.session import Session
from reportc.span import Span

FIX_ALL = "source.fixAll.reportc"
KINDS = [types.CodeActionKind.QuickFix, types.CodeActionKind.SourceFixAll, FIX_ALL]


async def actions(ls: Session, params: types.CodeActionParams) -> list[types.CodeAction]:
    """Return the actions for the findings in a range, and all safe fixes of the report."""
    seen = await ls.documents.seen(params.text_document.uri)
    if seen is None:
        return []
    span = span_of(seen.lines, params.range)
    found = [*_fixes(ls, seen, span), *_ignored(seen, span)]
    if _wanted(FIX_ALL, params.context.only):
        fixes = await asyncio.to_thread(explain.safe_fixes, seen.view)
        found += _fix_all(ls, seen, fixes)
    return [action for action in found if _wanted(str(_value(action.kind)), params.context.only)]


def _fixes(ls: Session, seen: CheckedDocument, span: Span) -> Iterator[types.CodeAction]:
    """Yield each useful fix at `span` once, for all findings that offer it."""
    found: dict[tuple[TextEdit, ...], list[tuple[Diagnostic, Fix]]] = {}
    for finding in seen.view.checked.diagnostics:
        for fix in finding.fixes:
            found.setdefault(fix.edits, []).append((finding, fix))
    for edits, offers in found.items():
        if any(_touches(seen, finding, fix, span) for finding, fix in offers):
            codes = " ".join(dict.fromkeys(finding.rule.code for finding, _ in offers))
            fix = offers[0][1]
            yield types.CodeAction(
                title=f"{codes} {fix.title(seen.view.language)}",
                kind=types.CodeActionKind.QuickFix,
                diagnostics=[converted(finding, seen.uri, seen.lines, seen.view) for finding, _ in offers],
                is_preferred=fix.safe,
                edit=_edit(ls, seen, edits),
            )


def _ignored(seen: CheckedDocument, span: Span) -> Iterator[types.CodeAction]:
    """Yield for each finding the command that puts it into the baseline, if the document is a file."""
    for finding in seen.view.checked.diagnostics if project.has_file(seen.uri) else ():
        if _meet(finding.span, span):
            code = finding.rule.code
            title = seen.view.words(f"{code} 记入基线，不再提示", f"{code} ignore by baseline")
            found = converted(finding, seen.uri, seen.lines, seen.view)
            command = types.Command(
                title, project.COMMAND, arguments=[seen.uri, code, identity(finding, seen.view.text)]
            )
            yield types.CodeAction(title, types.CodeActionKind.QuickFix, diagnostics=[found], command=command)


def _fix_all(ls: Session, seen: CheckedDocument, fixes: explain.SafeFixes) -> Iterator[types.CodeAction]:
    if fixes.edits:
        title = seen.view.words(f"改正全部 {fixes.fixes} 处可直接改正的问题", f"apply all {fixes.fixes} safe fixes")
        yield types.CodeAction(title=title, kind=FIX_ALL, edit=_edit(ls, seen, fixes.edits))


def _touches(seen: CheckedDocument, finding: Diagnostic, fix: Fix, span: Span) -> bool:
    """Return whether a finding, or an edit of its fix, is at `span`, or in one row or sentence with it."""
    places = (finding.span, *(edit.span for edit in fix.edits))
    return any(_meet(place, span) or _meet(explain.around(seen.view, place), span) for place in places)


def _meet(one: Span, other: Span) -> bool:
    return one.start <= other.end and one.end >= other.start


def _edit(ls: Session, seen: CheckedDocument, edits: Iterable[TextEdit]) -> types.WorkspaceEdit:
    """Return edits of the version that was checked: a client with a newer version refuses them, if it can."""
    changes = edits_of(seen.lines, edits)
    if not ls.client.versions_edits:
        return types.WorkspaceEdit(changes={seen.uri: changes})
    document = types.OptionalVersionedTextDocumentIdentifier(uri=seen.uri, version=seen.version)
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(document, [*changes])])


def _wanted(kind: str, only: Iterable[object] | None) -> bool:
    """Return whether a kind is among the requested ones: one of them, or below one of them."""
    return only is None or any(kind == one or kind.startswith(f"{one}.") for one in map(_value, only))


def _value(kind: object) -> str:
    return str(getattr(kind, "value", kind))


async def formatting(ls: Session, params: types.DocumentFormattingParams) -> list[types.TextEdit]:
    """Return the edits that format a document."""
    seen = await ls.documents.seen(params.text_document.uri)
    if seen is None:
        return []
    return _edits(ls, seen, await asyncio.to_thread(explain.formatted, seen.view, ls.settings.layout))


async def range_formatting(ls: Session, params: types.DocumentRangeFormattingParams) -> list[types.TextEdit]:
    """Return the edits that format the sections in a range."""
    seen = await ls.documents.seen(params.text_document.uri)
    if seen is None:
        return []
    work = partial(explain.formatted_part, seen.view, ls.settings.layout, span_of(seen.lines, params.range))
    return _edits(ls, seen, await asyncio.to_thread(work))


def _edits(ls: Session, seen: CheckedDocument, made: explain.Formatting) -> list[types.TextEdit]:
    """Return the edits; where a text is left unchanged, show the user why."""
    if made.reason:
        message = f"未排版：{made.reason.text.zh} (not formatted: {made.reason.text.en})"
        kind = types.MessageType.Error if made.reason.ours else types.MessageType.Info
        ls.window_show_message(types.ShowMessageParams(kind, message))
    return edits_of(seen.lines, made.edits)
