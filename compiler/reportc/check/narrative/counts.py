"""N501 to N506: the numbers of requests, outcomes and proceedings that sentences give."""

from __future__ import annotations

from collections.abc import Iterator

from reportc.check.narrative import referents
from reportc.check.narrative.claims import Claim, ClaimKind
from reportc.check.narrative.comparison import claimed, differing, numbers
from reportc.check.narrative.referents import BLOCKS
from reportc.check.rule import Finding, rule
from reportc.check.semantics import Semantics
from reportc.diagnostic import Severity
from reportc.form import TOTAL

_ZH = "正文「{words}」为 {said}，表中为 {printed}：{cells}{note_zh}"
_EN = "the text says “{words}”: {said}; the table has {printed}: {cells}{note_en}"
_PEOPLE = frozenset(referents.COLUMNS)


@rule("N501", "received-differs", Severity.ERROR, zh=_ZH, en=_EN)
def received_differs(semantics: Semantics) -> Iterator[Finding]:
    """正文的收到、受理件数与表不符 · The number of requests received is not that of the table

    「收到」「新收」的件数，应等于表中本年新收的总计。「受理」「收办」「办理」有人只算新收，有人连上年结转一并算，
    两种都认；两种都对不上时只作警告。「全市」「县政府办公室」等说的不是本机关全部，不作比较。

    收到 or 新收 N is the total of 本年新收. 受理, 收办 and 办理 may or may not count what was carried over: either
    fits, and where neither does it is a warning. Figures of a wider or narrower body (全市) are not compared.

    依据 · Source: 表式第三部分第一项、第二项；正文与表格为同一报告
    公式 · Formula: 收到 N = new[total]；受理、收办、办理 N ∈ {new[total], new[total] + carried_over[total]}

    反例 · Fails: 正文「收到政府信息公开申请 21 件」，表中新收总计 12
    改正 · Fixed: 正文「收到政府信息公开申请 12 件」，表中新收总计 12
    核对 · Look up: 申请登记簿：新收几件；正文和表哪个对
    · the register of requests: how many came in; whether the text or the table is right
    """
    for claim in numbers(semantics, referents.RECEIVING | _PEOPLE):
        exact = set(claim.subjects) <= {"received", "carried_over"}
        if referents.RECEIVING & {*claim.subjects, *claim.within}:
            yield from differing(semantics, claim, None if exact else Severity.WARNING)


@rule("N502", "carried-over-differs", Severity.ERROR, zh=_ZH, en=_EN)
def carried_over_differs(semantics: Semantics) -> Iterator[Finding]:
    """正文的上年结转件数与表不符 · The number carried over is not that of the table

    「上年结转」的件数，应等于表中第二项的总计。「含上年结转 N 件」说的可能只是其中一部分，不超过表中的数即可。

    上年结转 N is the total of the second row. 含上年结转 N may be a part of it, so it only must not exceed it.

    依据 · Source: 表式第三部分第二项
    公式 · Formula: 上年结转 N = carried_over[total]

    反例 · Fails: 正文「上年结转 5 件」，表中上年结转总计 3
    改正 · Fixed: 正文「上年结转 3 件」，表中上年结转总计 3
    核对 · Look up: 上年报告的结转件数；正文和表哪个对
    · what last year's report carried forward; whether the text or the table is right
    """
    for claim in claimed(semantics, ClaimKind.COUNT, ClaimKind.NONE):
        if _only(semantics, claim, "carried_over"):
            yield from differing(semantics, claim)


@rule("N503", "answered-differs", Severity.ERROR, zh=_ZH, en=_EN)
def answered_differs(semantics: Semantics) -> Iterator[Finding]:
    """正文的办结、答复件数与表不符 · The number answered is not that of the table

    「办结」「答复」的件数，应等于表中办理结果的（七）总计。旁边写有「含上年结转」的，口径可能不同，只作警告。

    办结 or 答复 N is （七）总计 of the outcomes. Where 含上年结转 is next to it, it is a warning.

    依据 · Source: 表式第三部分第三项（七）
    公式 · Formula: 办结 N = outcomes.total[total]

    反例 · Fails: 正文「办结 14 件」，表中（七）总计 12
    改正 · Fixed: 正文「办结 12 件」，表中（七）总计 12
    核对 · Look up: 申请登记簿：办结几件；正文和表哪个对
    · the register of requests: how many are done; whether the text or the table is right
    """
    for claim in numbers(semantics, referents.ANSWERING):
        if not referents.RECEIVING & set(claim.subjects):
            beside = "carried_over" in claim.including
            yield from differing(semantics, claim, Severity.WARNING if beside else None)


@rule("N504", "carried-forward-differs", Severity.ERROR, zh=_ZH, en=_EN)
def carried_forward_differs(semantics: Semantics) -> Iterator[Finding]:
    """正文的结转下年件数与表不符 · The number carried forward is not that of the table

    「结转下年度」的件数，应等于表中第四项的总计；写「无结转下年度」的，应为 0。

    结转下年度 N is the total of the fourth row; where none is said to be carried forward, it is 0.

    依据 · Source: 表式第三部分第四项
    公式 · Formula: 结转下年度 N = carried_forward[total]

    反例 · Fails: 正文「结转下年度 1 件」，表中结转下年度总计 3
    改正 · Fixed: 正文「结转下年度 3 件」，表中结转下年度总计 3
    核对 · Look up: 申请登记簿：未办结几件；正文和表哪个对
    · the register of requests: how many are open; whether the text or the table is right
    """
    for claim in claimed(semantics, ClaimKind.COUNT, ClaimKind.NONE):
        if _only(semantics, claim, "carried_forward"):
            yield from differing(semantics, claim)


@rule("N505", "outcome-differs", Severity.ERROR, zh=_ZH, en=_EN)
def outcome_differs(semantics: Semantics) -> Iterator[Finding]:
    """正文的办理结果与表不符 · An outcome's number is not that of the table

    「予以公开」「部分公开」等的件数，应等于表中该行的总计；「不予公开」「无法提供」「不予处理」「其他处理」
    为其下各行之和；「予以公开及部分公开」为两行之和。「因本机关不掌握等原因无法提供」可指一行，也可指一类，
    合其一即可。

    予以公开, 部分公开 and so on are the total of their row; 不予公开, 无法提供, 不予处理 and 其他处理 are the sum
    of their group; 予以公开及部分公开 is the sum of two. Where the words name a row and its group, either fits.

    依据 · Source: 表式第三部分第三项（一）至（六）
    公式 · Formula: N = r[total]，或 N = Σ r[total]，r 为同类各行

    反例 · Fails: 正文「予以公开及部分公开 9 件」，表中予以公开 8、部分公开 3
    改正 · Fixed: 正文「予以公开及部分公开 11 件」，表中予以公开 8、部分公开 3
    核对 · Look up: 申请登记簿：这种结果几件；正文和表哪个对
    · the register of requests: how many had this outcome; whether the text or the table is right
    """
    for claim in claimed(semantics, ClaimKind.COUNT):
        if all(referents.is_outcome(semantics, name) for name in claim.subjects):
            yield from differing(semantics, claim)


@rule("N506", "proceedings-differ", Severity.WARNING, zh=_ZH, en=_EN)
def proceedings_differ(semantics: Semantics) -> Iterator[Finding]:
    """正文的复议、诉讼件数与表不符 · The number of reviews or lawsuits is not that of the table

    「行政复议」的件数应等于第四部分行政复议的总计，「行政诉讼」的件数应等于未经复议直接起诉与复议后起诉两个总计之和；
    其中「维持」「纠正」等应等于相应的格。结转、合并的口径各地不一，故为警告。

    行政复议 N is the block's total, 行政诉讼 N the sum of the totals of both its blocks; 维持, 纠正 and so on are the
    cells of those results. Agencies count carried-over cases differently, so it is a warning.

    依据 · Source: 表式第四部分
    公式 · Formula: 行政复议 N = reconsideration[total]；行政诉讼 N = direct[total] + after_reconsideration[total]

    反例 · Fails: 正文「行政诉讼 2 件」，表中直接起诉总计 1、复议后起诉总计 2
    改正 · Fixed: 正文「行政诉讼 3 件」，表中直接起诉总计 1、复议后起诉总计 2
    核对 · Look up: 复议、诉讼台账；正文和表哪个对
    · the register of reviews and lawsuits; whether the text or the table is right
    """
    for claim in claimed(semantics, ClaimKind.COUNT):
        if BLOCKS & {*claim.subjects, *claim.within}:
            yield from differing(semantics, claim)


def _only(semantics: Semantics, claim: Claim, row: str) -> bool:
    """Return whether a claim can only refer to the total of `row`."""
    cells = {cell for found in referents.cells_of(semantics, claim) for cell in found}
    return cells == {("applications", row, TOTAL)}
