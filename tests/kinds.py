"""Kinds of files in the tests: which can be written here, and with what."""

from __future__ import annotations

import pytest

from reportc.emit.document.kinds import KINDS, Draw, check
from reportc.failure import FontsMissing

DRAWN = tuple(name for name, kind in KINDS.items() if kind.draw)


def ready(kind: str) -> None:
    """Skip a test where no font prints Chinese."""
    try:
        check(kind)
    except FontsMissing as missing:
        pytest.skip(str(missing))


def drawing(kind: str) -> Draw:
    """Return what draws a kind that is no text."""
    draw = KINDS[kind].draw
    assert draw is not None
    return draw
