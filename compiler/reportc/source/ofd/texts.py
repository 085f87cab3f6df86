"""Text of an OFD page, to characters: codes with the position of the first and the distance to each next one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from reportc.source.ofd.package import numbers
from reportc.source.pieces import Setting
from reportc.source.sheets.shapes import Matrix, around, moved
from reportc.source.sheets.sheet import SHOWN, UNKNOWN, Glyph
from reportc.source.sheets.textlines import is_wide

_RISE, _FALL = 0.86, 0.14
"""How far a font's box goes above and below the line, in sizes of the font."""
_NARROW = 0.5
"""The approximate width of digits and Latin letters, in sizes of the font; distances between them are more exact."""
_LEAST, _LOOSE = 0.5, 0.2
"""The distance is the width between this share of the usual one, and this much more, in sizes of the font."""
_MOST_STEPS = 100_000
_QUARTERS = (90, 180, 270)
_NO_CODE = "\xa4"
"""The character of a shape without a code, as the standard has it."""
_PRIVATE = range(0xE000, 0xF900)


@dataclass(slots=True)
class PositionedText:
    """A text and its position."""

    attributes: Mapping[str, str]
    text: str = ""


def glyphs(
    codes: Sequence[PositionedText],
    attributes: Mapping[str, str],
    matrix: Matrix,
    setting: Setting | None,
    *,
    mapped: bool,
) -> Iterator[Glyph]:
    """Yield the characters of a text object; `mapped` ones are drawn by shapes that may have no code."""
    size = next(iter(numbers(attributes.get("Size", ""))), 0.0)
    stretch = next(iter(numbers(attributes.get("HScale", ""))), 1.0) or 1.0
    down = attributes.get("ReadDirection", "0").strip() in ("90", "270")
    x = y = 0.0
    for code in codes:
        x = next(iter(numbers(code.attributes.get("X", ""))), x)
        y = next(iter(numbers(code.attributes.get("Y", ""))), y)
        steps = _steps(code.attributes.get("DeltaX", "")), _steps(code.attributes.get("DeltaY", ""))
        at_x, at_y = x, y
        for number, character in enumerate(code.text):
            usual = size * stretch * (1.0 if is_wide(character) else _NARROW)
            step = _step(steps[0], number, 0.0 if down else usual)
            most = size * stretch if east_asian_width(character) == "A" else usual
            wide = step if _LEAST * usual < step < most + _LOOSE * size else usual
            yield _glyph(
                SHOWN.get(character) or _known(character, mapped=mapped), (at_x, at_y, wide, size), matrix, setting
            )
            at_x += step
            at_y += _step(steps[1], number, size if down else 0.0)


def _step(steps: Sequence[float], number: int, otherwise: float) -> float:
    """Return the distance to the next character: the given one, or that of the font."""
    if number < len(steps):
        return steps[number]
    return otherwise


def _steps(written: str) -> list[float]:
    """Return the distances from character to character; `g 3 5.5` means three of 5.5."""
    words = written.split()
    found: list[float] = []
    at = 0
    while at < len(words) and len(found) < _MOST_STEPS:
        again = numbers(" ".join(words[at + 1 : at + 3])) if words[at].lower() == "g" else []
        if len(again) == 2 and again[0] >= 0:  # noqa: PLR2004  # how many, and how far
            found += [again[1]] * min(int(again[0]), _MOST_STEPS)
            at += 3
            continue
        one = numbers(words[at])
        if not one:
            break
        found += one
        at += 1
    return found


def _known(character: str, *, mapped: bool) -> str:
    """Return a character, or the replacement of one that has no code."""
    lost = character == _NO_CODE and mapped
    return UNKNOWN if lost or ord(character) in _PRIVATE else character


def _glyph(text: str, place: tuple[float, float, float, float], matrix: Matrix, setting: Setting | None) -> Glyph:
    """Return a character at a position, with its width and size."""
    x, y, wide, size = place
    corners = [moved(x + dx, y + dy, matrix) for dx in (0.0, wide) for dy in (-_RISE * size, _FALL * size)]
    return Glyph(*around(corners), moved(x, y, matrix)[1], text, setting)
