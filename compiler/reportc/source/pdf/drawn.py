"""What is drawn on a PDF page besides its text: rules, shaded areas, pictures; and which text is not to be seen.

A program draws a border as a line, as a thin filled rectangle, as a rectangle's edge or as the ring between
two; cells side by side draw theirs on top of one another. All become rules.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from reportc.source.pdf.pdfium import Answer
from reportc.source.pdf.view import View
from reportc.source.sheets.shapes import (
    MOST_AREAS,
    UNIT,
    Matrix,
    Point,
    around,
    draw_lines,
    fill_areas,
    moved,
    product,
)
from reportc.source.sheets.sheet import Box, Sheet

_DEEPEST = 12
"""Drawings stand inside one another, but not so deep."""
MOST_OBJECTS = 50_000
"""A page with more drawn objects is no page of a report."""
_MOST_SEGMENTS = 2_000
"""A path with more of them is a picture."""
_INVISIBLE = (3, 7)
"""How text is drawn that leaves no trace: unseen, or as an edge to cut by."""
_MOSTLY = 0.6
"""A picture on so much of a page, with so much of its text unseen, is a scan with what a program made of it."""
_WHITE = 0xFA


@dataclass(slots=True)
class Drawing:
    """What has been drawn so far; `unseen` and `pale` are the text objects that leave no trace, or a white one."""

    pdfium: Any
    view: View
    sheet: Sheet
    objects: int = 0
    texts: int = 0
    unseen: set[int | None] = field(default_factory=set)
    pale: set[int | None] = field(default_factory=set)
    colour: Answer[int] = field(default_factory=lambda: Answer("I", 4))
    whole: Box = field(init=False)
    mode: Answer[int] = field(default_factory=lambda: Answer("i", 2))
    numbers: Answer[float] = field(default_factory=lambda: Answer("f", 4))

    def __post_init__(self) -> None:
        self.whole = self.sheet.seen

    def page(self, page: Any) -> None:
        """Take all that a page draws."""
        count = self.pdfium.FPDFPage_CountObjects(page)
        for at in range(min(count, MOST_OBJECTS)):
            self._take(self.pdfium.FPDFPage_GetObject(page, at), UNIT, 0)
        self.sheet.recognised = self.sheet.pictured > _MOSTLY and len(self.unseen) > _MOSTLY * self.texts

    def _take(self, drawn: Any, matrix: Matrix, depth: int) -> None:
        """Take one object, and those inside it."""
        self.objects += 1
        if self.objects > MOST_OBJECTS:
            return
        kind = self.pdfium.FPDFPageObj_GetType(drawn)
        if kind == self.pdfium.FPDF_PAGEOBJ_TEXT:
            self._text(drawn)
        elif kind == self.pdfium.FPDF_PAGEOBJ_PATH:
            self._path(drawn, matrix)
        elif kind == self.pdfium.FPDF_PAGEOBJ_IMAGE:
            self._picture(drawn, matrix)
        elif kind == self.pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inside = product(self._matrix(drawn), matrix)
            for at in range(min(self.pdfium.FPDFFormObj_CountObjects(drawn), MOST_OBJECTS)):
                self._take(self.pdfium.FPDFFormObj_GetObject(drawn, at), inside, depth + 1)

    def _text(self, drawn: Any) -> None:
        self.texts += 1
        if self.pdfium.FPDFTextObj_GetTextRenderMode(drawn) in _INVISIBLE:
            self.unseen.add(drawn)
        elif self._is_pale(drawn):
            self.pale.add(drawn)

    def _is_pale(self, drawn: Any) -> bool:
        """Tell whether an object is filled with white, or with nothing."""
        got = self.pdfium.FPDFPageObj_GetFillColor(drawn, *self.colour.to)
        red, green, blue, alpha = self.colour.numbers
        return bool(got) and (not alpha or (red >= _WHITE and green >= _WHITE and blue >= _WHITE))

    def _picture(self, drawn: Any, matrix: Matrix) -> None:
        box = self._bounds(drawn, matrix)
        if box and not self.sheet.stroke(box):
            width, height = min(box.width, self.sheet.width), min(box.height, self.sheet.height)
            area = self.sheet.width * self.sheet.height
            self.sheet.pictured = max(self.sheet.pictured, width * height / area if area else 0.0)

    def _path(self, drawn: Any, matrix: Matrix) -> None:
        """Take a path: a thin one is a rule, whatever its inside; of others each line is one, or the area inside."""
        self.pdfium.FPDFPath_GetDrawMode(drawn, *self.mode.to)
        fill, stroke = self.mode.numbers
        box = self._bounds(drawn, matrix) if fill or stroke else None
        if box is None:
            return
        if not self.whole.covers(box):
            self.sheet.seen = self._seen(drawn, matrix)
        self._trace(drawn, box, matrix, stroke)
        self.sheet.seen = self.whole

    def _trace(self, drawn: Any, box: Box, matrix: Matrix, stroke: int) -> None:
        """Take a path that is drawn in `box`."""
        if self.sheet.stroke(box):
            return
        if self.pdfium.FPDFPath_CountSegments(drawn) > _MOST_SEGMENTS:
            self.sheet.curves += 1
            return
        parts = list(self._parts(self._segments(drawn), product(self._matrix(drawn), matrix)))
        if stroke:
            for points in parts:
                draw_lines(self.sheet, points)
        elif not self._is_cut(drawn, matrix):
            fill_areas(self.sheet, parts, white=self._is_pale(drawn))

    def _seen(self, drawn: Any, matrix: Matrix) -> Box:
        """Return the part of the page in which an object is seen that goes beyond it."""
        seen = self.whole
        for parts in self._clips(drawn, matrix):
            if points := [point for part in parts for point in part]:
                seen = seen.cut(around(points))
        return seen

    def _is_cut(self, drawn: Any, matrix: Matrix) -> bool:
        """Tell whether all that is seen of an area is a border, since it is cut to that shape."""
        return any(fill_areas(self.sheet, parts, white=True) for parts in self._clips(drawn, matrix))

    def _clips(self, drawn: Any, matrix: Matrix) -> Iterator[list[list[Point]]]:
        """Yield the parts of each path to which an object is cut."""
        clip = self.pdfium.FPDFPageObj_GetClipPath(drawn)
        count = self.pdfium.FPDFClipPath_CountPaths(clip) if clip else 0
        for path in range(min(max(count, 0), MOST_AREAS)):
            length = self.pdfium.FPDFClipPath_CountPathSegments(clip, path)
            get = self.pdfium.FPDFClipPath_GetPathSegment
            yield list(self._parts((get(clip, path, at) for at in range(min(length, _MOST_SEGMENTS))), matrix))

    def _segments(self, drawn: Any) -> Iterator[Any]:
        count = self.pdfium.FPDFPath_CountSegments(drawn)
        return (self.pdfium.FPDFPath_GetPathSegment(drawn, at) for at in range(count))

    def _parts(self, segments: Iterable[Any], matrix: Matrix) -> Iterator[list[Point]]:
        """Yield the parts of a path between two moves of the pen, the way back to the start with each closed one."""
        pdfium, numbers = self.pdfium, self.numbers.numbers
        x, y, *_ = self.numbers.to
        a, b, c, d, e, f = product(matrix, self.view.matrix)
        points: list[Point] = []
        for segment in segments:
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO and points:
                yield points
                points = []
            self.sheet.curves += kind == pdfium.FPDF_SEGMENT_BEZIERTO
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            across, up = numbers[0], numbers[1]
            points.append((a * across + c * up + e, b * across + d * up + f))
            if pdfium.FPDFPathSegment_GetClose(segment):
                points.append(points[0])
        if points:
            yield points

    def _bounds(self, drawn: Any, matrix: Matrix) -> Box | None:
        """Return the area that an object takes on the sheet."""
        if not self.pdfium.FPDFPageObj_GetBounds(drawn, *self.numbers.to):
            return None
        left, bottom, right, top = self.numbers.numbers
        if matrix == UNIT:
            return self.view.box(left, bottom, right, top)
        corners = [moved(x, y, matrix) for x in (left, right) for y in (bottom, top)]
        return around([self.view.point(*corner) for corner in corners])

    def _matrix(self, drawn: Any) -> Matrix:
        matrix = self.pdfium.FS_MATRIX()
        self.pdfium.FPDFPageObj_GetMatrix(drawn, ctypes.byref(matrix))
        return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f
