"""The words of the form, from the grammar: which terminals a piece of text may be."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType

from reportc.form import SECTIONS
from reportc.grammar.rules import VARIANT
from reportc.grammar.tables import Terminal
from reportc.source.fold import fold
from reportc.syntax.batches import Batch, Spelled, batches, compiled
from reportc.syntax.labels import LONGEST, MOST_KNOWN, Labels
from reportc.syntax.terminals import (
    IMPLIED,
    IS_CELL,
    IS_HEADING,
    IS_PAGE_MARK,
    IS_ROW,
    IS_SURE_ROW,
    IS_WORD,
    LOST,
    NUMBER,
    QUOTED,
    TEXT,
    TITLE,
    UNHEADED,
    is_heading,
    is_label,
    kind_of,
)
from reportc.table.lexeme import BLANK, Word

_SHORTEST_SHUFFLED = 5
"""A shorter word may consist of the characters of another text by accident."""
COUNT = re.compile(r"[0-9]{1,15}")
"""Digits that the grammar's pattern of numbers takes whole; no other pattern is asked."""
TWO_NUMBERS = re.compile(r"\d\s+[\d.,]")
"""White space between digits: folding would join two numbers."""


_MARKS = frozenset((LOST, "ABOVE", "SET_ASIDE", QUOTED, UNHEADED, "EDITION"))
"""Marks of the formatter: a text that is a mark has no other terminals."""
OPEN = "〚"
"""The character that marks begin with."""


class Words(tuple[Word, ...]):
    """The terminals that a text matches: one object for all texts that match the same, compared by identity."""

    __slots__ = ()
    __hash__ = object.__hash__
    __eq__ = object.__eq__


class Vocabulary(Labels):
    """Returns for any text the terminals that it matches, the likeliest first."""

    def __init__(self, terminals: Iterable[Terminal], declared: Iterable[str]) -> None:
        """Take the grammar's `terminals` that have a pattern, and the names of those without one."""
        self._strings: dict[str, tuple[Word, ...]] = {}
        self._patterns: list[Spelled] = []
        self._declared: dict[str, tuple[Word, ...]] = {}
        self._spellings: dict[str, str] = {}
        self._known: dict[str, tuple[Word, ...]] = {}
        self._same: dict[tuple[Word, ...], Words] = {}
        self._kinds: dict[str, int] = {}
        for terminal in terminals:
            self._add(terminal)
        for name in sorted(declared):
            _append(self._declared, _short(name), Word(name, _short(name), canonical=False))
        self._patterns.sort(key=lambda item: item[1][0].name != NUMBER)
        self._marks = [item for item in self._patterns if item[1][0].name in _MARKS]
        self._patterns = [item for item in self._patterns if item not in self._marks]
        self._long_patterns = [item for item in self._patterns if item[1][0].name == "NOTE"]
        self._by_name = {words[0].name: pattern for pattern, words in (*self._patterns, *self._marks)}
        self._notes = next((words for _, words in self._long_patterns), ())
        ordinal = self.pattern("ORDINAL")
        super().__init__((*self._strings, *(ordinal.sub("", label, count=1) for label in self._strings)))
        self._misprints: dict[str, tuple[Word, ...]] = {}
        self._variants = variants = {word.name: words for _, words in self._patterns for word in words}
        self._shuffled: dict[str, tuple[Word, ...]] = {}
        for label, words in self._strings.items():
            if len(label) >= _SHORTEST_SHUFFLED:
                _append(self._shuffled, _letters(label), *variants.get(f"{words[0].name}{VARIANT}", ()))
        self._shuffled_lengths = frozenset(map(len, self._shuffled))

    def _add(self, terminal: Terminal) -> None:
        name = _short(terminal.name)
        if terminal.exact is not None:
            _append(self._strings, fold(terminal.exact), Word(terminal.name, name, canonical=True))
            self._spellings[name] = terminal.exact
            return
        word = Word(terminal.name, name, canonical=False)
        same = [i for i, (known, _) in enumerate(self._patterns) if known == terminal.pattern]
        if same:  # one terminal under the names of several files
            self._patterns[same[0]] = (terminal.pattern, (*self._patterns[same[0]][1], word))
        else:
            self._patterns.append((terminal.pattern, (word,)))

    @property
    def spellings(self) -> Mapping[str, str]:
        """The form's own wording of each terminal of words.lark that has one."""
        return MappingProxyType(self._spellings)

    def declared(self, name: str) -> tuple[Word, ...]:
        """Return the terminals of a name that %declare lists."""
        return self._declared.get(name, ())

    def quoted(self) -> tuple[Word, ...]:
        """Return the terminals of text that is never a label or number: those of prose, and those beside a table."""
        return *self.declared(TEXT), *self._notes

    def implied(self) -> tuple[Word, ...]:
        """Return the terminals that open a section whose heading is lost."""
        return tuple(word for name, words in self._declared.items() if name.startswith(IMPLIED) for word in words)

    def words(self, text: str) -> tuple[Word, ...]:
        """Return the terminals that `text` matches: the form's wording before patterns."""
        if self._misprints and (misprint := self._misprints.get(fold(text))):
            return misprint
        known = self._known.get(text)
        if known is None:
            if text != (bare := text.strip()):  # lines are matched as they are, and as pieces without their blanks
                return self.words(bare)
            found = self._match(text)
            known = self._same.get(found)
            if known is None:
                known = self._same[found] = Words(found)
            if len(text) <= LONGEST:
                if len(self._known) >= MOST_KNOWN:
                    self._known.clear()
                    self._same.clear()
                    self._kinds.clear()
                self._known[text] = known
        return known

    def _match(self, text: str) -> tuple[Word, ...]:
        """Match a text, folded, against every terminal."""
        if COUNT.fullmatch(text) and text not in self._strings:
            return self._counted
        folded = fold(text)
        if not folded:
            return self.declared(BLANK)
        if folded[0] == OPEN:
            mark = next((words for pattern, words in self._marks if compiled(pattern).fullmatch(folded)), ())
            if mark:
                return (*mark, *self.declared(TEXT))
        found = list(self._strings.get(folded, ()))
        for pattern, words in self._candidates(folded):
            number = words[0].name == NUMBER
            if compiled(pattern).fullmatch(folded) and not (number and TWO_NUMBERS.search(text)):
                found += words
                if number and not self._strings.get(folded):
                    break  # no word of the form is a number, and most cells are
        if len(folded) in self._shuffled_lengths and not any(is_label(word) for word in found):
            found = [*self._shuffled.get(_letters(folded), ()), *found]
        return (*found, *self.declared(TEXT))

    def _candidates(self, folded: str) -> Iterator[Spelled]:
        """Yield the patterns that a folded text may match: that of numbers, and each batch of which one does."""
        if len(folded) > LONGEST:
            yield from self._long_patterns
            return
        yield self._patterns[0]
        for any_of, batch in self._batches:
            if any_of.fullmatch(folded):
                yield from batch

    @cached_property
    def _counted(self) -> tuple[Word, ...]:
        """The terminals of digits, which are the same for all."""
        (_, words), *_ = self._patterns
        return (*words, *self.declared(TEXT))

    @cached_property
    def _batches(self) -> Sequence[Batch]:
        """All patterns but that of numbers, a dozen at a time."""
        return batches(self._patterns[1:])

    def pattern(self, name: str) -> re.Pattern[str]:
        """Return the pattern of a terminal of words.lark."""
        return compiled(self._by_name[name])

    def _kind(self, text: str) -> int:
        """Return the kinds of a text, as the bits of _KINDS."""
        kind = None if self._misprints and fold(text) in self._misprints else self._kinds.get(text)
        if kind is None:
            kind = kind_of(self.words(text))
            if len(text) <= LONGEST and not (self._misprints and fold(text) in self._misprints):
                self._kinds[text] = kind
        return kind

    def is_heading(self, text: str) -> bool:
        """Return whether `text` is a section heading."""
        return (text in self._kinds or self._may_be_heading(fold(text))) and self._kind(text) & IS_HEADING != 0

    def _may_be_heading(self, folded: str) -> bool:
        """Return whether a new text is worth a match against headings: few lines may be headings."""
        lengths, letters, pattern = self._headings
        return (
            bool(self._misprints)
            or folded[:1] == OPEN
            or (len(folded) in lengths and _letters(folded) in letters)
            or pattern.fullmatch(folded) is not None
        )

    @cached_property
    def _headings(self) -> tuple[frozenset[int], frozenset[str], re.Pattern[str]]:
        """The lengths and the letters of headings in the form's wording, and one pattern for all others."""
        strings = [
            text for text, words in (*self._strings.items(), *self._shuffled.items()) if any(map(is_heading, words))
        ]
        patterns = [pattern for pattern, words in self._patterns if any(map(is_heading, words))]
        any_of = re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.DOTALL)
        return frozenset(map(len, strings)), frozenset(map(_letters, strings)), any_of

    def heading_of(self, text: str) -> str | None:
        """Return the section whose heading `text` is, in any known spelling."""
        if not self.is_heading(text):
            return None
        return next((word.label for word in self.words(text) if word.label in SECTIONS), None)

    def labels(self) -> Iterable[str]:
        """Return the form's own labels, folded."""
        return (text for text, words in self._strings.items() if is_label(words[0]) and words[0].label not in SECTIONS)

    def is_title(self, text: str) -> bool:
        """Return whether `text` is the title of a report."""
        return self.pattern(TITLE).fullmatch(fold(text)) is not None

    def headings(self) -> Mapping[str, str]:
        """Return the form's headings, folded, with their sections."""
        return {fold(self._spellings[name.upper()]): name for name in SECTIONS}

    def with_headings(self, texts: Mapping[str, str]) -> Vocabulary:
        """Return a vocabulary that also has the folded texts as headings, each of the section it is mapped to."""
        wider = copy.copy(self)  # what is remembered of all other texts is shared
        known = ((text, self._variants[f"{name.upper()}{VARIANT}"]) for text, name in texts.items())
        wider._misprints = {text: (*words, *self.declared(TEXT)) for text, words in known}  # noqa: SLF001  # its own class
        return wider

    def is_word(self, text: str) -> bool:
        """Return whether `text` is a heading or a label in any known spelling."""
        return self._kind(text) & IS_WORD != 0

    def is_row(self, text: str) -> bool:
        """Return whether `text` is the label of a row in any known spelling."""
        return self._kind(text) & IS_ROW != 0

    def is_sure_row(self, text: str) -> bool:
        """Return whether `text` is the label of a row, and of no group, in every edition."""
        return self._kind(text) & IS_SURE_ROW != 0

    def is_cell(self, text: str) -> bool:
        """Return whether `text` is a number, or a mark for the absence of one."""
        return self._kind(text) & IS_CELL != 0

    def is_page_mark(self, text: str) -> bool:
        """Return whether `text` is a page number or another mark at the foot of a page."""
        return self._kind(text) & IS_PAGE_MARK != 0

    def is_other(self, folded: str) -> bool:
        """Return whether a folded text is in no order of its characters a word in the form's own wording."""
        is_shuffled = len(folded) in self._shuffled_lengths and _letters(folded) in self._shuffled
        return folded not in self._strings and not is_shuffled


def _short(name: str) -> str:
    """Return the name in words.lark: an import through another file adds a prefix."""
    return str(name).rpartition("__")[2]


def _letters(folded: str) -> str:
    """Return the characters of a text in a canonical order, for some PDF readers change their order."""
    return "".join(sorted(folded))


def _append(words: dict[str, tuple[Word, ...]], key: str, *added: Word) -> None:
    words[key] = (*words.get(key, ()), *added)
