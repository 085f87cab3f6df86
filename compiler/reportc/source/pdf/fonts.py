"""Fonts that a PDF file does not bring: a font of one box replaces all of them, whatever the machine has.

PDFium looks for such a font on the machine, takes ten milliseconds to open it, measures characters by it, and leaves
out a text of one character if there is none. Nothing is drawn here: a box narrower than any character suffices, for
the file states the widths; and the result is the same on every machine.
"""

from __future__ import annotations

import base64
import ctypes
import zlib
from typing import Any

_BOX = (
    "eNqFUT1LA0EQfbsbLypqDIGQwiIBwRQhfkEECYghrQgxvVnimRR33hENnJ2laOMv0MLWH2CRwp/gjxAUbNJYyvnuNmoQgg/mdt7M"
    "7NybWQgAs7iAQn7/YHVjN7u1Aogio622q31k0CS/IS92nPPjvaxukT+Rr3VtfVS+u67Sf6BVugwkbq0y/Rfactc9C9QbPYhLfizH"
    "a2vkMEf+GHFXBz4SsMinyfMn2rWHqcwV+ZC86XunZ9RFyHqUR6SVtt0rbB6mqh9Qpvtr+f55/BQlOeChIGHAO8oPqSGqlwNRijuN"
    "Q8QRSTUmI/EX/Be3MMWKfxCO8E5L0naISH0YTrySN8p+tCi+CLin+Zgv/U7BShn3EXE+N/LMxNzUerqQjvzP+sQ4OEFlNKWIt/s9"
    "cZJMQSRmGLGowPgSC1iseUHD7vQd3UMNHgI0YKODPhxo9MwbTcYXAYpThw=="
)
"""A TrueType font with one box as the glyph of every character; packed."""
_CHINESE = (134, 136, 128, 129)
"""PDFium's codes of the character sets of China, Taiwan, Japan and Korea; it brings fonts for all others."""


def install(pdfium: Any) -> object:
    """Give PDFium the font of boxes instead of the machine's fonts; return the callbacks, which must be kept alive."""
    font = zlib.decompress(base64.b64decode(_BOX))
    kinds = dict(pdfium.FPDF_SYSFONTINFO._fields_)
    info = pdfium.FPDF_SYSFONTINFO()
    info.version = 1

    def read(_info: object, _font: object, table: int, buffer: Any, size: int) -> int:
        if table:
            return 0
        if buffer and size >= len(font):
            ctypes.memmove(buffer, font, len(font))
        return len(font)

    answers: dict[str, Any] = {
        "MapFont": lambda _info, _weight, _italic, charset, *_: 1 if charset in _CHINESE else None,
        "GetFontData": read,
        "GetFontCharset": lambda _info, _font: _CHINESE[0],
        "GetFaceName": lambda *_: 0,
        "GetFont": lambda *_: None,
        "EnumFonts": lambda *_: None,
        "DeleteFont": lambda *_: None,
        "Release": lambda *_: None,
    }
    for name, answer in answers.items():
        setattr(info, name, kinds[name](answer))
    pdfium.FPDF_SetSystemFontInfo(ctypes.byref(info))
    return info
