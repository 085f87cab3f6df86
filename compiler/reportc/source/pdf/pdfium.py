"""PDFium, Google's library for PDF files, by pypdfium2: loaded once, when the first PDF file comes.

It is not thread-safe: two threads may never be in it at the same time. So no other Python thread runs while it does.
"""

from __future__ import annotations

import ctypes
from array import array
from functools import cache
from importlib import import_module
from typing import Any, Generic, TypeVar

from reportc.source.pdf import fonts
from reportc.source.pieces import Refusal

MISSING = Refusal(
    "读取 PDF 需要 pypdfium2：请运行 pip install 'reportc[files]'",
    "reading PDF files needs pypdfium2: run pip install 'reportc[files]'",
)

_Number = TypeVar("_Number", int, float)
_KEPT: list[object] = []
"""Callbacks of PDFium, kept alive as long as it runs."""


class _Bare:
    """The functions of PDFium as pypdfium2 has them, but with plain addresses instead of typed pointers.

    A page takes ten thousand calls, and most of the time of each went into the types of its pointers. What a
    function returns is an address too, or None.
    """

    def __init__(self, raw: Any) -> None:
        self._raw = raw

    def __getattr__(self, name: str) -> Any:
        """Return a function, a structure or a constant of PDFium; it is looked up once."""
        found = getattr(self._raw, name)
        if hasattr(found, "argtypes"):
            made = ctypes.PYFUNCTYPE(_plain(found.restype), *map(_plain, found.argtypes))
            found = made(ctypes.cast(found, ctypes.c_void_p).value or 0)
        setattr(self, name, found)
        return found


def _plain(kind: Any) -> Any:
    """Return the type as which an argument is passed: a pointer is passed as an address."""
    return ctypes.c_void_p if isinstance(kind, type) and issubclass(kind, ctypes._Pointer) else kind  # noqa: SLF001  # that is what all pointers are


class Answer(Generic[_Number]):
    """Numbers that a function of PDFium sets, and the address of each of them."""

    def __init__(self, kind: str, count: int, together: int = 1) -> None:
        """Allocate numbers of a type code of `array`; `together` is how many of them one address sets."""
        self.numbers: array[_Number] = array(kind, bytes(array(kind).itemsize * count))
        start, _ = self.numbers.buffer_info()
        size = self.numbers.itemsize
        self.to = tuple(range(start, start + size * count, size * together))


@cache
def library() -> Any | None:  # its functions are made by ctypes, without types
    """Return the functions of PDFium, without the machine's fonts; None where pypdfium2 is not installed."""
    try:
        pdfium = _Bare(import_module("pypdfium2.raw"))
    except ImportError:
        return None
    _KEPT.append(fonts.install(pdfium))
    return pdfium
