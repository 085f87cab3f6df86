"""How many findings each rule has, and how many of them have a fix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from reportc.diagnostic import Diagnostic, Rule, Severity
from reportc.emit.rule_page import page, severity_name
from reportc.language import Language, Text, in_language


class CountKey(NamedTuple):
    """What findings are counted by: rule, severity, fix."""

    code: str
    severity: Severity
    fix: str
    """`safe`, `unsafe` or "" without a fix."""


Counts = Counter[CountKey]
Counted = tuple[tuple[CountKey, int], ...]

_FIXES: Mapping[str, Text] = MappingProxyType(
    {
        "safe": Text("可改正 {}", "{} fixable"),
        "unsafe": Text("确认后可改正 {}", "{} fixable after a look"),
    }
)


def counted(findings: Iterable[Diagnostic]) -> Counted:
    """Count findings by rule, severity and the best fix that they offer."""
    return tuple(Counter(CountKey(one.rule.code, one.severity, _best(one)) for one in findings).items())


def table(counts: Counts, rules: Iterable[Rule], language: Language = "zh") -> str:
    """Return a line for each rule and severity, the most frequent first."""
    known, words = {rule.code: rule for rule in rules}, in_language(_FIXES, language)
    lines = []
    for (code, severity), number in _totals(counts).most_common():
        fixes = [words[kind].format(n) for kind in words if (n := counts[CountKey(code, severity, kind)])]
        cells = [
            f"{number:>6}",
            code,
            f"{known[code].name:24}",
            severity_name(severity, language),
            page(known[code], language).title,
        ]
        lines.append("  ".join(cells) + (f"（{'，'.join(fixes)}）" if fixes and language == "zh" else ""))
        if fixes and language == "en":
            lines[-1] += f" ({', '.join(fixes)})"
    return "".join(f"{line}\n" for line in lines)


def data(counts: Counts, rules: Iterable[Rule]) -> list[dict[str, object]]:
    """Return the counts as JSON data."""
    names = {rule.code: rule.name for rule in rules}
    return [
        {
            "code": code,
            "name": names[code],
            "severity": severity.name.lower(),
            "count": number,
            "fixable": counts[CountKey(code, severity, "safe")],
            "fixable_unsafe": counts[CountKey(code, severity, "unsafe")],
        }
        for (code, severity), number in _totals(counts).most_common()
    ]


def _totals(counts: Counts) -> Counter[tuple[str, Severity]]:
    """Return the counts over all kinds of fixes, in the order of codes."""
    totals: Counter[tuple[str, Severity]] = Counter()
    for (code, severity, _), number in sorted(counts.items()):
        totals[code, severity] += number
    return totals


def _best(finding: Diagnostic) -> str:
    if not finding.fixes:
        return ""
    return "safe" if any(fix.safe for fix in finding.fixes) else "unsafe"
