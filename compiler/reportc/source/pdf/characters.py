"""The characters of a PDF page, in the order of the file, each with its box.

PDFium inserts spaces and line ends of its own: they have no box and are left out. A character whose font
has no Unicode mapping comes as its code, which may well be that of a digit: it is ignored.
"""

from __future__ import annotations

import ctypes
import math
import struct
import sys
from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import pairwise, repeat
from typing import Any

from reportc.source.pdf.drawn import Drawing
from reportc.source.pdf.pdfium import Answer
from reportc.source.pieces import Setting
from reportc.source.sheets.sheet import SHOWN, UNKNOWN, Glyph, PageArea

MOST_CHARACTERS = 200_000
"""A page with more characters is no page of a report."""
_MEANT = str.maketrans({**SHOWN, **dict.fromkeys("\x02\ufffe", "-")})
"""Replacements of characters: PDFium has these two for a hyphen at the end of a line."""
_LOWEST, _HIGHEST = 4.0, 60.0
"""The size of a character is measured again if it is not between these, in points."""
_SHARE = 0.8
"""The width of a wide character, as a share of the size of its font."""
_new = tuple.__new__
"""Characters are made by the thousand: `tuple.__new__` takes half as long as the class."""
_HIGH, _LOW = range(0xD800, 0xDC00), range(0xDC00, 0xE000)
"""PDFium gives a character beyond 16 bits as a surrogate pair, both at one place."""
_CharacterBox = tuple[float, ...]
_Boxes = Sequence[_CharacterBox]
"""Left, top, right and bottom of each character, in the page's coordinates, which count upwards."""


def characters(text: Any, count: int, drawing: Drawing) -> list[Glyph]:
    """Return the characters of a page."""
    pdfium = drawing.pdfium
    codes = _codes(pdfium, text, count)
    boxes = _boxes(pdfium, text, codes)
    shown = [at for at, (left, top, right, bottom) in enumerate(boxes) if codes[at] and left < right and bottom < top]
    letters = [codes[at] for at in shown]
    unmapped = list(map(pdfium.FPDFText_HasUnicodeMapError, repeat(text), shown))
    if any(unmapped):
        letters = [UNKNOWN if unknown else code for unknown, code in zip(unmapped, letters, strict=True)]
    glyphs = (_turned if drawing.view.turns else _upright)(text, drawing, boxes, shown, letters)
    setting = _settings(text, drawing)
    return [setting(at, glyph) for at, glyph in zip(shown, glyphs, strict=True)] if setting else glyphs


def _upright(text: Any, drawing: Drawing, boxes: _Boxes, shown: Sequence[int], letters: Sequence[str]) -> list[Glyph]:
    """Return the characters of a page that is viewed unturned."""
    page_left, page_top = drawing.view.left, drawing.view.top
    areas = [boxes[at] for at in shown]
    lines = [area[1::2] for area in areas]  # where boxes begin and end alike, characters are on one line
    examples = dict(zip(lines, shown, strict=True))
    origins = _origins(text, drawing, examples.values())
    known = {
        line: (page_top - line[0], page_top - line[1], page_top - y)
        for line, (_, y) in zip(examples, origins, strict=True)
    }
    placed = zip(areas, map(known.__getitem__, lines), letters, strict=True)
    return [
        _new(Glyph, (left - page_left, top, right - page_left, bottom, base, character, None))
        for (left, _, right, _), (top, bottom, base), character in placed
    ]


def _turned(text: Any, drawing: Drawing, boxes: _Boxes, shown: Sequence[int], letters: Sequence[str]) -> list[Glyph]:
    """Return the characters of a page that is viewed turned by a quarter or two."""
    view = drawing.view
    bases = [view.point(x, y)[1] for x, y in _origins(text, drawing, shown)]
    areas = [view.box(left, bottom, right, top) for left, top, right, bottom in (boxes[at] for at in shown)]
    return [Glyph(*area, base, character) for area, base, character in zip(areas, bases, letters, strict=True)]


def _origins(text: Any, drawing: Drawing, places: Collection[int]) -> Iterator[tuple[float, ...]]:
    """Return the origins of characters, on their base lines."""
    answer: Answer[float] = Answer("d", 2 * len(places))
    deque(map(drawing.pdfium.FPDFText_GetCharOrigin, repeat(text), places, answer.to[::2], answer.to[1::2]), 0)
    return struct.iter_unpack("2d", answer.numbers)


def _boxes(pdfium: Any, text: Any, codes: Sequence[str]) -> _Boxes:
    """Return the box of each character in the page's coordinates; one of an odd size is measured again."""
    answer: Answer[float] = Answer("f", 4 * len(codes), together=4)
    deque(map(pdfium.FPDFText_GetLooseCharBox, repeat(text), range(len(codes)), answer.to), 0)
    boxes: list[_CharacterBox] = list(struct.iter_unpack("4f", answer.numbers))
    for at in [at for at, (_, top, _, bottom) in enumerate(boxes) if not _LOWEST < top - bottom < _HIGHEST]:
        if not codes[at].isspace() and not pdfium.FPDFText_IsGenerated(text, at):
            boxes[at] = _measured_again(pdfium, text, at, PageArea(*boxes[at]))
    return boxes


def _codes(pdfium: Any, text: Any, count: int) -> Sequence[str]:
    """Return the characters of a page, by one call unless PDFium leaves out some of them."""
    buffer = (ctypes.c_ushort * (2 * count + 2))()
    units = pdfium.FPDFText_GetText(text, 0, count, buffer)
    whole = bytes(buffer)[: 2 * max(0, units - 1)].decode("utf-16-le", "replace")
    if len(whole) == count:
        return whole.translate(_MEANT)
    return _whole([pdfium.FPDFText_GetUnicode(text, at) for at in range(count)])


def _whole(codes: list[int]) -> list[str]:
    """Return the characters of codes; of a surrogate pair the first has the character, and the second is empty."""
    letters = list(map(_code, codes))
    for at, (high, low) in enumerate(pairwise(codes)):
        if high in _HIGH and low in _LOW:
            letters[at : at + 2] = chr(0x10000 + (high - _HIGH.start << 10) + low - _LOW.start), ""
    return letters


def _code(code: int) -> str:
    """Return the character of a code; "" if the code is invalid."""
    if code in _HIGH or code in _LOW or code > sys.maxunicode:
        return UNKNOWN
    return chr(code).translate(_MEANT)


def _measured_again(pdfium: Any, text: Any, at: int, box: PageArea) -> PageArea:
    """Return for a box of an odd size that of the character's shape, or of its font's size if it is larger.

    A font may state no size at all, and the size of one that is made for vertical lines comes unscaled.
    """
    answer: Answer[float] = Answer("d", 6)
    matrix = pdfium.FS_MATRIX()
    got = pdfium.FPDFText_GetCharBox(text, at, *answer.to[:4])
    got = got and pdfium.FPDFText_GetCharOrigin(text, at, *answer.to[4:])
    if got and pdfium.FPDFText_GetMatrix(text, at, ctypes.byref(matrix)):
        size = pdfium.FPDFText_GetFontSize(text, at) * math.hypot(matrix.c, matrix.d)
        if 0 < size < _HIGHEST and not size < box.top - box.bottom < 2 * size:
            left, right, bottom, top, x, y = answer.numbers
            return PageArea(min(left, x), max(top, y + _SHARE * size), max(right, x + _SHARE * size), min(bottom, y))
    return box


def _settings(text: Any, drawing: Drawing) -> Callable[[int, Glyph], Glyph] | None:
    """Return a function that gives the setting of a hidden character; None if the whole page is visible.

    Where nearly all of its text is invisible, the page is a scan with recognised text, which counts as visible. White
    text is visible on a coloured area.
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
