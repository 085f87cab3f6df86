"""Inlay hints: the sums after broken totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from reportc import explain
from reportc.lsp.convert import position_of, span_of

if TYPE_CHECKING:
    from reportc.lsp.server import Server


async def hints(ls: Server, params: types.InlayHintParams) -> list[types.InlayHint]:
    """Return the hints in a range, if the editor's settings want any."""
    seen = await ls.documents.seen(params.text_document.uri)
    if seen is None or not ls.settings.inlay_hints:
        return []
    span = span_of(seen.lines, params.range)
    return [
        types.InlayHint(position_of(seen.lines, hint.offset), hint.label, tooltip=hint.tooltip, padding_left=True)
        for hint in explain.hints(seen.view)
        if span.start <= hint.offset <= span.end
    ]
