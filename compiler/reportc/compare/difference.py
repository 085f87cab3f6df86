"""What differs between two compiled reports."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from reportc.api import Result
from reportc.check.narrative.claims.parser import pattern
from reportc.check.semantics import Semantics
from reportc.form import Edition, pointer
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
class Cell:
    """A cell that differs; None where a report prints no number in it, or does not have it."""

    at: str
    name: str
    old: Number | None
    new: Number | None

    @property
    def by(self) -> Number | None:
        """How much more the new report prints."""
        return None if self.old is None or self.new is None else difference(self.new, self.old)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that only one of the reports has."""

    section: str
    change: Literal["removed", "added"]
    text: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that differs; `compared` is how many cells at least one of the reports has."""

    old: Side
    new: Side
    compared: int
    cells: tuple[Cell, ...]
    sentences: tuple[Sentence, ...]

    @property
    def is_same(self) -> bool:
        """Tell whether nothing differs."""
        return not (self.cells or self.sentences)


def side(source: str, result: Result) -> Side:
    """Return what of a report is compared."""
    facts = Semantics(result.tree, result.source.text, vocabulary())
    prose = {name: tuple(_sentences(facts.prose(name))) for name in PROSE[1:]}
    prose["preamble"] = tuple(_sentences(result.tree.preamble))
    tree = result.tree
    title = tree.title.text if tree.title else None
    return Side(source, title, tree.agency, tree.year, editions_of(facts), dict(numbers(facts)), prose)


def compare(old: Side, new: Side) -> Comparison:
    """Compare two reports."""
    every = dict.fromkeys(chain(_cells(new), _cells(old)))
    differing = (
        Cell(at, _name(at, new if at.split("/")[1] in new.editions else old), old.values.get(at), new.values.get(at))
        for at in every
        if old.values.get(at) != new.values.get(at)
    )
    sentences = (one for name in PROSE for one in _changes(name, old.prose[name], new.prose[name]))
    return Comparison(old, new, len(every), tuple(differing), tuple(sentences))


def _cells(one: Side) -> Iterator[str]:
    return (pointer(cell) for cell in cells(one.editions))


def _name(at: str, one: Side) -> str:
    return Wording(vocabulary(), one.editions.get(at.split("/")[1])).cell(path(at))


def _sentences(paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    """Yield the sentences of paragraphs, each with its mark."""
    for paragraph in paragraphs:
        start = 0
        for end in pattern("SENTENCE_END").finditer(paragraph.text):
            yield paragraph.text[start : end.end()].strip()
            start = end.end()
        if rest := paragraph.text[start:].strip():
            yield rest


def _changes(section: str, old: Sequence[str], new: Sequence[str]) -> Iterator[Sentence]:
    """Yield the sentences that differ, in their order."""
    matcher = difflib.SequenceMatcher(None, [_plain(one) for one in old], [_plain(one) for one in new], autojunk=False)
    for change, i, j, k, m in matcher.get_opcodes():
        if change != "equal":
            yield from (Sentence(section, "removed", text) for text in old[i:j])
            yield from (Sentence(section, "added", text) for text in new[k:m])


def _plain(sentence: str) -> str:
    return "".join(sentence.split())
