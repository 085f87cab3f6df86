"""PDFium, Google's library for PDF files, by pypdfium2: loaded once, when the first PDF file comes.

It knows no threads: two of them may never be in it at the same time.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

from reportc.source.pdf import fonts
from reportc.source.pieces import Refusal

MISSING = Refusal(
    "读取 PDF 需要 pypdfium2：请运行 pip install 'reportc[files]'",
    "reading PDF files needs pypdfium2: run pip install 'reportc[files]'",
)


_KEPT: list[object] = []
"""What PDFium calls as long as it runs."""


@cache
def library() -> Any | None:  # its functions are made by ctypes, without types
    """Return the functions of PDFium, which knows no fonts of the machine; None where pypdfium2 is not installed."""
    try:
        pdfium = import_module("pypdfium2.raw")
    except ImportError:
        return None
    _KEPT.append(fonts.install(pdfium))
    return pdfium
