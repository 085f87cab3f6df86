"""Web archives (.mht, and many a .doc or .xls): the page in one, read by the standard library for mail."""

from __future__ import annotations

import email
import email.policy
from email.message import Message

from reportc.source import html_files
from reportc.source.decode import decode
from reportc.source.html import declared
from reportc.source.pieces import Refusal, Vocabulary
from reportc.source.projected import Projected

_LONGEST = 64_000_000
_MOST_PARTS = 5_000
_BOUNDARY = b"\n--"
_HEADER = "content-type"
_TOO_LONG = Refusal("单个文件网页过大，不像一份年度报告", "the web archive is too large for a report")
_NO_PAGE = Refusal("单个文件网页（mht）里没有网页正文", "the web archive holds no page")


def read(data: bytes, _: Vocabulary) -> Projected | Refusal:
    """Return the projection of the first page in a web archive, or a refusal with the reason."""
    if len(data) > _LONGEST or data.count(_BOUNDARY) > _MOST_PARTS:
        return _TOO_LONG
    try:
        message = email.message_from_bytes(data.lstrip(), policy=email.policy.compat32)
        page = next((part for part in message.walk() if _is_page(part)), None)
        packed = page.get_payload(decode=True) if page is not None else None
    except (LookupError, RecursionError, ValueError):  # parts nested without end, invalid headers
        return _NO_PAGE
    if page is None or not isinstance(packed, bytes):
        return _NO_PAGE
    return html_files.project(decode(packed, declared(packed) or _charset(page)).text)


def _is_page(part: Message) -> bool:
    return part.get_content_type() in {"text/html", "application/xhtml+xml"}


def _charset(part: Message) -> str | None:
    """Return the encoding that the part's header names, if it is one for Chinese."""
    charset = part.get_param("charset")
    return declared(f'<meta charset="{charset}">'.encode("ascii", "replace")) if isinstance(charset, str) else None
