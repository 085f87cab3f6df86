"""A compile on one line: title, tables, numbers, findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

from reportc.diagnostic import Language, Severity
from reportc.emit.human.line import printable
from reportc.emit.record import TABLES, cells
from reportc.result import Result

_WORDS: Mapping[Language, Mapping[str, str]] = MappingProxyType(
    {
        "zh": MappingProxyType(
            {
                "untitled": "（无标题）",
                "proactive_disclosure": "第二十条",
                "applications": "申请办理",
                "proceedings": "复议诉讼",
                "edition": "{table}（{edition}年版）",
                "missing": "{table}（缺）",
                "summary": "{name}：{title}｜{tables}｜数字 {printed} 个，空缺 {null} 个｜{findings}",
                "comma": "、",
                "findings": "错误 {ERROR}，警告 {WARNING}，提示 {INFO}",
            }
        ),
        "en": MappingProxyType(
            {
                "untitled": "(no title)",
                "proactive_disclosure": "article 20",
                "applications": "applications",
                "proceedings": "proceedings",
                "edition": "{table} ({edition})",
                "missing": "{table} (missing)",
                "summary": "{name}: {title} | {tables} | {printed} numbers, {null} holes | {findings}",
                "comma": ", ",
                "findings": "errors {ERROR}, warnings {WARNING}, notes {INFO}",
            }
        ),
    }
)


def summary(result: Result, name: str, language: Language = "zh") -> str:
    """Return one line on the whole: title, tables with editions, numbers, holes, findings."""
    words = _WORDS[language]
    printed, null = cells(result)
    grades = Counter(finding.grade for finding in result.diagnostics)
    return printable(
        words["summary"].format(
            name=name,
            title=result.report.title or words["untitled"],
            tables=words["comma"].join(_table(result, table, words) for table in TABLES),
            printed=printed,
            null=null,
            findings=words["findings"].format(**{grade.name: grades[grade] for grade in Severity}),
        )
    )


def _table(result: Result, name: str, words: Mapping[str, str]) -> str:
    """Return a table's name with its edition, or that it is missing."""
    table = getattr(result.report, name)
    if table is None:
        return words["missing"].format(table=words[name])
    edition = getattr(table, "edition", None)
    return words["edition"].format(table=words[name], edition=edition) if edition else words[name]
