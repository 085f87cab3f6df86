"""The sum as a report: a tree for the writers of documents, and the draft of the office's own report in Word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import BinaryIO

from reportc.emit.document.docx import docx
from reportc.emit.document.page import document
from reportc.emit.text import blank
from reportc.form import EDITIONS
from reportc.rollup.findings import Rollup
from reportc.rollup.total import path, written
from reportc.rollup.unit import Number
from reportc.syntax.nodes import Report

_NOTHING: Mapping[str, Sequence[str]] = MappingProxyType({})


def tree(rollup: Rollup, prose: Mapping[str, Sequence[str]] = _NOTHING) -> Report:
    """Return the sum of `rollup` as a report, with paragraphs by section; a cell whose sum is not known is blank."""
    total = rollup.county.total
    editions = {table: edition or EDITIONS[-1] for table, edition in total.editions.items()}
    values = {path(at): _plain(value) for at, value in total.values.items()}
    return blank.with_prose(blank.tree(rollup.agency, rollup.county.year, editions, values), prose)


def _plain(value: Number) -> Number:
    """Return a number without zeros at its end."""
    whole = int(value)
    return whole if value == whole else Decimal(value).normalize()


# ---------------------------------------------------------------- the draft


_SAID = (
    ("新收政府信息公开申请", "/applications/new/total"),
    ("上年结转", "/applications/carried_over/total"),
    ("办结", "/applications/outcomes/total/total"),
    ("结转下年度", "/applications/carried_forward/total"),
)
_TO_WRITE = "（请填写）"


def write(rollup: Rollup, stream: BinaryIO) -> None:
    """Write the draft; a cell whose sum is not known stays empty."""
    prose = {
        "preamble": tuple(_preamble(rollup)),
        "overview": (_overview(rollup), _TO_WRITE),
        "problems": (_TO_WRITE,),
        "other_matters": (_TO_WRITE,),
    }
    stream.write(docx(document(tree(rollup, prose))))


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
