"""Files without text: scans, text drawn as shapes, and fonts without Unicode mappings."""

from __future__ import annotations

from collections.abc import Sequence

from reportc.source.kinds import Kind
from reportc.source.pieces import Refusal
from reportc.source.sheets.sheet import UNKNOWN, Sheet

_PICTURED = 0.3
"""A picture on this share of a page may be one of its text."""
_MOST_UNKNOWN = 0.5
_SHAPES = 20
"""Fewer drawn shapes than this are no text."""


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
            f"the fonts of {name_en} do not tell what their characters are; take the Word file, or export it anew",
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
            f"the text of {name_en} is drawn as shapes; take the Word file, or export it anew",
        )
    return Refusal(
        f"这个 {name} 是空的，没有文字；请看是否选错了文件", f"{name_en} has no text; see whether it is the right file"
    )
