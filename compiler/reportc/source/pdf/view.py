"""Views: from the coordinates of a PDF page to those of a sheet.

A page may lie anywhere in its coordinates, and be turned; its text may be turned on the page instead, as
programs do that print a broad table on an upright page. The view is the one in which the text is upright.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from itertools import repeat
from typing import Any, NamedTuple

from reportc.source.sheets.shapes import Matrix, moved
from reportc.source.sheets.sheet import PageArea

_SAMPLE = 64
"""At least this many characters decide how the text of a page is turned."""
_QUARTER = math.pi / 2
_STRAIGHT = 0.2
"""The largest angle of a character to a straight one, in quarters of a turn."""


class PageView(NamedTuple):
    """A page's box in its own coordinates, and by how many quarters it is turned, clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    @property
    def matrix(self) -> Matrix:
        """The matrix from the coordinates of the page to those of the sheet."""
        left, bottom, right, top, turns = self
        if not turns:  # nearly always
            return 1.0, 0.0, 0.0, -1.0, -left, top
        return (
            (0.0, 1.0, 1.0, 0.0, -bottom, -left),
            (-1.0, 0.0, 0.0, 1.0, right, -bottom),
            (0.0, -1.0, -1.0, 0.0, top, right),
        )[turns - 1]

    @property
    def size(self) -> tuple[float, float]:
        """The width and height of the page as viewed."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turns % 2 else (width, height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return the point of the sheet at a point of the page."""
        return moved(x, y, self.matrix)

    def box(self, left: float, bottom: float, right: float, top: float) -> PageArea:
        """Return the area of the sheet at an area of the page."""
        matrix = self.matrix
        a, b = moved(left, bottom, matrix)
        c, d = moved(right, top, matrix)
        return PageArea(min(a, c), min(b, d), max(a, c), max(b, d))


def view(pdfium: Any, page: Any, text: Any, characters: int) -> PageView:
    """Return the view of a page in which its text is upright."""
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(box))
    sample = range(0, characters, characters // _SAMPLE + 1)
    generated = map(pdfium.FPDFText_IsGenerated, repeat(text), sample)
    angles = map(pdfium.FPDFText_GetCharAngle, repeat(text), sample)
    quarters = [angle / _QUARTER for made, angle in zip(generated, angles, strict=True) if not made and angle >= 0]
    turns = Counter(-round(turned) % 4 for turned in quarters if abs(turned - round(turned)) < _STRAIGHT)
    most = turns.most_common(1)
    turned = most[0][0] if most else pdfium.FPDFPage_GetRotation(page) % 4
    return PageView(box.left, box.bottom, box.right, box.top, turned)
