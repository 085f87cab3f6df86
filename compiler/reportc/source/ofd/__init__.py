"""OFD files (GB/T 33190), the format of archives: from the package to sheets, and from these to a projection.

An OFD page is drawn as one of PDF is: characters with positions, lines and areas. Its XML is walked within limits;
a damaged object of a page leaves the other pages whole.
"""

from __future__ import annotations

from reportc.source.kinds import Kind
from reportc.source.ofd.package import OfdPackage
from reportc.source.ofd.page import draw
from reportc.source.pieces import Refusal, Vocabulary
from reportc.source.projected import Projected
from reportc.source.sheets import project, without_text
from reportc.source.sheets.sheet import Sheet

_MOST_PAGES = 2_000
_TOO_LONG = Refusal(f"OFD 的页数超过 {_MOST_PAGES}", f"the OFD file has more than {_MOST_PAGES} pages")


def read(data: bytes, vocabulary: Vocabulary) -> Projected | Refusal:
    """Return the projection of an OFD file, or a refusal with the reason."""
    pages = sheets(data)
    if isinstance(pages, Refusal):
        return pages
    return without_text(pages, Kind.OFD) or project(pages, vocabulary)


def sheets(data: bytes) -> list[Sheet] | Refusal:
    """Return the pages of an OFD file as sheets, or a refusal with the reason."""
    package = OfdPackage.open(data)
    if isinstance(package, Refusal):
        return package
    if len(package.pages) > _MOST_PAGES:
        return _TOO_LONG
    return [draw(package, page, number) for number, page in enumerate(package.pages, 1)]
