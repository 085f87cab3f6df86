"""Text as XML 1.0 can carry it."""

from __future__ import annotations

import re
from html import escape

_FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def sound(text: str) -> str:
    """Return `text` with what XML reads as its own escaped, and U+FFFD for what it cannot carry at all."""
    return escape(_FORBIDDEN.sub("\ufffd", text), quote=False)
