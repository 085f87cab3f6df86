"""What fixes would change, as a unified diff."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from reportc.emit.human.line import printable
from reportc.emit.human.paint import Paint, plain

_STYLES: Mapping[str, str] = MappingProxyType({"---": "bold", "+++": "bold", "@": "cyan", "+": "green", "-": "red"})
_NO_NEWLINE = "\\ No newline at end of file\n"


def diff(name: str, old: str, new: str, paint: Paint = plain) -> str:
    """Return the unified diff from `old` to `new`; empty where they are equal."""
    before, after = _lines(old), _lines(new)
    found = difflib.unified_diff(before, after, printable(name), printable(name))
    return "".join(_painted(line, paint) for changed in found for line in _ended(changed))


def _lines(text: str) -> list[str]:
    """Cut after line feeds alone, as patch does; str.splitlines would also cut at form feeds and U+2028."""
    return [f"{line}\n" for line in text.split("\n")[:-1]] + [last for last in text.split("\n")[-1:] if last]


def _ended(line: str) -> Iterator[str]:
    """Yield a line with its end, and what patch wants to be told where there is none."""
    yield line if line.endswith("\n") else f"{line}\n"
    if not line.endswith("\n"):
        yield _NO_NEWLINE


def _painted(line: str, paint: Paint) -> str:
    style = next((style for mark, style in _STYLES.items() if line.startswith(mark)), None)
    return f"{paint(line[:-1], style)}\n" if style else line
