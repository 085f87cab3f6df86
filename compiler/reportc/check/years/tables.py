"""Y601–Y604: numbers of this year that last year's report implies."""

from __future__ import annotations

from collections.abc import Iterator

from reportc.check.rule import Finding, rule
from reportc.check.semantics import Semantics
from reportc.diagnostic import Argument, Severity
from reportc.form import APPLICANTS, ARTICLES, TOTAL, Path, pointer

_OVER, _FORWARD = ("applications", "carried_over"), ("applications", "carried_forward")
_STANDING = frozenset(("in_force", "total_disclosed", "previous_items", TOTAL))
"""Columns that are no evidence of a copy: stocks stay the same, and totals repeat their parts."""
_TELLING = 3
"""This many numbers that equal last year's are no coincidence."""


@rule(
    "Y601",
    "carry-over-differs",
    Severity.ERROR,
    zh="「{cell}」印为 {printed}，上年报告「{last}」为 {expected}",
    en="“{cell}” is printed as {printed}; last year's report has {expected} in “{last}”",
)
def carry_over_differs(semantics: Semantics) -> Iterator[Finding]:
    """上年结转不是上年报告结转下年度的数 · What was carried over is not what last year's report carried forward

    上年结转的每一列，应等于同一机关上一年报告「结转下年度继续办理」的同一列。

    Each column of 上年结转 equals the same column of 结转下年度继续办理 in last year's report of the same agency.

    依据 · Source: 表式第三部分第二项、第四项
    公式 · Formula: carried_over[c] = 上年报告 carried_forward[c]，七列各自

    反例 · Fails: 上年报告结转下年度 3，本年上年结转 5
    改正 · Fixed: 上年报告结转下年度 3，本年上年结转 3
    核对 · Look up: 上年报告的第四项；哪一年的数对 · row four of last year's report; which year is right
    """
    if (last := semantics.last_year) is None:
        return
    for column in (*APPLICANTS, TOTAL):
        path = (*_OVER, column)
        printed, expected = semantics.value(path), last.value((*_FORWARD, column))
        if printed is not None and expected is not None and printed != expected:
            arguments: dict[str, Argument] = {
                "cell": semantics.name(path),
                "printed": printed,
                "last": last.name((*_FORWARD, column)),
                "expected": expected,
            }
            yield Finding(semantics.place(path), arguments, (pointer(path),))


@rule(
    "Y602",
    "in-force-chain",
    Severity.WARNING,
    zh="「{cell}」印为 {printed}，上年现行有效 {before} + 本年制发 {issued} − 本年废止 {repealed} = {expected}",
    en="“{cell}” is printed as {printed}; {before} in force last year + {issued} issued - {repealed} repealed"
    " = {expected}",
)
def in_force_chain(semantics: Semantics) -> Iterator[Finding]:
    """现行有效件数与上年接不上 · The documents in force do not follow from last year's

    现行有效件数，应等于上年报告的现行有效件数加本年制发、减本年废止。机构合并、清理口径变化时可以不等，应在正文说明。

    What is in force is what was in force last year, plus what was issued, minus what was repealed. A merger of agencies
    or another way of counting may break the chain, and is then to be explained.

    依据 · Source: 2021 年版第二十条第（一）项
    公式 · Formula: in_force = 上年报告 in_force + issued − repealed

    反例 · Fails: 上年现行有效 60，本年制发 5，废止 2，现行有效 58
    改正 · Fixed: 上年现行有效 60，本年制发 5，废止 2，现行有效 63
    核对 · Look up: 上年现行有效件数，本年制发、废止的清单
    · what was in force last year; the lists of what was issued and repealed
    """
    last = semantics.last_year
    if last is None:
        return
    for row in _rows(semantics, last, "in_force", "issued", "repealed"):
        path = (*row, "in_force")
        printed, issued, repealed = (semantics.value((*row, column)) for column in ("in_force", "issued", "repealed"))
        before = last.value(path)
        if issued is None or repealed is None or printed is None or before is None:
            continue
        if printed != (expected := before + issued - repealed):
            arguments: dict[str, Argument] = {
                "cell": semantics.name(path),
                "printed": printed,
                "before": before,
                "issued": issued,
                "repealed": repealed,
                "expected": expected,
            }
            yield Finding(semantics.place(path), arguments, (pointer(path),))


@rule(
    "Y603",
    "stock-chain",
    Severity.WARNING,
    zh="「{cell}」印为 {printed}，上年报告的上一年项目 {before}、增减 {change}，应为 {expected}",
    en="“{cell}” is printed as {printed}; last year's report had {before} and a change of {change}: {expected}",
)
def stock_chain(semantics: Semantics) -> Iterator[Finding]:
    """上一年项目数量与上年报告接不上 · The items of a year ago do not follow from last year's report

    上一年项目数量，应等于上年报告的上一年项目数量加上年的增减。

    The items of a year ago are those that last year's report began with, and its change.

    依据 · Source: 2019 年版第二十条第（五）、（六）、（八）项
    公式 · Formula: previous_items = 上年报告 previous_items + change

    反例 · Fails: 上年报告：上一年项目 12，增 3；本年：上一年项目 12
    改正 · Fixed: 上年报告：上一年项目 12，增 3；本年：上一年项目 15
    核对 · Look up: 上年的项目数量与增减 · last year's number of items and its change
    """
    last = semantics.last_year
    if last is None:
        return
    for row in _rows(semantics, last, "previous_items", "change"):
        path = (*row, "previous_items")
        printed, before, change = semantics.value(path), last.value(path), last.value((*row, "change"))
        if printed is None or before is None or change is None or printed == before + change:
            continue
        arguments: dict[str, Argument] = {
            "cell": semantics.name(path),
            "printed": printed,
            "before": before,
            "change": f"{change:+}",
            "expected": before + change,
        }
        yield Finding(semantics.place(path), arguments, (pointer(path),))


@rule(
    "Y604",
    "tables-copied",
    Severity.WARNING,
    zh="各表的数字与上年报告完全相同（{count} 个非零数），可能没有更新",
    en="all tables print last year's numbers ({count} of them not 0): they may not have been brought up to date",
)
def tables_copied(semantics: Semantics) -> Iterator[Finding]:
    """表格是上年的 · The tables are last year's

    办件、申请、复议诉讼的数字逐年不同。各表每一格都与上年报告相同时，多半是在上年的文件上改写而忘了改表。
    现行有效件数等存量本来可以不变，总计随各项而定，都不作为依据。

    Decisions, requests and proceedings change from year to year. Where every cell is last year's, the report was
    probably written over last year's file, and its tables were forgotten. Stocks may stay, and totals follow
    from their parts: neither is taken for evidence.

    依据 · Source: 《中华人民共和国政府信息公开条例》第五十条：年度报告反映本年度情况

    反例 · Fails: 行政许可 412、新收申请 27 …… 每一格都与上年相同
    改正 · Fixed: 按本年的台账重新填写
    核对 · Look up: 是否误用了上年的表 · whether last year's tables were put in by mistake
    """
    last = semantics.last_year
    if last is None or any(
        last.amount(at) != semantics.amount(at) for at in semantics.cells.keys() | last.cells.keys()
    ):
        return
    telling = [at for at in semantics.cells if semantics.amount(at) and at.rpartition("/")[2] not in _STANDING]
    if len(telling) >= _TELLING:
        first: Path = tuple(telling[0].split("/")[1:])
        yield Finding(semantics.place(first), {"count": len(telling)}, _tables(telling))


def _rows(semantics: Semantics, last: Semantics, *columns: str) -> Iterator[Path]:
    """Yield the paths of the rows of section 2 with all of `columns`; none if the reports are of different editions."""
    edition = semantics.disclosure_edition
    if edition == last.disclosure_edition:
        for table in ARTICLES[edition]:
            yield from table.row_paths() if set(columns) <= set(table.columns) else ()


def _tables(cells: list[str]) -> tuple[str, ...]:
    """Return the pointers of the tables of `cells`, each once."""
    return tuple(dict.fromkeys(f"/{cell.split('/')[1]}" for cell in cells))


RULES = (carry_over_differs, in_force_chain, stock_chain, tables_copied)
