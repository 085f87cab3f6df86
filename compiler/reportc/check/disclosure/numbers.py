"""D201 to D203, D208: cells of section 2 that are blank, or print an impossible count."""

from __future__ import annotations

from collections.abc import Iterator

from reportc.check import tables
from reportc.check.rule import Finding, rule
from reportc.check.semantics import Semantics
from reportc.diagnostic import Argument, Severity
from reportc.form import pointer
from reportc.source.fold import fold
from reportc.syntax.nodes import State
from reportc.syntax.phrase_patterns import phrases

_TABLE = "proactive_disclosure"
_RULES = (_TABLE, "article_20_1", "rules")


@rule(
    "D201",
    "cell-blank",
    Severity.WARNING,
    zh="「{row}」有 {count} 格没有填数：{columns}",
    en="“{row}” has {count} cells without a number: {columns}",
)
def cell_blank(semantics: Semantics) -> Iterator[Finding]:
    """第二部分的格子空着 · A cell of section 2 is blank

    空格或横线不是零：读者分不清是没有，还是漏填。没有的应填 0。
    没有规章制定权的机关常在「规章」一行填横线，这只作提示。

    A blank or a dash is not a zero. Print 0 for none. A dash under 规章, as agencies print that cannot make
    rules, is an information only.

    依据 · Source: 表式各格均须填数；没有的填「0」
    公式 · Formula: 每格 ≠ 空

    反例 · Fails: 行政许可：处理决定数量（空）
    改正 · Fixed: 行政许可：处理决定数量 0
    核对 · Look up: 本年的底数；确实没有的填 0 · the year's own figures; 0 where there was none
    """
    for row in semantics.with_gaps(_TABLE):
        blank = tables.blank_cells(row)
        dashes = [cell for cell in blank if cell.state is State.DASH and row.path == _RULES]
        for found, severity in ((dashes, Severity.INFO), ([cell for cell in blank if cell not in dashes], None)):
            if found:
                yield tables.blank_finding(semantics, row, found, severity)


@rule(
    "D202",
    "count-negative",
    Severity.ERROR,
    zh="「{cell}」印为 {printed}，不应小于 0",
    en="“{cell}” is printed as {printed}; a count is not below 0",
)
def count_negative(semantics: Semantics) -> Iterator[Finding]:
    """数量是负数 · A count is negative

    除「本年增/减」外，第二部分的数都是件数、项数，不会小于 0。

    Except 本年增/减 all numbers of section 2 count things and are not below 0.

    依据 · Source: 表式各栏
    公式 · Formula: 每格 ≥ 0（本年增/减除外）

    反例 · Fails: 行政处罚：处理决定数量 -12
    改正 · Fixed: 行政处罚：处理决定数量 12
    核对 · Look up: 本年的底数，件数不能小于 0 · the year's own figures; no count is below 0
    """
    yield from tables.negative(semantics, _TABLE)


@rule(
    "D203",
    "count-not-whole",
    Severity.ERROR,
    zh="「{cell}」印为 {printed}，应是整数",
    en="“{cell}” is printed as {printed}; a count is a whole number",
)
def count_not_whole(semantics: Semantics) -> Iterator[Finding]:
    """件数有小数 · A count has decimals

    件数、项数是整数；只有金额可以有小数。

    Counts are whole numbers; only amounts of money have decimals.

    依据 · Source: 表式各栏
    公式 · Formula: 每格为整数（金额除外）

    反例 · Fails: 行政许可：处理决定数量 30.5
    改正 · Fixed: 行政许可：处理决定数量 30
    核对 · Look up: 本年的底数，件数只能是整数 · the year's own figures; counts are whole
    """
    yield from tables.fractional(semantics, _TABLE)


@rule(
    "D208",
    "rules-without-power",
    Severity.WARNING,
    zh="「{cell}」印为 {printed}，{agency}没有规章制定权",
    en="“{cell}” is printed as {printed}; {agency} has no power to make rules",
)
def rules_without_power(semantics: Semantics) -> Iterator[Finding]:
    """没有规章制定权的机关填了规章 · Rules of an agency that cannot make any

    规章只能由国务院部门，省、自治区、直辖市和设区的市、自治州的人民政府制定。
    县、区、乡镇及其部门没有这个权力；填了数，多半是把规范性文件填到了规章一行。

    规章 are made by ministries, provinces, cities with districts and autonomous prefectures. Counties, districts,
    townships and their bureaus cannot make any; a number there belongs to 规范性文件 as a rule.

    依据 · Source: 《中华人民共和国立法法》第九十一条、第九十三条

    反例 · Fails: 云岫县水务局，规章：制发 3
    改正 · Fixed: 云岫县水务局，规章：制发 0
    核对 · Look up: 本机关有没有规章制定权；规范性文件填在下一行
    · whether the agency may make rules; normative documents go into the next row
    """
    agency = semantics.report.agency
    row = semantics.rows.get(_RULES)
    if agency is None or row is None or not phrases()["LOCAL_AGENCY"].search(fold(agency)):
        return
    for cell in row.cells:
        if cell.value:
            path = (*row.path, cell.column)
            arguments: dict[str, Argument] = {"cell": semantics.name(path), "printed": cell.text, "agency": agency}
            yield Finding(semantics.place(path), arguments, (pointer(path),))
