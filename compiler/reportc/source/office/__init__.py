"""Old kinds of files, which an installed LibreOffice converts to pages: .doc, .wps, .rtf and .odt."""

from __future__ import annotations

from reportc.source.office.conversion import CONVERTED, converted, is_there
from reportc.source.office.reader import take

__all__ = ["CONVERTED", "converted", "is_there", "take"]
