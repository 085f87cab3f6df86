"""D205 to D207: numbers of section 2 with a lower or upper bound that other numbers of their row imply."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from reportc.check.rule import Finding, rule
from reportc.check.semantics import Semantics
from reportc.diagnostic import Argument, Severity
from reportc.form import ARTICLES, EDITIONS, Path, pointer
from reportc.syntax.nodes import Row

_TABLE = "proactive_disclosure"


@rule(
    "D205",
    "in-force-below-issued",
    Severity.WARNING,
    zh="「{row}」现行有效 {in_force} 件，少于本年制发减废止之差 {least}（{issued}-{repealed}）",
    en="“{row}”: {in_force} in force, fewer than issued − repealed = {least} ({issued}-{repealed})",
)
def in_force_below_issued(semantics: Semantics) -> Iterator[Finding]:
    """现行有效件数少于当年净增 · Fewer are in force than were added this year

    当年制发、又没有废止的，年末应当有效；现行有效件数不会少于本年制发减本年废止。

    What was issued this year and not repealed is in force at its end.

    依据 · Source: 2021 年版第二十条第（一）项
    公式 · Formula: in_force ≥ issued − repealed

    反例 · Fails: 制发 22，废止 2，现行有效 12
    改正 · Fixed: 制发 22，废止 2，现行有效 120
    核对 · Look up: 制发、废止、现行有效三项的清单 · the lists of what was issued, repealed and is in force
    """
    for row, (issued, repealed, in_force) in _counts(semantics, "issued", "repealed", "in_force"):
        if in_force < issued - repealed:
            arguments: dict[str, Argument] = {
                "row": semantics.wording(row.path).row(row.path),
                "in_force": in_force,
                "least": issued - repealed,
                "issued": issued,
                "repealed": repealed,
            }
            yield Finding(semantics.place((*row.path, "in_force")), arguments, (pointer((*row.path, "in_force")),))


@rule(
    "D206",
    "disclosed-exceeds-total",
    Severity.WARNING,
    zh="「{row}」本年新公开 {disclosed} 件，多于对外公开总数量 {total}",
    en="“{row}”: {disclosed} newly disclosed, more than {total} disclosed in all",
)
def disclosed_exceeds_total(semantics: Semantics) -> Iterator[Finding]:
    """本年新公开多于公开总数 · More were newly disclosed than are disclosed in all

    对外公开总数量包括本年新公开的，不会比它少。

    The number disclosed in all includes what was disclosed this year.

    依据 · Source: 2019 年版第二十条第（一）项
    公式 · Formula: disclosed ≤ total_disclosed

    反例 · Fails: 本年新公开 60，对外公开总数量 6
    改正 · Fixed: 本年新公开 60，对外公开总数量 368
    核对 · Look up: 新公开数量与公开总数的清单 · the lists of what was newly disclosed, and of all that is
    """
    for row, (disclosed, total) in _counts(semantics, "disclosed", "total_disclosed"):
        if disclosed > total:
            arguments: dict[str, Argument] = {
                "row": semantics.wording(row.path).row(row.path),
                "disclosed": disclosed,
                "total": total,
            }
            path = (*row.path, "total_disclosed")
            yield Finding(semantics.place(path), arguments, (pointer((*row.path, "disclosed")), pointer(path)))


@rule(
    "D207",
    "decrease-exceeds-stock",
    Severity.WARNING,
    zh="「{row}」上一年有 {previous} 项，本年减少 {decrease} 项，多于原有的",
    en="“{row}”: {previous} items a year ago, and {decrease} fewer now",
)
def decrease_exceeds_stock(semantics: Semantics) -> Iterator[Finding]:
    """减少的比原有的多 · More were taken away than there were

    上一年项目数量加本年增/减，是年末的项目数量，不会小于 0。

    The items of a year ago and the change of this year make the items at its end, which are not below 0.

    依据 · Source: 2019 年版第二十条第（五）、（六）、（八）项
    公式 · Formula: previous_items + change ≥ 0

    反例 · Fails: 上一年 12 项，本年 -20
    改正 · Fixed: 上一年 12 项，本年 -2
    核对 · Look up: 上一年的项目数量与本年增减 · last year's number of items and this year's change
    """
    for row, (previous, change) in _counts(semantics, "previous_items", "change"):
        if previous >= 0 > previous + change:
            arguments: dict[str, Argument] = {
                "row": semantics.wording(row.path).row(row.path),
                "previous": previous,
                "decrease": -change,
            }
            path = (*row.path, "change")
            yield Finding(semantics.place(path), arguments, (pointer((*row.path, "previous_items")), pointer(path)))


def _counts(semantics: Semantics, *columns: str) -> Iterator[tuple[Row, list[int]]]:
    """Yield the rows that print a count in each of `columns`, with these counts."""
    having = _rows_with(columns)
    for row in semantics.printed(_TABLE):
        if row.path in having:
            found = [semantics.value((*row.path, column)) for column in columns]
            counts = [count for count in found if count is not None]
            if len(counts) == len(columns):
                yield row, counts


@cache
def _rows_with(columns: tuple[str, ...]) -> frozenset[Path]:
    """Return the paths of the rows of section 2 that have all of `columns`, in any edition."""
    tables = [table for edition in EDITIONS for table in ARTICLES[edition] if {*columns} <= {*table.columns}]
    return frozenset(path for table in tables for path in table.row_paths())
