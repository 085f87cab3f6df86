"""S106 to S109: the title names the agency and the year, and the report is about no other year."""

from __future__ import annotations

from collections.abc import Iterator

from reportc.check.rule import Finding, rule
from reportc.check.semantics import Semantics
from reportc.diagnostic import Severity
from reportc.source.fold import fold
from reportc.span import Span, hull
from reportc.syntax import nodes
from reportc.syntax.phrase_patterns import phrases


@rule(
    "S106",
    "title-missing",
    Severity.WARNING,
    zh="没有标题：应写明机关和年度",
    en="there is no title with the agency and the year",
)
def title_missing(semantics: Semantics) -> Iterator[Finding]:
    """没有标题 · There is no title

    没有标题，就不知道是哪个机关、哪一年的报告；汇总时无法归位。

    Without a title nobody knows whose report it is, and of which year.

    依据 · Source: 表式标题：机关名称、年份、「政府信息公开工作年度报告」

    反例 · Fails: 正文直接从「一、总体情况」开始
    改正 · Fixed: 云岫县水务局2023年政府信息公开工作年度报告
    核对 · Look up: 机关全称和报告年度，写在首行 · the agency's full name and the year, for the first line
    """
    if semantics.is_report and semantics.report.title is None:
        yield Finding(Span(0, 0), paths=("/title",))


@rule(
    "S107",
    "title-incomplete",
    Severity.INFO,
    zh="标题「{text}」缺少{missing}",
    en="the title “{text}” lacks {missing_en}",
)
def title_incomplete(semantics: Semantics) -> Iterator[Finding]:
    """标题不全 · The title is incomplete

    标题应有机关名称、年份，并写作「政府信息公开工作年度报告」。

    A title names the agency and the year, and reads 政府信息公开工作年度报告.

    依据 · Source: 同 S106

    反例 · Fails: 2023年政府信息公开年度报告
    改正 · Fixed: 云岫县水务局2023年政府信息公开工作年度报告
    核对 · Look up: 机关全称和报告年度 · the agency's full name and the year of the report
    """
    title = semantics.report.title
    if title is None:
        return
    missing = [
        names
        for names, there in (
            (("机关名称", "the agency"), title.agency),
            (("年份", "the year"), title.year),
            (("「工作」二字", "the word 工作"), phrases()["TITLE_WORK"].search(fold(title.text))),
        )
        if not there
    ]
    if missing:
        zh, en = zip(*missing, strict=True)
        arguments = {"text": title.text, "missing": "、".join(zh), "missing_en": ", ".join(en)}
        yield Finding(hull(title.spans), arguments, ("/title",))


@rule(
    "S108",
    "year-contradiction",
    Severity.ERROR,
    zh="标题是 {title} 年，{where}是 {year} 年",
    en="the title says {title}, {where_en} says {year}",
)
def year_contradiction(semantics: Semantics) -> Iterator[Finding]:
    """年份互相矛盾 · The years contradict one another

    标题的年份、数据统计期限的年份、第一部分所写的年份应是同一年。不一致多半是套用了上一年的报告。

    The year of the title, of the stated period and of what section 1 reports on is one and the same. Where they
    differ, last year's report was the template.

    依据 · Source: 《条例》第四十九条：每年1月31日前公布上一年度的报告

    反例 · Fails: 标题是2023年，统计期限自2022年1月1日至2022年12月31日
    改正 · Fixed: 统计期限自2023年1月1日至2023年12月31日
    核对 · Look up: 报告的是哪一年，各处年份照此改正 · which year is reported; put it in all places
    """
    title = semantics.report.title
    if title is None or title.year is None:
        return
    period = semantics.period
    if period and period.year != title.year:
        words = {"where": "统计期限", "where_en": "the stated period"}
        yield Finding(period.span, {"title": title.year, "year": period.year, **words}, ("/year",))
    spoken = _reported_year(semantics, title.year)
    if spoken:
        paragraph, year = spoken
        words = {"where": "第一部分", "where_en": "section 1"}
        yield Finding(hull(paragraph.spans), {"title": title.year, "year": year, **words}, ("/year",))


@rule(
    "S109",
    "period-wrong",
    Severity.WARNING,
    zh="统计期限是 {printed}，应为当年 1 月 1 日至 12 月 31 日",
    en="the stated period is {printed}, and not 1 January to 31 December",
)
def period_wrong(semantics: Semantics) -> Iterator[Finding]:
    """统计期限不是整年 · The stated period is not the whole year

    年度报告统计当年 1 月 1 日至 12 月 31 日。写成别的期限，数据就不是全年的，或者是笔误。

    A report counts from 1 January to 31 December of its year. Another period means that the figures are not
    the year's, or a slip of the pen.

    依据 · Source: 《条例》第五十条

    反例 · Fails: 统计期限自2023年1月1日至2023年11月30日
    改正 · Fixed: 统计期限自2023年1月1日至2023年12月31日
    核对 · Look up: 统计期限是否为全年，起止日期照实写 · whether the whole year is counted; the true first and last day
    """
    period = semantics.period
    if period and not period.is_whole_year:
        yield Finding(period.span, {"printed": period.text})


def _reported_year(semantics: Semantics, title: int) -> tuple[nodes.Paragraph, int] | None:
    """Return the first paragraph of section 1 that opens with a year, and the year; None if one names `title`."""
    paragraphs = semantics.prose("overview")
    if any(str(title) in fold(paragraph.text) for paragraph in paragraphs):
        return None
    found = ((paragraph, phrases()["LEADING_YEAR"].search(fold(paragraph.text))) for paragraph in paragraphs)
    return next(((paragraph, int(match["year"])) for paragraph, match in found if match), None)


RULES = (title_missing, title_incomplete, year_contradiction, period_wrong)
