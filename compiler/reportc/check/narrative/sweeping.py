"""N508: claims about none, or about all."""

from __future__ import annotations

from collections.abc import Iterator

from reportc.check.narrative import referents
from reportc.check.narrative.claims import Claim, ClaimKind
from reportc.check.narrative.comparison import claimed, differing
from reportc.check.narrative.referents import BLOCKS, Referent
from reportc.check.rule import Finding, rule
from reportc.check.semantics import Semantics
from reportc.diagnostic import Severity
from reportc.form import TOTAL, Path


@rule(
    "N508",
    "claim-contradicted",
    Severity.ERROR,
    zh="正文称「{words}」，表中：{cells}{note_zh}",
    en="the text says “{words}”; in the table: {cells}{note_en}",
)
def claim_contradicted(semantics: Semantics) -> Iterator[Finding]:
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
    改正 · Fixed: 正文「全年收到政府信息公开申请 2 件」，表中新收总计 2
    核对 · Look up: 登记簿上是否确实没有或全部如此；正文和表哪个对
    · the register: whether it is none, or all; whether the text or the table is right
    """
    for claim in claimed(semantics, ClaimKind.NONE, ClaimKind.ALL):
        against = tuple(_against(semantics, claim))
        if against:
            yield from differing(
                semantics, claim, against=[Referent((cell,), referents.value(semantics, cell)) for cell in against]
            )


def _against(semantics: Semantics, claim: Claim) -> Iterator[Path]:
    """Yield the cells that contradict a claim about none or about all."""
    if claim.kind is ClaimKind.NONE:
        names = [name for name in claim.subjects if name in BLOCKS]
        cells: list[Path] = [("applications", "new", TOTAL)] if "received" in claim.subjects else []
        cells += [(*row, TOTAL) for name in names for row in referents.block_rows(name)]
        yield from (cell for cell in cells if referents.value(semantics, cell))
    elif claim.subjects == ("completed",):
        carried = ("applications", "carried_forward", TOTAL)
        excepted = any(
            "carried_forward" in one.subjects or one.subjects[0].startswith("carried_to_")
            for one in semantics.narrative.claims
        )
        if referents.value(semantics, carried) and not excepted:
            yield carried
    elif claim.within and any(_not_upheld(semantics, claim.within[-1])):
        for name in claim.within:
            yield from _not_upheld(semantics, name)


def _not_upheld(semantics: Semantics, name: str) -> Iterator[Path]:
    """Yield the cells of section 4 that show cases of `name` that were not upheld."""
    for row in referents.block_rows(name):
        upheld, whole = (*row, "upheld"), (*row, TOTAL)
        values = referents.value(semantics, upheld), referents.value(semantics, whole)
        if None not in values and values[0] != values[1]:
            yield from (upheld, whole)
