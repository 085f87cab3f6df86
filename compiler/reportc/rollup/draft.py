"""The sum as a draft of the office's own report: a Word file to go on writing in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from reportc.emit.document.docx import docx
from reportc.emit.document.page import document
from reportc.rollup.findings import Rollup
from reportc.rollup.total import written
from reportc.rollup.tree import tree

_SAID = (
    ("新收政府信息公开申请", "/applications/new/total"),
    ("上年结转", "/applications/carried_over/total"),
    ("办结", "/applications/outcomes/total/total"),
    ("结转下年度", "/applications/carried_forward/total"),
)
_TO_WRITE = "（请填写）"


def write(rollup: Rollup, stream: BinaryIO) -> None:
    """Write the draft; a cell whose sum is not known stays empty."""
    made = tree(rollup, tuple(_preamble(rollup)), (_overview(rollup), _TO_WRITE), (_TO_WRITE,), (_TO_WRITE,))
    stream.write(docx(document(made)))


def _preamble(rollup: Rollup) -> Iterator[str]:
    county = rollup.county
    yield (
        f"【汇总草稿，发布前请删去本段】各表由 {county.total.units} 个单位 {county.year} 年度的报告逐格相加得出，"
        "没有得出合计的格空着，须待有关单位补报。"
    )
    if county.uncounted:
        yield f"【没有计入的单位】{'、'.join(county.uncounted)}。"
    if county.total.holes:
        lacking = dict.fromkeys(name for names in county.total.holes.values() for name in names)
        yield f"【有格子没有数的单位】{'、'.join(lacking)}。"


def _overview(rollup: Rollup) -> str:
    """Say what the sums are; nothing of one that is not known."""
    total = rollup.county.total
    known = [(words, value) for words, at in _SAID if (value := total.value(at)) is not None]
    said = "，".join(f"{words}{written(value)}件" for words, value in known)
    return f"{rollup.county.year}年，{said}。" if said else _TO_WRITE
