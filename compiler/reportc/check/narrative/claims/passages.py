"""Prose to its narrative, passage by passage; passages that differ only in their figures are read once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from reportc.check.narrative.claims import texts
from reportc.check.narrative.claims.filling import filled
from reportc.check.narrative.claims.nodes import Narrative, merge
from reportc.check.narrative.claims.parser import pattern
from reportc.check.narrative.claims.reader import PassageReader
from reportc.check.narrative.claims.scopes import Scope
from reportc.syntax.nodes import Paragraph

_REMEMBERED = 256
"""The number of passages that are cached: those of a report, one of which changes at a time, and common ones."""
_SHORT = 30
"""Sentences that are as short as headings are read for the topic that they name."""


def read(paragraphs: Sequence[Paragraph], source: str) -> Narrative:
    """Return the narrative of `paragraphs`, whose spans are offsets in `source`; any text gives a result."""
    ends, scope = pattern("SENTENCE_END"), None
    found: list[Narrative] = []
    for run in texts.passages(paragraphs, ends, pattern("SUBHEADING")):
        if _promising(texts.folded(run)):
            text = texts.placed(run, source)
            said, scope = _passage(text.folded, scope)
            found.append(filled(said, text))
    return merge(found)


def _passage(folded: str, scope: Scope | None) -> tuple[Narrative, Scope | None]:
    """Return the narrative of a passage, and the scope at its end.

    `scope` is that at the end of the passage before; no other context is kept. Passages that differ only in their
    figures are read once, and `filled` puts in the figures of each.
    """
    known = known_passage(pattern("PLAIN_FIGURE").sub(_masked, folded), scope)
    return (known_passage(folded, scope) if known.weighed else known)[:2]


def _masked(figure: re.Match[str]) -> str:
    return "1" * len(figure[0])


class _Known(NamedTuple):
    """The result for a passage; `weighed` is whether it depends on the values of the passage's figures."""

    narrative: Narrative
    scope: Scope | None
    weighed: bool


@lru_cache(maxsize=_REMEMBERED)
def known_passage(folded: str, scope: Scope | None) -> _Known:
    """Return the result for a passage, read sentence by sentence; spans are offsets in the passage.

    `scope` is that at the end of the passage before.
    """
    reader = PassageReader(folded, scope)
    start = 0
    for end in [*(found.start() for found in pattern("SENTENCE_END").finditer(folded)), len(folded)]:
        sentence = folded[start:end]
        if _promising(sentence):
            reader.sentence(sentence, start)
        elif len(sentence) < _SHORT:
            reader.heading(sentence)
        start = end + 1
    return _Known(reader.narrative(), reader.scope, reader.weighed)


def _promising(sentence: str) -> bool:
    """Return whether a sentence, or some sentence of a passage, may have a claim."""
    return bool(pattern("FIGURE_SIGN").search(sentence) and pattern("SUBJECT_SIGN").search(sentence))
