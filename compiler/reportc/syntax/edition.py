"""Which edition of the form a table follows: its words vote, and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from reportc.form import APPLICATIONS, ARTICLES, EDITIONS, FIRST_YEAR, Edition
from reportc.table.lexeme import Word


def _only(edition: Edition) -> frozenset[str]:
    """Return the columns and rows that section 2 has in `edition` alone."""
    names = {e: {name for t in ARTICLES[e] for name in (*t.columns, *(r[-1] for r in t.rows))} for e in EDITIONS}
    others = set().union(*(names[other] for other in EDITIONS if other != edition))
    return frozenset(names[edition] - others)


_DISCLOSURE_WORDS = {edition: _only(edition) for edition in EDITIONS}
_MATRIX_ROWS = {edition: frozenset(APPLICATIONS[edition].row_names()) for edition in EDITIONS}


def of_disclosure(words: Iterable[Word]) -> Edition | None:
    """Return the edition that most of section 2's own words belong to."""
    votes: Counter[Edition] = Counter()
    for word in words:
        for edition in EDITIONS:
            votes[edition] += word.label in _DISCLOSURE_WORDS[edition] or word.name.endswith(f"_{edition}")
    return _winner(votes)


def of_matrix(rows: Iterable[tuple[Word, bool]]) -> Edition | None:
    """Return the edition of the matrix by its rows: their words, and whether numbers follow."""
    votes: Counter[Edition] = Counter()
    for word, printed in rows:
        fitting = [edition for edition in EDITIONS if word.label in _MATRIX_ROWS[edition]]
        if len(fitting) == 1 and (printed or word.canonical):
            votes[fitting[0]] += 2 if printed else 1  # （六）其他处理 is a row in one, a group in the other
    return _winner(votes)


def due(year: int | None) -> Edition:
    """Return the edition due for reports of `year`; the newest where no year is known."""
    fitting = [edition for edition in EDITIONS if year is not None and FIRST_YEAR[edition] <= year]
    return max(fitting, default=EDITIONS[0]) if year is not None else EDITIONS[-1]


def _winner(votes: Counter[Edition]) -> Edition | None:
    """Return the edition with most votes; None without a vote or with equal votes."""
    first, second = (*votes.most_common(2), (None, 0), (None, 0))[:2]
    return first[0] if first[1] > second[1] else None
