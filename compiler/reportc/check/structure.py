"""S1, the rules of structure: the title, the six sections and their headings, the year, the editions."""

from __future__ import annotations

from collections.abc import Iterator

from reportc.check.facts import Facts
from reportc.check.rule import Finding, rule
from reportc.check.sections import Heading, headings, name_of, order, place_of, title_words
from reportc.diagnostic import Argument, Fix, Severity, TextEdit
from reportc.form import SECTIONS
from reportc.source.fold import fold
from reportc.span import Span, hull
from reportc.syntax import nodes
from reportc.syntax.phrases import phrases


@rule(
    "S101",
    "section-missing",
    Severity.ERROR,
    zh="缺少「{section}」这一部分",
    en="the section “{section}” is missing",
)
def section_missing(facts: Facts) -> Iterator[Finding]:
    """六个部分缺了一个 · One of the six sections is missing

    年度报告应有六个部分。没有内容的部分也要保留标题，写「无」或说明。
    各部分按标题用词识别，不看序号；标题写得离表式太远，也会认不出来。

    A report has six sections; one without content keeps its heading. Sections are known by the words of
    their heading and not by its number, so one whose words are far from the form's may not be recognised.

    依据 · Source: 《条例》第五十条，国办公开办函〔2019〕60号、〔2021〕30号

    反例 · Fails: 报告在「五、存在的主要问题及改进情况」之后就结束了
    改正 · Mended: 补上「六、其他需要报告的事项」
    """
    if not facts.is_report:
        return
    found = {name_of(section) for section in facts.report.sections}
    end = len(facts.text.rstrip())
    for name in SECTIONS:
        if name not in found:
            yield Finding(Span(end, end), {"section": title_words(facts, name)}, (f"/{name}",))


@rule(
    "S102",
    "section-repeated",
    Severity.ERROR,
    zh="「{section}」出现了两次",
    en="the section “{section}” occurs twice",
)
def section_repeated(facts: Facts) -> Iterator[Finding]:
    """同一部分出现两次 · A section occurs twice

    同一部分的标题出现两次，多半是合并或粘贴时重复。编译结果取先出现的表格，文字则都保留。

    Two headings of one section come from merging or pasting. Of two tables the JSON has the first one's
    numbers, of prose it has all.

    依据 · Source: 同 S101

    反例 · Fails: 两处「五、存在的主要问题及改进情况」
    改正 · Mended: 合为一处
    """
    seen: set[str] = set()
    for section in facts.report.sections:
        name = name_of(section)
        if name in seen and section.heading and section.heading.text:
            yield Finding(place_of(section), {"section": title_words(facts, name)}, (f"/{name}",))
        seen.add(name)


@rule(
    "S103",
    "section-out-of-order",
    Severity.WARNING,
    zh="「{section}」应在「{before}」之前",
    en="“{section}” belongs before “{before}”",
)
def section_out_of_order(facts: Facts) -> Iterator[Finding]:
    """部分的次序与表式不同 · The sections stand in another order than the form's

    六个部分有固定的次序。次序乱了，汇总的人容易找错，也可能是粘贴时放错了地方。

    The six sections have a fixed order. Another one misleads whoever adds reports up.

    依据 · Source: 同 S101

    反例 · Fails: 「五、……」写在「四、……」之前
    改正 · Mended: 按一至六排列
    """
    last: str | None = None
    for name in dict.fromkeys(map(name_of, facts.report.sections)):
        if last is not None and order(name) < order(last):
            section = next(one for one in facts.report.sections if name_of(one) == name)
            arguments = {"section": title_words(facts, name), "before": title_words(facts, last)}
            yield Finding(place_of(section), arguments, (f"/{name}",))
        else:
            last = name


@rule(
    "S104",
    "heading-number-wrong",
    Severity.WARNING,
    zh="「{text}」的序号应为「{form}」",
    en="the number of “{text}” is “{form}” in the form",
)
def heading_number_wrong(facts: Facts) -> Iterator[Finding]:
    """标题的序号与内容不符 · A heading's number does not fit its words

    标题用词是第四部分的，序号却印成「三」。认部分时看用词，所以不影响读数；读者却会看错。

    The words are those of section 4 and the number says 3. Sections are read by their words, so no number is
    misread, but people are misled.

    依据 · Source: 表式各部分标题

    反例 · Fails: 三、政府信息公开行政复议、行政诉讼情况
    改正 · Mended: 四、政府信息公开行政复议、行政诉讼情况
    """
    for heading in headings(facts):
        if heading.number and not _number_fits(heading):
            arguments = {"text": heading.text, "form": heading.form_ordinal}
            fixes = _replacing(heading.ordinal_span, heading.form_ordinal)
            yield Finding(heading.ordinal_span or heading.span, arguments, (f"/{heading.name}",), fixes=fixes)


@rule(
    "S105",
    "heading-wording",
    Severity.INFO,
    zh="标题「{text}」在表式中写作「{form}」",
    en="the heading “{text}” is “{form}” in the form",
)
def heading_wording(facts: Facts) -> Iterator[Finding]:
    """标题用词与表式不同 · A heading is worded otherwise than in the form

    标题应照表式写。改写的标题不影响识别，统一用词便于检索和汇总。

    Headings are to be written as in the form. Another wording is recognised all the same; one wording makes
    reports easier to search and to add up.

    依据 · Source: 表式各部分标题

    反例 · Fails: 五、存在的主要问题及整改措施
    改正 · Mended: 五、存在的主要问题及改进情况
    """
    for heading in headings(facts):
        if fold(heading.words) != fold(heading.form_words):
            arguments = {"text": heading.text, "form": heading.form_ordinal + heading.form_words}
            fixes = _replacing(heading.words_span, heading.form_words)
            yield Finding(heading.words_span or heading.span, arguments, (f"/{heading.name}",), fixes=fixes)


@rule(
    "S106",
    "title-missing",
    Severity.WARNING,
    zh="没有标题：应写明机关和年度",
    en="there is no title with the agency and the year",
)
def title_missing(facts: Facts) -> Iterator[Finding]:
    """没有标题 · There is no title

    没有标题，就不知道是哪个机关、哪一年的报告；汇总时无法归位。

    Without a title nobody knows whose report it is, and of which year.

    依据 · Source: 表式标题：机关名称、年份、「政府信息公开工作年度报告」

    反例 · Fails: 正文直接从「一、总体情况」开始
    改正 · Mended: 云岫县水务局2023年政府信息公开工作年度报告
    """
    if facts.is_report and facts.report.title is None:
        yield Finding(Span(0, 0), paths=("/title",))


@rule(
    "S107",
    "title-incomplete",
    Severity.INFO,
    zh="标题「{text}」缺少{missing}",
    en="the title “{text}” lacks {missing_en}",
)
def title_incomplete(facts: Facts) -> Iterator[Finding]:
    """标题不全 · The title is incomplete

    标题应有机关名称、年份，并写作「政府信息公开工作年度报告」。

    A title names the agency and the year, and reads 政府信息公开工作年度报告.

    依据 · Source: 同 S106

    反例 · Fails: 2023年政府信息公开年度报告
    改正 · Mended: 云岫县水务局2023年政府信息公开工作年度报告
    """
    title = facts.report.title
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
def year_contradiction(facts: Facts) -> Iterator[Finding]:
    """年份互相矛盾 · The years contradict one another

    标题的年份、数据统计期限的年份、第一部分所写的年份应是同一年。不一致多半是套用了上一年的报告。

    The year of the title, of the stated period and of what section 1 reports on is one and the same. Where they
    differ, last year's report was the template.

    依据 · Source: 《条例》第四十九条：每年1月31日前公布上一年度的报告

    反例 · Fails: 标题是2023年，统计期限自2022年1月1日至2022年12月31日
    改正 · Mended: 统计期限自2023年1月1日至2023年12月31日
    """
    title = facts.report.title
    if title is None or title.year is None:
        return
    period = facts.period
    if period and period.year != title.year:
        words = {"where": "统计期限", "where_en": "the stated period"}
        yield Finding(period.span, {"title": title.year, "year": period.year, **words}, ("/year",))
    spoken = _reported_year(facts, title.year)
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
def period_wrong(facts: Facts) -> Iterator[Finding]:
    """统计期限不是整年 · The stated period is not the whole year

    年度报告统计当年 1 月 1 日至 12 月 31 日。写成别的期限，数据就不是全年的，或者是笔误。

    A report counts from 1 January to 31 December of its year. Another period means that the figures are not
    the year's, or a slip of the pen.

    依据 · Source: 《条例》第五十条

    反例 · Fails: 统计期限自2023年1月1日至2023年11月30日
    改正 · Mended: 统计期限自2023年1月1日至2023年12月31日
    """
    period = facts.period
    if period and not period.is_whole_year:
        yield Finding(period.span, {"printed": period.text})


@rule(
    "S110",
    "edition-outdated",
    Severity.WARNING,
    zh="「{section}」用的是 {edition} 年版表式，{year} 年的报告应用 {due} 年版",
    en="“{section}” follows the form of {edition}; that of {due} is due for {year}",
)
def edition_outdated(facts: Facts) -> Iterator[Finding]:
    """表式不是该年度应用的版本 · A table follows another edition of the form than the year's

    2019、2020 年度用 2019 年版表式，2021 年度起用 2021 年版：第二部分栏目不同，矩阵的「其他处理」分三行。

    The edition of 2019 is due for 2019 and 2020, that of 2021 from 2021 on: section 2 has other columns, and
    其他处理 of the matrix three rows.

    依据 · Source: 国办公开办函〔2019〕60号、〔2021〕30号

    反例 · Fails: 2023 年的报告，矩阵「（六）其他处理」只有一行
    改正 · Mended: 分列「1.……逾期不补正……」「2.……逾期未……缴纳费用……」「3.其他」
    """
    due = facts.due_edition
    for section, edition in facts.editions:
        if due and edition != due:
            name = name_of(section)
            arguments: dict[str, Argument] = {
                "section": title_words(facts, name),
                "edition": edition,
                "due": due,
                "year": facts.report.year or 0,
            }
            yield Finding(place_of(section), arguments, (f"/{name}",))


@rule(
    "S111",
    "edition-mixed",
    Severity.WARNING,
    zh="一份报告里用了两版表式：{tables}",
    en="one report follows two editions of the form: {tables}",
)
def edition_mixed(facts: Facts) -> Iterator[Finding]:
    """一份报告用了两版表式 · One report follows two editions

    第二部分和第三部分的表应是同一版。混用多半是只换了一张表。

    The tables of sections 2 and 3 belong to one edition. Where they differ, only one was replaced.

    依据 · Source: 同 S110

    反例 · Fails: 第二部分是 2021 年版，矩阵是 2019 年版
    改正 · Mended: 都用该年度应用的版本
    """
    editions = facts.editions
    if len({edition for _, edition in editions}) > 1:
        names = "，".join(f"「{title_words(facts, name_of(section))}」{edition}" for section, edition in editions)
        paths = tuple(f"/{name_of(section)}" for section, _ in editions)
        yield Finding(place_of(editions[-1][0]), {"tables": names}, paths)


@rule(
    "S112",
    "section-empty",
    Severity.WARNING,
    zh="「{section}」没有内容",
    en="the section “{section}” says nothing",
)
def section_empty(facts: Facts) -> Iterator[Finding]:
    """第一或第五部分没有内容 · Section 1 or 5 says nothing

    总体情况、存在的主要问题及改进情况应有文字；第五部分只写「无」，等于没有报告问题。

    Sections 1 and 5 are prose. A section 5 that is only 无 reports no problem at all.

    依据 · Source: 《条例》第五十条第（一）、（五）项

    反例 · Fails: 五、存在的主要问题及改进情况 / 无
    改正 · Mended: 五、存在的主要问题及改进情况 / 公开内容不够全面。下一步将……
    """
    for section in facts.sections(nodes.Prose):
        text = "".join(paragraph.text for paragraph in section.paragraphs)
        silent = section.name == "problems" and phrases()["NOTHING"].search(fold(text[:_SHORT]))
        if section.name != "other_matters" and (not text.strip() or silent):
            yield Finding(place_of(section), {"section": title_words(facts, section.name)}, (f"/{section.name}",))


@rule(
    "S113",
    "fee-statement-missing",
    Severity.WARNING,
    zh="第六部分没有说明信息处理费的收取情况",
    en="section 6 does not say what fee for processing information was charged",
)
def fee_statement_missing(facts: Facts) -> Iterator[Finding]:
    """没有说明信息处理费 · The fee for processing information is not stated

    2021 年度起，第六部分应说明当年收取信息处理费的情况；没有收取，也要写明（写 0 即可）。
    信息处理费与第二部分的「行政事业性收费」是两回事。

    From 2021 on section 6 says what 信息处理费 was charged; none is to be said as well, 0 will do. It has nothing to
    do with 行政事业性收费 of section 2.

    依据 · Source: 国办公开办函〔2021〕30号；《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）

    反例 · Fails: 六、其他需要报告的事项 / 无
    改正 · Mended: 六、其他需要报告的事项 / 本年度未收取信息处理费。
    """
    found = [section for section in facts.sections(nodes.Prose) if section.name == "other_matters"]
    if facts.due_edition == "2021" and found:
        text = fold("".join(paragraph.text for section in found for paragraph in section.paragraphs))
        if not phrases()["FEE_STATEMENT"].search(text):
            yield Finding(place_of(found[0]), paths=("/other_matters",))


_SHORT = 40
"""So much of a section tells whether it says anything."""


def _number_fits(heading: Heading) -> bool:
    """Tell whether a heading's numeral, Chinese or not, is that of its section."""
    return heading.number in (heading.form_ordinal[:1], str(order(heading.name) + 1))


def _replacing(place: Span | None, text: str) -> tuple[Fix, ...]:
    """Return the fix that writes the form's words at `place`, if there is one place."""
    return (Fix(f"改为「{text}」", f"write “{text}”", safe=True, edits=(TextEdit(place, text),)),) if place else ()


def _reported_year(facts: Facts, title: int) -> tuple[nodes.Paragraph, int] | None:
    """Return the first paragraph of section 1 that opens with another year, if none speaks of the title's."""
    paragraphs = facts.prose("overview")
    if any(str(title) in fold(paragraph.text) for paragraph in paragraphs):
        return None
    found = ((paragraph, phrases()["LEADING_YEAR"].search(fold(paragraph.text))) for paragraph in paragraphs)
    return next(((paragraph, int(match["year"])) for paragraph, match in found if match), None)


RULES = (
    section_missing,
    section_repeated,
    section_out_of_order,
    heading_number_wrong,
    heading_wording,
    title_missing,
    title_incomplete,
    year_contradiction,
    period_wrong,
    edition_outdated,
    edition_mixed,
    section_empty,
    fee_statement_missing,
)
