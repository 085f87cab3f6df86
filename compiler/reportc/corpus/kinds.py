"""Which files in a folder may be reports, and the names of the other kinds."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from reportc.language import Language, Text

if TYPE_CHECKING:
    from reportc.source import Kind

_TEXTS = (".txt", ".text", ".md", ".html", ".htm", ".mht", ".mhtml")
_FILES = (".docx", ".doc", ".wps", ".rtf", ".odt", ".xlsx", ".xls", ".et", ".ods", ".pdf", ".ofd")
SUFFIXES = (*_TEXTS, *_FILES)
"""The suffixes that a folder is searched for; other files count if their content is of such a kind.

A file that is named itself may have any suffix.
"""
_OWNER = "~$"
"""The prefix of the file that Word puts next to an open document."""
_HEAD = 4_096
_PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""The signatures of containers, whose kind is written farther inside."""
_LONGEST = 64_000_000
_OWNERS_FILE = Text("打开文件时的临时文件", "owner file of Word")
_WITHOUT = Text("没有后缀的文件", "file without a suffix")


def may_be_report(path: str) -> bool:
    """Return whether a file in a folder is to be read: by its name, or by its content."""
    name = os.path.basename(path)
    if name.startswith(_OWNER):
        return False
    return name.lower().endswith(SUFFIXES) or _is_read(_kind(path))


def named(path: str, language: Language) -> str:
    """Return the name of a file's kind that is no report: by its content, else by its suffix."""
    if os.path.basename(path).startswith(_OWNER):
        return _OWNERS_FILE.of(language)
    kind = _kind(path)
    if kind is not None and kind.name != "TEXT":
        return kind.words.of(language)
    return os.path.splitext(path)[1].lower() or _WITHOUT.of(language)


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


@lru_cache(maxsize=4_096)  # with --watch, a folder is listed twice a second
def _kind_of(path: str, _modified: int, size: int) -> Kind:
    from reportc.source.kinds import kind_of  # likewise

    with Path(path).open("rb") as file:
        head = file.read(_HEAD)
        return kind_of(head + file.read(_LONGEST) if head.startswith(_PACKED) and size < _LONGEST else head)
