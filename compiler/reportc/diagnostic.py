"""Rules, findings and the fixes they offer, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import IntEnum
from typing import NamedTuple

from reportc.language import Language, Text
from reportc.span import Span

Argument = str | int


class Severity(IntEnum):
    """How severe a finding is; the numbers are those of LSP."""

    ERROR = 1
    WARNING = 2
    INFO = 3


@dataclass(frozen=True, slots=True)
class Rule:
    """A code with its name and its message, which is a format string over a finding's arguments.

    `page` is what `reportc rule CODE` prints: what is checked, why, and what to write instead.
    """

    code: str
    name: str
    severity: Severity
    text: Text
    page: str = ""


class Markup(str):
    """Text that is put into a page unescaped, tags included; other text is escaped there."""

    __slots__ = ()


class TextEdit(NamedTuple):
    """Replace the text at `span` by `text`."""

    span: Span
    text: str


class Fix(NamedTuple):
    """A repair on offer; a safe one never changes what the report says.

    `sets` are the cells that the edits give a new value, by JSON pointer: their values after the fix, None
    for a cell that is then blank. Every other cell keeps its value. `adds` and `drops` are rows
    that the edits insert, with blank cells, and delete, where they occur a second time; `adds` may be sections.
    `like` is the place of the row or heading that a new one is modelled on.
    """

    words: Text
    safe: bool
    edits: tuple[TextEdit, ...]
    sets: tuple[tuple[str, int | Decimal | None], ...] = ()
    adds: tuple[str, ...] = ()
    drops: tuple[str, ...] = ()
    like: Span | None = None

    def title(self, language: Language = "zh") -> str:
        """Return a description of the fix, in `language`."""
        return self.words.of(language)


class Related(NamedTuple):
    """Another place that explains a finding."""

    span: Span
    text: Text


class Suspect(NamedTuple):
    """A cell whose change would satisfy the broken equations."""

    path: str
    printed: int | Decimal | None
    implied: int


class Cause(NamedTuple):
    """The cause of one finding or several: a wrong cell, or a wrong number in a sentence.

    `id` is the same in all findings with this cause: the cell's JSON pointer, or the place of the sentence's number.
    """

    id: str
    span: Span
    words: Text

    def title(self, language: Language = "zh") -> str:
        """Return the printed and the implied value, in `language`."""
        return self.words.of(language)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: its rule, its place, the arguments of its message, the cells it is about.

    `paths` are JSON pointers into the canonical JSON; a row's pointer means all its cells. `cause` is its
    cause, where that is known.
    """

    rule: Rule
    span: Span
    arguments: Mapping[str, Argument] = field(default_factory=dict)
    paths: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    suspects: tuple[Suspect, ...] = ()
    fixes: tuple[Fix, ...] = ()
    own_severity: Severity | None = None
    cause: Cause | None = None

    @property
    def severity(self) -> Severity:
        """The severity of this finding: its own, or else its rule's."""
        return self.own_severity or self.rule.severity

    def message(self, language: Language = "zh") -> str:
        """Return the message in `language`."""
        return self.rule.text.of(language).format_map(self.arguments)
