"""What becomes of one input that is checked: its findings in the format asked for, and its part of the sum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from reportc import baseline
from reportc.api import check, compile, fix  # noqa: A004  # the name of what this package does
from reportc.baseline import Baseline, Compared, Entry
from reportc.corpus.inputs import STDIN, Input
from reportc.corpus.outcome import Outcome, Rewritten, Tally, safely
from reportc.corpus.previous import Previous
from reportc.diagnostic import Language, Severity
from reportc.emit.findings import Findings, Known, Verdict, Write
from reportc.emit.human.account import gone
from reportc.emit.human.terminal import Paint, diff, place, plain, printable
from reportc.emit.statistics import counted
from reportc.emit.summary import summary
from reportc.result import Checked
from reportc.settings import DEFAULT, Settings
from reportc.span import LineIndex

if TYPE_CHECKING:
    from reportc.fixes import Fixed


class Fixes(Enum):
    """What is done with the fixes that the findings offer."""

    OFFER = auto()
    APPLY = auto()
    DIFF = auto()


Detail = Callable[[Findings], bool]
"""Chooses the reports whose findings are written."""


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """How each input is to be checked, and its findings written.

    With `fixes` DIFF the output is what would change, painted by `paint`; `unsafe` takes the fixes in
    that change what a report says. `takes` takes all findings for known, as entries of the baseline.
    Findings from `least` up are shown, and only of the reports that `detail` chooses, if it is given.
    `previous` has last year's reports, for the rules between years.
    """

    write: Write
    settings: Settings = DEFAULT
    fixes: Fixes = Fixes.OFFER
    unsafe: bool = False
    paint: Paint = plain
    baseline: Baseline | None = None
    takes: bool = False
    least: Severity = Severity.INFO
    detail: Detail | None = None
    annotate: str | None = None
    """Where a copy with a comment for each finding goes."""
    previous: Previous | None = None


_Words = Mapping[str, str]
_WORDS: Mapping[Language, _Words] = MappingProxyType(
    {
        "zh": MappingProxyType(
            {
                "summary": "共 {reports} 份报告｜错误 {errors}，警告 {warnings}，提示 {notes}"
                "｜算式 {held} 个成立，{broken} 个不成立，{open} 个无法核对",
                "incomplete": "｜未完成 {incomplete} 份",
                "known": "｜基线已知 {known}",
                "gone": "｜基线中已不存在 {gone}",
                "fixed": "｜改正 {fixed} 处",
                "mendable": "｜可改正 {mendable} 处",
                "rejected": "｜未采用 {rejected} 处",
                "unread": "｜{unread} 个文件未能读取",
                "annotated": "批注写入 {path}：{count} 条",
                "mended": "{name}：改正 {count} 处",
                "refused": "{name}:{line}:{column}: {codes} 的改正未采用（{title}）：{reason}",
                "alone": "{name}：没有同一机关上一年的报告可比",
                "encoding": "{name}：编码 {encoding} 不能原样写回改正后的文字，未改",
            }
        ),
        "en": MappingProxyType(
            {
                "summary": "{reports} reports | errors {errors}, warnings {warnings}, notes {notes}"
                " | equations: {held} hold, {broken} broken, {open} not checkable",
                "incomplete": " | {incomplete} not finished",
                "known": " | {known} known by the baseline",
                "gone": " | {gone} of the baseline gone",
                "fixed": " | {fixed} fixed",
                "mendable": " | {mendable} fixable",
                "rejected": " | {rejected} fixes not taken",
                "unread": " | {unread} files not read",
                "annotated": "comments written to {path}: {count}",
                "mended": "{name}: {count} fixed",
                "refused": "{name}:{line}:{column}: fix of {codes} not taken ({title}): {reason}",
                "alone": "{name}: no report of the same agency and the year before to compare with",
                "encoding": "{name}: the mended text cannot be written in {encoding} byte for byte; left as it is",
            }
        ),
    }
)


def examined(given: Input, options: CheckOptions) -> Outcome:
    """Check an input, fix it if that is asked for, and write its findings."""
    settings = options.settings.for_file(_path(given))
    return safely(partial(_examined, options=replace(options, settings=settings)), given)


def words(tally: Tally, language: Language = "zh") -> str:
    """Return one line on all that was checked."""
    told, counts = _WORDS[language], tally._asdict()
    more = (key for key in ("incomplete", "known", "gone", "fixed", "mendable", "rejected", "unread") if counts[key])
    return "".join(told[key].format_map(counts) for key in ("summary", *more))


def _examined(given: Input, data: bytes, options: CheckOptions) -> Outcome:
    checked, told = _checked(given, data, options)
    if options.fixes is Fixes.OFFER:
        outcome = _outcome(given, checked, options)
        return outcome._replace(remarks=(*told, *outcome.remarks))
    fixed = fix(checked.result, unsafe=options.unsafe, settings=options.settings)
    remarks = (*told, *_refusals(given, fixed, options.settings.language))
    if fixed.refused and any(finding.fixes for finding in checked.diagnostics):
        reason = fixed.refused.zh if options.settings.language == "zh" else fixed.refused.en
        remarks = printable(f"{given.name}：{reason}"), *remarks
    mended = _mended(data, checked, fixed)
    if mended is None and fixed.applied:
        words = _WORDS[options.settings.language]["encoding"]
        remarks = printable(words.format(name=given.name, encoding=(checked.source.encoding or "?").upper())), *remarks
        fixed, mended = replace(fixed, text=checked.source.text, applied=()), data
    way = _diffed if options.fixes is Fixes.DIFF else _applied
    outcome = way(given, checked, options, fixed, data if mended is None else mended)
    tally = outcome.tally.plus(Tally(rejected=len(fixed.rejected)))
    return outcome._replace(remarks=(*remarks, *outcome.remarks), tally=tally)


def _mended(data: bytes, checked: Checked, fixed: Fixed) -> bytes | None:
    """Return the bytes that a fixed report is stored in; None if its encoding cannot say it."""
    from reportc.source.decode import rewritten  # the readers are loaded with the first compile

    if isinstance(fixed.data, bytes):
        return fixed.data
    return rewritten(data, checked.source.text, checked.source.encoding or "utf-8", fixed.text)


def _checked(given: Input, data: bytes, options: CheckOptions) -> tuple[Checked, tuple[str, ...]]:
    """Check a report, beside last year's if those are at hand; and say where there is none to compare with."""
    if options.previous is None:
        return check(data, settings=options.settings), ()
    result = compile(data)
    last = options.previous.compiled(result.tree)
    told = printable(_WORDS[options.settings.language]["alone"].format(name=given.name))
    return check(result, settings=options.settings, previous=last), () if last else (told,)


def _diffed(given: Input, checked: Checked, options: CheckOptions, fixed: Fixed, _: bytes) -> Outcome:
    """Show what the fixes would change; the findings are those of the text as it is."""
    outcome = _outcome(given, checked, options)
    tally = outcome.tally.plus(Tally(mendable=len(fixed.applied)))
    return outcome._replace(tally=tally, output=_utf8(diff(given.name, checked.source.text, fixed.text, options.paint)))


def _applied(given: Input, checked: Checked, options: CheckOptions, fixed: Fixed, mended: bytes) -> Outcome:
    """Have the mended bytes written; the findings are those that are left. Standard input goes to the output."""
    left = _checked(given, mended, options)[0] if fixed.applied else checked
    outcome = _outcome(given, left, options)
    outcome = outcome._replace(tally=outcome.tally.plus(Tally(fixed=len(fixed.applied))))
    count = _WORDS[options.settings.language]["mended"].format(name=given.name, count=len(fixed.applied))
    remarks = (printable(count),) if fixed.applied else ()
    if given.path == STDIN:
        shown = outcome.output.decode().splitlines()
        return outcome._replace(output=mended, remarks=(*remarks, *outcome.remarks, *shown))
    file = Rewritten(given.path, mended) if fixed.applied else None
    return outcome._replace(remarks=(*remarks, *outcome.remarks), rewritten=file)


def _refusals(given: Input, fixed: Fixed, language: Language) -> Iterator[str]:
    """Yield what is said of each fix that was not taken."""
    for (findings, offered), reason, text in fixed.rejected:
        line, column = place(findings[0].span.start, LineIndex(text))
        yield printable(
            _WORDS[language]["refused"].format(
                name=given.name,
                line=line,
                column=column,
                codes="、".join(dict.fromkeys(finding.rule.code for finding in findings)),
                title=offered.title(language),
                reason=reason.zh if language == "zh" else reason.en,
            )
        )


def _outcome(given: Input, checked: Checked, options: CheckOptions) -> Outcome:
    """Write the findings, beside the baseline if there is one."""
    settings, text = options.settings, checked.source.text
    compared = Compared(checked.diagnostics, (), ())
    report, entries = "", tuple[Entry, ...]()
    if options.baseline:
        report = options.baseline.report(_path(given))
        compared = options.baseline.compare(report, text, checked.diagnostics)
    if options.takes:
        entries = baseline.taken(report, text, compared, settings.language)
        compared = Compared((), (*compared.known, *(Known(finding, "") for finding in compared.new)), ())
    found = Findings(
        given.name,
        checked,
        *compared,
        whole=settings.is_whole,
        compared=options.baseline is not None,
        language=settings.language,
        least=options.least,
    )
    written = options.write(found) if options.detail is None or options.detail(found) else ""
    outcome = Outcome(
        _utf8(written),
        tuple(gone(found)),
        _tally(found, settings),
        counted(found.new),
        report,
        entries,
        summary(found),
    )
    return outcome if options.annotate is None else _annotated(outcome, found, checked, options.annotate)


def _annotated(outcome: Outcome, found: Findings, checked: Checked, path: str) -> Outcome:
    """Have a copy written with a comment for each finding; where none can be, nothing else counts."""
    from reportc.emit.annotate import annotated  # the readers are loaded with the first compile
    from reportc.source import Refusal

    made, words = annotated(found, checked.source), _WORDS[found.language]
    if isinstance(made, Refusal):
        reason = made.zh if found.language == "zh" else made.en
        return Outcome(b"", (printable(f"{found.name}：{reason}"),), Tally(unread=1))
    told = words["annotated"].format(path=path, count=len(found.new))
    return outcome._replace(remarks=(*outcome.remarks, printable(told)), rewritten=Rewritten(path, made))


def _tally(found: Findings, settings: Settings) -> Tally:
    severities, sums = Counter(finding.severity for finding in found.new), found.checked.equations
    unfinished = found.verdict is Verdict.INCOMPLETE
    return Tally(
        reports=1,
        errors=severities[Severity.ERROR],
        warnings=severities[Severity.WARNING],
        notes=severities[Severity.INFO],
        failing=sum(map(settings.fails, found.new)) + (unfinished and settings.complete),
        held=sums.held,
        broken=sums.broken,
        open=sums.unknown,
        known=len(found.known),
        gone=len(found.gone),
        incomplete=int(unfinished),
    )


def _path(given: Input) -> str:
    """Return what a pattern, or a baseline, calls an input by."""
    return given.name if given.path == STDIN else given.path


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "replace")
