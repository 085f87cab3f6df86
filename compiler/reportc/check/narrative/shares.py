"""N507 and N509: shares that do not fit their numbers, and parts that do not add up to their whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from reportc.check.narrative import referents
from reportc.check.narrative.claims import Breakdown, Share
from reportc.check.narrative.comparison import contradicted
from reportc.check.narrative.referents import Cells, Referent
from reportc.check.rule import Finding, rule
from reportc.check.semantics import Semantics
from reportc.diagnostic import Argument, Related, Severity
from reportc.form import OUTCOMES, TOTAL
from reportc.language import Text

_NEW, _OVER, _TOTAL = (
    ("applications", "new", TOTAL),
    ("applications", "carried_over", TOTAL),
    ("applications", "outcomes", TOTAL, TOTAL),
)
_ALL_REQUESTS: tuple[Cells, ...] = ((_NEW,), (_TOTAL,), (_NEW, _OVER))


@rule(
    "N507",
    "percentage-differs",
    Severity.WARNING,
    zh="正文称 {said} 占 {percent}%，与可用作分母的数都不合：{shares}",
    en="the text says {said} is {percent}%; that fits none of the totals: {shares}",
)
def percentage_differs(semantics: Semantics) -> Iterator[Finding]:
    """正文的百分比与件数不合 · A percentage does not fit the count beside it

    件数旁的「占 p%」，应是该件数占收到、办结、收到加上年结转，或正文所说总数的百分比。
    误差不超过末位的半个单位；去尾不进位的也认。分母有几种可能，都不合才报。

    占 p % beside a count is its share of the requests received, answered, received with those carried over, or of a
    total that the text gives. Half a unit of the last printed place is allowed, and so is cutting off. There may be
    several denominators: it is found only where none fits.

    依据 · Source: 算术
    公式 · Formula: |p − 100·a/b| ≤ ½ 末位单位，或去尾后相等

    反例 · Fails: 共答复 80 件，正文「予以公开 20 件，占 35.0%」
    改正 · Fixed: 共答复 80 件，正文「予以公开 20 件，占 25.0%」
    核对 · Look up: 百分比以哪个数为分母，重算一遍 · of what it is a share; work it out again
    """
    for share in semantics.narrative.shares:
        if (
            share.rough
            or referents.RECEIVING & set(share.subjects)
            or not semantics.is_own(share.scope, share.year, share.subjects)
        ):
            continue  # what was received is a share of something that is in no table
        from_table = table_bases(semantics, share)
        bases = {*(base.number for base in share.bases), *(base.value for base in from_table if base.value is not None)}
        bases = {base for base in bases if base >= share.figure.number and base > 0}
        if bases and not any(fits(share.percent.value, share.figure.number, base) for base in bases):
            arguments: dict[str, Argument] = {
                "said": share.figure.number,
                "percent": str(share.percent.value),
                "shares": shown(share.percent.value, share.figure.number, bases),
            }
            cells = tuple(cell for base in from_table for cell in base.cells)
            yield Finding(share.percent.span, arguments, *contradicted(semantics, cells))


@rule(
    "N509",
    "breakdown-differs",
    Severity.WARNING,
    zh="正文称 {whole}，其中各项之和为 {sum}（{terms}）",
    en="the text says {whole}, its parts sum to {sum} ({terms})",
)
def breakdown_differs(semantics: Semantics) -> Iterator[Finding]:
    """「其中」各项与总数不合 · The parts of a number do not fit it

    「X 件，其中 a 件、b 件、其他 c 件」：各项之和不应超过 X；末项为「其他」「其余」，或各类已列全的，应等于 X。
    各项可能重复计算的（网站、微信各发一次），只看单项是否超过 X。

    X，其中 a，b，c: the parts must not exceed X; where the last takes the rest (其他), or all kinds are named, they sum
    to X. Where one thing may be counted twice (once on a site, once in an app), only each part by itself is compared.

    依据 · Source: 算术
    公式 · Formula: Σ 各项 ≤ X；列全时 Σ 各项 = X

    反例 · Fails: 发布信息 300 条，其中文件类 100 条，动态类 150 条，其他类 30 条（和为 280）
    改正 · Fixed: 发布信息 280 条，其中文件类 100 条，动态类 150 条，其他类 30 条
    核对 · Look up: 各项的件数，是否列全、有无重复 · the parts: whether all are named, and none twice
    """
    for found in semantics.narrative.breakdowns:
        parts = [part.number for part in found.parts]
        if any(_holds(found, whole.number) for whole in found.wholes):
            continue
        whole = next((one for one in found.wholes if one.number >= max(parts)), found.wholes[0])
        related = tuple(Related(part.span, Text("其中一项", "one of the parts")) for part in found.parts)
        arguments: dict[str, Argument] = {"whole": whole.number, "sum": sum(parts), "terms": "+".join(map(str, parts))}
        yield Finding(whole.span, arguments, related=related)


def _holds(found: Breakdown, whole: int) -> bool:
    """Return whether the parts of a breakdown may be the parts of `whole`."""
    parts = [part.number for part in found.parts]
    if found.exhaustive:
        return sum(parts) == whole
    return (sum(parts) if found.apart else max(parts)) <= whole


def fits(percent: Decimal, part: int, whole: int) -> bool:
    """Return whether `part` is `percent` of `whole`, rounded or truncated to the printed decimals."""
    exponent = percent.as_tuple().exponent
    unit = Fraction(1, 10 ** -int(exponent)) if int(exponent) < 0 else Fraction(1)
    printed, exact = Fraction(percent), Fraction(100 * part, whole)
    return abs(printed - exact) <= unit / 2 or printed <= exact < printed + unit


def shown(percent: Decimal, part: int, wholes: Iterable[int]) -> str:
    """Return `part` as a share of `wholes`, at most four, the nearest first, with one decimal more than `percent`."""
    places = min(-int(percent.as_tuple().exponent) + 1, 4)
    exact = {whole: Decimal(100 * part) / whole for whole in wholes}
    nearest = sorted(exact, key=lambda whole: abs(exact[whole] - percent))
    quantum = Decimal(1).scaleb(-places)
    return "，".join(f"{part}/{whole} = {exact[whole].quantize(quantum, ROUND_HALF_UP)}%" for whole in nearest[:4])


def table_bases(semantics: Semantics, share: Share) -> list[Referent]:
    """Return the totals of the tables of which a count may be a share."""
    return [Referent(cells, referents.total(semantics, cells)) for cells in _bases(semantics, share)]


def _bases(semantics: Semantics, share: Share) -> Iterator[Cells]:
    blocks = [name for name in (*share.within, *share.subjects) if name in referents.BLOCKS]
    if blocks:
        for name in dict.fromkeys(blocks):
            yield tuple((*row, TOTAL) for row in referents.block_rows(name))
        return
    yield from _ALL_REQUESTS
    if {"disclosed", "partly_disclosed"} & set(share.subjects):
        yield (*referents.row_cells(semantics, "disclosed"), *referents.row_cells(semantics, "partly_disclosed"))
    groups = {row[0] for row in OUTCOMES[semantics.matrix_edition] if len(row) > 1 and row[-1] in share.subjects}
    for group in sorted(groups):
        yield referents.row_cells(semantics, group)
