"""The line on a whole report: what a compile read, and what a check found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from reportc.diagnostic import Fix, Severity
from reportc.emit.findings import Findings, Verdict
from reportc.emit.human.terminal import Paint, plain, printable
from reportc.emit.record import TABLES, cells
from reportc.language import Language, Text, in_language
from reportc.result import Result

_CHECKED: Mapping[str, Text] = MappingProxyType(
    {
        "line": Text("{name}：{verdict}｜{sums}", "{name}: {verdict} | {sums}"),
        "passed": Text("通过：没有错误，没有警告", "passed: no errors, no warnings"),
        "incomplete": Text("未完成：有 {holes} 格没有数｜", "not finished: {holes} cells have no number | "),
        "notes": Text("，提示 {INFO}", ", notes {INFO}"),
        "found": Text("错误 {ERROR}，警告 {WARNING}，提示 {INFO}", "errors {ERROR}, warnings {WARNING}, notes {INFO}"),
        "nothing": Text("没有发现问题", "nothing found"),
        "nothing_new": Text("没有新的问题", "nothing new found"),
        "narrowed": Text("（只按所选规则检查）", " (by the selected rules only)"),
        "unread": Text("，但表格没有读全，不能算通过", ", but the tables could not be read in full: this is no pass"),
        "sums": Text(
            "算式 {held} 个成立，{broken} 个不成立，{unknown} 个无法核对",
            "equations: {held} hold, {broken} broken, {unknown} not checkable",
        ),
        "no_sums": Text("没有可核对的算式", "no equation to check"),
        "known": Text("｜基线已知 {known}", " | {known} known by the baseline"),
        "fixes": Text("｜可改正 {safe} 处（--fix）", " | {safe} fixable (--fix)"),
        "unsafe": Text(
            "｜另有 {unsafe} 处改正须人工确认（--fix --unsafe-fixes）",
            " | {unsafe} fixable after a look (--fix --unsafe-fixes)",
        ),
        "gone": Text(
            "{name}：基线中的 {code} 已不存在：{message}", "{name}: {code} of the baseline is gone: {message}"
        ),
    }
)


def account(found: Findings, paint: Paint = plain) -> str:
    """Return the line on the whole report."""
    words = in_language(_CHECKED, found.language)
    line = words["line"].format(name=found.name, verdict=_verdict(found, words), sums=_sums(found, words))
    return paint(printable(line + _known(found, words) + _fixes(found, words)), _style(found))


def gone(found: Findings) -> Iterator[str]:
    """Yield a line for each finding that a baseline has and the report no longer."""
    words = _CHECKED["gone"].of(found.language)
    return (printable(words.format(name=found.name, code=one.code, message=one.message)) for one in found.gone)


def _verdict(found: Findings, words: Mapping[str, str]) -> str:
    """Return the summary of the findings; a report passes only if every cell of it was read."""
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
    """Return how many fixes are on offer, safe and unsafe ones; one fix may resolve several findings."""
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


_COMPILED: Mapping[str, Text] = MappingProxyType(
    {
        "untitled": Text("（无标题）", "(no title)"),
        "proactive_disclosure": Text("第二十条", "article 20"),
        "applications": Text("申请办理", "applications"),
        "proceedings": Text("复议诉讼", "proceedings"),
        "edition": Text("{table}（{edition}年版）", "{table} ({edition})"),
        "missing": Text("{table}（缺）", "{table} (missing)"),
        "summary": Text(
            "{name}：{title}｜{tables}｜数字 {printed} 个，空缺 {null} 个｜{findings}",
            "{name}: {title} | {tables} | {printed} numbers, {null} holes | {findings}",
        ),
        "comma": Text("、", ", "),
        "findings": Text(
            "错误 {ERROR}，警告 {WARNING}，提示 {INFO}", "errors {ERROR}, warnings {WARNING}, notes {INFO}"
        ),
    }
)


def summary(result: Result, name: str, language: Language = "zh") -> str:
    """Return one line on the whole: title, tables with editions, numbers, holes, findings."""
    words = in_language(_COMPILED, language)
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


def _table(result: Result, name: str, words: Mapping[str, str]) -> str:
    """Return a table's name with its edition, or that it is missing."""
    table = getattr(result.report, name)
    if table is None:
        return words["missing"].format(table=words[name])
    edition = getattr(table, "edition", None)
    return words["edition"].format(table=words[name], edition=edition) if edition else words[name]
