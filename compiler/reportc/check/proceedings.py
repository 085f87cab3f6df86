"""P4, the rules of section 4: each block of results adds up, nothing is blank."""

from __future__ import annotations

from collections.abc import Iterator

from reportc.check import tables
from reportc.check.equations import PROCEEDINGS_SUM
from reportc.check.rule import Finding, rule
from reportc.check.semantics import Semantics
from reportc.check.tables import broken_sums, sum_finding
from reportc.diagnostic import Severity

_TABLE = "proceedings"


@rule(
    PROCEEDINGS_SUM,
    "total-differs",
    Severity.ERROR,
    zh="「{cell}」印为 {printed}，各种结果之和为 {sum}（{terms}）",
    en="“{cell}” is printed as {printed}, the results sum to {sum} ({terms})",
)
def total_differs(semantics: Semantics) -> Iterator[Finding]:
    """复议、诉讼的总计不等于各种结果之和 · A block of section 4 does not add up to its total

    行政复议、未经复议直接起诉、复议后起诉三组，每组的总计应等于结果维持、结果纠正、其他结果、尚未审结四项之和。

    In each of the three blocks 总计 equals the sum of 结果维持, 结果纠正, 其他结果 and 尚未审结.

    依据 · Source: 表式第四部分
    公式 · Formula: upheld + corrected + other + pending = total

    反例 · Fails: 结果维持 10，结果纠正 1，其他结果 0，尚未审结 0，总计 0
    改正 · Fixed: 结果维持 10，结果纠正 1，其他结果 0，尚未审结 0，总计 11
    核对 · Look up: 复议、诉讼台账：这一组各种结果各几件
    · the register of reviews and lawsuits: how many of each result in this block
    """
    for one in broken_sums(semantics, PROCEEDINGS_SUM):
        yield sum_finding(semantics, one)


@rule(
    "P402",
    "cell-blank",
    Severity.WARNING,
    zh="「{row}」有 {count} 格没有填数：{columns}",
    en="“{row}” has {count} cells without a number: {columns}",
)
def cell_blank(semantics: Semantics) -> Iterator[Finding]:
    """复议、诉讼的格子空着 · A cell of section 4 is blank

    空格不是零。没有复议、诉讼的应填 0。其他各格已经使它只能是 0 时，只作提示，并可放心补 0。

    A blank is not a zero: print 0 where there was none. Where the other cells leave nothing but 0 it is only an
    information, with a safe fix.

    依据 · Source: 表式各格均须填数；没有的填「0」
    公式 · Formula: 每格 ≠ 空

    反例 · Fails: 结果维持 5，结果纠正（空），其他结果（空），尚未审结 2，总计 7
    改正 · Fixed: 结果维持 5，结果纠正 0，其他结果 0，尚未审结 2，总计 7
    核对 · Look up: 复议、诉讼台账；确实没有的填 0 · the register of reviews and lawsuits; 0 where there was none
    """
    for row in semantics.with_gaps(_TABLE):
        yield from tables.blank(semantics, row, tables.blank_cells(row))


@rule(
    "P403",
    "count-not-whole",
    Severity.ERROR,
    zh="「{cell}」印为 {printed}，件数应是不小于 0 的整数",
    en="“{cell}” is printed as {printed}; a count is a whole number and not below 0",
)
def count_not_whole(semantics: Semantics) -> Iterator[Finding]:
    """复议、诉讼的件数是负数或有小数 · A count of section 4 is negative or has decimals

    复议、诉讼按件计数，只能是 0 或正整数。

    Reviews and lawsuits are counted by the piece: 0, 1, 2 and so on.

    依据 · Source: 表式各格填件数
    公式 · Formula: 每格 ∈ {0, 1, 2, …}

    反例 · Fails: 结果维持 -1；尚未审结 0.5
    改正 · Fixed: 结果维持 1；尚未审结 0
    核对 · Look up: 复议、诉讼台账：此格共几件 · the register of reviews and lawsuits: how many in this cell
    """
    yield from tables.negative(semantics, _TABLE)
    yield from tables.fractional(semantics, _TABLE)


RULES = (total_differs, cell_blank, count_not_whole)
