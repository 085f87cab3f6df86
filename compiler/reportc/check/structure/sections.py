"""S101 to S105: each of the six sections occurs once, in order, under the heading of the form."""

from __future__ import annotations

from collections.abc import Iterator

from reportc.check.rule import Finding, rule
from reportc.check.semantics import Semantics
from reportc.check.structure.headings import Heading, headings, order, title_words
from reportc.diagnostic import Fix, Severity, TextEdit
from reportc.form import SECTIONS
from reportc.language import Text
from reportc.source.fold import fold
from reportc.span import Span
from reportc.syntax.walk import gap_of, name_of, place_of


@rule(
    "S101",
    "section-missing",
    Severity.ERROR,
    zh="缺少「{section}」这一部分",
    en="the section “{section}” is missing",
)
def section_missing(semantics: Semantics) -> Iterator[Finding]:
    """六个部分缺了一个 · One of the six sections is missing

    年度报告应有六个部分。没有内容的部分也要保留标题，写「无」或说明。
    各部分按标题用词识别，不看序号；标题写得离表式太远，也会认不出来。

    A report has six sections; one without content keeps its heading. Sections are known by the words of
    their heading and not by its number, so one whose words are far from the form's may not be recognised.

    依据 · Source: 《条例》第五十条，国办公开办函〔2019〕60号、〔2021〕30号

    反例 · Fails: 报告在「五、存在的主要问题及改进情况」之后就结束了
    改正 · Fixed: 补上「六、其他需要报告的事项」
    核对 · Look up: 在原稿里找到这一部分，连标题一起补上
    · find the section in the original and put it in with its heading
    """
    if not semantics.is_report:
        return
    found = {name_of(section) for section in semantics.report.sections}
    for name in SECTIONS:
        if name not in found:
            yield Finding(gap_of(semantics.report, name), {"section": title_words(semantics, name)}, (f"/{name}",))


@rule(
    "S102",
    "section-repeated",
    Severity.ERROR,
    zh="「{section}」出现了两次",
    en="the section “{section}” occurs twice",
)
def section_repeated(semantics: Semantics) -> Iterator[Finding]:
    """同一部分出现两次 · A section occurs twice

    同一部分的标题出现两次，多半是合并或粘贴时重复。编译结果取先出现的表格，文字则都保留。

    Two headings of one section come from merging or pasting. Of two tables the JSON has the first one's
    numbers, of prose it has all.

    依据 · Source: 同 S101

    反例 · Fails: 两处「五、存在的主要问题及改进情况」
    改正 · Fixed: 合为一处
    核对 · Look up: 两处内容哪一处是定稿，删去另一处 · which of the two is final; delete the other
    """
    seen: set[str] = set()
    for section in semantics.report.sections:
        name = name_of(section)
        if name in seen and section.heading and section.heading.text:
            yield Finding(place_of(section), {"section": title_words(semantics, name)}, (f"/{name}",))
        seen.add(name)


@rule(
    "S103",
    "section-out-of-order",
    Severity.WARNING,
    zh="「{section}」应在「{before}」之前",
    en="“{section}” belongs before “{before}”",
)
def section_out_of_order(semantics: Semantics) -> Iterator[Finding]:
    """部分的次序与表式不同 · The sections are in another order than the form's

    六个部分有固定的次序。次序乱了，汇总的人容易找错，也可能是粘贴时放错了地方。

    The six sections have a fixed order. Another one misleads whoever adds reports up.

    依据 · Source: 同 S101

    反例 · Fails: 「五、……」写在「四、……」之前
    改正 · Fixed: 按一至六排列
    核对 · Look up: 按表式的次序移动整个部分 · move the whole section to its place in the form
    """
    last: str | None = None
    for name in dict.fromkeys(map(name_of, semantics.report.sections)):
        if last is not None and order(name) < order(last):
            section = next(one for one in semantics.report.sections if name_of(one) == name)
            arguments = {"section": title_words(semantics, name), "before": title_words(semantics, last)}
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
def heading_number_wrong(semantics: Semantics) -> Iterator[Finding]:
    """标题的序号与内容不符 · A heading's number does not fit its words

    标题用词是第四部分的，序号却印成「三」。认部分时看用词，所以不影响读数；读者却会看错。

    The words are those of section 4 and the number says 3. Sections are read by their words, so no number is
    misread, but people are misled.

    依据 · Source: 表式各部分标题

    反例 · Fails: 三、政府信息公开行政复议、行政诉讼情况
    改正 · Fixed: 四、政府信息公开行政复议、行政诉讼情况
    核对 · Look up: 标题与内容对应的序号 · the number that belongs to the heading's words
    """
    for heading in headings(semantics):
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
def heading_wording(semantics: Semantics) -> Iterator[Finding]:
    """标题用词与表式不同 · A heading is worded otherwise than in the form

    标题应照表式写。改写的标题不影响识别，统一用词便于检索和汇总。

    Headings are to be written as in the form. Another wording is recognised all the same; one wording makes
    reports easier to search and to add up.

    依据 · Source: 表式各部分标题

    反例 · Fails: 五、存在的主要问题及整改措施
    改正 · Fixed: 五、存在的主要问题及改进情况
    核对 · Look up: 表式的标题用词 · the form's wording of the heading
    """
    for heading in headings(semantics):
        if fold(heading.words) != fold(heading.form_words):
            arguments = {"text": heading.text, "form": heading.form_ordinal + heading.form_words}
            fixes = _replacing(heading.words_span, heading.form_words)
            yield Finding(heading.words_span or heading.span, arguments, (f"/{heading.name}",), fixes=fixes)


def _number_fits(heading: Heading) -> bool:
    """Return whether a heading's number, in Chinese or in digits, is that of its section."""
    return heading.number in (heading.form_ordinal[:1], str(order(heading.name) + 1))


def _replacing(place: Span | None, text: str) -> tuple[Fix, ...]:
    """Return the fix that replaces the text at `place` with `text`; none where `place` is None."""
    return (
        (Fix(Text(f"改为「{text}」", f"write “{text}”"), safe=True, edits=(TextEdit(place, text),)),) if place else ()
    )


RULES = (section_missing, section_repeated, section_out_of_order, heading_number_wrong, heading_wording)
