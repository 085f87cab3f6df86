"""Which files in a folder may be reports, what the others are called, and which must be converted to be read."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from reportc.diagnostic import Language

if TYPE_CHECKING:
    from reportc.source import Kind
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice

if TYPE_CHECKING:
    from reportc.corpus.inputs import Input

_TEXTS = (".txt", ".text", ".md", ".html", ".htm", ".mht", ".mhtml")
_FILES = (".docx", ".doc", ".wps", ".rtf", ".odt", ".xlsx", ".xls", ".et", ".ods", ".pdf", ".ofd")
SUFFIXES = (*_TEXTS, *_FILES)
"""What a folder is searched for; files of other names are taken if they are of such a kind all the same.

A file that is named itself may have any suffix.
"""
_OWNER = "~$"
"""So begins the name of the file that Word puts beside one that somebody has open."""
_HEAD = 4_096
_PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""The first bytes of files whose kind is written farther inside."""
_LONGEST = 64_000_000
_OWNERS_FILE = {"zh": "打开文件时的临时文件", "en": "owner file of Word"}
_WITHOUT = {"zh": "没有后缀的文件", "en": "file without a suffix"}


def may_be_report(path: str) -> bool:
    """Tell whether a file in a folder is to be read: by its name, or by its content."""
    name = os.path.basename(path)
    if name.startswith(_OWNER):
        return False
    return name.lower().endswith(SUFFIXES) or _is_read(_kind(path))


def named(path: str, language: Language) -> str:
    """Say what a file is that is no report: by its content, else by its suffix."""
    if os.path.basename(path).startswith(_OWNER):
        return _OWNERS_FILE[language]
    kind = _kind(path)
    if kind is not None and kind.name != "TEXT":
        return kind.zh if language == "zh" else kind.en
    return os.path.splitext(path)[1].lower() or _WITHOUT[language]


def _is_read(kind: Kind | None) -> bool:
    from reportc.source.files import is_read  # the readers are loaded where a file's name says nothing

    return kind is not None and kind.name != "TEXT" and is_read(kind)


def _kind(path: str) -> Kind | None:
    """Return the kind of a file; None if it cannot be read."""
    try:
        status = os.stat(path)
        return _kind_of(path, status.st_mtime_ns, status.st_size)
    except OSError:
        return None


@lru_cache(maxsize=4_096)  # a folder that is watched is asked for twice a second
def _kind_of(path: str, _modified: int, size: int) -> Kind:
    from reportc.source.kinds import kind_of  # likewise

    with Path(path).open("rb") as file:
        head = file.read(_HEAD)
        return kind_of(head + file.read(_LONGEST) if head.startswith(_PACKED) and size < _LONGEST else head)


# ---------------------------------------------------------------- old kinds


_AHEAD = 64
"""So many inputs are looked at together; those among them that must be converted are converted in one run."""
_BEGINNINGS = (b"\xd0\xcf\x11\xe0", b"{\\rtf")
"""The first bytes of kinds that are converted, and of workbooks."""
_FIRST = 128
_MIMETYPE = b"mimetypeapplication/vnd.oasis.opendocument.text"
"""It comes first in every OpenDocument text, for just this purpose."""


def prepared(inputs: Iterable[Input]) -> Iterator[Input]:
    """Yield the inputs in their order, those of old kinds with their pages."""
    rest = iter(inputs)
    while ahead := list(islice(rest, _AHEAD)):
        yield from _with_pages(ahead)


def _with_pages(inputs: list[Input]) -> list[Input]:
    """Return inputs with the pages of those that are to be converted; one alone is converted when it is read."""
    candidates = [(at, data) for at, given in enumerate(inputs) if (data := _old(given)) is not None]
    if len(candidates) < 2:  # noqa: PLR2004  # two make a batch
        return inputs
    from reportc.source.kinds import kind_of  # the readers are loaded where there is something to convert
    from reportc.source.office import CONVERTED, converted

    files = [(at, kind, data) for at, data in candidates if (kind := kind_of(data)) in CONVERTED]
    pages = converted([(kind, data) for _, kind, data in files]) if len(files) > 1 else []
    made = list(inputs)
    for (at, _, data), page in zip(files, pages, strict=False):
        made[at] = inputs[at]._replace(data=data, page=page)
    return made


def _old(given: Input) -> bytes | None:
    """Return the bytes of an input that may be of an old kind; what cannot be read is reported later."""
    with suppress(OSError):
        if given.data is not None:
            return given.data if _may_be_old(given.data[:_FIRST]) else None
        with Path(given.path).open("rb") as file:
            head = file.read(_FIRST)
            data = head + file.read(_LONGEST) if _may_be_old(head) else b""
            return data if 0 < len(data) < _LONGEST else None
    return None


def _may_be_old(head: bytes) -> bool:
    return head.startswith(_BEGINNINGS) or _MIMETYPE in head
