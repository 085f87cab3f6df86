"""Code actions: each fix, all safe fixes, and what shall not be told again."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from lsprotocol import types

from reportc import explain
from reportc.diagnostic import Diagnostic, Fix, TextEdit
from reportc.emit.sarif import identity
from reportc.lsp import ignore
from reportc.lsp.convert import edits_of, span_of
from reportc.lsp.documents import Seen
from reportc.lsp.findings import converted

if TYPE_CHECKING:
    from reportc.lsp.server import Server
    from reportc.span import Span

FIX_ALL = "source.fixAll.reportc"
KINDS = [types.CodeActionKind.QuickFix, types.CodeActionKind.SourceFixAll, FIX_ALL]


async def actions(ls: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    """Return what can be done about the findings in a range, and the repair of the whole report."""
    seen = await ls.documents.seen(params.text_document.uri)
    if seen is None:
        return []
    span = span_of(seen.lines, params.range)
    found = [*_fixes(ls, seen, span), *_ignored(seen, span)]
    if _wanted(FIX_ALL, params.context.only):
        repair = await asyncio.to_thread(explain.safe_repair, seen.view)
        found += _fix_all(ls, seen, repair)
    return [action for action in found if _wanted(str(_value(action.kind)), params.context.only)]


def _fixes(ls: Server, seen: Seen, span: Span) -> Iterator[types.CodeAction]:
    """Yield each fix that is of use at `span` once, for all findings that offer it."""
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


def _ignored(seen: Seen, span: Span) -> Iterator[types.CodeAction]:
    """Yield for each finding that it may be put into the baseline, if the document has a file to be named by."""
    for finding in seen.view.checked.diagnostics if ignore.has_file(seen.uri) else ():
        if _meet(finding.span, span):
            code = finding.rule.code
            title = seen.view.words(f"{code} 记入基线，不再提示", f"{code} ignore by baseline")
            found = converted(finding, seen.uri, seen.lines, seen.view)
            command = types.Command(
                title, ignore.COMMAND, arguments=[seen.uri, code, identity(finding, seen.view.text)]
            )
            yield types.CodeAction(title, types.CodeActionKind.QuickFix, diagnostics=[found], command=command)


def _fix_all(ls: Server, seen: Seen, repair: explain.Repair) -> Iterator[types.CodeAction]:
    if repair.edits:
        title = seen.view.words(f"应用全部 {repair.fixes} 处放心可改的修正", f"apply all {repair.fixes} safe fixes")
        yield types.CodeAction(title=title, kind=FIX_ALL, edit=_edit(ls, seen, repair.edits))


def _touches(seen: Seen, finding: Diagnostic, fix: Fix, span: Span) -> bool:
    """Tell whether a finding, or what its fix would change, stands at `span`, or in one row or sentence with it."""
    places = (finding.span, *(edit.span for edit in fix.edits))
    return any(_meet(place, span) or _meet(explain.around(seen.view, place), span) for place in places)


def _meet(one: Span, other: Span) -> bool:
    return one.start <= other.end and one.end >= other.start


def _edit(ls: Server, seen: Seen, edits: Iterable[TextEdit]) -> types.WorkspaceEdit:
    """Return edits of the version that was checked: a client that has moved on refuses them, if it can."""
    changes = edits_of(seen.lines, edits)
    if not ls.client.versions_edits:
        return types.WorkspaceEdit(changes={seen.uri: changes})
    document = types.OptionalVersionedTextDocumentIdentifier(uri=seen.uri, version=seen.version)
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(document, [*changes])])


def _wanted(kind: str, only: Iterable[object] | None) -> bool:
    """Tell whether a kind is one of those that are asked for; a kind holds what begins with it."""
    return only is None or any(kind == one or kind.startswith(f"{one}.") for one in map(_value, only))


def _value(kind: object) -> str:
    return str(getattr(kind, "value", kind))
