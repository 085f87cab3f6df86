"""Tracked changes: deleted text, which a page converted from the file would show like any other."""

from __future__ import annotations

import re

from reportc.source.archive import Archive, repacked
from reportc.source.kinds import Kind
from reportc.source.pieces import Refusal

_CONTENT = "content.xml"
_DELETED = b"\\deleted"
_TRACKED = re.compile(rb"<((?:[\w.-]+:)?tracked-changes)\b(?:[^<>]*/>|.*?</\1\s*>)", re.DOTALL)


def may_hold_changes(kind: Kind, data: bytes) -> bool:
    """Return whether a file must become an OpenDocument text first, since it may have deleted text."""
    return kind is Kind.DOC or (kind is Kind.RTF and _DELETED in data)


def accepted(text: bytes) -> bytes | None:
    """Return an OpenDocument text whose changes are all accepted; None if it cannot be opened.

    What was deleted is in one place before all other text, and marks in the text show where it was.
    """
    archive = Archive.open(text)
    content = None if isinstance(archive, Refusal) else archive.read(_CONTENT)
    if isinstance(archive, Refusal) or content is None:
        return None
    changed = _TRACKED.sub(b"", content)
    return text if changed == content else repacked(archive, {_CONTENT: changed})
