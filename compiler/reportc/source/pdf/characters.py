"""The characters of a PDF page, in the order in which the file sets them, each with its box.

PDFium puts in spaces and line ends of its own: they have no box and are left out. A character whose font
does not tell what it means comes as its code, which may well be that of a digit: it is no character.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterator
from typing import Any

from reportc.source.pdf.drawn import Drawing, address
from reportc.source.pieces import Setting
from reportc.source.sheets.sheet import UNKNOWN, Glyph

MOST_CHARACTERS = 200_000
"""A page with more characters is no page of a report."""
_HYPHENS = dict.fromkeys("\x02\ufffe", "-")
"""What PDFium makes of a hyphen at the end of a line."""
_LOWEST, _HIGHEST = 4.0, 60.0
"""The size of a character is looked at twice if it is not between these."""
_SHARE = 0.8
"""What a wide character takes of the size of its font."""
_new = tuple.__new__
"""Characters are made by the thousand: going round their signature takes half as long."""
_SURROGATES = range(0xD800, 0xE000)


def characters(text: Any, count: int, drawing: Drawing) -> Iterator[Glyph]:
    """Yield the characters of a page."""
    pdfium, view = drawing.pdfium, drawing.view
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(0), ctypes.c_double(0)
    to_box, loose = ctypes.byref(box), pdfium.FPDFText_GetLooseCharBox
    unmapped, origin = pdfium.FPDFText_HasUnicodeMapError, pdfium.FPDFText_GetCharOrigin
    setting = _settings(text, drawing)
    upright, page_left, page_top = not view.turns, view.left, view.top
    top = bottom = 0.0
    for at, character in enumerate(_codes(pdfium, text, count)):
        loose(text, at, to_box)
        if not _LOWEST < box.top - box.bottom < _HIGHEST and not pdfium.FPDFText_IsGenerated(text, at):
            _measure_anew(pdfium, text, at, box)
        left, right = box.left, box.right
        if right <= left or box.top <= box.bottom:
            continue
        if unmapped(text, at):
            character = UNKNOWN  # noqa: PLW2901  # what it was is no character
        if not upright or top != box.top or bottom != box.bottom:  # else it stands on the line of the one before
            top, bottom = box.top, box.bottom
            origin(text, at, x, y)
        if upright:
            glyph = _new(
                Glyph,
                (
                    left - page_left,
                    page_top - top,
                    right - page_left,
                    page_top - bottom,
                    page_top - y.value,
                    character,
                    None,
                ),
            )
        else:
            glyph = Glyph(*view.box(left, bottom, right, top), view.point(x.value, y.value)[1], character)
        yield setting(at, glyph) if setting else glyph


def _codes(pdfium: Any, text: Any, count: int) -> Iterator[str]:
    """Yield what each character of a page is: all at once, unless PDFium leaves out some of them."""
    buffer = (ctypes.c_ushort * (2 * count + 2))()
    units = pdfium.FPDFText_GetText(text, 0, count, buffer)
    whole = bytes(buffer)[: 2 * max(0, units - 1)].decode("utf-16-le", "replace")
    if len(whole) == count:
        for character in whole:
            yield _HYPHENS.get(character, character)
        return
    for at in range(count):
        code = pdfium.FPDFText_GetUnicode(text, at)
        character = UNKNOWN if code in _SURROGATES or code > 0x10FFFF else chr(code)  # noqa: PLR2004  # the last there is
        yield _HYPHENS.get(character, character)


def _measure_anew(pdfium: Any, text: Any, at: int, box: Any) -> None:
    """Set a box of an odd size to that of the character's shape, and to its font's size if it is larger.

    A font may tell no size at all, and the size of one that is made for lines down the page comes unscaled.
    """
    left, right, bottom, top, x, y = (ctypes.c_double(0) for _ in range(6))
    matrix = pdfium.FS_MATRIX()
    got = pdfium.FPDFText_GetCharBox(text, at, left, right, bottom, top)
    if got and pdfium.FPDFText_GetCharOrigin(text, at, x, y) and pdfium.FPDFText_GetMatrix(text, at, matrix):
        size = pdfium.FPDFText_GetFontSize(text, at) * math.hypot(matrix.c, matrix.d)
        if not 0 < size < _HIGHEST or size < box.top - box.bottom < 2 * size:
            return
        box.left, box.right = min(left.value, x.value), max(right.value, x.value + _SHARE * size)
        box.bottom, box.top = min(bottom.value, y.value), max(top.value, y.value + _SHARE * size)


def _settings(text: Any, drawing: Drawing) -> Callable[[int, Glyph], Glyph] | None:
    """Return what marks a character that is hidden; None where all of the page is to be seen.

    Where nearly all of its text is unseen, a page was recognised by a program, and the text is what it says. White
    text is to be seen on a coloured area.
    """
    unseen = set[int | None]() if drawing.sheet.recognised else drawing.unseen
    if not unseen and not drawing.pale:
        return None

    def setting(at: int, glyph: Glyph) -> Glyph:
        drawn = address(drawing.pdfium.FPDFText_GetTextObject(text, at))
        hidden = drawn in unseen or (
            drawn in drawing.pale and not any(shade.holds(glyph.centre, glyph.middle) for shade in drawing.sheet.shades)
        )
        return glyph._replace(setting=Setting.HIDDEN) if hidden else glyph

    return setting
