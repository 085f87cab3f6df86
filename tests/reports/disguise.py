"""Changes of a report's characters in transit: digits, padding, radicals, line ends, encodings."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from dataclasses import replace
from random import Random
from types import MappingProxyType

from reports.report import Report

Dress = Callable[[Report, Random], Report]
"""Writes the numbers of a report in another way, with the same values."""
Disguise = Callable[[str, Random], str]
"""Changes the characters of a text, but not its meaning."""
Encoding = Callable[[str], str | bytes]
"""Turns a text into the compiler's input."""

_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_ALIKE = (
    "一二八十力口土大女子小工己干心文方日月比水火用田目示立行生自至言走足金非面食高长门车民见风",
    "⼀⼆⼋⼗⼒⼝⼟⼤⼥⼦⼩⼯⼰⼲⼼⽂⽅⽇⽉⽐⽔⽕⽤⽥⽬⽰⽴⾏⽣⾃⾄⾔⾛⾜⾦⾮⾯⾷⾼⻓⻔⻋⺠⻅⻛",
)
LIKENESSES: tuple[tuple[str, str], ...] = tuple(zip(*_ALIKE, strict=True))
"""Characters with the radical code points that look the same."""
_RADICALS = {ord(character): radical for character, radical in LIKENESSES}
_HALF_BRACKETS = str.maketrans("（）", "()")


def full_width(report: Report, rng: Random) -> Report:
    """Write digits in full width, in some cells or in all."""
    share = rng.choice((0.2, 1.0))
    return _rewritten(report, lambda text: text.translate(_FULL_WIDTH) if rng.random() < share else text)


def thousands(report: Report, _rng: Random) -> Report:
    """Write whole numbers above 999 with separators."""
    return _rewritten(report, lambda text: f"{int(text):,}" if text.isascii() and text.isdigit() else text)


def padded(report: Report, rng: Random) -> Report:
    """Put spaces of every kind around the numbers of some cells, and into some empty ones."""
    spaces = ("", "", " ", "\xa0", "\u3000", " \xa0")
    return _rewritten(report, lambda text: f"{rng.choice(spaces)}{text}{rng.choice(spaces)}")


def as_it_was(report: Report, _rng: Random) -> Report:
    """Change nothing."""
    return report


def _rewritten(report: Report, write: Callable[[str], str]) -> Report:
    return replace(report, written=MappingProxyType({p: write(text) for p, text in report.written.items()}))


def plain(text: str, _rng: Random) -> str:
    """Change nothing."""
    return text


def radicals(text: str, rng: Random) -> str:
    """Replace characters with radicals that look the same, as some PDF programs do."""
    share = rng.choice((0.1, 1.0))
    return "".join(c.translate(_RADICALS) if rng.random() < share else c for c in text)


def half_brackets(text: str, _rng: Random) -> str:
    """Replace full-width brackets with ASCII ones."""
    return text.translate(_HALF_BRACKETS)


def crlf(text: str, _rng: Random) -> str:
    """End lines as Windows does."""
    return text.replace("\n", "\r\n")


def cr(text: str, _rng: Random) -> str:
    """End lines as old systems did."""
    return text.replace("\n", "\r")


DRESSES: tuple[Dress, ...] = (as_it_was, as_it_was, full_width, thousands, padded)
DISGUISES: tuple[Disguise, ...] = (plain, plain, plain, radicals, half_brackets, crlf, cr)
SAME_TEXT: frozenset[Disguise] = frozenset({plain, crlf, cr})
"""The disguises that leave prose unchanged, character by character."""
ENCODINGS: tuple[Encoding, ...] = (
    str,
    lambda text: text.encode(),
    lambda text: codecs.BOM_UTF8 + text.encode(),
    lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
    lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    lambda text: text.encode("gb18030"),
)
