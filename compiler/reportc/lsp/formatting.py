"""Formatting: the normal form of a report, or of a part of it."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from lsprotocol import types

from reportc import explain
from reportc.lsp.convert import edits_of, span_of
from reportc.lsp.documents import Seen

if TYPE_CHECKING:
    from reportc.lsp.server import Server


async def whole(ls: Server, params: types.DocumentFormattingParams) -> list[types.TextEdit]:
    """Return what lays a document out."""
    seen = await ls.documents.seen(params.text_document.uri)
    if seen is None:
        return []
    return _told(ls, seen, await asyncio.to_thread(explain.laid, seen.view, ls.settings.layout))


async def part(ls: Server, params: types.DocumentRangeFormattingParams) -> list[types.TextEdit]:
    """Return what lays out the lines of a range."""
    seen = await ls.documents.seen(params.text_document.uri)
    if seen is None:
        return []
    work = partial(explain.laid_part, seen.view, ls.settings.layout, span_of(seen.lines, params.range))
    return _told(ls, seen, await asyncio.to_thread(work))


def _told(ls: Server, seen: Seen, laid: explain.Laid) -> list[types.TextEdit]:
    """Say why a text is left as it is, or return the edits."""
    if laid.reason:
        message = f"未排版：{laid.reason.text.zh} (not formatted: {laid.reason.text.en})"
        kind = types.MessageType.Error if laid.reason.ours else types.MessageType.Info
        ls.window_show_message(types.ShowMessageParams(kind, message))
    return edits_of(seen.lines, laid.edits)
