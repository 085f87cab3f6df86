"""Code actions: each fix, all safe fixes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from lsprotocol import types

from reportc import explain
from reportc.diagnostic import Diagnostic, Fix, TextEdit
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
    found = [*_fixes(ls, seen, span), *_fix_all(ls, seen)]
    return [action for action in found if _wanted(action, params.context.only)]


def _fixes(ls: Server, seen: Seen, span: Span) -> Iterator[types.CodeAction]:
    for finding in seen.view.checked.diagnostics:
        for fix in finding.fixes:
            if _touches(finding, fix, span):
                yield types.CodeAction(
                    title=f"{finding.rule.code} {fix.title(seen.view.language)}",
                    kind=types.CodeActionKind.QuickFix,
                    diagnostics=[converted(finding, seen.uri, seen.lines, seen.view)],
                    is_preferred=fix.safe,
                    edit=_edit(ls, seen, fix.edits),
                )


def _fix_all(ls: Server, seen: Seen) -> Iterator[types.CodeAction]:
    repair = explain.safe_repair(seen.view)
    if repair.edits:
        title = seen.view.words(f"应用全部 {repair.fixes} 处放心可改的修正", f"apply all {repair.fixes} safe fixes")
        yield types.CodeAction(title=title, kind=FIX_ALL, edit=_edit(ls, seen, repair.edits))


def _touches(finding: Diagnostic, fix: Fix, span: Span) -> bool:
    """Tell whether a finding, or what its fix would change, stands at `span`."""
    places = (finding.span, *(edit.span for edit in fix.edits))
    return any(place.start <= span.end and place.end >= span.start for place in places)


def _edit(ls: Server, seen: Seen, edits: Iterable[TextEdit]) -> types.WorkspaceEdit:
    """Return edits of the version that was checked: a client that has moved on refuses them, if it can."""
    changes = edits_of(seen.lines, edits)
    if not ls.client_versions_edits:
        return types.WorkspaceEdit(changes={seen.uri: changes})
    document = types.OptionalVersionedTextDocumentIdentifier(uri=seen.uri, version=seen.version)
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(document, [*changes])])


def _wanted(action: types.CodeAction, only: Iterable[str] | None) -> bool:
    """Tell whether an action is of one of the kinds that are asked for; a kind holds what begins with it."""
    kind = str(getattr(action.kind, "value", action.kind))
    return only is None or any(kind == one or kind.startswith(f"{one}.") for one in map(_value, only))


def _value(kind: str) -> str:
    return str(getattr(kind, "value", kind))
