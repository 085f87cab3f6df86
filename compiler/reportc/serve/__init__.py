"""The clerk's page from this machine: the pages that `make page` built, in a package of their own or in the checkout.

`server` serves one of them, with this Python as its compiler; the other one contains its compiler.
"""

from __future__ import annotations

from enum import StrEnum
from importlib.resources import files
from pathlib import Path

from reportc.failure import InputError

_PACKAGE = "reportc_page"
_CHECKOUT = Path(__file__).parents[3]


class PageFile(StrEnum):
    """A page by the name of its file."""

    ALONE = "reportc.html"
    SERVED = "served.html"


def built(page: PageFile) -> bytes:
    """Return a page; raise an `InputError` where it was not built, or its package is not installed."""
    try:
        return files(_PACKAGE).joinpath(page).read_bytes()
    except (ModuleNotFoundError, OSError):
        pass
    try:
        return (_CHECKOUT / "dist" / page).read_bytes()
    except OSError:
        raise InputError(
            "这里没有网页：请安装 reportc-page 包，或在 reportc 的目录里运行 make page（需要 npm）",
            "the page is not here: install the package reportc-page, or run make page in the folder of reportc",
        ) from None
