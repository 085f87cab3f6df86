"""The common parts of output for terminals: a finding on a line, colour, lines of the source with marks, diffs."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from reportc.diagnostic import Diagnostic
from reportc.language import Language
from reportc.places import NO_PLACES, Places
from reportc.result import Result
from reportc.span import LineIndex, Position, Span

Paint = Callable[[str, str], str]
"""Paints a text in a style by its name in rich: bold red."""


def plain(text: str, _style: str) -> str:
    """Leave `text` as it is."""
    return text


def ansi(text: str, style: str) -> str:
    """Paint `text` for a terminal."""
    from rich.color import ColorSystem  # rich takes 60 ms to import, and is needed only on a terminal
    from rich.style import Style

    return Style.parse(style).render(text, color_system=ColorSystem.STANDARD)


# ---------------------------------------------------------------- a finding on a line


def concise(result: Result, name: str, language: Language = "zh") -> Iterator[str]:
    """Yield a line for each finding of `result`: `path:line:column: X001 message`, both numbers from 1."""
    yield from located(result.diagnostics, result.lines, name, language, result.source.places)


def located(
    findings: Iterable[Diagnostic],
    lines: LineIndex,
    name: str,
    language: Language = "zh",
    places: Places = NO_PLACES,
) -> Iterator[str]:
    """Yield a line for each finding; in a file that is no text, line and column are those of its projection."""
    for finding in findings:
        line, column = place(finding.span.start, lines)
        there = places.at(finding.span.start)
        words = f"[{there.of(language)}] " if there else ""
        yield printable(f"{name}:{line}:{column}: {finding.rule.code} {words}{finding.message(language)}")


def printable(text: str) -> str:
    """Return `text` on one line, without the control characters that a terminal would interpret."""
    return "".join(c if c.isprintable() else " " for c in text)


def place(offset: int, lines: LineIndex) -> Position:
    """Return a line and a column in characters, both from 1, as editors show them."""
    line = lines.position(offset).line
    return Position(line + 1, offset - lines.starts[line] + 1)


# ---------------------------------------------------------------- the source with marks


_TAB = "    "
_CUT = "…"
_MOST_LINES = 3
"""A place may be a paragraph: its first lines are enough."""
_LEAST = 20
"""A narrower terminal wraps lines."""


class ShownLine(NamedTuple):
    """A line of the source as displayed, and the columns of the place in it."""

    number: int  # from 1
    text: str
    start: int
    length: int


def snippet(place: Span, lines: LineIndex, width: int) -> Iterator[ShownLine]:
    """Yield the lines of `place`, each at most `width` columns: the first few, cut around the place."""
    first = lines.position(place.start).line
    last = max(first, lines.position(max(place.start, place.end - 1)).line)
    for number in range(first, min(last + 1, first + _MOST_LINES)):
        line = lines.line_span(number)
        start = min(max(place.start, line.start), line.end)
        yield _shown(lines.text, line, Span(start, max(start, min(place.end, line.end))), number, max(width, _LEAST))


def columns(text: str) -> int:
    """Return how many columns of a terminal `text` takes."""
    return _columns(map(_seen, text))


def aligned(rows: Sequence[Sequence[str]], right: Container[int] = ()) -> Iterator[str]:
    """Yield rows of cells as lines with aligned columns; the columns of numbers in `right` are aligned right."""
    widths = [max(map(columns, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        padded = [(cell, " " * (width - columns(cell))) for cell, width in zip(row, widths, strict=True)]
        cells = (blank + cell if at in right else cell + blank for at, (cell, blank) in enumerate(padded))
        yield "  ".join(cells).rstrip()


def cut(text: str, width: int, least: int = _LEAST) -> str:
    """Return `text`, or as much of its beginning as fits into `width` columns; into `least`, if that is more."""
    width, seen = max(width, least), [_seen(character) for character in text]
    if _columns(seen) <= width:
        return text
    return "".join(character for character, _ in _taken(seen, width - 1)) + _CUT


def _shown(text: str, line: Span, place: Span, number: int, width: int) -> ShownLine:
    """Return a line as displayed; a long one is cut far from the place, a long place at its end."""
    # Every character takes at least a column, except combining ones: this bounds the visible part of a long line.
    before = [_seen(c) for c in reversed(text[max(line.start, place.start - 2 * width) : place.start])]
    inside = [_seen(c) for c in text[place.start : min(place.end, place.start + 2 * width)]]
    after = [_seen(c) for c in text[place.end : min(line.end, place.end + 2 * width)]]
    right = [*inside, *after]
    if _columns([*before, *right]) <= width:
        left, kept = before, right
    else:
        kept = _taken(right, width - min(width // 3, _columns(before)) - 2)
        left = _taken(before, width - _columns(kept) - 2)
    marked = kept[: len(inside)]
    head = _CUT if len(left) < place.start - line.start else ""
    tail = _CUT if len(kept) < line.end - place.start else ""
    shown = head + "".join(c for c, _ in reversed(left)) + "".join(c for c, _ in kept) + tail
    return ShownLine(number + 1, shown.rstrip(), len(head) + _columns(left), max(1, _columns(marked)))


def _taken(characters: Iterable[tuple[str, int]], width: int) -> list[tuple[str, int]]:
    """Return as many of the first characters as fit into `width` columns."""
    found: list[tuple[str, int]] = []
    for character in characters:
        width -= character[1]
        if width < 0:
            break
        found.append(character)
    return found


def _columns(characters: Iterable[tuple[str, int]]) -> int:
    return sum(width for _, width in characters)


def _seen(character: str) -> tuple[str, int]:
    """Return a character as displayed, and how many columns it takes."""
    from wcwidth import wcwidth  # its tables take a while to load, and only output for people needs them

    if character == "\t":
        return _TAB, len(_TAB)
    width = wcwidth(character)
    return (character, width) if width > 0 or (width == 0 and character.isprintable()) else (" ", 1)


# ---------------------------------------------------------------- diffs


_DIFF_STYLES: Mapping[str, str] = MappingProxyType(
    {"---": "bold", "+++": "bold", "@": "cyan", "+": "green", "-": "red"}
)
_NO_NEWLINE = "\\ No newline at end of file\n"


def diff(name: str, old: str, new: str, paint: Paint = plain) -> str:
    """Return the unified diff from `old` to `new`; empty where they are equal."""
    before, after = _lines(old), _lines(new)
    found = difflib.unified_diff(before, after, printable(name), printable(name))
    return "".join(_painted(line, paint) for changed in found for line in _ended(changed))


def _lines(text: str) -> list[str]:
    """Split after line feeds alone, as patch does; str.splitlines would also split at form feeds and U+2028."""
    return [f"{line}\n" for line in text.split("\n")[:-1]] + [last for last in text.split("\n")[-1:] if last]


def _ended(line: str) -> Iterator[str]:
    """Yield a line with its end, or with the line that patch expects where it has no end."""
    yield line if line.endswith("\n") else f"{line}\n"
    if not line.endswith("\n"):
        yield _NO_NEWLINE


def _painted(line: str, paint: Paint) -> str:
    style = next((style for mark, style in _DIFF_STYLES.items() if line.startswith(mark)), None)
    return f"{paint(line[:-1], style)}\n" if style else line
