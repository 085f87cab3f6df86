"""N5, the rules of the narrative: what the sentences of 一 and 五 say is what the tables print."""

from __future__ import annotations

from collections.abc import Iterator

from reportc.check import readings
from reportc.check.claimed import claimed, contradicted, differing, numbers
from reportc.check.facts import Facts
from reportc.check.readings import BLOCKS, Reading
from reportc.check.rule import Finding, rule
from reportc.check.shares import fits, shown, table_bases
from reportc.diagnostic import Argument, Related, Severity
from reportc.form import TOTAL, Path
from reportc.syntax.claims import Breakdown, Claim, Kind

_ZH = "正文「{words}」为 {said}，表中为 {printed}：{cells}{note_zh}"
_EN = "the text says “{words}”: {said}; the table has {printed}: {cells}{note_en}"
_RECEIVING = frozenset(("received", "accepted", "handled"))
_ANSWERING = frozenset(("completed", "answered"))
_PEOPLE = frozenset(readings.COLUMNS)


@rule("N501", "received-differs", Severity.ERROR, zh=_ZH, en=_EN)
def received_differs(facts: Facts) -> Iterator[Finding]:
    """正文的收到、受理件数与表不符 · The number of requests received is not that of the table

    「收到」「新收」的件数，应等于表中本年新收的总计。「受理」「收办」「办理」有人只算新收，有人连上年结转一并算，
    两种都认；两种都对不上时只作警告。「全市」「县政府办公室」等说的不是本机关全部，不作比较。

    收到 or 新收 N is the total of 本年新收. 受理, 收办 and 办理 may or may not count what was carried over: either
    fits, and where neither does it is a warning. Figures of a wider or narrower body (全市) are not compared.

    依据 · Source: 表式第三部分第一项、第二项；正文与表格为同一报告
    公式 · Formula: 收到 N = new[total]；受理、收办、办理 N ∈ {new[total], new[total] + carried_over[total]}

    反例 · Fails: 正文「收到政府信息公开申请 21 件」，表中新收总计 12
    改正 · Mended: 正文「收到政府信息公开申请 12 件」，表中新收总计 12
    核对 · Look up: 申请登记簿：新收几件；正文和表哪个对
    · the register of requests: how many came in; whether the text or the table is right
    """
    for claim in numbers(facts, _RECEIVING | _PEOPLE):
        exact = set(claim.subjects) <= {"received", "carried_over"}
        if _RECEIVING & {*claim.subjects, *claim.within}:
            yield from differing(facts, claim, None if exact else Severity.WARNING)


@rule("N502", "carried-over-differs", Severity.ERROR, zh=_ZH, en=_EN)
def carried_over_differs(facts: Facts) -> Iterator[Finding]:
    """正文的上年结转件数与表不符 · The number carried over is not that of the table

    「上年结转」的件数，应等于表中第二项的总计。「含上年结转 N 件」说的可能只是其中一部分，不超过表中的数即可。

    上年结转 N is the total of the second row. 含上年结转 N may be a part of it, so it only must not exceed it.

    依据 · Source: 表式第三部分第二项
    公式 · Formula: 上年结转 N = carried_over[total]

    反例 · Fails: 正文「上年结转 5 件」，表中上年结转总计 3
    改正 · Mended: 正文「上年结转 3 件」，表中上年结转总计 3
    核对 · Look up: 上年报告的结转件数；正文和表哪个对
    · what last year's report carried forward; whether the text or the table is right
    """
    for claim in claimed(facts, Kind.COUNT, Kind.NONE):
        if _only(facts, claim, "carried_over"):
            yield from differing(facts, claim)


@rule("N503", "answered-differs", Severity.ERROR, zh=_ZH, en=_EN)
def answered_differs(facts: Facts) -> Iterator[Finding]:
    """正文的办结、答复件数与表不符 · The number answered is not that of the table

    「办结」「答复」的件数，应等于表中办理结果的（七）总计。旁边写有「含上年结转」的，口径可能不同，只作警告。

    办结 or 答复 N is （七）总计 of the outcomes. Where 含上年结转 stands beside it, it is a warning.

    依据 · Source: 表式第三部分第三项（七）
    公式 · Formula: 办结 N = outcomes.total[total]

    反例 · Fails: 正文「办结 14 件」，表中（七）总计 12
    改正 · Mended: 正文「办结 12 件」，表中（七）总计 12
    核对 · Look up: 申请登记簿：办结几件；正文和表哪个对
    · the register of requests: how many are done; whether the text or the table is right
    """
    for claim in numbers(facts, _ANSWERING):
        if not _RECEIVING & set(claim.subjects):
            beside = "carried_over" in claim.including
            yield from differing(facts, claim, Severity.WARNING if beside else None)


@rule("N504", "carried-forward-differs", Severity.ERROR, zh=_ZH, en=_EN)
def carried_forward_differs(facts: Facts) -> Iterator[Finding]:
    """正文的结转下年件数与表不符 · The number carried forward is not that of the table

    「结转下年度」的件数，应等于表中第四项的总计；写「无结转下年度」的，应为 0。

    结转下年度 N is the total of the fourth row; where none is said to be carried forward, it is 0.

    依据 · Source: 表式第三部分第四项
    公式 · Formula: 结转下年度 N = carried_forward[total]

    反例 · Fails: 正文「结转下年度 1 件」，表中结转下年度总计 3
    改正 · Mended: 正文「结转下年度 3 件」，表中结转下年度总计 3
    核对 · Look up: 申请登记簿：未办结几件；正文和表哪个对
    · the register of requests: how many are open; whether the text or the table is right
    """
    for claim in claimed(facts, Kind.COUNT, Kind.NONE):
        if _only(facts, claim, "carried_forward"):
            yield from differing(facts, claim)


@rule("N505", "outcome-differs", Severity.ERROR, zh=_ZH, en=_EN)
def outcome_differs(facts: Facts) -> Iterator[Finding]:
    """正文的办理结果与表不符 · An outcome's number is not that of the table

    「予以公开」「部分公开」等的件数，应等于表中该行的总计；「不予公开」「无法提供」「不予处理」「其他处理」
    为其下各行之和；「予以公开及部分公开」为两行之和。「因本机关不掌握等原因无法提供」可指一行，也可指一类，
    合其一即可。

    予以公开, 部分公开 and so on are the total of their row; 不予公开, 无法提供, 不予处理 and 其他处理 are the sum
    of their group; 予以公开及部分公开 is the sum of two. Where the words name a row and its group, either fits.

    依据 · Source: 表式第三部分第三项（一）至（六）
    公式 · Formula: N = r[total]，或 N = Σ r[total]，r 为同类各行

    反例 · Fails: 正文「予以公开及部分公开 9 件」，表中予以公开 8、部分公开 3
    改正 · Mended: 正文「予以公开及部分公开 11 件」，表中予以公开 8、部分公开 3
    核对 · Look up: 申请登记簿：这种结果几件；正文和表哪个对
    · the register of requests: how many had this outcome; whether the text or the table is right
    """
    for claim in claimed(facts, Kind.COUNT):
        if all(readings.is_outcome(facts, name) for name in claim.subjects):
            yield from differing(facts, claim)


@rule("N506", "proceedings-differ", Severity.WARNING, zh=_ZH, en=_EN)
def proceedings_differ(facts: Facts) -> Iterator[Finding]:
    """正文的复议、诉讼件数与表不符 · The number of reviews or lawsuits is not that of the table

    「行政复议」的件数应等于第四部分行政复议的总计，「行政诉讼」的件数应等于未经复议直接起诉与复议后起诉两个总计之和；
    其中「维持」「纠正」等应等于相应的格。结转、合并的口径各地不一，故为警告。

    行政复议 N is the block's total, 行政诉讼 N the sum of the totals of both its blocks; 维持, 纠正 and so on are the
    cells of those results. Agencies count carried-over cases differently, so it is a warning.

    依据 · Source: 表式第四部分
    公式 · Formula: 行政复议 N = reconsideration[total]；行政诉讼 N = direct[total] + after_reconsideration[total]

    反例 · Fails: 正文「行政诉讼 2 件」，表中直接起诉总计 1、复议后起诉总计 2
    改正 · Mended: 正文「行政诉讼 3 件」，表中直接起诉总计 1、复议后起诉总计 2
    核对 · Look up: 复议、诉讼台账；正文和表哪个对
    · the register of reviews and lawsuits; whether the text or the table is right
    """
    for claim in claimed(facts, Kind.COUNT):
        if BLOCKS & {*claim.subjects, *claim.within}:
            yield from differing(facts, claim)


@rule(
    "N507",
    "percentage-differs",
    Severity.WARNING,
    zh="正文称 {said} 占 {percent}%，与可用作分母的数都不合：{shares}",
    en="the text says {said} is {percent}%; that fits none of the totals: {shares}",
)
def percentage_differs(facts: Facts) -> Iterator[Finding]:
    """正文的百分比与件数不合 · A percentage does not fit the count beside it

    件数旁的「占 p%」，应是该件数占收到、办结、收到加上年结转，或正文所说总数的百分比。
    误差不超过末位的半个单位；去尾不进位的也认。分母有几种可能，都不合才报。

    占 p % beside a count is its share of the requests received, answered, received with those carried over, or of a
    total that the text gives. Half a unit of the last printed place is allowed, and so is cutting off. There may be
    several denominators: it is found only where none fits.

    依据 · Source: 算术
    公式 · Formula: |p − 100·a/b| ≤ ½ 末位单位，或去尾后相等

    反例 · Fails: 共答复 80 件，正文「予以公开 20 件，占 35.0%」
    改正 · Mended: 共答复 80 件，正文「予以公开 20 件，占 25.0%」
    核对 · Look up: 百分比以哪个数为分母，重算一遍 · of what it is a share; work it out again
    """
    for share in facts.narrative.shares:
        if _RECEIVING & set(share.subjects) or not facts.is_own(share.scope, share.year, share.subjects):
            continue  # of what was received is a share of something that no table has
        from_table = table_bases(facts, share)
        bases = {*(base.number for base in share.bases), *(base.value for base in from_table if base.value is not None)}
        bases = {base for base in bases if base >= share.figure.number and base > 0}
        if bases and not any(fits(share.percent.value, share.figure.number, base) for base in bases):
            arguments: dict[str, Argument] = {
                "said": share.figure.number,
                "percent": str(share.percent.value),
                "shares": shown(share.percent.value, share.figure.number, bases),
            }
            cells = tuple(cell for base in from_table for cell in base.cells)
            yield Finding(share.percent.span, arguments, *contradicted(facts, cells))


@rule(
    "N508",
    "claim-contradicted",
    Severity.ERROR,
    zh="正文称「{words}」，表中：{cells}{note_zh}",
    en="the text says “{words}”; in the table: {cells}{note_en}",
)
def claim_contradicted(facts: Facts) -> Iterator[Finding]:
    """正文所称「未收到」「均办结」等与表相反 · The table contradicts what is said of none or of all

    「未收到申请」「无依申请」则新收应为 0；「均已办结」「全部办结」则结转下年度应为 0；「均获维持」则结果维持
    应等于总计；「未发生行政复议、行政诉讼」则第四部分应全为 0。正文另外写明有结转下年度的，「均」说的是
    已办的，不作比较。

    未收到申请: nothing is new. 均/全部办结: nothing is carried forward. 均获维持: upheld is the total.
    未发生复议、诉讼: section 4 is all 0. Where the text itself says that some are carried forward, 均 speaks
    of the others.

    依据 · Source: 表式第三、第四部分
    公式 · Formula: 未收到 ⇒ new[total] = 0；均办结 ⇒ carried_forward[total] = 0；
    均维持 ⇒ upheld = total；未发生 ⇒ total = 0

    反例 · Fails: 正文「全年未收到政府信息公开申请」，表中新收总计 2
    改正 · Mended: 正文「全年收到政府信息公开申请 2 件」，表中新收总计 2
    核对 · Look up: 登记簿上是否确实没有或全部如此；正文和表哪个对
    · the register: whether it is none, or all; whether the text or the table is right
    """
    for claim in claimed(facts, Kind.NONE, Kind.ALL):
        against = tuple(_against(facts, claim))
        if against:
            yield from differing(
                facts, claim, against=[Reading((cell,), readings.value(facts, cell)) for cell in against]
            )


@rule(
    "N509",
    "breakdown-differs",
    Severity.WARNING,
    zh="正文称 {whole}，其中各项之和为 {sum}（{terms}）",
    en="the text says {whole}, its parts sum to {sum} ({terms})",
)
def breakdown_differs(facts: Facts) -> Iterator[Finding]:
    """「其中」各项与总数不合 · The parts of a number do not fit it

    「X 件，其中 a 件、b 件、其他 c 件」：各项之和不应超过 X；末项为「其他」「其余」，或各类已列全的，应等于 X。
    各项可能重复计算的（网站、微信各发一次），只看单项是否超过 X。

    X，其中 a，b，c: the parts must not exceed X; where the last takes the rest (其他), or all kinds are named, they sum
    to X. Where one thing may be counted twice (once on a site, once in an app), only each part by itself is compared.

    依据 · Source: 算术
    公式 · Formula: Σ 各项 ≤ X；列全时 Σ 各项 = X

    反例 · Fails: 发布信息 300 条，其中文件类 100 条，动态类 150 条，其他类 30 条（和为 280）
    改正 · Mended: 发布信息 280 条，其中文件类 100 条，动态类 150 条，其他类 30 条
    核对 · Look up: 各项的件数，是否列全、有无重复 · the parts: whether all are named, and none twice
    """
    for found in facts.narrative.breakdowns:
        parts = [part.number for part in found.parts]
        if any(_holds(found, whole.number) for whole in found.wholes):
            continue
        whole = next((one for one in found.wholes if one.number >= max(parts)), found.wholes[0])
        related = tuple(Related(part.span, "其中一项", "one of the parts") for part in found.parts)
        arguments: dict[str, Argument] = {"whole": whole.number, "sum": sum(parts), "terms": "+".join(map(str, parts))}
        yield Finding(whole.span, arguments, related=related)


def _holds(found: Breakdown, whole: int) -> bool:
    """Tell whether the parts of a breakdown may be parts of `whole`."""
    parts = [part.number for part in found.parts]
    if found.exhaustive:
        return sum(parts) == whole
    return (sum(parts) if found.apart else max(parts)) <= whole


def _only(facts: Facts, claim: Claim, row: str) -> bool:
    """Tell whether a claim is of the total of `row`, and of nothing else."""
    cells = {cell for found in readings.cells_of(facts, claim) for cell in found}
    return cells == {("applications", row, TOTAL)}


def _against(facts: Facts, claim: Claim) -> Iterator[Path]:
    """Yield the cells that contradict a claim of none or of all."""
    if claim.kind is Kind.NONE:
        names = [name for name in claim.subjects if name in BLOCKS]
        cells: list[Path] = [("applications", "new", TOTAL)] if "received" in claim.subjects else []
        cells += [(*row, TOTAL) for name in names for row in readings.block_rows(name)]
        yield from (cell for cell in cells if readings.value(facts, cell))
    elif claim.subjects == ("completed",):
        carried = ("applications", "carried_forward", TOTAL)
        told = any(
            "carried_forward" in one.subjects or one.subjects[0].startswith("carried_to_")
            for one in facts.narrative.claims
        )
        if readings.value(facts, carried) and not told:
            yield carried
    elif claim.within and any(_not_upheld(facts, claim.within[-1])):
        for name in claim.within:
            yield from _not_upheld(facts, name)


def _carries(claim: Claim) -> bool:
    """Tell whether a claim says that something is carried forward."""
    forward = ("carried_forward", "carried_to_")
    return (
        claim.kind is Kind.COUNT
        and claim.subjects[0].startswith(forward)
        and claim.figure is not None
        and claim.figure.number > 0
    )


def _not_upheld(facts: Facts, name: str) -> Iterator[Path]:
    """Yield the cells of section 4 that show that not all of what `name` stands for was upheld."""
    for row in readings.block_rows(name):
        upheld, whole = (*row, "upheld"), (*row, TOTAL)
        values = readings.value(facts, upheld), readings.value(facts, whole)
        if None not in values and values[0] != values[1]:
            yield from (upheld, whole)


RULES = (
    received_differs,
    carried_over_differs,
    answered_differs,
    carried_forward_differs,
    outcome_differs,
    proceedings_differ,
    percentage_differs,
    claim_contradicted,
    breakdown_differs,
)
