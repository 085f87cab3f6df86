"""Lines of the source with marks under a place, right under full-width characters and in any terminal's width."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reportc.span import LineIndex, Span

_TAB = "    "
_CUT = "…"
_MOST_LINES = 3
"""A place may be a paragraph: its first lines show which."""
_LEAST = 20
"""A narrower terminal wraps."""


class Shown(NamedTuple):
    """A line of the source as it is shown, and the columns that the place takes in it."""

    number: int  # from 1
    text: str
    start: int
    length: int


def snippet(place: Span, lines: LineIndex, width: int) -> Iterator[Shown]:
    """Yield the lines of `place`, each at most `width` columns: the first few, cut around the place."""
    first = lines.position(place.start).line
    last = max(first, lines.position(max(place.start, place.end - 1)).line)
    for number in range(first, min(last + 1, first + _MOST_LINES)):
        line = lines.line_span(number)
        start = min(max(place.start, line.start), line.end)
        yield _shown(lines.text, line, Span(start, max(start, min(place.end, line.end))), number, max(width, _LEAST))


def columns(text: str) -> int:
    """Return how many columns `text` takes."""
    return _columns(map(_seen, text))


def cut(text: str, width: int, least: int = _LEAST) -> str:
    """Return `text`, or as much of its beginning as fits into `width` columns; into `least`, if that is more."""
    width, seen = max(width, least), [_seen(character) for character in text]
    if _columns(seen) <= width:
        return text
    return "".join(character for character, _ in _taken(seen, width - 1)) + _CUT


def _shown(text: str, line: Span, place: Span, number: int, width: int) -> Shown:
    """Show a line; one that is too long loses what stands far from the place, a place that is too long its end."""
    # No character takes less than a column, but for marks on others: so much of a long line may be seen at most.
    before = [_seen(c) for c in reversed(text[max(line.start, place.start - 2 * width) : place.start])]
    inside = [_seen(c) for c in text[place.start : min(place.end, place.start + 2 * width)]]
    behind = [_seen(c) for c in text[place.end : min(line.end, place.end + 2 * width)]]
    right = [*inside, *behind]
    if _columns([*before, *right]) <= width:
        left, kept = before, right
    else:
        kept = _taken(right, width - min(width // 3, _columns(before)) - 2)
        left = _taken(before, width - _columns(kept) - 2)
    marked = kept[: len(inside)]
    head = _CUT if len(left) < place.start - line.start else ""
    tail = _CUT if len(kept) < line.end - place.start else ""
    shown = head + "".join(c for c, _ in reversed(left)) + "".join(c for c, _ in kept) + tail
    return Shown(number + 1, shown.rstrip(), len(head) + _columns(left), max(1, _columns(marked)))


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
    """Return how a character is shown, and how many columns it takes."""
    from wcwidth import wcwidth  # its tables take a while to load, and only people need them

    if character == "\t":
        return _TAB, len(_TAB)
    width = wcwidth(character)
    return (character, width) if width > 0 or (width == 0 and character.isprintable()) else (" ", 1)
