"""A page of an OFD file: its text, paths and pictures, and those of its templates, drawn on a sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.parsers import expat

from reportc.source.ofd.package import A4, OfdPackage, OfdPage, box, numbers
from reportc.source.ofd.paths import parts_of
from reportc.source.ofd.texts import PositionedText, glyphs
from reportc.source.pieces import Setting
from reportc.source.sheets.shapes import UNIT, Matrix, around, draw_lines, fill_areas, moved, product
from reportc.source.sheets.sheet import PageArea, Sheet

_POINTS = 72 / 25.4
_MOST_OBJECTS = 50_000
_ASIDE = frozenset(("Clips", "Pattern", "Actions"))
"""Elements of an object with paths, pictures or texts of their own: the clip region, and the fill pattern."""
_DEEPEST = 8
"""Drawings may be nested, but not deeper."""
_WHITE = 250
_MATRIX = 6
_TRUE = ("true", "1")
_FALSE = ("false", "0")
_OBJECTS = ("TextObject", "PathObject", "ImageObject", "CompositeObject")


def draw(package: OfdPackage, page: OfdPage, number: int) -> Sheet:
    """Return a page; damaged objects are left out."""
    size = _AreaFinder()
    package.walk(page.name, size)
    left, top, width, height = size.area or page.area or A4
    sheet = Sheet(number, width * _POINTS, height * _POINTS)
    matrix = (_POINTS, 0.0, 0.0, _POINTS, -left * _POINTS, -top * _POINTS)
    pen = OfdPen(package, page, sheet)
    for name in (*(page.templates[template] for template in size.templates if template in page.templates), page.name):
        pen.walk(name, matrix, 0)
    pen.finish()
    return sheet


class _AreaFinder:
    """Finds the area of a page, and the templates that it is on."""

    parser: expat.XMLParserType

    def __init__(self) -> None:
        self.area: tuple[float, ...] = ()
        self.templates: list[str] = []
        self._written: str | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        local = name.rpartition("}")[2]
        self._written = "" if local == "PhysicalBox" else None
        if local == "Template":
            self.templates.append(attributes.get("TemplateID", ""))

    def end(self, name: str) -> None:
        if name.rpartition("}")[2] == "PhysicalBox":
            self.area = box(self._written or "")
        self._written = None

    def text(self, data: str) -> None:
        if self._written is not None:
            self._written += data


@dataclass(slots=True)
class OfdPen:
    """Draws on a sheet; white text is hidden until the coloured areas are known."""

    package: OfdPackage
    page: OfdPage
    sheet: Sheet
    objects: int = 0

    def walk(self, name: str, matrix: Matrix, depth: int, drawing: str | None = None) -> None:
        """Draw a part of the package, or one drawing of it."""
        self.package.walk(name, _Content(self, matrix, depth, drawing))

    def finish(self) -> None:
        """Display the white text that is on a coloured area."""
        self.sheet.glyphs = [
            glyph._replace(setting=None)
            if glyph.setting is Setting.HIDDEN and any(s.holds(glyph.centre, glyph.middle) for s in self.sheet.shades)
            else glyph
            for glyph in self.sheet.glyphs
        ]


@dataclass(slots=True)
class _OfdObject:
    """An object that is being read: its attributes, its matrix, its colours, its texts."""

    kind: str
    attributes: Mapping[str, str]
    matrix: Matrix
    colours: dict[str, Mapping[str, str]] = field(default_factory=dict)
    codes: list[PositionedText] = field(default_factory=list)
    data: str = ""
    mapped: bool = False

    def flag(self, name: str, *, default: bool) -> bool:
        """Return the value of a Boolean attribute."""
        written = self.attributes.get(name, "").lower()
        return written in _TRUE or (default and written not in _FALSE)

    def is_pale(self) -> bool:
        """Return whether it is filled with white, or with nothing."""
        colour = self.colours.get("FillColor", {})
        value = numbers(colour.get("Value", ""))
        return colour.get("Alpha", "").strip() == "0" or (len(value) == 3 and min(value) >= _WHITE)  # noqa: PLR2004  # red, green, blue


class _Content:
    """Draws the objects of a part as they are read."""

    parser: expat.XMLParserType

    def __init__(self, pen: OfdPen, matrix: Matrix, depth: int, drawing: str | None) -> None:
        self._pen, self._matrix, self._depth = pen, matrix, depth
        self._drawing = drawing
        self._inside = drawing is None
        self._object: _OfdObject | None = None
        self._aside = 0  # the depth of open elements that are not drawn
        self._written: list[str] | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        local = name.rpartition("}")[2]
        if self._aside or (self._object and local in _ASIDE):
            self._aside += 1
        elif local == "CompositeGraphicUnit":
            self._inside = attributes.get("ID") == self._drawing
        elif local in _OBJECTS and self._inside:
            self._pen.objects += 1
            self._object = _OfdObject(local, attributes, _placed(attributes, self._matrix))
        elif self._object:
            self._start_inside(local, attributes, self._object)

    def _start_inside(self, local: str, attributes: Mapping[str, str], within: _OfdObject) -> None:
        if local in ("FillColor", "StrokeColor"):
            within.colours[local] = attributes
        elif local == "CGTransform":
            within.mapped = True
        elif local in ("TextCode", "AbbreviatedData"):
            self._written = []
            if local == "TextCode":
                within.codes.append(PositionedText(attributes))

    def end(self, name: str) -> None:
        local, within = name.rpartition("}")[2], self._object
        if self._aside:
            self._aside -= 1
        elif local == "CompositeGraphicUnit":
            self._inside = self._drawing is None
        elif within and self._written is not None and local in ("TextCode", "AbbreviatedData"):
            text, self._written = "".join(self._written), None
            if local == "TextCode":
                within.codes[-1].text = text
            else:
                within.data = text
        elif within and local == within.kind:
            self._object = None
            if self._pen.objects <= _MOST_OBJECTS and within.flag("Visible", default=True):
                self._draw(within)

    def text(self, data: str) -> None:
        if self._written is not None:
            self._written.append(data)

    def _draw(self, drawn: _OfdObject) -> None:
        sheet = self._pen.sheet
        if drawn.kind == "TextObject":
            setting = Setting.HIDDEN if drawn.is_pale() else None
            sheet.glyphs += glyphs(drawn.codes, drawn.attributes, drawn.matrix, setting, mapped=drawn.mapped)
        elif drawn.kind == "PathObject":
            _draw_path(sheet, drawn)
        elif drawn.kind == "ImageObject":
            _draw_picture(sheet, drawn)
        elif self._depth < _DEEPEST and (name := self._pen.page.drawings.get(drawn.attributes.get("ResourceID", ""))):
            self._pen.walk(name, drawn.matrix, self._depth + 1, drawn.attributes["ResourceID"])


def _placed(attributes: Mapping[str, str], outer: Matrix) -> Matrix:
    """Return the matrix of an object: its own, then the move to its corner, then that of the object around it."""
    corner = numbers(attributes.get("Boundary", ""))
    x, y = corner[:2] if len(corner) == len(A4) else (0.0, 0.0)
    written = numbers(attributes.get("CTM", ""))
    a, b, c, d, e, f = written if len(written) == _MATRIX else UNIT
    return product((a, b, c, d, e + x, f + y), outer)


def _draw_path(sheet: Sheet, drawn: _OfdObject) -> None:
    """Draw a path: its lines if it is stroked, else the areas that it fills."""
    parts, curves = parts_of(drawn.data)
    sheet.curves += curves
    placed = [[moved(x, y, drawn.matrix) for x, y in part] for part in parts]
    if drawn.flag("Stroke", default=True):
        for points in placed:
            draw_lines(sheet, points)
    if drawn.flag("Fill", default=False) and placed:
        fill_areas(sheet, placed, white=drawn.is_pale())


def _draw_picture(sheet: Sheet, drawn: _OfdObject) -> None:
    """Draw a picture: a unit square, transformed by its matrix."""
    shown: PageArea = around(_corners(drawn.matrix))
    if not sheet.stroke(shown):
        area = min(shown.width, sheet.width) * min(shown.height, sheet.height)
        sheet.pictured = max(sheet.pictured, area / (sheet.width * sheet.height))


def _corners(matrix: Matrix) -> Sequence[tuple[float, float]]:
    return [moved(x, y, matrix) for x in (0.0, 1.0) for y in (0.0, 1.0)]
