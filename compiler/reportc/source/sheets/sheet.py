"""Sheets: the content of a page of fixed layout, whichever format draws it: characters, rules and shaded areas.

All lengths are points, counted from the upper left corner of the page as viewed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from reportc.source.fold import RADICALS
from reportc.source.kinds import Kind
from reportc.source.pieces import Refusal, Setting

THICKEST = 3.0
"""A shape that is thinner, and longer than it is thick, is a rule."""
UNKNOWN = "\ufffd"
"""Replaces a character that is drawn as a shape and has no code."""
SHOWN = RADICALS
"""Radicals become the characters of their shape: a program that prints 人 may use the code of a radical."""
_PICTURED = 0.3
"""A picture on this share of a page may be one of its text."""
_MOST_UNKNOWN = 0.5
_SHAPES = 20
"""Fewer drawn shapes than this are no text."""


class Glyph(NamedTuple):
    """A character and the box of its font around it; `base` is the line that it is on."""

    left: float
    top: float
    right: float
    bottom: float
    base: float
    text: str
    setting: Setting | None = None

    @property
    def centre(self) -> float:
        """Its centre across the page."""
        return (self.left + self.right) / 2

    @property
    def middle(self) -> float:
        """Its centre down the page."""
        return (self.top + self.bottom) / 2


class RuledLine(NamedTuple):
    """A straight line along the page or down it: its position, its start and its end."""

    at: float
    start: float
    end: float


class PageArea(NamedTuple):
    """An area of the page."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        """Return whether a point lies inside."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def covers(self, other: PageArea) -> bool:
        """Return whether another area lies inside."""
        left, top, right, bottom = other
        return self.left <= left and self.top <= top and right <= self.right and bottom <= self.bottom

    def cut(self, other: PageArea) -> PageArea:
        """Return the intersection of both areas; its width or height is negative where they do not overlap."""
        left, top = max(self.left, other.left), max(self.top, other.top)
        return PageArea(left, top, min(self.right, other.right), min(self.bottom, other.bottom))

    @property
    def width(self) -> float:
        """Its width."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Its height."""
        return self.bottom - self.top


@dataclass(slots=True)
class Sheet:
    """A page.

    `across` are the rules from left to right, `down` those from top to bottom, `dots` shapes that are no larger than
    a rule is thick, `shades` coloured areas. `pictured` is the share of the page that its largest picture covers,
    `curves` counts drawn shapes that are neither. `recognised` says that the text is invisible over a picture, as
    programs for text recognition leave it. `seen` is the clip region of what is drawn next.
    """

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    across: list[RuledLine] = field(default_factory=list)
    down: list[RuledLine] = field(default_factory=list)
    shades: list[PageArea] = field(default_factory=list)
    dots: list[PageArea] = field(default_factory=list)
    pictured: float = 0.0
    curves: int = 0
    recognised: bool = False
    seen: PageArea = field(init=False)

    def __post_init__(self) -> None:
        self.seen = PageArea(0.0, 0.0, self.width, self.height)

    def stroke(self, box: PageArea) -> bool:
        """Take the shape in `box` as a rule, if it is as thin as one; return whether it is."""
        width, height = box.width, box.height
        if not self.seen.covers(box):
            thin = min(width, height) <= THICKEST
            box = box.cut(self.seen)
            if box.width < 0 or box.height < 0:
                return thin
        if height <= THICKEST and height < width:
            self.across.append(RuledLine((box.top + box.bottom) / 2, box.left, box.right))
        elif width <= THICKEST and width < height:
            self.down.append(RuledLine((box.left + box.right) / 2, box.top, box.bottom))
        if max(width, height) <= THICKEST:
            self.dots.append(box)
        return min(width, height) <= THICKEST

    def frame(self, box: PageArea) -> None:
        """Take the four sides of `box` as rules."""
        left, top, right, bottom = box
        for side in ((left, top, right, top), (left, bottom, right, bottom), (left, top, left, bottom)):
            self.stroke(PageArea(*side))
        self.stroke(PageArea(right, top, right, bottom))


def without_text(sheets: Sequence[Sheet], kind: Kind) -> Refusal | None:
    """Return why the pages of a file hold no text; None if they do."""
    glyphs = [text for sheet in sheets for _, _, _, _, _, text, _ in sheet.glyphs]
    if UNKNOWN not in glyphs and not all(map(str.isspace, glyphs)):
        return None
    glyphs = [text for text in glyphs if not text.isspace()]
    name, name_en = kind.words.zh.removesuffix("文件").strip(), kind.words.en
    if glyphs and glyphs.count(UNKNOWN) > _MOST_UNKNOWN * len(glyphs):
        return Refusal(
            f"这个 {name} 的字体没有文字编码，看得见、读不出；请用原来的 Word 文件，或重新导出为带文字的 {name}",
            f"the fonts of {name_en} do not say what their characters are; take the Word file, or export it again",
        )
    if glyphs:
        return None
    if max((sheet.pictured for sheet in sheets), default=0.0) > _PICTURED:
        return Refusal(
            f"这是扫描的 {name}，没有文字；请用原来的 Word 文件，或先识别成文字（OCR）并核对数字",
            f"this is {name_en} of scanned pages without text; take the Word file, or recognise its text first and "
            "check the numbers",
        )
    if sum(sheet.curves for sheet in sheets) > _SHAPES:
        return Refusal(
            f"这个 {name} 的文字都画成了图形，没有文字；请用原来的 Word 文件，或重新导出",
            f"the text of {name_en} is drawn as shapes; take the Word file, or export it again",
        )
    return Refusal(
        f"这个 {name} 是空的，没有文字；请看是否选错了文件", f"{name_en} has no text; see whether it is the right file"
    )
