"""Old kinds of files, which an installed LibreOffice converts to pages: .doc, .wps, .rtf and .odt.

The pages of many files in a folder are made beforehand, in one run.
"""

from __future__ import annotations

import re
from hashlib import sha256

from reportc.source import html_files
from reportc.source.decode import decode
from reportc.source.kinds import kind_of
from reportc.source.office.conversion import CONVERTED, converted, is_there
from reportc.source.pieces import Refusal, Vocabulary
from reportc.source.projected import Projected

__all__ = ["CONVERTED", "converted", "is_there", "read", "take"]

_MARGIN = re.compile(r"""<div title=["']?(?:header|footer)\b["']?""")
"""How LibreOffice begins the head and the foot of each page, the page number included."""
_ready: dict[bytes, bytes | Refusal] = {}
"""The pages that were made beforehand, by the digest of the file; at most those of one file."""


def take(data: bytes, page: bytes | Refusal) -> None:
    """Use `page` as what LibreOffice returns for `data`, which is read next."""
    _ready.clear()
    _ready[sha256(data).digest()] = page


def read(data: bytes, _: Vocabulary) -> Projected | Refusal:
    """Return the projection of a file, or a refusal with the reason."""
    page = _ready.get(sha256(data).digest())
    if page is None:
        (page,) = converted([(kind_of(data), data)])
    if isinstance(page, Refusal):
        return page
    return html_files.project(_MARGIN.sub('<div style="display: none"', decode(page, "utf-8").text))
