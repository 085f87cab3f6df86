"""S112 and S113: the sections of prose have the required content."""

from __future__ import annotations

from collections.abc import Iterator

from reportc.check.rule import Finding, rule
from reportc.check.semantics import Semantics
from reportc.check.structure.headings import title_words
from reportc.diagnostic import Severity
from reportc.form import STATEMENTS
from reportc.source.fold import fold
from reportc.syntax import nodes
from reportc.syntax.phrase_patterns import phrases
from reportc.syntax.walk import place_of

_SHORT = 40
"""The number of characters at the beginning of a section that show whether it has any content."""
_FEE = "FEE_STATEMENT"


@rule(
    "S112",
    "section-empty",
    Severity.WARNING,
    zh="「{section}」没有内容",
    en="the section “{section}” says nothing",
)
def section_empty(semantics: Semantics) -> Iterator[Finding]:
    """第一或第五部分没有内容 · Section 1 or 5 says nothing

    总体情况、存在的主要问题及改进情况应有文字；第五部分只写「无」，等于没有报告问题。

    Sections 1 and 5 are prose. A section 5 that is only 无 reports no problem at all.

    依据 · Source: 《条例》第五十条第（一）、（五）项

    反例 · Fails: 五、存在的主要问题及改进情况 / 无
    改正 · Fixed: 五、存在的主要问题及改进情况 / 公开内容不够全面。下一步将……
    核对 · Look up: 本部分的原稿 · the text of this section in the original
    """
    for section in semantics.sections(nodes.Prose):
        text = "".join(paragraph.text for paragraph in section.paragraphs)
        silent = section.name == "problems" and phrases()["NOTHING"].search(fold(text[:_SHORT]))
        if section.name != "other_matters" and (not text.strip() or silent):
            yield Finding(place_of(section), {"section": title_words(semantics, section.name)}, (f"/{section.name}",))


@rule(
    "S113",
    "fee-statement-missing",
    Severity.WARNING,
    zh="第六部分没有说明信息处理费的收取情况",
    en="section 6 does not say what fee for processing information was charged",
)
def fee_statement_missing(semantics: Semantics) -> Iterator[Finding]:
    """没有说明信息处理费 · The fee for processing information is not stated

    2021 年度起，第六部分应说明当年收取信息处理费的情况；没有收取，也要写明（写 0 即可）。
    信息处理费与第二部分的「行政事业性收费」是两回事。

    From 2021 on section 6 says what 信息处理费 was charged; none is to be said as well, 0 will do. It has nothing to
    do with 行政事业性收费 of section 2.

    依据 · Source: 国办公开办函〔2021〕30号；《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）

    反例 · Fails: 六、其他需要报告的事项 / 无
    改正 · Fixed: 六、其他需要报告的事项 / 本年度未收取信息处理费。
    核对 · Look up: 本年收取的信息处理费金额，没有收取的写明未收取
    · what information-processing fee was charged in the year; say so if none was
    """
    found = [section for section in semantics.sections(nodes.Prose) if section.name == "other_matters"]
    if found and _FEE in STATEMENTS.get(semantics.due_edition or "", ()):
        text = fold("".join(paragraph.text for section in found for paragraph in section.paragraphs))
        if not phrases()[_FEE].search(text):
            yield Finding(place_of(found[0]), paths=("/other_matters",))


RULES = (section_empty, fee_statement_missing)
