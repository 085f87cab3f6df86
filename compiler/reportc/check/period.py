"""The period that a report says its figures are of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportc.source.fold import fold
from reportc.span import Span, hull
from reportc.syntax.nodes import Paragraph
from reportc.syntax.phrases import phrases


@dataclass(frozen=True, slots=True)
class Period:
    """A stated period: its first year, whether it is that whole year, how it is printed, and where."""

    year: int
    is_whole_year: bool
    text: str
    span: Span


def stated(paragraphs: Iterable[Paragraph]) -> Period | None:
    """Return the first period that `paragraphs` state for their figures; it may run over two of them."""
    found = [(paragraph, fold(paragraph.text)) for paragraph in paragraphs]
    text = "".join(folded for _, folded in found)
    match = phrases()["STATED_PERIOD"].search(text)
    if match is None:
        return None
    first = tuple(match[name] for name in ("first_month", "first_day", "last_month", "last_day"))
    whole = first == ("1", "1", "12", "31") and match["last_year"] in (None, match["first_year"])
    printed = text[match.start("first_year") : match.end("last_day")] + match.group()[-1:]
    return Period(int(match["first_year"]), whole, printed, _place(found, match.start("first_year"), match.end()))


def _place(found: Sequence[tuple[Paragraph, str]], start: int, end: int) -> Span:
    """Return the span of the paragraphs in which the folded characters from `start` to `end` stand."""
    spans: list[Span] = []
    at = 0
    for paragraph, folded in found:
        if at < end and at + len(folded) > start:
            spans += paragraph.spans
        at += len(folded)
    return hull(tuple(spans))
