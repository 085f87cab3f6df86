"""A PDF: the blocks of a document, set by typst in the template `form.typ`, in fonts of this machine.

It is tagged as PDF/UA-1 requires, which also names each character that no font has. Where the font of a face
lacks a character, typst takes the next of the face's fonts that has it, and after them any other.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from reportc.emit.document.blocks import Block, Document, Passage, title_lines
from reportc.emit.text.page import BlockStyle
from reportc.failure import FontsMissing, Unprintable

if TYPE_CHECKING:
    from typst import Compiler, Fonts

TEMPLATE = Path(__file__).with_name("form.typ")
FONTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "song": ("SimSun", "NSimSun", "Songti SC", "STSong", "Noto Serif CJK SC", "Source Han Serif SC", "FandolSong"),
        "hei": ("SimHei", "Heiti SC", "STHeiti", "Noto Sans CJK SC", "Source Han Sans SC", "FandolHei"),
        "fang": ("FangSong_GB2312", "FangSong", "STFangsong", "FandolFang R"),
    }
)
"""The fonts of each face, best first; typst knows fonts by their English names."""
_OTHERS = ("WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "AR PL UMing CN", "Droid Sans Fallback")
_FALLBACK: Mapping[str, str] = MappingProxyType({"fang": "song", "hei": "song", "song": "hei"})
_MOMENT = 315532800
"""The date of every file: equal reports give equal bytes on one machine."""


_NO_GLYPH = re.compile(r'the text `"(.+)"` could not be displayed')
"""Typst's warning of characters that no font has; invisible ones are given as codes."""
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")
_AROUND = 6
"""At most this many characters on each side show where one is."""


def pdf(document: Document, apart: int = 0) -> bytes:
    """Return the PDF of a document; each `apart` above 0 ends its pages elsewhere, and indents no heading.

    Raise `FontsMissing` where no font has Chinese characters, and `Unprintable` for a character that no font has.
    """
    import typst  # 20 MB: only when a PDF is made

    fonts, faces = _fonts()
    report = {
        "title": document.title or next(_texts(document), ""),
        "fonts": faces,
        "apart": apart,
        "blocks": list(map(_data, document.blocks)),
    }
    compiler = typst.Compiler(
        str(TEMPLATE), font_paths=fonts, sys_inputs={"report": json.dumps(report, ensure_ascii=False)}
    )
    try:
        return _compiled(compiler)
    except typst.TypstError as error:
        if (found := _NO_GLYPH.search(str(error))) is not None:
            raise _unprintable(document, _ESCAPE.sub(_character, found[1])) from None
    return _compiled(compiler, is_accessible=False)  # tagged all the same, without the standard's other requirements


def _compiled(compiler: Compiler, *, is_accessible: bool = True) -> bytes:
    made: Any = compiler.compile(format="pdf", timestamp=_MOMENT, pdf_standards=["ua-1"] if is_accessible else [])
    return bytes(made)  # as there is no output file


def _character(escape: re.Match[str]) -> str:
    return chr(int(escape[1], 16))


def _unprintable(document: Document, text: str) -> Unprintable:
    """Return the error for a character that no font has, with the text around it."""
    character = next((c for c in text if not c.isprintable()), text[0])
    code = f"U+{ord(character):04X}"
    name = f"“{character}”（{code}）" if character.isprintable() else code
    words = next((words for words in _texts(document) if text in words), text)
    before, _, after = (" ".join(part.split()) for part in words.partition(character))
    place = f"{before[-_AROUND:]}〔{code}〕{after[:_AROUND]}"
    return Unprintable(
        f"这台机器没有字体能印字符 {name}，见「{place}」；请改掉这个字，或安装有它的字体",
        f"no font here has the character {code}",
    )


def _texts(document: Document) -> Iterator[str]:
    for block in document.blocks:
        yield from [block.text] if isinstance(block, Passage) else (box.text for box in block.boxes)


def require_fonts() -> None:
    """Raise `FontsMissing` where no font has Chinese characters."""
    _fonts()


@cache
def _fonts() -> tuple[Fonts, dict[str, list[str]]]:
    """Return the fonts of this machine, and the fonts that each face is set in."""
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
    """Return a block as data for the template."""
    if isinstance(block, Passage):
        lines = title_lines(block.text) if block.style is BlockStyle.TITLE else [block.text]
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
