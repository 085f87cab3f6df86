"""Letters to the units: to each that has sent nothing, or something with errors, what is wanted of it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence

from reportc.diagnostic import Severity
from reportc.emit.document.blocks import Document, Text
from reportc.emit.document.docx import docx
from reportc.emit.text.page import Style
from reportc.rollup.county import Status, Submission
from reportc.rollup.findings import Rollup
from reportc.rollup.human import where
from reportc.rollup.unit import FindingRecord

_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_LONGEST = 60
"""Characters of a name of an agency: with an ending it fits any file system."""
_WRONG = frozenset((Status.WRONG_YEAR, Status.REPEATED, Status.UNREAD))


def files(rollup: Rollup) -> Iterator[tuple[str, bytes]]:
    """Yield the letters as Word files, each with its name."""
    for agency, paragraphs in letters(rollup):
        yield f"{_UNSAFE.sub('_', agency)[:_LONGEST]}.docx", docx(_document(agency, rollup, paragraphs))


def letters(rollup: Rollup) -> Iterator[tuple[str, list[str]]]:
    """Yield each unit that is to be written to, with the paragraphs of its letter."""
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
    """Yield what is wrong, where, what would hold, and what is to be sent."""
    repeated = [one.source for one, _ in found if one.state is Status.REPEATED]
    if repeated:
        names = "、".join(map(os.path.basename, repeated))
        yield f"收到你单位的 {len(repeated)} 份报告，其中的数字不同：{names}。请说明以哪一份为准，此前都不计入汇总。"
    for one, grave in found:
        if one.state is Status.UNREAD:
            yield f"文件《{os.path.basename(one.source)}》中没有读到报告，请重新报送。"
        elif grave:
            yield f"你单位报送的《{os.path.basename(one.source)}》有下列问题，请核对改正："
            yield from (f"{number}．{_told(finding)}" for number, finding in enumerate(grave, 1))
    yield f"请改正后重新报送 {year} 年度报告。没有发生的项目请填「0」，不要空着。"


def _told(finding: FindingRecord) -> str:
    """Return a finding in words, with the value that would hold where there is one."""
    place = where(finding)
    implied = [f"{one['printed']} 疑应为 {one['implied']}" for one in finding["data"].get("suspects", ())[:1]]
    return f"{place + '：' if place else ''}{finding['message']}{'（' + implied[0] + '）' if implied else ''}。"


def _document(agency: str, rollup: Rollup, paragraphs: Sequence[str]) -> Document:
    blocks = [
        Text(Style.TITLE, f"关于{rollup.county.year}年政府信息公开工作年度报告的函"),
        Text(Style.PARAGRAPH, f"{agency}："),
        *(Text(Style.PARAGRAPH, paragraph) for paragraph in paragraphs),
    ]
    if rollup.agency:
        blocks.append(Text(Style.PARAGRAPH, rollup.agency))
    return Document(tuple(blocks))
