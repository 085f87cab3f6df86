"""The narrative of a passage with the passage's own numbers, and with spans in the source.

Passages that differ only in their digits are read once, and the numbers are filled in for each of them. Numbers in
Chinese characters are the same in all.
"""

from __future__ import annotations

from collections.abc import Iterable

from reportc.check.narrative.claims.nodes import Breakdown, Change, Claim, Figure, Narrative, Percent, Share
from reportc.check.narrative.claims.texts import SentenceText


def filled(read: Narrative, text: SentenceText) -> Narrative:
    """Return the narrative of a passage; `read` has spans in the folded text, and perhaps another passage's numbers."""
    if not (read.claims or read.shares or read.breakdowns):
        return read
    return Narrative(
        tuple([_claim(one, text) for one in read.claims]),
        tuple([_share(one, text) for one in read.shares]),
        tuple([_breakdown(one, text) for one in read.breakdowns]),
    )


def _claim(claim: Claim, text: SentenceText) -> Claim:
    return Claim(
        claim.kind,
        claim.subjects,
        text.span(*claim.span),
        claim.words,
        _figure(claim.figure, text) if claim.figure else None,
        claim.joined,
        claim.loose,
        claim.including,
        claim.within,
        _figure(claim.among, text) if claim.among else None,
        claim.scope,
        claim.beside,
        claim.year,
        _change(claim.change, text) if claim.change else None,
    )


def _change(change: Change, text: SentenceText) -> Change:
    return Change(
        change.direction,
        text.span(*change.span),
        text.folded[slice(*change.span)],
        change.base_year,
        _figure(change.base, text) if change.base else None,
        _figure(change.count, text) if change.count else None,
        _percent(change.percent, text) if change.percent else None,
    )


def _share(share: Share, text: SentenceText) -> Share:
    """Fill a share in, without the bases that are smaller than its number."""
    figure = _figure(share.figure, text)
    bases = tuple([one for one in _figures(share.bases, text) if one.number >= figure.number])
    return Share(
        _percent(share.percent, text),
        figure,
        share.subjects,
        bases,
        share.within,
        share.scope,
        share.year,
        share.of,
        share.rough,
    )


def _breakdown(found: Breakdown, text: SentenceText) -> Breakdown:
    wholes, parts = _figures(found.wholes, text), _figures(found.parts, text)
    return Breakdown(wholes, parts, found.exhaustive, found.apart, text.span(*found.span))


def _figures(figures: Iterable[Figure], text: SentenceText) -> tuple[Figure, ...]:
    return tuple([_figure(one, text) for one in figures])


def _figure(figure: Figure, text: SentenceText) -> Figure:
    printed = text.folded[slice(*figure.span)]
    number = int(printed.replace(",", "")) if printed[0].isdecimal() else figure.number
    return Figure(number, figure.unit, text.span(*figure.span))


def _percent(percent: Percent, text: SentenceText) -> Percent:
    return Percent(percent.value, text.span(*percent.span))
