"""What the compiler has to say about a report: rules, findings and the fixes they offer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import IntEnum
from typing import Literal, NamedTuple

from reportc.span import Span

Language = Literal["zh", "en"]
Argument = str | int


class Severity(IntEnum):
    """How grave a finding is; the numbers are those of LSP."""

    ERROR = 1
    WARNING = 2
    INFO = 3


@dataclass(frozen=True, slots=True)
class Rule:
    """A code with its name and its words; `zh` and `en` are format strings over the arguments.

    `page` is what `reportc rule CODE` prints: what is checked, why, and what to write instead.
    """

    code: str
    name: str
    severity: Severity
    zh: str
    en: str
    page: str = ""


class Markup(str):
    """Text that is put into a page as it is, tags and all; other text is escaped there."""

    __slots__ = ()


class TextEdit(NamedTuple):
    """Replace the text at `span` by `text`."""

    span: Span
    text: str


class Fix(NamedTuple):
    """A repair on offer; a safe one never changes what the report says.

    `sets` are the cells that the edits give a new value, by JSON pointer: what the text must say when the fix is
    applied, None for a cell that is then blank. Every other cell keeps what it says. `adds` and `drops` are rows
    that the edits put in, with blank cells, and take out, where they stand a second time; `adds` may be sections.
    `like` is where the row or heading stands after which a new one is made.
    """

    zh: str
    en: str
    safe: bool
    edits: tuple[TextEdit, ...]
    sets: tuple[tuple[str, int | Decimal | None], ...] = ()
    adds: tuple[str, ...] = ()
    drops: tuple[str, ...] = ()
    like: Span | None = None

    def title(self, language: Language = "zh") -> str:
        """Return what the fix does, in `language`."""
        return self.zh if language == "zh" else self.en


class Related(NamedTuple):
    """Another place that explains a finding."""

    span: Span
    zh: str
    en: str


class Suspect(NamedTuple):
    """A cell whose change would satisfy the broken equations."""

    path: str
    printed: int | Decimal | None
    implied: int


class Cause(NamedTuple):
    """What is wrong itself, where several findings may come of it: a cell, or a number in a sentence.

    `id` is the same in all findings that come of it: the cell's JSON pointer, or where the sentence's number stands.
    """

    id: str
    span: Span
    zh: str
    en: str

    def title(self, language: Language = "zh") -> str:
        """Return what is printed, and what it should be, in `language`."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: its rule, its place, the arguments of its message, the cells it speaks of.

    `paths` are JSON pointers into the canonical JSON; a row's pointer stands for its cells. `cause` is what it
    comes of, where that is known.
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
        return getattr(self.rule, language).format_map(self.arguments)  # type: ignore[no-any-return]  # zh and en are str
