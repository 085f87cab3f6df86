"""What becomes of one input that is checked: its findings in the format asked for, and its part of the sum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

from reportc.api import Checked
from reportc.corpus.inputs import Input
from reportc.corpus.outcome import Outcome, Tally, safely
from reportc.diagnostic import Language, Severity
from reportc.emit.checked import Findings, Write
from reportc.settings import DEFAULT, Settings

_SUMMARY: Mapping[Language, str] = MappingProxyType(
    {
        "zh": "共 {reports} 份报告｜错误 {errors}，警告 {warnings}，提示 {notes}"
        "｜算式 {held} 个成立，{broken} 个不成立，{open} 个无法核对",
        "en": "{reports} reports | errors {errors}, warnings {warnings}, notes {notes}"
        " | equations: {held} hold, {broken} broken, {open} not checkable",
    }
)
_UNREAD: Mapping[Language, str] = MappingProxyType({"zh": "｜{} 个文件未能读取", "en": " | {} files not read"})


@dataclass(frozen=True, slots=True)
class Order:
    """How each input is to be checked, and its findings written."""

    write: Write
    settings: Settings = DEFAULT


def examined(given: Input, order: Order) -> Outcome:
    """Check an input and write its findings."""
    settings = order.settings.for_file(given.path)
    return safely(partial(_examined, order=order, settings=settings), given, settings)


def words(tally: Tally, language: Language = "zh") -> str:
    """Return one line on all that was checked."""
    unread = _UNREAD[language].format(tally.unread) if tally.unread else ""
    return _SUMMARY[language].format_map(tally._asdict()) + unread


def _examined(given: Input, checked: Checked, order: Order, settings: Settings) -> Outcome:
    found = Findings(given.name, checked, checked.diagnostics, whole=settings.is_whole, language=settings.language)
    return Outcome(order.write(found).encode("utf-8", "replace"), (), _tally(found, settings))


def _tally(found: Findings, settings: Settings) -> Tally:
    grades, sums = Counter(finding.grade for finding in found.new), found.checked.equations
    return Tally(
        reports=1,
        errors=grades[Severity.ERROR],
        warnings=grades[Severity.WARNING],
        notes=grades[Severity.INFO],
        failing=sum(map(settings.fails, found.new)),
        held=sums.held,
        broken=sums.broken,
        open=sums.unknown,
    )
