"""Word files of a roll-up: the sum as a draft of the office's own report, and letters to the units."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import BinaryIO

from reportc.diagnostic import Severity
from reportc.emit.document.blocks import Document, Passage
from reportc.emit.document.docx import docx
from reportc.emit.document.page import document
from reportc.emit.text import blank
from reportc.emit.text.page import BlockStyle
from reportc.form import EDITIONS
from reportc.rollup.county import Status, Submission
from reportc.rollup.findings import Rollup
from reportc.rollup.human import where
from reportc.rollup.total import path, written
from reportc.rollup.unit import FindingRecord, Number
from reportc.syntax.nodes import Report

_NOTHING: Mapping[str, Sequence[str]] = MappingProxyType({})


def tree(rollup: Rollup, prose: Mapping[str, Sequence[str]] = _NOTHING) -> Report:
    """Return the sum of `rollup` as a report, with paragraphs by section; a cell without a sum is blank."""
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


def write_draft(rollup: Rollup, stream: BinaryIO) -> None:
    """Write the draft; a cell without a sum stays empty."""
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
    """Return a sentence on the sums, without the unknown ones."""
    total = rollup.county.total
    known = [(words, value) for words, at in _SAID if (value := total.value(at)) is not None]
    said = "，".join(f"{words}{written(value)}件" for words, value in known)
    return f"{rollup.county.year}年，{said}。" if said else _TO_WRITE


# ---------------------------------------------------------------- letters


_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_LONGEST = 60
"""In characters of an agency's name: with an ending it fits any file system."""
_WRONG = frozenset((Status.WRONG_YEAR, Status.REPEATED, Status.UNREAD))


def letters(rollup: Rollup) -> Iterator[tuple[str, bytes]]:
    """Yield the requests to units as Word letters, each with its name."""
    for agency, paragraphs in wanted(rollup):
        yield f"{_UNSAFE.sub('_', agency)[:_LONGEST]}.docx", docx(_document(agency, rollup, paragraphs))


def wanted(rollup: Rollup) -> Iterator[tuple[str, list[str]]]:
    """Yield each unit that gets a letter, with the paragraphs of the letter."""
    year = rollup.county.year
    for agency in rollup.county.missing:
        yield agency, [f"尚未收到你单位 {year} 年度的政府信息公开工作年度报告，请尽快报送。"]
    groups: dict[str, list[Submission]] = {}
    for one in rollup.county.entries:
        if name := one.agency or one.stated:
            groups.setdefault(name, []).append(one)
    for agency, entries in groups.items():
        found = [(one, _grave(rollup, one)) for one in entries]
        if any(grave or one.state in _WRONG for one, grave in found):
            yield agency, list(_paragraphs(found, year))


def _grave(rollup: Rollup, one: Submission) -> list[FindingRecord]:
    """Return the errors of a report, and the cells without a number that keep a sum open."""
    if one.state in {Status.COPY, Status.SUPERSEDED}:
        return []
    found = rollup.of(one)
    return [one for one in found if one["severity"] == Severity.ERROR or one["code"] == "R706"]


def _paragraphs(found: Sequence[tuple[Submission, list[FindingRecord]]], year: int) -> Iterator[str]:
    """Yield the letter: what is wrong, where, the expected value, and what to send."""
    repeated = [one.source for one, _ in found if one.state is Status.REPEATED]
    if repeated:
        names = "、".join(map(os.path.basename, repeated))
        yield f"收到你单位的 {len(repeated)} 份报告，其中的数字不同：{names}。请说明以哪一份为准，此前都不计入汇总。"
    for one, grave in found:
        if one.state is Status.UNREAD:
            yield f"文件《{os.path.basename(one.source)}》中没有读到报告，请重新报送。"
        elif grave:
            yield f"你单位报送的《{os.path.basename(one.source)}》有下列问题，请核对改正："
            yield from (f"{number}．{_sentence(finding)}" for number, finding in enumerate(grave, 1))
    yield f"请改正后重新报送 {year} 年度报告。没有发生的项目请填「0」，不要空着。"


def _sentence(finding: FindingRecord) -> str:
    """Return a finding as a sentence, with the implied value where there is one."""
    place = where(finding)
    implied = [f"{one['printed']} 疑应为 {one['implied']}" for one in finding["data"].get("suspects", ())[:1]]
    return f"{place + '：' if place else ''}{finding['message']}{'（' + implied[0] + '）' if implied else ''}。"


def _document(agency: str, rollup: Rollup, paragraphs: Sequence[str]) -> Document:
    blocks = [
        Passage(BlockStyle.TITLE, f"关于{rollup.county.year}年政府信息公开工作年度报告的函"),
        Passage(BlockStyle.PARAGRAPH, f"{agency}："),
        *(Passage(BlockStyle.PARAGRAPH, paragraph) for paragraph in paragraphs),
    ]
    if rollup.agency:
        blocks.append(Passage(BlockStyle.PARAGRAPH, rollup.agency))
    return Document(tuple(blocks))
