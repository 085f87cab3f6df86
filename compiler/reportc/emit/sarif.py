"""Findings as SARIF 2.1.0, which code hosts and editors read: one run, its rules with their pages.

A report's results are on one line; `frame` is the run around them. Columns count UTF-16 units.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from reportc.diagnostic import Diagnostic, Fix, Related, Rule, Severity
from reportc.emit import canonical, lsp, rule_page
from reportc.emit.findings import Findings, Gone
from reportc.language import Language
from reportc.places import Places
from reportc.span import LineIndex, Span

_LONGEST = 80


def identity(finding: Diagnostic, text: str) -> str:
    """Return the identity of `finding`: its JSON pointers, or the words of `text` at its place, or its message."""
    start, end = finding.span
    words = " ".join(text[start : min(end, start + 4 * _LONGEST)].split())[:_LONGEST]
    return " ".join(finding.paths) or words or finding.message()


SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
VERSION = "2.1.0"
_LEVELS: Mapping[Severity, str] = MappingProxyType(
    {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
)
_RESULTS = "@results"

Json = dict[str, Any]
"""An object of SARIF, with many optional members."""


def frame(rules: Iterable[Rule], version: str, language: Language = "zh") -> tuple[str, str]:
    """Return the output before the first result and after the last one."""
    driver = {"name": "reportc", "version": version, "rules": [_rule(rule, language) for rule in rules]}
    run = {
        "tool": {"driver": driver},
        "language": {"zh": "zh-CN", "en": "en-US"}[language],
        "columnKind": "utf16CodeUnits",
        "results": [_RESULTS],
    }
    whole = canonical.block({"$schema": SCHEMA, "version": VERSION, "runs": [run]})
    head, _, tail = whole.partition(json.dumps(_RESULTS))
    return head, tail


def sarif(found: Findings) -> str:
    """Return the results of a report, with commas between; empty without results."""
    return ",".join(canonical.line(result).rstrip("\n") for result in _results(found))


def _results(found: Findings) -> Iterator[Json]:
    """Yield the findings; with a baseline also those that it has, suppressed, and those that are gone."""
    seen: Counter[tuple[str, str]] = Counter()
    for finding in found.shown:
        yield _result(found, finding, seen) | ({"baselineState": "new"} if found.compared else {})
    for finding, reason in found.known:
        suppression = {"kind": "external", "status": "accepted"} | ({"justification": reason} if reason else {})
        yield _result(found, finding, seen) | {"baselineState": "unchanged", "suppressions": [suppression]}
    yield from (_absent(found, gone) for gone in found.gone)


def _result(found: Findings, finding: Diagnostic, seen: Counter[tuple[str, str]]) -> Json:
    lines, uri, places = found.checked.lines, lsp.document(found.name), found.checked.source.places
    where = finding.rule.code, identity(finding, found.checked.source.text)
    seen[where] += 1
    result: Json = {
        "ruleId": finding.rule.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message(found.language)},
        "locations": [_location(finding.span, lines, uri) | _logical(finding.span, places, found.language)],
        "partialFingerprints": {"reportc/v1": _fingerprint(*where, str(seen[where]))},
        "properties": {"name": finding.rule.name, "paths": list(finding.paths)},
    }
    if finding.cause:
        result["properties"]["cause"] = finding.cause.id
    if finding.related:
        result["relatedLocations"] = [_related(one, lines, uri, found.language) for one in finding.related]
    if finding.fixes:
        result["fixes"] = [_fix(fix, lines, uri, found.language) for fix in finding.fixes]
    return result


def _absent(found: Findings, gone: Gone) -> Json:
    return {
        "ruleId": gone.code,
        "message": {"text": gone.message},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": lsp.document(found.name)}}}],
        "partialFingerprints": {"reportc/v1": _fingerprint(gone.code, gone.at, "1")},
        "baselineState": "absent",
    }


def _fingerprint(*parts: str) -> str:
    """Return a fingerprint for a finding that does not change with the lines above it."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


def _location(span: Span, lines: LineIndex, uri: str) -> Json:
    return {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": _region(span, lines)}}


def _logical(span: Span, places: Places, language: Language) -> Json:
    """Return the logical location of a place in a file that is no text."""
    place = places.at(span.start)
    return {"logicalLocations": [{"fullyQualifiedName": place.of(language)}]} if place else {}


def _region(span: Span, lines: LineIndex) -> Json:
    """Return a region; lines and columns count from 1, and the end is after the last character."""
    start, end = lines.position(span.start), lines.position(span.end)
    return {
        "startLine": start.line + 1,
        "startColumn": start.character + 1,
        "endLine": end.line + 1,
        "endColumn": end.character + 1,
    }


def _related(related: Related, lines: LineIndex, uri: str, language: Language) -> Json:
    message = related.text.of(language)
    return _location(related.span, lines, uri) | {"message": {"text": message}}


def _fix(fix: Fix, lines: LineIndex, uri: str, language: Language) -> Json:
    """Return a fix; SARIF does not define its safety, which is a property of ours."""
    replacements = [
        {"deletedRegion": _region(edit.span, lines), "insertedContent": {"text": edit.text}} for edit in fix.edits
    ]
    change = {"artifactLocation": {"uri": uri}, "replacements": replacements}
    return {
        "description": {"text": fix.title(language)},
        "artifactChanges": [change],
        "properties": {"safe": fix.safe},
    }


def _rule(rule: Rule, language: Language) -> Json:
    """Return a rule with its page as its help."""
    made = rule_page.page(rule, language)
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": made.title or rule.name},
        "fullDescription": {"text": "\n\n".join(made.paragraphs) or rule.name},
        "help": {"text": rule_page.text(rule, language), "markdown": rule_page.markdown(rule, language)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"severity": rule.severity.name.lower()},
    }
