"""Typography: slips of writing that can be corrected without a change of words, in the leaves of a tree.

Found for the rules F802 to F806, corrected by the formatter. Corrected text folds as before, so it is
read as before. Five kinds: brackets of two widths in a pair, or half-width ones around an ordinal;
a blank that tore a word or a sentence; digits in full width; radicals for characters; an ordinal in
one character, or a section's number in digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from typing import NamedTuple
from unicodedata import normalize

from reportc.diagnostic import TextEdit
from reportc.form import SECTIONS
from reportc.source.fold import fold
from reportc.span import Span
from reportc.syntax.nodes import Cell, Label, Report, Stray, Title
from reportc.syntax.walk import Leaf, section_leaves

BRACKETS, SPACE, DIGITS, RADICALS, ORDINAL = "F802", "F803", "F804", "F805", "F806"

_ENCLOSED = range(0x3220, 0x322A)  # from the parenthesised ideograph one to ten
_NUMERALS = "".join(normalize("NFKC", chr(code))[1] for code in _ENCLOSED)
_RADICAL_BLOCKS = chain(range(0x2E80, 0x2EF4), range(0x2F00, 0x2FD6))
_RADICALS = {chr(code): fold(chr(code)) for code in _RADICAL_BLOCKS if fold(chr(code)) != chr(code)}
_WIDE_DIGITS = {chr(0xFF10 + digit): str(digit) for digit in range(10)}
_WIDE_BRACKETS = {"(": "（", ")": "）"}
_TABLE = str.maketrans(_RADICALS | _WIDE_DIGITS)

_HAN = r"\u2e80-\u2fd5\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_ONE = f"{chr(_ENCLOSED[0])}-{chr(_ENCLOSED[-1])}"
_OPEN, _CLOSE, _STOPS = "（《“‘【〔", f"）》”’】〕、，：；{_ONE}", "。！？"
_TORN = re.compile(
    # Two characters alone around a blank may be a name, which is often set so; a double blank is intended.
    rf"(?<=[{_HAN}])[ \xa0](?=[{_HAN}]{{2}})|(?<=[{_HAN}]{{2}})[ \xa0](?=[{_HAN}])"
)
_BESIDE_MARKS = re.compile(
    rf"(?<=[{_OPEN}{_CLOSE}])[ \xa0](?=[{_HAN}{_OPEN}{_CLOSE}{_STOPS}])"
    rf"|(?<=[{_HAN}])[ \xa0](?=[{_OPEN}{_CLOSE}{_STOPS}])"
)
_SENTENCE = re.compile(f"[，；{_STOPS}]")
_IN_LABEL = re.compile(r"(?<!\d)\s+|\s+(?!\d)")
_ORDINAL_BRACKETS = re.compile(rf"\((?=\s*[{_NUMERALS}](?:\s*[{_NUMERALS}]){{0,2}}\s*\))")
_BRACKET = re.compile("[()（）]")
_RADICAL = re.compile(f"[{''.join(_RADICALS)}]+")
_WIDE = "".join(_WIDE_DIGITS)
_NUMBER, _DECIMAL = (re.compile(f"[{_WIDE}]+(?:[{marks}][{_WIDE}]+)*") for marks in ("，．", "．"))
_ADDRESS = "://"
_SHORT = 60
"""Numbers, labels and marks have at most this many characters, and repeat in every report."""
_MOST_SOUND = 8192
_sound: set[str] = set()
"""Short texts without a slip; after this many the memory begins again."""
_ONE_CHARACTER = re.compile(f"[{_ONE}]")
_DIGIT_NUMBER = re.compile(r"\s*(\d)\s*[、.,．，]\s*(?!\d)")
_INSIDE = re.compile(rf"[\s(){''.join(_RADICALS)}{_WIDE}{_ONE}]")
"""One class: a sentence is searched in a fifteenth of the time that four alternatives take."""
_SUSPECT = re.compile(rf"{_INSIDE.pattern}|^\d[、.,．，]")


class TextKind(Enum):
    """Kinds of texts, which differ in what may be corrected in them."""

    PROSE = auto()
    TITLE = auto()
    HEADING = auto()
    LABEL = auto()
    CELL = auto()


class Slip(NamedTuple):
    """A slip: the code of its rule, and the edits that correct it, from left to right."""

    code: str
    edits: tuple[TextEdit, ...]

    @property
    def span(self) -> Span:
        """From the first edit to the last."""
        return Span(self.edits[0].span.start, self.edits[-1].span.end)


def slips(report: Report, text: str) -> list[Slip]:
    """Return the slips of `report` in the order of its source `text`; spans are offsets into that.

    The text that a page prints around the report is left alone, and so is text that the source escapes,
    as HTML writes characters by name.
    """
    found: list[Slip] = []
    for leaf in _doubtful(report):
        words, kind = leaf.text, kind_of(leaf)
        for span in leaf.spans:
            part = text[span.start : span.end]
            if part in words or kind is TextKind.TITLE:
                found += [_moved(slip, span.start) for slip in find(part, kind)]
    if any(slip.code == BRACKETS for slip in found) and not _has_wide_brackets(report):
        found = [slip for slip in found if slip.code != BRACKETS]  # of one width they are not mixed
    return sorted(found, key=lambda slip: slip.span)


def _doubtful(report: Report) -> Iterator[Leaf]:
    """Yield the leaves whose text may hide a slip.

    A title has no blanks left, where its source may have some, and a heading may begin with a digit.
    """
    if report.title:
        yield report.title
    for leaves in (report.preamble, *map(section_leaves, report.sections)):
        if not _sound.issuperset(map(_text, leaves)):
            yield from (leaf for leaf in leaves if leaf.text not in _sound and _is_suspect(leaf.text))
    yield from (one.heading for one in report.sections if one.heading and not _is_suspect(one.heading.text))


_text = attrgetter("text")


def _is_suspect(text: str) -> bool:
    """Return whether something in a text may be a slip; short ones without any are remembered."""
    if _INSIDE.search(text):
        return True
    if len(text) < _SHORT:
        if len(_sound) >= _MOST_SOUND:
            _sound.clear()
        _sound.add(text)
    return False


def _has_wide_brackets(report: Report) -> bool:
    return any(bracket in leaf.text for leaf in _written(report) for bracket in _WIDE_BRACKETS.values())


def correct(text: str, kind: TextKind) -> str:
    """Return `text` without slips; it folds as before, and correcting it again changes nothing."""
    if not _SUSPECT.search(text):
        return text
    edits = sorted(edit for slip in find(text, kind) for edit in slip.edits)
    for span, replacement in reversed(edits):
        text = text[: span.start] + replacement + text[span.end :]
    return text


def kind_of(leaf: Leaf) -> TextKind:
    """Return the kind of a leaf's text."""
    match leaf:
        case Title():
            return TextKind.TITLE
        case Label():
            return TextKind.HEADING if leaf.name in SECTIONS else TextKind.LABEL
        case Cell() | Stray():
            return TextKind.CELL
        case _:
            return TextKind.PROSE


@lru_cache(maxsize=4096)
def find(text: str, kind: TextKind) -> tuple[Slip, ...]:
    """Return the slips in a text of `kind`; spans are offsets into it. None of them overlap."""
    if not _SUSPECT.search(text):
        return ()
    found = [*_radicals(text), *_digits(text, kind)]
    plain = text.translate(_TABLE)  # character by character, so that offsets stay
    for brackets in _brackets(plain):
        found.append(brackets)
        for span, replacement in brackets.edits:
            plain = plain[: span.start] + replacement + plain[span.end :]
    ordinals = [*_ordinals(text, plain, kind)]
    taken = {at for slip in ordinals for span, _ in slip.edits for at in range(*span)}
    found = [slip for slip in found if taken.isdisjoint(range(*slip.span))] + ordinals
    return (*found, *(slip for slip in _spaces(plain, kind) if taken.isdisjoint(range(*slip.span))))


def _written(report: Report) -> list[Leaf]:
    """Return the leaves that the agency wrote."""
    title: tuple[Leaf, ...] = (report.title,) if report.title else ()
    return [*title, *report.preamble, *chain.from_iterable(map(section_leaves, report.sections))]


def _moved(slip: Slip, by: int) -> Slip:
    """Return a slip whose spans are offsets into a longer text."""
    edits = (TextEdit(Span(span.start + by, span.end + by), text) for span, text in slip.edits)
    return Slip(slip.code, tuple(edits))


def _radicals(text: str) -> Iterator[Slip]:
    """Yield the slips of radicals."""
    for run in _RADICAL.finditer(text):
        yield Slip(RADICALS, (TextEdit(Span(*run.span()), run.group().translate(_TABLE)),))


def _digits(text: str, kind: TextKind) -> Iterator[Slip]:
    """Yield the slips of full-width digits, a number's point with them, and in a cell its commas."""
    for run in (_NUMBER if kind is TextKind.CELL else _DECIMAL).finditer(text):
        yield Slip(DIGITS, (TextEdit(Span(*run.span()), fold(run.group())),))


def _brackets(text: str) -> Iterator[Slip]:
    """Yield the slips of brackets: pairs that differ in width, and half-width ones around an ordinal."""
    open_: list[int] = []
    for found in _BRACKET.finditer(text):
        at = found.start()
        if text[at] in "(（":
            open_.append(at)
        elif open_:
            pair = open_.pop(), at
            mixed = (text[pair[0]] == "(") != (text[at] == ")")
            if (mixed and _ADDRESS not in text[slice(*pair)]) or _ORDINAL_BRACKETS.match(text, pair[0]):
                half = [i for i in pair if text[i] in _WIDE_BRACKETS]
                edits = (TextEdit(Span(i, i + 1), _WIDE_BRACKETS[text[i]]) for i in half)
                yield Slip(BRACKETS, tuple(edits))


def _ordinals(text: str, plain: str, kind: TextKind) -> Iterator[Slip]:
    """Yield the slips of ordinals: ordinals in one character, and the number of a section in digits."""
    for found in _ONE_CHARACTER.finditer(text):
        numeral = _NUMERALS[ord(found.group()) - _ENCLOSED[0]]
        yield Slip(ORDINAL, (TextEdit(Span(*found.span()), f"（{numeral}）"),))
    number = _DIGIT_NUMBER.match(plain) if kind is TextKind.HEADING else None
    if number and number[1] != "0":
        yield Slip(ORDINAL, (TextEdit(Span(0, number.end()), _NUMERALS[int(number[1]) - 1] + "、"),))


def _spaces(plain: str, kind: TextKind) -> Iterator[Slip]:
    """Yield the slips of blanks: those that tear a word or a sentence; in a word of the form, every blank."""
    patterns = {
        TextKind.PROSE: (_TORN, _BESIDE_MARKS) if _SENTENCE.search(plain) else (_BESIDE_MARKS,),
        TextKind.HEADING: (_IN_LABEL,),
        TextKind.LABEL: (_IN_LABEL,),
    }
    for pattern in patterns.get(kind, ()):
        yield from (Slip(SPACE, (TextEdit(Span(*found.span()), ""),)) for found in pattern.finditer(plain))
