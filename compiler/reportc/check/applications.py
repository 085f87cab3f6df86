"""A3, the rules of section 3: the matrix balances, its rows and columns add up, nothing is blank."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from reportc.check import tables
from reportc.check.equations import BALANCE, OUTCOME_SUM, ROW_SUM, EquationState, Sum, evaluate
from reportc.check.rule import Finding, rule
from reportc.check.semantics import Semantics
from reportc.check.tables import broken_sums, sum_finding, terms
from reportc.diagnostic import Argument, Related, Severity
from reportc.form import APPLICANTS, TOTAL, Path, pointer
from reportc.language import Text
from reportc.syntax.nodes import Cell, Row

_TABLE = "applications"


@rule(
    BALANCE,
    "balance-broken",
    Severity.ERROR,
    zh="「{column}」一列：本年新收加上年结转为 {sum}（{terms}），总计加结转下年度为 {printed}（{whole_terms}）",
    en="column “{column}”: new + carried over is {sum} ({terms}), total + carried forward is {printed} ({whole_terms})",
)
def balance_broken(semantics: Semantics) -> Iterator[Finding]:
    """第一项加第二项不等于第三项加第四项 · What came in is not what was dealt with or is still open

    矩阵每一列（六类申请人和总计）都应有：本年新收加上年结转，等于办理结果的（七）总计加结转下年度继续办理。
    收进来的申请，不是办完了，就是转到下一年；对不上，说明漏了、重了或填错了列。

    In each column (six kinds of applicant and 总计), 本年新收 plus 上年结转 equals （七）总计 plus 结转下年度.
    Each request that came in was either dealt with or is still open; where the two differ, one was
    left out, counted twice or put into the wrong column.

    依据 · Source: 表头左上角印有「本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和」（表上印有）
    公式 · Formula: new[c] + carried_over[c] = outcomes.total[c] + carried_forward[c]

    反例 · Fails: 新收 12，上年结转 3；总计 12，结转下年度 1 （12 + 3 ≠ 12 + 1）
    改正 · Fixed: 新收 12，上年结转 3；总计 12，结转下年度 3
    核对 · Look up: 申请登记簿：本列新收、结转、办结、未结各几件
    · the register of requests: how many of this column came in, were carried over, are done, are open
    """
    for one in broken_sums(semantics, BALANCE):
        column = semantics.wording(one.equation.wholes[0]).column(one.equation.wholes[0][-1], one.equation.wholes[0])
        yield sum_finding(semantics, one, column=column, whole_terms=terms(semantics, one.equation.right))


@rule(
    OUTCOME_SUM,
    "outcomes-not-summed",
    Severity.ERROR,
    zh="「{cell}」印为 {printed}，各项办理结果之和为 {sum}（{terms}）",
    en="“{cell}” is printed as {printed}, the outcomes sum to {sum} ({terms})",
)
def outcomes_not_summed(semantics: Semantics) -> Iterator[Finding]:
    """（七）总计不等于各项办理结果之和 · （七）总计 is not the sum of the outcomes

    每一列的（七）总计，应等于其上全部办理结果之和：2019 年版 19 行，2021 年版 21 行。
    总计是别处引用最多的数，错了会带错平衡关系和正文。

    In each column （七）总计 equals the sum of all outcomes above it: 19 rows in the edition of 2019, 21 in
    that of 2021. It is the number that the rest of the report quotes most.

    依据 · Source: 表式第三项「本年度办理结果」
    公式 · Formula: Σ outcomes[r][c] = outcomes.total[c]

    反例 · Fails: 予以公开 8，不掌握 3，其余为 0；总计 12 （8 + 3 ≠ 12）
    改正 · Fixed: 予以公开 8，不掌握 3，其余为 0；总计 11
    核对 · Look up: 申请登记簿：本列各种办理结果各几件
    · the register of requests: how many of each outcome in this column
    """
    for one in broken_sums(semantics, OUTCOME_SUM):
        yield sum_finding(semantics, one)


@rule(
    ROW_SUM,
    "row-total-differs",
    Severity.ERROR,
    zh="「{cell}」印为 {printed}，各项之和为 {sum}（{terms}）",
    en="“{cell}” is printed as {printed}, its parts sum to {sum} ({terms})",
)
def row_total_differs(semantics: Semantics) -> Iterator[Finding]:
    """一行的总计不等于各类申请人之和 · A row's 总计 is not the sum of the applicants

    每一行的总计，应等于自然人与五类法人或其他组织之和。
    一格填错时，它所在的行和列会差同一个数；据此能指出是哪一格，应是多少。

    In each row 总计 equals the sum of 自然人 and the five kinds of organisation. Where one cell is wrong,
    its row and its column differ by the same number: that shows which cell it is, and what it should be.

    依据 · Source: 表头「申请人情况」各列与「总计」
    公式 · Formula: Σ r[c] = r[total], c 为六类申请人

    反例 · Fails: 自然人 10，商业企业 2，其余为 0；总计 15
    改正 · Fixed: 自然人 10，商业企业 2，其余为 0；总计 12
    核对 · Look up: 申请登记簿：本行各类申请人各几件
    · the register of requests: how many of each kind of applicant in this row
    """
    for one in broken_sums(semantics, ROW_SUM):
        yield sum_finding(semantics, one)


@rule(
    "A304",
    "cell-blank",
    Severity.WARNING,
    zh="「{row}」有 {count} 格没有填数：{columns}",
    en="“{row}” has {count} cells without a number: {columns}",
)
def cell_blank(semantics: Semantics) -> Iterator[Finding]:
    """矩阵的格子空着 · A cell of the matrix is blank

    空格不是零：读者分不清是没有，还是漏填。没有发生的应填 0。
    其他各格已经使它只能是 0 时，只作提示，并可放心补 0；否则是警告。

    A blank is not a zero: nobody can tell whether there were none or the clerk forgot. Print 0 for none.
    Where the other cells leave nothing but 0 it is only an information, with a safe fix.

    依据 · Source: 表式各格均须填数；没有的填「0」
    公式 · Formula: r[c] ≠ 空

    反例 · Fails: 自然人 3，商业企业（空），总计 3
    改正 · Fixed: 自然人 3，商业企业 0，总计 3
    核对 · Look up: 申请登记簿；确实没有的填 0 · the register of requests; 0 where there was none
    """
    for row in semantics.with_gaps(_TABLE):
        total = _blank_total(row)
        yield from tables.blank(semantics, row, [cell for cell in tables.blank_cells(row) if cell is not total])


@rule(
    "A305",
    "total-blank",
    Severity.WARNING,
    zh="「{row}」各项已填（{terms}），{columns}空着",
    en="“{row}” has its parts printed ({terms}) and its {columns} blank",
)
def total_blank(semantics: Semantics) -> Iterator[Finding]:
    """各项已填，总计空着 · The parts are printed, the total is blank

    一行填了各类申请人的数，总计却空着。各项齐全时，总计由相加得出，可放心补上；编译结果仍是 null，因为报告没有印。

    The applicants of a row are printed and its 总计 is blank. Where the parts leave but one sum it can be filled
    in safely; the compiled value stays null, for the report does not print it.

    依据 · Source: 表式「总计」列
    公式 · Formula: r[total] = Σ r[c]

    反例 · Fails: 自然人 3，其余五类 0，总计（空）
    改正 · Fixed: 自然人 3，其余五类 0，总计 3
    核对 · Look up: 申请登记簿：本行共几件 · the register of requests: how many in this row
    """
    for row in semantics.with_gaps(_TABLE):
        if (total := _blank_total(row)) is not None:
            finding = tables.blank_finding(semantics, row, [total], None)
            parts = terms(semantics, (pointer((*row.path, column)) for column in APPLICANTS))
            fixes = tables.filled_in(semantics, row, [total], safe=True)
            yield replace(finding, arguments={**finding.arguments, "terms": parts}, fixes=fixes)


@rule(
    "A306",
    "count-not-whole",
    Severity.ERROR,
    zh="「{cell}」印为 {printed}，件数应是不小于 0 的整数",
    en="“{cell}” is printed as {printed}; a count is a whole number and not below 0",
)
def count_not_whole(semantics: Semantics) -> Iterator[Finding]:
    """件数是负数或有小数 · A count is negative or has decimals

    申请按件计数，只能是 0 或正整数。负数、小数多半是公式或粘贴出了错。

    Requests are counted by the piece: 0, 1, 2 and so on. A negative number or decimals come from a formula
    or from pasting.

    依据 · Source: 表式各格填件数
    公式 · Formula: r[c] ∈ {0, 1, 2, …}

    反例 · Fails: 自然人 -3；商业企业 1.5
    改正 · Fixed: 自然人 3；商业企业 1
    核对 · Look up: 申请登记簿：此格共几件 · the register of requests: how many in this cell
    """
    yield from tables.negative(semantics, _TABLE)
    yield from tables.fractional(semantics, _TABLE)


@rule(
    "A307",
    "number-split",
    Severity.WARNING,
    zh="「{row}」的 {first}、{second} 两格连起来是 {joined}，此行的和才对：一个数可能被拆成了两格",
    en="“{row}” adds up if {first} and {second} are joined to {joined}: one number may be split into two cells",
)
def number_split(semantics: Semantics) -> Iterator[Finding]:
    """一个数被拆到相邻两格 · One number is split into two neighbouring cells

    一行的和不对，而把相邻两格的数字连写成一个数（1、0 → 10），和就对了，列的关系也不因此破坏。
    多见于转换文件格式时从数字中间断开。

    A row does not add up, and does if the digits of two neighbouring cells are written as one number (1, 0 → 10),
    without breaking a column. Converters that cut a number in two cause this.

    依据 · Source: 同 A303
    公式 · Formula: Σ r[c] = r[total]，其中相邻两格 a、b 合写为 ab

    反例 · Fails: 自然人 1，商业企业 0，其余为 0；总计 10
    改正 · Fixed: 自然人 10，商业企业 0，其余为 0；总计 10
    核对 · Look up: 原表此行，两格是不是同一个数 · this row of the original table: whether the two are one number
    """
    for one in broken_sums(semantics, ROW_SUM):
        joins = list(_joins(semantics, one))
        if len(joins) == 1:
            yield _split(semantics, one, joins[0])


def _blank_total(row: Row) -> Cell | None:
    """Return the total of a row if it is blank and some part of the row is printed."""
    blank = next((cell for cell in tables.blank_cells(row) if cell.column == TOTAL), None)
    return blank if any(cell.value is not None for cell in row.cells) else None


class _Join(NamedTuple):
    """Two adjacent cells of a row, and the number that their digits form together."""

    first: Path
    second: Path
    kept: Path  # the cell that the joined number belongs to; the other is then 0
    joined: int


def _joins(semantics: Semantics, one: Sum) -> Iterator[_Join]:
    """Yield each pair of adjacent cells that, read as one number, satisfies the row and breaks no column."""
    row = (*one.equation.parts, *one.equation.wholes)
    if any((semantics.values[cell] or 0) < 0 for cell in one.equation.cells):
        return
    for first, second in pairwise(row):
        kept = second if second[-1] == TOTAL else first
        joined = int(f"{semantics.values[pointer(first)]}{semantics.values[pointer(second)]}")
        other = first if kept is second else second
        if _holds(semantics, {pointer(kept): joined, pointer(other): 0}):
            yield _Join(first, second, kept, joined)


def _holds(semantics: Semantics, changes: Mapping[str, int]) -> bool:
    """Return whether every checkable equation of the changed cells holds after `changes`."""
    values = {**semantics.values, **changes}
    touched = (one.equation for one in semantics.matrix_sums if not changes.keys().isdisjoint(one.equation.cells))
    return all(evaluate(equation, values).state is not EquationState.BROKEN for equation in touched)


def _split(semantics: Semantics, one: Sum, join: _Join) -> Finding:
    wording, whole = semantics.wording(join.first), one.equation.wholes[0]
    arguments: dict[str, Argument] = {
        "row": wording.row(whole[:-1]),
        "first": semantics.values[pointer(join.first)] or 0,
        "second": semantics.values[pointer(join.second)] or 0,
        "joined": join.joined,
    }
    related = Related(semantics.place(join.second), Text("另一半在此格", "the other half is here"))
    return Finding(semantics.place(join.first), arguments, (pointer(join.first), pointer(join.second)), (related,))


RULES = (
    balance_broken,
    outcomes_not_summed,
    row_total_differs,
    cell_blank,
    total_blank,
    count_not_whole,
    number_split,
)
