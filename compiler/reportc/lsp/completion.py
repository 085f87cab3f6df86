"""Completion: the words of the form that are missing here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from reportc import explain
from reportc.lsp.convert import offset_of, range_of
from reportc.lsp.positions import Lines

if TYPE_CHECKING:
    from reportc.lsp.server import Server


async def completion(ls: Server, params: types.CompletionParams) -> list[types.CompletionItem]:
    """Return the labels and headings that the report lacks at a position."""
    seen = await ls.documents.seen(params.text_document.uri)
    found = explain.completions(seen.view, offset_of(seen.lines, params.position)) if seen else []
    return [_item(seen.lines, one, number) for number, one in enumerate(found)] if seen else []


def _item(lines: Lines, one: explain.Completion, number: int) -> types.CompletionItem:
    kind = types.CompletionItemKind.Module if one.heading else types.CompletionItemKind.Field
    return types.CompletionItem(
        label=one.text,
        kind=kind,
        detail=one.detail,
        sort_text=f"{number:04}",  # the order of the form, not that of the characters
        text_edit=types.TextEdit(range_of(lines, one.replaces), one.text),
    )
