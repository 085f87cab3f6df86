"""A roll-up for the terminal: the units with their state, and the findings in a few lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from reportc.diagnostic import Severity
from reportc.emit.human.terminal import aligned, printable
from reportc.language import Language, Text, in_language
from reportc.rollup.county import Status, Submission
from reportc.rollup.findings import Rollup
from reportc.rollup.total import written
from reportc.rollup.unit import FindingRecord


def where(finding: FindingRecord, language: Language = "zh") -> str:
    """Return the place of a finding; "" without one."""
    if not finding["source"]:
        return ""
    start = finding["range"]["start"]
    if place := finding["data"].get("place"):
        return str(place)
    if finding["code"][0] == "R" and finding["range"]["end"] == {"line": 0, "character": 0}:
        return ""
    line, column = start["line"] + 1, start["character"] + 1
    return f"第{line}行第{column}列" if language == "zh" else f"line {line}, column {column}"


STATES: Mapping[str, Text] = MappingProxyType(
    {
        "counted": Text("计入", "counted"),
        "copy": Text("重复（数字相同）", "copy"),
        "repeated": Text("重复（数字不同）", "repeated, differs"),
        "superseded": Text("另有一份为准", "superseded"),
        "wrong_year": Text("年度不符", "another year"),
        "unknown": Text("不在名册", "not on the roster"),
        "unread": Text("不是报告", "not a report"),
        "missing": Text("未报送", "missing"),
    }
)
_WORDS: Mapping[str, Text] = MappingProxyType(
    {
        "head": Text("单位 状态 错误 警告 文件", "unit state errors warnings file"),
        "sum": Text(
            "{year} 年度｜名册 {roster} 个单位｜计入 {counted}，未报送 {missing}，重复 {repeated}，"
            "年度不符 {wrong}，名册外 {unknown}",
            "{year} | roster {roster} | counted {counted}, missing {missing}, repeated {repeated}, "
            "another year {wrong}, not on the roster {unknown}",
        ),
        "cells": Text("合计 {cells} 格，其中 {open} 格有单位缺数", "{cells} cells summed, {open} of them with a hole"),
        "received": Text(
            "新收 {new}，上年结转 {over}，办结 {done}，结转下年 {forward}",
            "new {new}, carried over {over}, done {done}, carried forward {forward}",
        ),
        "against": Text(
            "与本级报告对照：{same} 格相符，{apart} 格不符，{open} 格无法对照",
            "beside the office's own report: {same} cells agree, {apart} differ, {open} not comparable",
        ),
        "none": Text("—", "-"),
    }
)
_ROWS = MappingProxyType(
    {
        "new": "/applications/new/total",
        "over": "/applications/carried_over/total",
        "done": "/applications/outcomes/total/total",
        "forward": "/applications/carried_forward/total",
    }
)


def table(rollup: Rollup) -> Iterator[str]:
    """Yield the units as aligned lines, those that are missing last."""
    language = rollup.settings.language
    rows = [_WORDS["head"].of(language).split()]
    rows += [_row(one, language) for one in rollup.county.entries]
    rows += [[agency, STATES["missing"].of(language), "", "", ""] for agency in rollup.county.missing]
    yield from aligned([[printable(cell) for cell in row] for row in rows])


def findings(rollup: Rollup) -> Iterator[str]:
    """Yield a line for each error and each warning."""
    for one in rollup.findings():
        if one["severity"] <= Severity.WARNING:
            place = ":".join(filter(None, (one["source"], where(one, rollup.settings.language))))
            yield printable(f"{place}{': ' if place else ''}{one['code']} {one['message']}")


def account(rollup: Rollup) -> Iterator[str]:
    """Yield the summary of the whole."""
    words, county, total = in_language(_WORDS, rollup.settings.language), rollup.county, rollup.county.total
    states = [one.state for one in county.entries]
    yield words["sum"].format(
        year=county.year,
        roster=len(county.roster.names) if county.roster else words["none"],
        counted=total.units,
        missing=len(county.missing),
        repeated=len(county.repeated),
        wrong=states.count(Status.WRONG_YEAR),
        unknown=states.count(Status.UNKNOWN) + states.count(Status.UNREAD),
    )
    yield words["cells"].format(cells=len(total.cells), open=len(total.holes))
    yield words["received"].format(**{name: written(total.value(at)) or words["none"] for name, at in _ROWS.items()})
    if found := rollup.comparison:
        apart = len(found.differences)
        yield words["against"].format(same=found.compared - apart, apart=apart, open=len(found.open))


def _row(one: Submission, language: Language) -> list[str]:
    agency = one.agency or one.stated or "?"
    return [agency, STATES[one.state.value].of(language), str(one.errors), str(one.warnings), one.source]
