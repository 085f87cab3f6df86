"""The scope and period of a sentence's figures: those of the agency itself, of more agencies, or of a part of it.

全市 means the agency itself in the report of the city's government, and more than the agency in that of a bureau.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import lru_cache

from reportc.check.narrative.claims.parser import pattern
from reportc.frozen import frozen
from reportc.source.fold import fold
from reportc.span import Span, hull
from reportc.syntax.nodes import Paragraph
from reportc.syntax.phrase_patterns import phrases


class Reach(StrEnum):
    """Whose figures a sentence gives, by the terminal of its words."""

    EVERYWHERE = "everywhere"  # 全市, 各部门
    HERE = "here"  # 本机关, 我局
    OUR_PLACE = "our_place"  # 我市
    OFFICE = "office"  # 县政府办公室, 本级
    BUREAU = "bureau"  # 县水务局


@frozen
class Scope:
    """Whose figures, and the folded words that say so."""

    reach: Reach
    text: str


@lru_cache(maxsize=1024)
def is_own(scope: Scope | None, agency: str | None) -> bool:
    """Return whether figures of `scope` are those of `agency`: no scope, the agency's name, or its place as a whole."""
    if scope is None or scope.reach is Reach.HERE:
        return True
    if not agency:
        return False
    name = fold(agency)
    government = pattern("GOVERNMENT").fullmatch(name)
    if scope.reach is Reach.EVERYWHERE:
        place = pattern("WHOLE_PLACE").fullmatch(scope.text)
        return government is not None and place is not None and government["place"] == place["place"]
    if scope.reach is Reach.OUR_PLACE:
        return government is not None and government["place"] in scope.text
    formality = pattern("FORMALITY")
    name, said = formality.sub("", name), formality.sub("", scope.text)
    return name.endswith(said) if scope.reach is Reach.BUREAU else said in name


def narrows(scope: Scope, following: Scope) -> bool:
    """Return whether words right after 全市 restrict it to a part; 全市各级行政机关 is no restriction."""
    whole = pattern("WHOLE_PLACE").fullmatch(scope.text)
    return whole is None or pattern("ALL_OF_IT").fullmatch(following.text) is None


@frozen
class Period:
    """A stated period: its first year, whether it is that whole year, how it is printed, and where."""

    year: int
    is_whole_year: bool
    text: str
    span: Span


def stated_period(paragraphs: Iterable[Paragraph]) -> Period | None:
    """Return the first period that `paragraphs` state for their figures; its text may run over two of them."""
    found = [(paragraph, fold(paragraph.text)) for paragraph in paragraphs]
    text = "".join(folded for _, folded in found)
    match = phrases()["STATED_PERIOD"].search(text)
    if match is None:
        return None
    first = tuple(match[name] for name in ("first_month", "first_day", "last_month", "last_day"))
    whole = first == ("1", "1", "12", "31") and match["last_year"] in (None, match["first_year"])
    printed = text[match.start("first_year") : match.end("last_day")] + match.group()[-1:]
    return Period(int(match["first_year"]), whole, printed, _span(found, match.start("first_year"), match.end()))


def _span(found: Sequence[tuple[Paragraph, str]], start: int, end: int) -> Span:
    """Return the span of the paragraphs that hold the folded characters from `start` to `end`."""
    spans: list[Span] = []
    at = 0
    for paragraph, folded in found:
        if at < end and at + len(folded) > start:
            spans += paragraph.spans
        at += len(folded)
    return hull(tuple(spans))
