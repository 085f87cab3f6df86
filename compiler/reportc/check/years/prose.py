"""Y605 and Y606: changes since last year that sentences claim, and sentences copied from last year's report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reportc.check.narrative import referents
from reportc.check.narrative.claims import Change, Claim, ClaimKind, Direction
from reportc.check.narrative.comparison import claimed
from reportc.check.narrative.shares import fits
from reportc.check.rule import Finding, rule
from reportc.check.semantics import Semantics
from reportc.diagnostic import Argument, Severity
from reportc.form import pointer
from reportc.source.fold import fold
from reportc.span import Span
from reportc.syntax.phrase_patterns import phrases

_SHOWN = 24
"""At most this many characters of a paragraph are shown: about a line."""


@rule(
    "Y605",
    "rate-differs",
    Severity.WARNING,
    zh="正文「{words}」：本年 {now}，上年报告为 {before}，相差 {difference}{percent}",
    en="the text says “{words}”: now {now}, in last year's report {before}, a difference of {difference}{percent}",
)
def rate_differs(semantics: Semantics) -> Iterator[Finding]:
    """正文的同比与上年报告不符 · A change that the text states is not that from last year's report

    紧跟在件数后的「同比增长百分之几」「较上年（的几件）增加几件」「与上年持平」，按本年与上年报告同一项的总计计算。
    百分比按印出的位数四舍五入或截断都算相符；主语、基数不明白的不作比较。

    A change printed right beside a count (同比增长 p %, 较上年的 m 件增加 n 件, 与上年持平) is that between cells
    of this report and the same of last year's. Percentages may be rounded or cut off; where subject or base are not
    plain, nothing is compared.

    依据 · Source: 正文与两年的表格说的是同一件事
    公式 · Formula: |p − 100·(本年 − 上年)/上年| ≤ 末位的一半

    反例 · Fails: 上年新收 40，正文「新收政府信息公开申请 50 件，同比增长 20%」
    改正 · Fixed: 上年新收 40，正文「新收政府信息公开申请 50 件，同比增长 25%」
    核对 · Look up: 两年的件数，重算增减 · the numbers of both years; work the change out again
    """
    if (last := semantics.last_year) is None:
        return
    for claim in claimed(semantics, ClaimKind.COUNT):
        change = claim.change
        if change and not claim.loose and change.base_year in {None, (semantics.report.year or 0) - 1}:
            yield from _judged(semantics, last, claim, change)


def _judged(semantics: Semantics, last: Semantics, claim: Claim, change: Change) -> Iterator[Finding]:
    """Yield the finding that `change` is wrong for every referent of a claim; none where some value is unknown."""
    found = referents.referents(semantics, claim)
    pairs = [(one.value, referents.total(last, one.cells)) for one in found]
    known = [(now, before) for now, before in pairs if now is not None and before is not None]
    if not known or len(known) < len(pairs):
        return
    if any(_is_so(change, now, before) for _, before in known for now in (claim.number, *(a for a, _ in known))):
        return
    now, before = known[0]
    difference = now - before
    words = "".join(semantics.text[slice(*change.span)].split())
    arguments: dict[str, Argument] = {
        "words": words if fold(words) == change.words else change.words,  # page marks may be in between
        "now": now,
        "before": before,
        "difference": f"{difference:+}",
        "percent": f"（{Decimal(100 * difference) / before:+.2f}%）" if before else "",
    }
    paths = tuple(dict.fromkeys(pointer(cell) for one in found for cell in one.cells))
    yield Finding(change.span, arguments, paths)


def _is_so(change: Change, now: int, before: int) -> bool:
    """Return whether `change` is the change from `before` to `now`; a percentage of 0 is not compared."""
    if change.base and change.base.number != before:
        return False
    if change.direction is Direction.LEVEL:
        return now == before
    difference = now - before if change.direction is Direction.UP else before - now
    if change.count and change.count.number != difference:
        return False
    percent = change.percent
    return percent is None or before == 0 or (difference >= 0 and fits(percent.value, difference, before))


@rule(
    "Y606",
    "prose-copied",
    Severity.INFO,
    zh="这一段连同数字与上年报告相同：{words}",
    en="this paragraph is last year's, numbers included: {words}",
)
def prose_copied(semantics: Semantics) -> Iterator[Finding]:
    """正文照抄上年 · A paragraph is last year's

    第一、第五部分中带数字的一段，除年份外与上年报告一字不差时作提示：数字可能没有更新。

    A paragraph with numbers of section 1 or 5 that is last year's word for word, the year aside: its numbers may not
    have been brought up to date.

    依据 · Source: 《中华人民共和国政府信息公开条例》第五十条：年度报告反映本年度情况

    反例 · Fails: 2023年发布信息 312 条；2024年发布信息 312 条
    改正 · Fixed: 2023年发布信息 312 条；2024年发布信息 405 条
    核对 · Look up: 这一段的数字是不是本年的 · whether the numbers of this paragraph are this year's
    """
    if (last := semantics.last_year) is None:
        return
    before = {words for _, words in _paragraphs(last)}
    for span, words in _paragraphs(semantics):
        if words in before:
            yield Finding(span, {"words": f"{words[:_SHOWN]}…" if len(words) > _SHOWN else words})


def _paragraphs(semantics: Semantics) -> Iterator[tuple[Span, str]]:
    """Yield spans and words of the paragraphs with counts; years in the words are relative to the report's."""
    year = semantics.report.year or 0
    for name in ("overview", "problems"):
        for paragraph in semantics.prose(name):
            words = fold(paragraph.text)
            if paragraph.spans and phrases()["COUNTED"].search(words):
                yield paragraph.spans[0], phrases()["YEAR"].sub(lambda one: _relative(one, year), words)


def _relative(found: re.Match[str], year: int) -> str:
    distance = int(found["year"]) - year
    return {0: "本", -1: "上", 1: "下"}.get(distance, f"{distance:+}")


RULES = (rate_differs, prose_copied)
