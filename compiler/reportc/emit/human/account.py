"""The line on a whole report: what a compile read, and what a check found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from reportc.diagnostic import Fix, Language, Severity
from reportc.emit.checked import Findings, Verdict
from reportc.emit.compiled import Compiled
from reportc.emit.human.terminal import Paint, plain, printable
from reportc.emit.record import TABLES, cells

_CHECKED: Mapping[Language, Mapping[str, str]] = MappingProxyType(
    {
        "zh": MappingProxyType(
            {
                "line": "{name}：{verdict}｜{sums}",
                "passed": "通过：没有错误，没有警告",
                "incomplete": "未完成：有 {holes} 格没有数｜",
                "notes": "，提示 {INFO}",
                "found": "错误 {ERROR}，警告 {WARNING}，提示 {INFO}",
                "nothing": "没有发现问题",
                "nothing_new": "没有新的问题",
                "narrowed": "（只按所选规则检查）",
                "unread": "，但表格没有读全，不能算通过",
                "sums": "算式 {held} 个成立，{broken} 个不成立，{unknown} 个无法核对",
                "no_sums": "没有可核对的算式",
                "known": "｜基线已知 {known}",
                "fixes": "｜可改正 {safe} 处（--fix）",
                "unsafe": "｜另有 {unsafe} 处改正须人工确认（--fix --unsafe-fixes）",
                "gone": "{name}：基线中的 {code} 已不存在：{message}",
            }
        ),
        "en": MappingProxyType(
            {
                "line": "{name}: {verdict} | {sums}",
                "passed": "passed: no errors, no warnings",
                "incomplete": "not finished: {holes} cells have no number | ",
                "notes": ", notes {INFO}",
                "found": "errors {ERROR}, warnings {WARNING}, notes {INFO}",
                "nothing": "nothing found",
                "nothing_new": "nothing new found",
                "narrowed": " (by the selected rules only)",
                "unread": ", but the tables could not be read in full: this is no pass",
                "sums": "equations: {held} hold, {broken} broken, {unknown} not checkable",
                "no_sums": "no equation to check",
                "known": " | {known} known by the baseline",
                "fixes": " | {safe} fixable (--fix)",
                "unsafe": " | {unsafe} fixable after a look (--fix --unsafe-fixes)",
                "gone": "{name}: {code} of the baseline is gone: {message}",
            }
        ),
    }
)


def account(found: Findings, paint: Paint = plain) -> str:
    """Return the line on the whole."""
    words = _CHECKED[found.language]
    line = words["line"].format(name=found.name, verdict=_verdict(found, words), sums=_sums(found, words))
    return paint(printable(line + _known(found, words) + _fixes(found, words)), _style(found))


def gone(found: Findings) -> Iterator[str]:
    """Yield a line for each finding that a baseline knows and the report no longer has."""
    words = _CHECKED[found.language]["gone"]
    return (printable(words.format(name=found.name, code=one.code, message=one.message)) for one in found.gone)


def _verdict(found: Findings, words: Mapping[str, str]) -> str:
    """Return what was found; that a report has passed is said only if every cell of it was read."""
    counts = {severity.name: found.count(severity) for severity in Severity}
    narrowed = "" if found.whole else words["narrowed"]
    if found.is_passed:
        return words["passed"] + (words["notes"].format(**counts) if counts["INFO"] else "")
    unfinished = words["incomplete"].format(holes=found.holes) if found.verdict is Verdict.INCOMPLETE else ""
    if found.new:
        return unfinished + words["found"].format(**counts) + narrowed
    nothing = words["nothing_new" if found.known else "nothing"]
    return unfinished + nothing + narrowed + ("" if found.is_read or unfinished else words["unread"])


def _sums(found: Findings, words: Mapping[str, str]) -> str:
    sums = found.checked.equations
    if not (sums.held or sums.broken or sums.unknown):
        return words["no_sums"]
    return words["sums"].format(held=sums.held, broken=sums.broken, unknown=sums.unknown)


def _known(found: Findings, words: Mapping[str, str]) -> str:
    return words["known"].format(known=len(found.known)) if found.known else ""


def _fixes(found: Findings, words: Mapping[str, str]) -> str:
    """Return how many fixes are on offer, safe and unsafe ones; one may end several findings."""
    offered = {_best(finding.fixes).edits: _best(finding.fixes).safe for finding in found.new if finding.fixes}
    safe = sum(offered.values())
    fixable = words["fixes"].format(safe=safe) if safe else ""
    return fixable + (words["unsafe"].format(unsafe=len(offered) - safe) if len(offered) > safe else "")


def _best(fixes: tuple[Fix, ...]) -> Fix:
    return next((fix for fix in fixes if fix.safe), fixes[0])


def _style(found: Findings) -> str:
    if found.count(Severity.ERROR):
        return "bold red"
    return "bold green" if found.is_passed else "bold yellow"


# ---------------------------------------------------------------- a compile on one line


_COMPILED: Mapping[Language, Mapping[str, str]] = MappingProxyType(
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


def summary(result: Compiled, name: str, language: Language = "zh") -> str:
    """Return one line on the whole: title, tables with editions, numbers, holes, findings."""
    words = _COMPILED[language]
    printed, null = cells(result)
    severities = Counter(finding.severity for finding in result.diagnostics)
    return printable(
        words["summary"].format(
            name=name,
            title=result.report.title or words["untitled"],
            tables=words["comma"].join(_table(result, table, words) for table in TABLES),
            printed=printed,
            null=null,
            findings=words["findings"].format(**{severity.name: severities[severity] for severity in Severity}),
        )
    )


def _table(result: Compiled, name: str, words: Mapping[str, str]) -> str:
    """Return a table's name with its edition, or that it is missing."""
    table = getattr(result.report, name)
    if table is None:
        return words["missing"].format(table=words[name])
    edition = getattr(table, "edition", None)
    return words["edition"].format(table=words[name], edition=edition) if edition else words[name]
