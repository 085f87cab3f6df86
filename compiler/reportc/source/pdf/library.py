"""PDFium, Google's library for PDF files, by pypdfium2: loaded once, when the first PDF file comes.

It knows no threads: two of them may never be in it at the same time.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

from reportc.source.pieces import Refusal

MISSING = Refusal(
    "读取 PDF 需要 pypdfium2：请运行 pip install 'reportc[files]'",
    "reading PDF files needs pypdfium2: run pip install 'reportc[files]'",
)


@cache
def library() -> Any | None:  # its functions are made by ctypes, without types
    """Return the functions of PDFium; None where pypdfium2 is not installed."""
    try:
        return import_module("pypdfium2.raw")
    except ImportError:
        return None
