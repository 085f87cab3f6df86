"""The drawings of a PDF page besides its text: rules, shaded areas, pictures; and which text is invisible.

A program draws a border as a line, as a thin filled rectangle, as a rectangle's edge or as the ring between
two; cells side by side draw theirs on top of one another. All become rules.
"""

from __future__ import annotations

import ctypes
import struct
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress, islice, repeat
from typing import Any

from reportc.source.pdf.pdfium import Answer
from reportc.source.pdf.view import PageView
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
from reportc.source.sheets.sheet import PageArea, Sheet

_DEEPEST = 12
"""Drawings may be nested, but not deeper."""
MOST_OBJECTS = 50_000
"""A page with more drawn objects is no page of a report."""
_MOST_SEGMENTS = 2_000
"""A path with more segments is a picture."""
_INVISIBLE = (3, 7)
"""The render modes of text that leaves no trace: invisible, or a clipping path."""
_MOSTLY = 0.6
"""A picture on this share of a page, with this share of its text invisible, is a scan with recognised text."""
_WHITE = 0xFA


@dataclass(slots=True)
class Drawing:
    """What has been drawn so far; `unseen` and `pale` are the text objects that leave no trace, or a white one."""

    pdfium: Any
    view: PageView
    sheet: Sheet
    objects: int = 0
    texts: int = 0
    unseen: set[int | None] = field(default_factory=set)
    pale: set[int | None] = field(default_factory=set)
    whole: PageArea = field(init=False)
    mode: Answer[int] = field(default_factory=lambda: Answer("i", 2))
    numbers: Answer[float] = field(default_factory=lambda: Answer("f", 4))

    def __post_init__(self) -> None:
        self.whole = self.sheet.seen

    def page(self, page: Any) -> None:
        """Take all objects of a page."""
        count = min(self.pdfium.FPDFPage_CountObjects(page), MOST_OBJECTS)
        self._take(map(self.pdfium.FPDFPage_GetObject, repeat(page), range(count)), UNIT, 0)
        self.sheet.recognised = self.sheet.pictured > _MOSTLY and len(self.unseen) > _MOSTLY * self.texts

    def _take(self, found: Iterable[Any], matrix: Matrix, depth: int) -> None:
        """Take objects, and those nested in them."""
        objects = list(islice(found, MOST_OBJECTS - self.objects))
        self.objects += len(objects)
        kinds = list(map(self.pdfium.FPDFPageObj_GetType, objects))
        pale = set(compress(objects, self._are_pale(objects)))
        text = self.pdfium.FPDF_PAGEOBJ_TEXT
        self._texts([drawn for drawn, kind in zip(objects, kinds, strict=True) if kind == text], pale)
        for drawn, kind in zip(objects, kinds, strict=True):
            if kind != text:
                self._shape(drawn, kind, matrix, depth, is_pale=drawn in pale)

    def _texts(self, objects: Sequence[Any], pale: Collection[Any]) -> None:
        """Take texts: invisible ones are remembered, and so are those of the others that are `pale`."""
        self.texts += len(objects)
        modes = map(self.pdfium.FPDFTextObj_GetTextRenderMode, objects)
        unseen = {drawn for drawn, mode in zip(objects, modes, strict=True) if mode in _INVISIBLE}
        self.unseen |= unseen
        self.pale |= {drawn for drawn in objects if drawn in pale and drawn not in unseen}

    def _shape(self, drawn: Any, kind: int, matrix: Matrix, depth: int, *, is_pale: bool) -> None:
        """Take an object that is no text."""
        pdfium = self.pdfium
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            self._path(drawn, matrix, is_pale=is_pale)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            self._picture(drawn, matrix)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inside = map(pdfium.FPDFFormObj_GetObject, repeat(drawn), range(pdfium.FPDFFormObj_CountObjects(drawn)))
            self._take(inside, product(self._matrix(drawn), matrix), depth + 1)

    def _are_pale(self, objects: Sequence[Any]) -> list[bool]:
        """Return which objects are filled with white, or with nothing."""
        answer: Answer[int] = Answer("I", 4 * len(objects))
        got = map(self.pdfium.FPDFPageObj_GetFillColor, objects, *(answer.to[at::4] for at in range(4)))
        colours = struct.iter_unpack("4I", answer.numbers)
        return [
            bool(known) and (not alpha or min(red, green, blue) >= _WHITE)
            for known, (red, green, blue, alpha) in zip(list(got), colours, strict=True)
        ]

    def _picture(self, drawn: Any, matrix: Matrix) -> None:
        box = self._bounds(drawn, matrix)
        if box and not self.sheet.stroke(box):
            width, height = min(box.width, self.sheet.width), min(box.height, self.sheet.height)
            area = self.sheet.width * self.sheet.height
            self.sheet.pictured = max(self.sheet.pictured, width * height / area if area else 0.0)

    def _path(self, drawn: Any, matrix: Matrix, *, is_pale: bool) -> None:
        """Take a path: a thin one is a rule, whatever its fill; of others each line is one, or the inside an area."""
        self.pdfium.FPDFPath_GetDrawMode(drawn, *self.mode.to)
        fill, stroke = self.mode.numbers
        box = self._bounds(drawn, matrix) if fill or stroke else None
        if box is None:
            return
        if not self.whole.covers(box):
            self.sheet.seen = self._seen(drawn, matrix)
        self._trace(drawn, box, matrix, stroke=bool(stroke), is_pale=is_pale)
        self.sheet.seen = self.whole

    def _trace(self, drawn: Any, box: PageArea, matrix: Matrix, *, stroke: bool, is_pale: bool) -> None:
        """Take a path whose bounds are `box`."""
        if self.sheet.stroke(box):
            return
        if self.pdfium.FPDFPath_CountSegments(drawn) > _MOST_SEGMENTS:
            self.sheet.curves += 1
            return
        parts = self._parts(self._segments(drawn), product(self._matrix(drawn), matrix))
        if stroke:
            for points in parts:
                draw_lines(self.sheet, points)
        elif not self._is_cut(drawn, matrix):
            fill_areas(self.sheet, parts, white=is_pale)

    def _seen(self, drawn: Any, matrix: Matrix) -> PageArea:
        """Return the visible part of an object that reaches beyond the page."""
        seen = self.whole
        for parts in self._clips(drawn, matrix):
            if points := [point for part in parts for point in part]:
                seen = seen.cut(around(points))
        return seen

    def _is_cut(self, drawn: Any, matrix: Matrix) -> bool:
        """Return whether the clipped part of an area is only a border."""
        return any(fill_areas(self.sheet, parts, white=True) for parts in self._clips(drawn, matrix))

    def _clips(self, drawn: Any, matrix: Matrix) -> Iterator[list[list[Point]]]:
        """Yield the parts of each clipping path of an object."""
        clip = self.pdfium.FPDFPageObj_GetClipPath(drawn)
        count = self.pdfium.FPDFClipPath_CountPaths(clip) if clip else 0
        for path in range(min(max(count, 0), MOST_AREAS)):
            length = min(self.pdfium.FPDFClipPath_CountPathSegments(clip, path), _MOST_SEGMENTS)
            get = self.pdfium.FPDFClipPath_GetPathSegment
            yield self._parts(map(get, repeat(clip), repeat(path), range(length)), matrix)

    def _segments(self, drawn: Any) -> Iterator[Any]:
        count = self.pdfium.FPDFPath_CountSegments(drawn)
        return map(self.pdfium.FPDFPath_GetPathSegment, repeat(drawn), range(count))

    def _parts(self, segments: Iterable[Any], matrix: Matrix) -> list[list[Point]]:
        """Return the points of each part of a path between two moves of the pen; a closed part returns to its start."""
        a, b, c, d, e, f = product(matrix, self.view.matrix)
        parts: list[list[Point]] = []
        for (x, y), kind, is_closed in self._drawn(list(segments)):
            if not parts or kind == self.pdfium.FPDF_SEGMENT_MOVETO:
                parts.append([])
            self.sheet.curves += kind == self.pdfium.FPDF_SEGMENT_BEZIERTO
            parts[-1].append((a * x + c * y + e, b * x + d * y + f))
            if is_closed:
                parts[-1].append(parts[-1][0])
        return parts

    def _drawn(self, segments: Sequence[Any]) -> Iterator[tuple[Point, int, int]]:
        """Yield the end point of each segment of a path, its kind, and whether it closes the path."""
        answer: Answer[float] = Answer("f", 2 * len(segments))
        deque(map(self.pdfium.FPDFPathSegment_GetPoint, segments, answer.to[::2], answer.to[1::2]), 0)
        kinds = map(self.pdfium.FPDFPathSegment_GetType, segments)
        closing = map(self.pdfium.FPDFPathSegment_GetClose, segments)
        return zip(struct.iter_unpack("2f", answer.numbers), kinds, closing, strict=True)

    def _bounds(self, drawn: Any, matrix: Matrix) -> PageArea | None:
        """Return the area of an object on the sheet; None if it is unknown."""
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
