"""A PDF: the blocks of a document, set by typst in the template `form.typ`; tagged, in fonts of this machine."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from reportc.emit.document.blocks import Block, Document, Text, title_lines
from reportc.emit.text.page import Style
from reportc.failure import FontsMissing

if TYPE_CHECKING:
    from typst import Fonts

TEMPLATE = Path(__file__).with_name("form.typ")
FONTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "song": ("SimSun", "NSimSun", "Songti SC", "STSong", "Noto Serif CJK SC", "Source Han Serif SC", "FandolSong"),
        "hei": ("SimHei", "Heiti SC", "STHeiti", "Noto Sans CJK SC", "Source Han Sans SC", "FandolHei"),
        "fang": ("FangSong_GB2312", "FangSong", "STFangsong", "FandolFang R"),
    }
)
"""What each face may be, best first: typst knows fonts by their English names."""
_OTHERS = ("WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "AR PL UMing CN", "Droid Sans Fallback")
_FALLBACK: Mapping[str, str] = MappingProxyType({"fang": "song", "hei": "song", "song": "hei"})
_MOMENT = 315532800
"""When every file was made: the first day of 1980, that equal reports give equal bytes on one machine."""


def pdf(document: Document) -> bytes:
    """Return the PDF of a document. Raise `FontsMissing` where no font has Chinese characters."""
    import typst  # 20 MB: only when a PDF is made

    fonts, faces = _fonts()
    report = {"title": document.title, "fonts": faces, "blocks": list(map(_data, document.blocks))}
    compiler = typst.Compiler(
        str(TEMPLATE), font_paths=fonts, sys_inputs={"report": json.dumps(report, ensure_ascii=False)}
    )
    made: Any = compiler.compile(format="pdf", timestamp=_MOMENT)  # bytes, as there is no file named to write to
    return bytes(made)


def require_fonts() -> None:
    """Raise `FontsMissing` where no font has Chinese characters."""
    _fonts()


@cache
def _fonts() -> tuple[Fonts, dict[str, list[str]]]:
    """Return the fonts of this machine, and those that each face is set in."""
    import typst  # likewise

    fonts = typst.Fonts()
    here = set(fonts.families())
    found = {face: [name for name in names if name in here] for face, names in FONTS.items()}
    others = [name for name in _OTHERS if name in here]
    faces = {face: names or found[_FALLBACK[face]] or others for face, names in found.items()}
    if not all(faces.values()):
        names = "、".join(name for face in FONTS.values() for name in face)
        raise FontsMissing(f"没有找到中文字体，请安装其中之一：{names}", "no Chinese font: install one of these")
    return fonts, faces


def _data(block: Block) -> Mapping[str, Any]:
    """Return a block as the template takes it."""
    if isinstance(block, Text):
        lines = title_lines(block.text) if block.style is Style.TITLE else [block.text]
        return {"kind": block.style.name.lower(), "text": block.text, "lines": lines}
    boxes = [
        {
            "role": box.role,
            "text": box.text,
            "row": box.row,
            "column": box.column,
            "rows": box.rows,
            "columns": box.columns,
        }
        for box in block.boxes
    ]
    return {"kind": "grid", "widths": block.widths, "height": block.height, "head": block.head, "boxes": boxes}
