"""Checking one input: its findings in the chosen format, and its part of the total."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import partial
from types import MappingProxyType

from reportc.api import check, compile  # noqa: A004  # the name of what this package does
from reportc.baseline import Baseline, BaselineEntry, Compared, taken
from reportc.corpus.fixing import FixedFile, fixed
from reportc.corpus.inputs import STDIN, Input
from reportc.corpus.outcome import Outcome, Rewritten, Tally, safely
from reportc.corpus.previous import Previous
from reportc.diagnostic import Severity
from reportc.emit.findings import Findings, Known, Verdict, WriteFindings
from reportc.emit.human.account import gone
from reportc.emit.human.terminal import Paint, diff, plain, printable
from reportc.emit.statistics import counted
from reportc.emit.summary import summary
from reportc.language import Language, Text, in_language
from reportc.result import Checked
from reportc.settings import DEFAULT, Settings


class Fixes(Enum):
    """What is done with the fixes on offer."""

    OFFER = auto()
    APPLY = auto()
    DIFF = auto()


Detail = Callable[[Findings], bool]
"""Chooses the reports whose findings are written."""


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """How each input is to be checked, and its findings written.

    With `fixes` DIFF the output is the changes, painted by `paint`; `unsafe` includes the fixes
    that change what a report says. `takes` takes all findings into the baseline.
    Findings from `least` up are shown, and only of the reports that `detail` chooses, if it is given.
    `previous` has last year's reports, for the rules between years.
    """

    write: WriteFindings
    settings: Settings = DEFAULT
    fixes: Fixes = Fixes.OFFER
    unsafe: bool = False
    paint: Paint = plain
    baseline: Baseline | None = None
    takes: bool = False
    least: Severity = Severity.INFO
    detail: Detail | None = None
    annotate: str | None = None
    """The path of a copy with a comment for each finding."""
    previous: Previous | None = None


_WORDS: Mapping[str, Text] = MappingProxyType(
    {
        "summary": Text(
            "共 {reports} 份报告｜错误 {errors}，警告 {warnings}，提示 {notes}"
            "｜算式 {held} 个成立，{broken} 个不成立，{open} 个无法核对",
            "{reports} reports | errors {errors}, warnings {warnings}, notes {notes}"
            " | equations: {held} hold, {broken} broken, {open} not checkable",
        ),
        "incomplete": Text("｜未完成 {incomplete} 份", " | {incomplete} not finished"),
        "known": Text("｜基线已知 {known}", " | {known} known by the baseline"),
        "gone": Text("｜基线中已不存在 {gone}", " | {gone} of the baseline gone"),
        "fixed": Text("｜改正 {fixed} 处", " | {fixed} fixed"),
        "fixable": Text("｜可改正 {fixable} 处", " | {fixable} fixable"),
        "rejected": Text("｜未采用 {rejected} 处", " | {rejected} fixes not taken"),
        "unread": Text("｜{unread} 个文件未能读取", " | {unread} files not read"),
        "annotated": Text("批注写入 {path}：{count} 条", "comments written to {path}: {count}"),
        "applied": Text("{name}：改正 {count} 处", "{name}: {count} fixed"),
        "alone": Text(
            "{name}：没有同一机关上一年的报告可比",
            "{name}: no report of the same agency and the year before to compare with",
        ),
    }
)


def examined(given: Input, options: CheckOptions) -> Outcome:
    """Check an input, fix it if the options say so, and write its findings."""
    settings = options.settings.for_file(_path(given))
    return safely(partial(_examined, options=replace(options, settings=settings)), given)


def check_total(tally: Tally, language: Language = "zh") -> str:
    """Return one line on all inputs that were checked."""
    said, counts = in_language(_WORDS, language), tally._asdict()
    more = (key for key in ("incomplete", "known", "gone", "fixed", "fixable", "rejected", "unread") if counts[key])
    return "".join(said[key].format_map(counts) for key in ("summary", *more))


def _examined(given: Input, data: bytes, options: CheckOptions) -> Outcome:
    checked, remarks = _checked(given, data, options)
    if options.fixes is Fixes.OFFER:
        outcome = _outcome(given, checked, options)
        return outcome._replace(remarks=(*remarks, *outcome.remarks))
    made = fixed(given, data, checked, unsafe=options.unsafe, settings=options.settings)
    outcome = (_diffed if options.fixes is Fixes.DIFF else _applied)(given, checked, options, made)
    tally = outcome.tally.plus(Tally(rejected=len(made.fixed.rejected)))
    return outcome._replace(remarks=(*made.remarks, *remarks, *made.rejections, *outcome.remarks), tally=tally)


def _checked(given: Input, data: bytes, options: CheckOptions) -> tuple[Checked, tuple[str, ...]]:
    """Check a report, compared with last year's if that is at hand; and report where there is none to compare with."""
    if options.previous is None:
        return check(data, settings=options.settings), ()
    result = compile(data)
    last = options.previous.compiled(result.tree)
    alone = printable(_WORDS["alone"].of(options.settings.language).format(name=given.name))
    return check(result, settings=options.settings, previous=last), () if last else (alone,)


def _diffed(given: Input, checked: Checked, options: CheckOptions, made: FixedFile) -> Outcome:
    """Show what the fixes would change; the findings are those of the text as it was."""
    outcome, fixed = _outcome(given, checked, options), made.fixed
    tally = outcome.tally.plus(Tally(fixable=len(fixed.applied)))
    return outcome._replace(tally=tally, output=_utf8(diff(given.name, checked.source.text, fixed.text, options.paint)))


def _applied(given: Input, checked: Checked, options: CheckOptions, made: FixedFile) -> Outcome:
    """Return the fixed bytes to be written; the findings are those that are left. Standard input goes to the output."""
    count = len(made.fixed.applied)
    outcome = _outcome(given, _checked(given, made.data, options)[0] if count else checked, options)
    outcome = outcome._replace(tally=outcome.tally.plus(Tally(fixed=count)))
    line = _WORDS["applied"].of(options.settings.language).format(name=given.name, count=count)
    remarks = (printable(line),) if count else ()
    if given.path == STDIN:
        shown = outcome.output.decode().splitlines()
        return outcome._replace(output=made.data, remarks=(*remarks, *outcome.remarks, *shown))
    file = Rewritten(given.path, made.data) if count else None
    return outcome._replace(remarks=(*remarks, *outcome.remarks), rewritten=file)


def _outcome(given: Input, checked: Checked, options: CheckOptions) -> Outcome:
    """Write the findings that no baseline has."""
    report, compared, entries = _compared(given, checked, options)
    found = Findings(
        given.name,
        checked,
        *compared,
        whole=options.settings.is_whole,
        compared=options.baseline is not None,
        language=options.settings.language,
        least=options.least,
    )
    written = options.write(found) if options.detail is None or options.detail(found) else ""
    tally = _tally(found, options.settings)
    outcome = Outcome(_utf8(written), tuple(gone(found)), tally, counted(found.new), report, entries, summary(found))
    return outcome if options.annotate is None else _annotated(outcome, found, checked, options.annotate)


def _compared(given: Input, checked: Checked, options: CheckOptions) -> tuple[str, Compared, tuple[BaselineEntry, ...]]:
    """Return the report's key in the baseline, the comparison with its findings, and those to be taken into it."""
    text, baseline = checked.source.text, options.baseline
    report = baseline.report(_path(given)) if baseline else ""
    compared = Compared(checked.diagnostics, (), ())
    if baseline:
        compared = baseline.compare(report, text, checked.diagnostics)
    if not options.takes:
        return report, compared, ()
    entries = taken(report, text, compared, options.settings.language)
    return report, Compared((), (*compared.known, *(Known(one, "") for one in compared.new)), ()), entries


def _annotated(outcome: Outcome, found: Findings, checked: Checked, path: str) -> Outcome:
    """Return a copy to be written with a comment for each finding; where none can be, that is the outcome."""
    from reportc.emit.annotate import annotated  # the readers are loaded with the first compile
    from reportc.source import Refusal

    made, words = annotated(found, checked.source), in_language(_WORDS, found.language)
    if isinstance(made, Refusal):
        reason = made.of(found.language)
        return Outcome(b"", (printable(f"{found.name}：{reason}"),), Tally(unread=1))
    note = words["annotated"].format(path=path, count=len(found.new))
    return outcome._replace(remarks=(*outcome.remarks, printable(note)), rewritten=Rewritten(path, made))


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
    """Return the name of an input for patterns and baselines."""
    return given.name if given.path == STDIN else given.path


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "replace")
