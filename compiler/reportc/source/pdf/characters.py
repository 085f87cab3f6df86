"""The characters of a PDF page, in the order in which the file sets them, each with its box.

PDFium puts in spaces and line ends of its own: they have no box and are left out. A character whose font
does not tell what it means comes as its code, which may well be that of a digit: it is no character.
"""

from __future__ import annotations

import ctypes
import math
import struct
import sys
from collections import deque
from collections.abc import Callable, Iterator
from itertools import repeat
from typing import Any

from reportc.source.pdf.drawn import Drawing
from reportc.source.pdf.pdfium import Answer
from reportc.source.pieces import Setting
from reportc.source.sheets.sheet import UNKNOWN, Box, Glyph

MOST_CHARACTERS = 200_000
"""A page with more characters is no page of a report."""
_HYPHENS = str.maketrans("\x02\ufffe", "--")
"""What PDFium makes of a hyphen at the end of a line."""
_LOWEST, _HIGHEST = 4.0, 60.0
"""The size of a character is looked at twice if it is not between these."""
_SHARE = 0.8
"""What a wide character takes of the size of its font."""
_new = tuple.__new__
"""Characters are made by the thousand: going round their signature takes half as long."""
_SURROGATES = range(0xD800, 0xE000)


def characters(text: Any, count: int, drawing: Drawing) -> list[Glyph]:
    """Return the characters of a page."""
    pdfium, view = drawing.pdfium, drawing.view
    origin, setting = Answer[float]("d", 2), _settings(text, drawing)
    bases: dict[tuple[float, float], tuple[float, ...]] = {}  # where the characters stand whose boxes begin and end so
    found: list[Glyph] = []
    upright, page_left, page_top = not view.turns, view.left, view.top
    unmapped = map(pdfium.FPDFText_HasUnicodeMapError, repeat(text), range(count))
    shown = zip(_boxes(pdfium, text, count), _codes(pdfium, text, count), unmapped, strict=False)
    for at, ((left, top, right, bottom), character, unknown) in enumerate(shown):
        if right <= left and character.isspace():
            continue
        if not _LOWEST < top - bottom < _HIGHEST and not pdfium.FPDFText_IsGenerated(text, at):
            left, top, right, bottom = _measured_anew(pdfium, text, at, Box(left, top, right, bottom))  # noqa: PLW2901  # the box that it has
        if right <= left or top <= bottom:
            continue
        base = bases.get((top, bottom)) if upright else None
        if base is None:
            pdfium.FPDFText_GetCharOrigin(text, at, *origin.to)
            base = bases[top, bottom] = tuple(origin.numbers)
        shows = UNKNOWN if unknown else character
        if upright:
            box = left - page_left, page_top - top, right - page_left, page_top - bottom
            glyph = _new(Glyph, (*box, page_top - base[1], shows, None))
        else:
            glyph = Glyph(*view.box(left, bottom, right, top), view.point(*base)[1], shows)
        found.append(setting(at, glyph) if setting else glyph)
    return found


def _boxes(pdfium: Any, text: Any, count: int) -> Iterator[tuple[float, ...]]:
    """Yield the box of each character on the page: its left, top, right and bottom; what PDFium put in has none."""
    boxes = Answer[float]("f", 4 * count, together=4)
    deque(map(pdfium.FPDFText_GetLooseCharBox, repeat(text), range(count), boxes.to), 0)
    return struct.iter_unpack("4f", boxes.numbers)


def _codes(pdfium: Any, text: Any, count: int) -> Iterator[str]:
    """Yield what each character of a page is: all at once, unless PDFium leaves out some of them."""
    buffer = (ctypes.c_ushort * (2 * count + 2))()
    units = pdfium.FPDFText_GetText(text, 0, count, buffer)
    whole = bytes(buffer)[: 2 * max(0, units - 1)].decode("utf-16-le", "replace")
    if len(whole) == count:
        return iter(whole.translate(_HYPHENS))
    return (_code(pdfium.FPDFText_GetUnicode(text, at)) for at in range(count))


def _code(code: int) -> str:
    """Return the character of a code, if there is one."""
    if code in _SURROGATES or code > sys.maxunicode:
        return UNKNOWN
    return chr(code).translate(_HYPHENS)


def _measured_anew(pdfium: Any, text: Any, at: int, box: Box) -> Box:
    """Return for a box of an odd size that of the character's shape, or of its font's size if it is larger.

    A font may tell no size at all, and the size of one that is made for lines down the page comes unscaled.
    """
    answer, matrix = Answer[float]("d", 6), pdfium.FS_MATRIX()
    got = pdfium.FPDFText_GetCharBox(text, at, *answer.to[:4])
    got = got and pdfium.FPDFText_GetCharOrigin(text, at, *answer.to[4:])
    if got and pdfium.FPDFText_GetMatrix(text, at, ctypes.byref(matrix)):
        size = pdfium.FPDFText_GetFontSize(text, at) * math.hypot(matrix.c, matrix.d)
        if 0 < size < _HIGHEST and not size < box.top - box.bottom < 2 * size:
            left, right, bottom, top, x, y = answer.numbers
            return Box(min(left, x), max(top, y + _SHARE * size), max(right, x + _SHARE * size), min(bottom, y))
    return box


def _settings(text: Any, drawing: Drawing) -> Callable[[int, Glyph], Glyph] | None:
    """Return what marks a character that is hidden; None where all of the page is to be seen.

    Where nearly all of its text is unseen, a page was recognised by a program, and the text is what it says. White
    text is to be seen on a coloured area.
    """
    unseen = set[int | None]() if drawing.sheet.recognised else drawing.unseen
    if not unseen and not drawing.pale:
        return None

    def setting(at: int, glyph: Glyph) -> Glyph:
        drawn = drawing.pdfium.FPDFText_GetTextObject(text, at)
        hidden = drawn in unseen or (
            drawn in drawing.pale and not any(shade.holds(glyph.centre, glyph.middle) for shade in drawing.sheet.shades)
        )
        return glyph._replace(setting=Setting.HIDDEN) if hidden else glyph

    return setting
