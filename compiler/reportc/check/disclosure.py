"""D2, the rules of section 2: nothing blank, counts that are counts, money in its unit, stocks that fit."""

from __future__ import annotations

from collections.abc import Iterator

from reportc.check import cells
from reportc.check.facts import Facts
from reportc.check.rule import Finding, rule
from reportc.diagnostic import Argument, Fix, Severity, TextEdit
from reportc.form import AMOUNT, pointer
from reportc.source.fold import fold
from reportc.span import hull
from reportc.syntax import nodes
from reportc.syntax.nodes import Cell, Row, State
from reportc.syntax.numbers import FORMS_SCALE, Number, column_scale, holds, read, shown
from reportc.syntax.phrases import phrases

_TABLE = "proactive_disclosure"
_DOCUMENTS = (_TABLE, "article_20_1")
_RULES = (*_DOCUMENTS, "rules")
_UNITS = {0: ("元", "yuan"), 8: ("亿元", "亿元")}
"""How messages call the units of money that are not the form's, by their scale."""


@rule(
    "D201",
    "cell-blank",
    Severity.WARNING,
    zh="「{row}」有 {count} 格没有填数：{columns}",
    en="“{row}” has {count} cells without a number: {columns}",
)
def cell_blank(facts: Facts) -> Iterator[Finding]:
    """第二部分的格子空着 · A cell of section 2 is blank

    空格或横线不是零：读者分不清是没有，还是漏填。没有的应填 0。
    没有规章制定权的机关常在「规章」一行填横线，这只作提示。

    A blank or a dash is not a zero. Print 0 for none. A dash under 规章, as agencies print that cannot make
    rules, is an information only.

    依据 · Source: 表式各格均须填数；没有的填「0」
    公式 · Formula: 每格 ≠ 空

    反例 · Fails: 行政许可：处理决定数量（空）
    改正 · Mended: 行政许可：处理决定数量 0
    核对 · Look up: 本年的底数；确实没有的填 0 · the year's own figures; 0 where there was none
    """
    for row in facts.with_gaps(_TABLE):
        blank = cells.blank_cells(row)
        dashes = [cell for cell in blank if cell.state is State.DASH and row.path == _RULES]
        for found, severity in ((dashes, Severity.INFO), ([cell for cell in blank if cell not in dashes], None)):
            if found:
                yield cells.blank_finding(facts, row, found, severity)


@rule(
    "D202",
    "count-negative",
    Severity.ERROR,
    zh="「{cell}」印为 {printed}，不应小于 0",
    en="“{cell}” is printed as {printed}; a count is not below 0",
)
def count_negative(facts: Facts) -> Iterator[Finding]:
    """数量是负数 · A count is negative

    除「本年增/减」外，第二部分的数都是件数、项数，不会小于 0。

    Except 本年增/减 all numbers of section 2 count things and are not below 0.

    依据 · Source: 表式各栏
    公式 · Formula: 每格 ≥ 0（本年增/减除外）

    反例 · Fails: 行政处罚：处理决定数量 -12
    改正 · Mended: 行政处罚：处理决定数量 12
    核对 · Look up: 本年的底数，件数不能小于 0 · the year's own figures; no count is below 0
    """
    yield from cells.negative(facts, _TABLE)


@rule(
    "D203",
    "count-not-whole",
    Severity.ERROR,
    zh="「{cell}」印为 {printed}，应是整数",
    en="“{cell}” is printed as {printed}; a count is a whole number",
)
def count_not_whole(facts: Facts) -> Iterator[Finding]:
    """件数有小数 · A count has decimals

    件数、项数是整数；只有金额可以有小数。

    Counts are whole numbers; only amounts of money have decimals.

    依据 · Source: 表式各栏
    公式 · Formula: 每格为整数（金额除外）

    反例 · Fails: 行政许可：处理决定数量 30.5
    改正 · Mended: 行政许可：处理决定数量 30
    核对 · Look up: 本年的底数，件数只能是整数 · the year's own figures; counts are whole
    """
    yield from cells.fractional(facts, _TABLE)


@rule(
    "D204",
    "unit-differs",
    Severity.WARNING,
    zh="「{cell}」印为 {printed}，{why}，读作 {value} 万元",
    en="“{cell}” is printed as {printed}, {why_en}; read as {value} 万元",
)
def unit_differs(facts: Facts) -> Iterator[Finding]:
    """金额的单位与表式不同 · An amount is in another unit than the form's

    金额的单位是万元。印成元，或者栏目和格子里都没有写单位，读者会差一万倍。
    编译结果一律换算成万元；没有写单位的，按表式的万元读。

    Amounts are in 万元, ten thousand yuan. One in 元, or without any unit in its cell or its column, is easily
    read ten thousand times too large. The compiled value is in 万元; a bare number is read as such.

    依据 · Source: 2021 年版栏目「本年收费金额（单位：万元）」；2019 年版「采购总金额」
    公式 · Formula: 1 万元 = 10000 元

    反例 · Fails: 采购总金额：251000元
    改正 · Mended: 采购总金额：25.1万元
    核对 · Look up: 原金额的单位，换算成万元 · the unit of the amount; convert it to 万元
    """
    for row, cell in _amounts(facts):
        number = read(cell.text, facts.vocabulary.pattern("NUMBER"))
        if number is None or not holds(AMOUNT, cell.value or 0):  # X003 says that nothing is read
            continue
        scale = number.scale if number.printed_unit else _scale_of_column(facts, row)
        if scale == FORMS_SCALE:
            continue
        unit = _UNITS.get(scale) if scale is not None else None
        why = (f"单位是{unit[0]}", f"in {unit[1]}") if unit else ("没有写单位", "without a unit")
        arguments: dict[str, Argument] = {
            "cell": facts.name((*row.path, AMOUNT)),
            "printed": cell.text,
            "why": why[0],
            "why_en": why[1],
            "value": shown(cell.value or 0),
        }
        fixes = _converted(row, cell, number, safe=unit is not None)
        yield Finding(hull(cell.spans), arguments, (cells.at(row, cell),), fixes=fixes)


@rule(
    "D205",
    "in-force-below-issued",
    Severity.WARNING,
    zh="「{row}」现行有效 {in_force} 件，少于本年制发减废止之差 {least}（{issued}-{repealed}）",
    en="“{row}”: {in_force} in force, fewer than issued − repealed = {least} ({issued}-{repealed})",
)
def in_force_below_issued(facts: Facts) -> Iterator[Finding]:
    """现行有效件数少于当年净增 · Fewer are in force than were added this year

    当年制发、又没有废止的，年末应当有效；现行有效件数不会少于本年制发减本年废止。

    What was issued this year and not repealed is in force at its end.

    依据 · Source: 2021 年版第二十条第（一）项
    公式 · Formula: in_force ≥ issued − repealed

    反例 · Fails: 制发 22，废止 2，现行有效 12
    改正 · Mended: 制发 22，废止 2，现行有效 120
    核对 · Look up: 制发、废止、现行有效三项的清单 · the lists of what was issued, repealed and is in force
    """
    for row, (issued, repealed, in_force) in _counts(facts, "issued", "repealed", "in_force"):
        if in_force < issued - repealed:
            arguments: dict[str, Argument] = {
                "row": facts.wording(row.path).row(row.path),
                "in_force": in_force,
                "least": issued - repealed,
                "issued": issued,
                "repealed": repealed,
            }
            yield Finding(facts.place((*row.path, "in_force")), arguments, (pointer((*row.path, "in_force")),))


@rule(
    "D206",
    "disclosed-exceeds-total",
    Severity.WARNING,
    zh="「{row}」本年新公开 {disclosed} 件，多于对外公开总数量 {total}",
    en="“{row}”: {disclosed} newly disclosed, more than {total} disclosed in all",
)
def disclosed_exceeds_total(facts: Facts) -> Iterator[Finding]:
    """本年新公开多于公开总数 · More were newly disclosed than are disclosed in all

    对外公开总数量包括本年新公开的，不会比它少。

    The number disclosed in all includes what was disclosed this year.

    依据 · Source: 2019 年版第二十条第（一）项
    公式 · Formula: disclosed ≤ total_disclosed

    反例 · Fails: 本年新公开 60，对外公开总数量 6
    改正 · Mended: 本年新公开 60，对外公开总数量 368
    核对 · Look up: 新公开数量与公开总数的清单 · the lists of what was newly disclosed, and of all that is
    """
    for row, (disclosed, total) in _counts(facts, "disclosed", "total_disclosed"):
        if disclosed > total:
            arguments: dict[str, Argument] = {
                "row": facts.wording(row.path).row(row.path),
                "disclosed": disclosed,
                "total": total,
            }
            path = (*row.path, "total_disclosed")
            yield Finding(facts.place(path), arguments, (pointer((*row.path, "disclosed")), pointer(path)))


@rule(
    "D207",
    "decrease-exceeds-stock",
    Severity.WARNING,
    zh="「{row}」上一年有 {previous} 项，本年减少 {decrease} 项，多于原有的",
    en="“{row}”: {previous} items a year ago, and {decrease} fewer now",
)
def decrease_exceeds_stock(facts: Facts) -> Iterator[Finding]:
    """减少的比原有的多 · More were taken away than there were

    上一年项目数量加本年增/减，是年末的项目数量，不会小于 0。

    The items of a year ago and the change of this year make the items at its end, which are not below 0.

    依据 · Source: 2019 年版第二十条第（五）、（六）、（八）项
    公式 · Formula: previous_items + change ≥ 0

    反例 · Fails: 上一年 12 项，本年 -20
    改正 · Mended: 上一年 12 项，本年 -2
    核对 · Look up: 上一年的项目数量与本年增减 · last year's number of items and this year's change
    """
    for row, (previous, change) in _counts(facts, "previous_items", "change"):
        if previous >= 0 > previous + change:
            arguments: dict[str, Argument] = {
                "row": facts.wording(row.path).row(row.path),
                "previous": previous,
                "decrease": -change,
            }
            path = (*row.path, "change")
            yield Finding(facts.place(path), arguments, (pointer((*row.path, "previous_items")), pointer(path)))


@rule(
    "D208",
    "rules-without-power",
    Severity.WARNING,
    zh="「{cell}」印为 {printed}，{agency}没有规章制定权",
    en="“{cell}” is printed as {printed}; {agency} has no power to make rules",
)
def rules_without_power(facts: Facts) -> Iterator[Finding]:
    """没有规章制定权的机关填了规章 · Rules of an agency that cannot make any

    规章只能由国务院部门，省、自治区、直辖市和设区的市、自治州的人民政府制定。
    县、区、乡镇及其部门没有这个权力；填了数，多半是把规范性文件填到了规章一行。

    规章 are made by ministries, provinces, cities with districts and autonomous prefectures. Counties, districts,
    townships and their bureaus cannot make any; a number there belongs to 规范性文件 as a rule.

    依据 · Source: 《中华人民共和国立法法》第九十一条、第九十三条

    反例 · Fails: 云岫县水务局，规章：制发 3
    改正 · Mended: 云岫县水务局，规章：制发 0
    核对 · Look up: 本机关有没有规章制定权；规范性文件填在下一行
    · whether the agency may make rules; normative documents go into the next row
    """
    agency = facts.report.agency
    row = facts.rows.get(_RULES)
    if agency is None or row is None or not phrases()["LOCAL_AGENCY"].search(fold(agency)):
        return
    for cell in row.cells:
        if cell.value:
            path = (*row.path, cell.column)
            arguments: dict[str, Argument] = {"cell": facts.name(path), "printed": cell.text, "agency": agency}
            yield Finding(facts.place(path), arguments, (pointer(path),))


def _counts(facts: Facts, *columns: str) -> Iterator[tuple[Row, list[int]]]:
    """Yield the rows that print a count in each of `columns`, with these."""
    for row in facts.printed(_TABLE):
        at = pointer(row.path)
        found = [facts.values.get(f"{at}/{column}") for column in columns]
        counts = [count for count in found if count is not None]
        if len(counts) == len(columns):
            yield row, counts


def _amounts(facts: Facts) -> Iterator[tuple[Row, Cell]]:
    """Yield the cells that print an amount of money; nothing has no unit."""
    for row in facts.printed(_TABLE):
        for cell in row.cells:
            if cell.column == AMOUNT and cell.value:
                yield row, cell


def _scale_of_column(facts: Facts, row: Row) -> int | None:
    """Return the scale of the unit that an amount's column or a note names; the form's where no header is left."""
    sections = facts.sections(nodes.ProactiveDisclosure)
    headers = [
        label for section in sections for article in section.articles if row in article.rows for label in article.header
    ]
    columns = [label.text for label in headers if AMOUNT in label.name]
    notes = [note.text for section in sections for note in section.notes]
    scale = column_scale(columns, notes, facts.vocabulary)
    return FORMS_SCALE if scale is None and not columns else scale


def _converted(row: Row, cell: Cell, number: Number, *, safe: bool) -> tuple[Fix, ...]:
    """Return the fix that prints an amount in 万元, with its unit and its remark; safe where a unit is printed."""
    if cell.value is None or not cell.spans:
        return ()
    text = f"{shown(cell.value)}万元" + (f"（{number.remark}）" if number.remark else "")
    edits = (TextEdit(hull(cell.spans), text),)
    return (
        Fix(f"改为 {text}", f"change to {text}", safe=safe, edits=edits, sets=((cells.at(row, cell), cell.value),)),
    )


RULES = (
    cell_blank,
    count_negative,
    count_not_whole,
    unit_differs,
    in_force_below_issued,
    disclosed_exceeds_total,
    decrease_exceeds_stock,
    rules_without_power,
)
