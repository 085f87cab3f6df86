"""The proof that a written report compiles to what was read, before anything is stored.

Three things are proved: the tree is the same except for its spans, a second pass changes nothing, and every
character of prose that is not white space is in the text, in its order. Captions, header words and groups belong to
the form: the writer sets them, however they were printed, and they count only where they have no rows of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import zip_longest
from typing import Any, NamedTuple

from reportc.emit.text.layouts import WrittenLayout
from reportc.emit.text.writers import write
from reportc.result import Result
from reportc.source.fold import fold
from reportc.syntax import formatter_marks
from reportc.syntax.nodes import (
    Applications,
    Article,
    Cell,
    Paragraph,
    ProactiveDisclosure,
    Proceedings,
    Prose,
    Report,
    Row,
    Section,
    Stray,
    Title,
)
from reportc.syntax.typography import TextKind, correct, kind_of
from reportc.syntax.walk import leaves


class Proof(NamedTuple):
    """The result of a proof: `fault` says where it fails; None where it holds."""

    name: str
    fault: str | None


def prove(before: Result, after: Result, layout: WrittenLayout, *, fix: bool, careful: bool) -> tuple[Proof, ...]:
    """Prove that `after`, compiled from the text written for `before`, lost nothing."""
    read = facts(before.tree, correct if fix else _kept)
    tree = Proof("tree", difference(read, facts(after.tree, _kept)))
    text = after.source.text
    again = text if tree.fault else write(after.tree, layout, fix=fix, careful=careful)
    stable = Proof("stable", _first_change(text, again))
    return tree, stable, Proof("prose", _first_loss(before.tree, formatter_marks.plain(text), fix=fix))


def _kept(text: str, _kind: TextKind) -> str:
    return text


def _first_change(one: str, other: str) -> str | None:
    if one == other:
        return None
    lines = zip((*one.split("\n"), ""), (*other.split("\n"), ""), strict=False)
    number, (before, after) = next((item for item in enumerate(lines, 1) if item[1][0] != item[1][1]), (0, ("", "")))
    return f"{number}: {before} → {after}"


def _first_loss(report: Report, text: str, *, fix: bool) -> str | None:
    """Return the first paragraph whose characters are not in `text` after those of the previous one."""
    ink, at = "".join(text.split()), 0
    for leaf in _prose(report):
        words = correct(leaf.text, kind_of(leaf)) if fix and leaf not in (*report.front, *report.around) else leaf.text
        at = ink.find("".join(words.split()), at) if words == leaf.text or fold(words) == fold(leaf.text) else -1
        if at < 0:
            return leaf.text
        at += len("".join(words.split()))
    return None


def _prose(report: Report) -> Iterator[Paragraph | Title]:
    """Yield titles, paragraphs and notes in the order of the text."""
    found = (leaf for leaf in leaves(report) if isinstance(leaf, Paragraph | Title) and leaf not in report.page_marks)
    yield from sorted(found, key=lambda leaf: leaf.spans)


# ---------------------------------------------------------------- the facts of a tree, without spans


Correct = Callable[[str, TextKind], str]
"""Corrects the slips of a text, or keeps them."""


class Fact(NamedTuple):
    """A fact of a tree: a value, and its path in the tree."""

    place: str
    says: Any


def facts(report: Report, correct: Correct) -> Iterator[Fact]:
    """Yield the facts of `report`, its texts corrected."""
    title = report.title
    yield Fact("title", title and (correct(title.text, TextKind.TITLE), title.year))
    yield Fact("agency", report.agency and correct(report.agency, TextKind.TITLE))
    yield Fact("year", report.year)
    yield Fact("front", tuple(paragraph.text for paragraph in report.front))
    yield Fact("preamble", tuple(correct(paragraph.text, TextKind.PROSE) for paragraph in report.preamble))
    yield Fact("around", tuple(paragraph.text for paragraph in report.around))
    yield Fact("page marks", tuple(mark.text for mark in report.page_marks))
    for section in report.sections:
        yield from _section(section, correct)


def difference(one: Iterable[Fact], other: Iterable[Fact]) -> str | None:
    """Return where two trees begin to differ, and how; None where their facts are equal."""
    for before, after in zip_longest(one, other):
        if before != after:
            place = before.place if before else after.place
            return f"{place}: {_inside(before and before.says, after and after.says)}"
    return None


def _inside(one: Any, other: Any) -> str:
    """Return the part in which two values differ."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        for before, after in zip_longest(one, other):
            if before != after:
                return _inside(before, after)
    return f"{one} → {other}"


def _section(section: Section, correct: Correct) -> Iterator[Fact]:
    name = section.name if isinstance(section, Prose) else type(section).__name__
    heading = section.heading and section.heading.name
    yield Fact(name, (heading, getattr(section, "edition", None)))
    match section:
        case Prose():
            yield Fact(name, tuple(correct(paragraph.text, TextKind.PROSE) for paragraph in section.paragraphs))
        case ProactiveDisclosure():
            for article in section.articles:
                yield from _article(article, correct)
        case Applications() | Proceedings():
            yield from (_row(row, correct) for row in section.rows)
    if not isinstance(section, Prose):
        yield Fact(f"{name} notes", tuple(correct(note.text, TextKind.PROSE) for note in section.notes))
    yield Fact(f"{name} strays", tuple(_stray(stray, correct) for stray in section.strays))


def _article(article: Article, correct: Correct) -> Iterator[Fact]:
    if article.caption and (not article.rows or article.rows[0].path[1] != article.caption.name):
        yield Fact("caption", article.caption.name)
    yield from (_row(row, correct) for row in article.rows)


def _row(row: Row, correct: Correct) -> Fact:
    cells = tuple(_cell(cell, correct) for cell in row.cells)
    return Fact("/".join(row.path), (cells, tuple(_cell(cell, correct) for cell in row.unplaced)))


def _stray(stray: Stray, correct: Correct) -> tuple[Any, ...]:
    return correct(stray.text, TextKind.CELL), tuple(_cell(cell, correct) for cell in stray.numbers)


def _cell(cell: Cell, correct: Correct) -> tuple[Any, ...]:
    return cell.column, cell.state, cell.value, correct(cell.text, TextKind.CELL), cell.unit, cell.remark
