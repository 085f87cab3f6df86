r"""Marks: how the formatter writes what has no place in the form, and how that is read again.

    〚×〛             a lost cell; after the sign, its text
    〚↑〛〚5〛〚7〛     cells of the row above that have no column
    〚※text〛〚5〛    a stray with its numbers

It uses these only where the plain text would be read as something else:

    〚¶text〛         a paragraph or a note
    〚§§〛            the beginning of section 2, whose heading is lost
    〚◇〛             a table of unknown edition; with one sign more for each edition

Inside a mark, a character that would end it, a cell or a line is written by its code: a bar is `\7c;`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reportc.form import EDITIONS, Edition
from reportc.source.pieces import Piece
from reportc.span import Span, Spans
from reportc.syntax.nodes import Cell, State
from reportc.syntax.vocabulary import OPEN

CLOSE = "〛"
_LOST, _ABOVE, _STRAY, _TEXT, _SECTION, _EDITION = "×", "↑", "※", "¶", "§", "◇"
_EDITIONS = (None, *EDITIONS)
_SIGNS = frozenset((_LOST, _ABOVE, _STRAY))
CONTROL = r"\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff"
"""Characters that end a line for some programs, or that XML does not allow; for a class of a pattern."""
_ESCAPED = re.compile(rf"[〚〛|\\<&{CONTROL}\u2500-\u257f]|(?<=\s)\s|^\s|\s$|(?<=\d)\s|\s(?=\d)")
"""What would end a mark, a cell or a line, or draw a table: next to a number a single blank may part two cells."""
_WRITTEN = re.compile(r"\\([0-9a-f]{1,6});")
_PART = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}")


def write_lost(text: str = "") -> str:
    """Return the mark of a lost cell in which `text` is printed."""
    return _mark(_LOST + text)


def write_above(cells: Iterable[str]) -> str:
    """Return the mark of cells that belong to the row above; `inner` has written the cells."""
    return _mark(_ABOVE) + "".join(map(_mark, cells))


def write_stray(text: str, cells: Iterable[str]) -> str:
    """Return the mark of a stray with its numbers."""
    return _mark(_STRAY + text) + "".join(map(_mark, cells))


def write_text(text: str) -> str:
    """Return the mark of a paragraph or a note."""
    return _mark(_TEXT + text)


def write_section(number: int) -> str:
    """Return the mark of a section without its heading, by its number in the form."""
    return _mark(_SECTION * number)


def write_edition(edition: Edition | None) -> str:
    """Return the mark of a table's edition."""
    return _mark(_EDITION * (_EDITIONS.index(edition) + 1))


def inner(text: str, *, lost: bool, is_number: bool) -> str:
    """Return how the text of a cell is written inside a mark; `is_number` says what it would be read as."""
    return _LOST + text if lost and (not text or is_number or text[:1] in _SIGNS) else text


def lost(piece: Piece, column: str) -> Cell:
    """Return the cell of `column` from the mark of a lost cell."""
    text, spans = next(_parts(piece))
    return Cell(column, State.LOST, None, *_without_sign(text, spans))


def quoted(piece: Piece) -> Piece:
    """Return the piece that a mark quotes."""
    text, spans = _without_sign(*next(_parts(piece)))
    return Piece(text, spans)


def plain(text: str) -> str:
    """Return `text` with the characters that marks write by their code."""
    return _PART.sub(lambda part: _WRITTEN.sub(_character, part.group()), text) if OPEN in text else text


def is_careful(text: str) -> bool:
    """Return whether a text holds marks that are set only where another form would be read as something else."""
    return any(OPEN + sign in text for sign in (_TEXT, _SECTION, _EDITION))


def section(piece: Piece) -> int:
    """Return the number of the section that a mark begins."""
    return piece.text.count(_SECTION)


def edition(piece: Piece) -> Edition | None:
    """Return the edition that a mark names; None where there is no such edition."""
    return dict(enumerate(_EDITIONS, 1)).get(piece.text.count(_EDITION))


def parts(piece: Piece) -> list[tuple[str, Spans]]:
    """Return the texts of a mark with their places; the first one is empty in a mark of the row above."""
    (text, spans), *rest = _parts(piece)
    return rest if text.strip() == _ABOVE else [_without_sign(text, spans), *rest]


def is_lost(text: str) -> bool:
    """Return whether a cell inside a mark is lost, though its text may be a number."""
    return text[:1] == _LOST


def _character(code: re.Match[str]) -> str:
    return chr(min(int(code[1], 16), 0x10FFFF))


def _mark(text: str) -> str:
    return OPEN + _ESCAPED.sub(lambda found: f"\\{ord(found.group()):x};", text) + CLOSE


def _parts(piece: Piece) -> Iterator[tuple[str, Spans]]:
    """Yield the text between each pair of brackets, and its place; in a piece of several runs, that is the first's."""
    start = piece.spans[0].start
    whole = len(piece.spans) == 1 and piece.spans[0].end - start == len(piece.text)
    for found in _PART.finditer(piece.text):
        span = Span(start + found.start(1), start + found.end(1))
        text = _WRITTEN.sub(_character, found[1])
        yield text, (span,) if whole else piece.spans if not found.start() else ()


def _without_sign(text: str, spans: Spans) -> tuple[str, Spans]:
    """Return the text after a sign."""
    sign = len(text) - len(text.lstrip()) + 1
    return text[sign:], tuple(Span(min(start + sign, end), end) for start, end in spans)
