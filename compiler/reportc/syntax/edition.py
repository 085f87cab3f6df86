"""Which edition of the form a table follows: only its words vote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from reportc.form import APPLICATIONS, ARTICLES, EDITIONS, FIRST_YEAR, WORDS, Edition
from reportc.grammar.rules import label
from reportc.table.lexeme import Word

EditionNames = Mapping[Edition, frozenset[str]]
"""For each edition, the names of the words of a table that some other edition has not."""


def _telling(names: Mapping[Edition, set[str]]) -> EditionNames:
    shared = set.intersection(*names.values())
    return {edition: frozenset(names[edition] - shared) for edition in EDITIONS}


_DISCLOSURE = _telling({e: {name for t in ARTICLES[e] for name in (*t.heads, *t.labels)} for e in EDITIONS})
_MATRIX = _telling({e: set(APPLICATIONS[e].labels) for e in EDITIONS})
_OWN = {
    e: frozenset(terminal for terminal in WORDS[e].values() if terminal.lower() != label(terminal)) for e in EDITIONS
}
"""For each edition, the words that other editions have under another name."""


def of_disclosure(words: Iterable[Word]) -> Edition | None:
    """Return the edition that most of section 2's own words belong to."""
    return _winner(((word, 1) for word in words), _DISCLOSURE)


def of_matrix(rows: Iterable[tuple[Word, bool]]) -> Edition | None:
    """Return the edition of the matrix by its rows: their words, and whether numbers follow."""
    # （六）其他处理 is a row in one edition and a group in another: numbers after it decide
    votes = ((word, 2 if printed else 1) for word, printed in rows if printed or word.canonical)
    return _winner(votes, _MATRIX)


def due(year: int | None) -> Edition:
    """Return the edition due for reports of `year`; the newest where the year is unknown."""
    fitting = [edition for edition in EDITIONS if year is not None and FIRST_YEAR[edition] <= year]
    return max(fitting, default=EDITIONS[0]) if year is not None else EDITIONS[-1]


def _winner(words: Iterable[tuple[Word, int]], names: EditionNames) -> Edition | None:
    """Return the edition with most votes; a word votes, by its weight, for every edition that has it.

    Of editions that have the same of the printed words, the one with fewest other words wins. None without a
    vote, or where different words have equal votes.
    """
    votes: Counter[Edition] = Counter()
    printed: dict[Edition, set[str]] = {edition: set() for edition in EDITIONS}
    for word, weight in words:
        for edition in EDITIONS:
            if word.label in names[edition] or word.name in _OWN[edition]:
                votes[edition] += weight
                printed[edition].add(word.label)
    first = [edition for edition in EDITIONS if votes[edition] == max(votes.values(), default=0)]
    if len(first) > 1 and all(printed[edition] == printed[first[0]] for edition in first):
        fewest = min(len(names[edition] - printed[edition]) for edition in first)
        first = [edition for edition in first if len(names[edition] - printed[edition]) == fewest]
    return first[0] if len(first) == 1 and votes[first[0]] else None
