"""The differences between two compiled reports."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from reportc.check.narrative.claims.parser import pattern
from reportc.check.semantics import Semantics
from reportc.form import Edition, pointer
from reportc.result import Result
from reportc.rollup.received import editions_of, numbers
from reportc.rollup.total import difference, path
from reportc.rollup.unit import Number, Values, cells
from reportc.syntax.nodes import Paragraph
from reportc.syntax.parser import vocabulary
from reportc.syntax.wording import Wording

PROSE = ("preamble", "overview", "problems", "other_matters")
Editions = Mapping[str, Edition | None]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two reports."""

    source: str
    title: str | None
    agency: str | None
    year: int | None
    editions: Editions
    values: Values
    prose: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that differs; None where a report prints no number in it, or does not have it."""

    at: str
    name: str
    old: Number | None
    new: Number | None

    @property
    def by(self) -> Number | None:
        """The new number less the old one; None where one is missing."""
        return None if self.old is None or self.new is None else difference(self.new, self.old)


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """A sentence that only one of the reports has."""

    section: str
    change: Literal["removed", "added"]
    text: str


@dataclass(frozen=True, slots=True)
class Changes:
    """All differences; `compared` is how many cells at least one of the reports has."""

    old: Side
    new: Side
    compared: int
    cells: tuple[CellChange, ...]
    sentences: tuple[SentenceChange, ...]

    @property
    def is_same(self) -> bool:
        """Return whether nothing differs."""
        return not (self.cells or self.sentences)


def side(source: str, result: Result) -> Side:
    """Return the parts of a report that are compared."""
    semantics = Semantics(result.tree, result.source.text, vocabulary())
    prose = {name: tuple(_sentences(semantics.prose(name))) for name in PROSE[1:]}
    prose["preamble"] = tuple(_sentences(result.tree.preamble))
    tree = result.tree
    title = tree.title.text if tree.title else None
    return Side(source, title, tree.agency, tree.year, editions_of(semantics), dict(numbers(semantics)), prose)


def compare(old: Side, new: Side) -> Changes:
    """Compare two reports."""
    every = dict.fromkeys(chain(_cells(new), _cells(old)))
    differing = [at for at in every if old.values.get(at) != new.values.get(at)]
    cells = (CellChange(at, _name(at, old, new), old.values.get(at), new.values.get(at)) for at in differing)
    sentences = (one for name in PROSE for one in _changes(name, old.prose[name], new.prose[name]))
    return Changes(old, new, len(every), tuple(cells), tuple(sentences))


def _cells(one: Side) -> Iterator[str]:
    return (pointer(cell) for cell in cells(one.editions))


def _name(at: str, old: Side, new: Side) -> str:
    """Return the name of a cell in the new report's form, or in the old one's where the new one lacks the table."""
    table = at.split("/")[1]
    one = new if table in new.editions else old
    return Wording(vocabulary(), one.editions.get(table)).cell(path(at))


def _sentences(paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    """Yield the sentences of paragraphs, each with its mark."""
    for paragraph in paragraphs:
        start = 0
        for end in pattern("SENTENCE_END").finditer(paragraph.text):
            yield paragraph.text[start : end.end()].strip()
            start = end.end()
        if rest := paragraph.text[start:].strip():
            yield rest


def _changes(section: str, old: Sequence[str], new: Sequence[str]) -> Iterator[SentenceChange]:
    """Yield the sentences that differ, in their order."""
    matcher = difflib.SequenceMatcher(None, [_plain(one) for one in old], [_plain(one) for one in new], autojunk=False)
    for change, i, j, k, m in matcher.get_opcodes():
        if change != "equal":
            yield from (SentenceChange(section, "removed", text) for text in old[i:j])
            yield from (SentenceChange(section, "added", text) for text in new[k:m])


def _plain(sentence: str) -> str:
    return "".join(sentence.split())
