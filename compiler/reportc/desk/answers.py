"""The parts of the desk's questions and answers: JSON, texts in both languages, problems."""

from __future__ import annotations

from typing import Any

from reportc.failure import Failure
from reportc.language import Text

Json = dict[str, Any]
"""An object of JSON; `compiler/page/src/protocol.ts` declares its keys."""

LARGEST = 64 * 2**20
"""The largest file that is opened, in bytes; reports are far smaller."""


class Problem(Failure):
    """A message to the clerk instead of an answer."""


class LostReport(Problem):
    """The report in question is no longer on the desk: it must be opened again."""


def words(text: Text) -> Json:
    """Return a text in both languages."""
    return text._asdict()


def utf16(text: str, offset: int) -> int:
    """Return an offset into `text` in UTF-16 code units, as JavaScript counts."""
    return offset if text.isascii() else len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2


def text(given: Json, name: str) -> str:
    """Return the text that a question has under `name`; raise a `Problem` if it has none."""
    value = given.get(name)
    if not isinstance(value, str):
        raise Problem(f"缺少 {name}", f"{name} is missing")
    return value
