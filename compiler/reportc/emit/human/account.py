"""What a check says of a report as a whole: findings by severity, sums held, broken and open, fixes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from reportc.diagnostic import Fix, Language, Severity
from reportc.emit.findings import Findings, Verdict
from reportc.emit.human.line import printable
from reportc.emit.human.paint import Paint, plain

_WORDS: Mapping[Language, Mapping[str, str]] = MappingProxyType(
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
    words = _WORDS[found.language]
    line = words["line"].format(name=found.name, verdict=_verdict(found, words), sums=_sums(found, words))
    return paint(printable(line + _known(found, words) + _fixes(found, words)), _style(found))


def gone(found: Findings) -> Iterator[str]:
    """Yield a line for each finding that a baseline knows and the report no longer has."""
    told = _WORDS[found.language]["gone"]
    return (printable(told.format(name=found.name, code=one.code, message=one.message)) for one in found.gone)


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
    told = words["fixes"].format(safe=safe) if safe else ""
    return told + (words["unsafe"].format(unsafe=len(offered) - safe) if len(offered) > safe else "")


def _best(fixes: tuple[Fix, ...]) -> Fix:
    return next((fix for fix in fixes if fix.safe), fixes[0])


def _style(found: Findings) -> str:
    if found.count(Severity.ERROR):
        return "bold red"
    return "bold green" if found.is_passed else "bold yellow"
