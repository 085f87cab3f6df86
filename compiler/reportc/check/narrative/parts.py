"""N507 and N509: numbers that are shares of others, and numbers that are the parts of one."""

from __future__ import annotations

from collections.abc import Iterator

from reportc.check import readings
from reportc.check.claimed import contradicted
from reportc.check.facts import Facts
from reportc.check.rule import Finding, rule
from reportc.check.shares import fits, shown, table_bases
from reportc.diagnostic import Argument, Related, Severity
from reportc.syntax.claims import Breakdown


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
        if (
            share.rough
            or readings.RECEIVING & set(share.subjects)
            or not facts.is_own(share.scope, share.year, share.subjects)
        ):
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
