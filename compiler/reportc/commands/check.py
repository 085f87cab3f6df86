"""`reportc check`: what is wrong in reports, where, and what would mend it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import PurePath

import typer

from reportc import __version__, baseline, config, corpus, output
from reportc.commands import choices
from reportc.commands.choices import Color, Format, Level
from reportc.commands.options import Inputs, Jobs, Output, StdinName, Tongue
from reportc.commands.tables import Tables
from reportc.commands.watch import watch
from reportc.corpus.previous import Previous, look
from reportc.diagnostic import Language, Severity
from reportc.emit import canonical, statistics
from reportc.emit.findings import Findings, Write
from reportc.emit.formats import WRITERS, Frame, run
from reportc.emit.human import View, explained
from reportc.emit.human.paint import Paint
from reportc.failure import UsageError
from reportc.progress import counting
from reportc.settings import Settings

_WRITTEN = {
    "zh": "基线写入 {path}：{count} 条，其中 {reasons} 条写有理由",
    "en": "baseline written to {path}: {count} findings, {reasons} of them with a reason",
}


def check(
    inputs: Inputs = None,
    path: Output = None,
    form: choices.Form = Format.HUMAN,
    select: choices.Select = None,
    ignore: choices.Ignore = None,
    severity: choices.Grade = None,
    fail_on: choices.FailOn = None,
    settings_file: choices.Config = None,
    jobs: Jobs = None,
    lang: choices.Lang = None,
    color: choices.Colored = Color.AUTO,
    stdin_filename: StdinName = corpus.STDIN,
    known: choices.Known = None,
    write_known: choices.WriteKnown = None,
    least: choices.Least = None,
    detail: choices.Details = None,
    annotate: choices.Annotate = None,
    previous: choices.Previous = None,
    *,
    summary: choices.Summary = False,
    whole: choices.All = False,
    complete: choices.Complete = False,
    counts: choices.Statistics = False,
    fix: choices.Fix = False,
    unsafe: choices.Unsafe = False,
    diff: choices.Diff = False,
    watching: choices.Watch = False,
) -> None:
    """检查报告 · check reports.

    有达到 --fail-on 级别的发现时以 1 退出；用法不对或文件读写不了时以 2 退出。

    Ends with 1 if something is found at or above --fail-on, with 2 for wrong usage or a file that fails.
    """
    arguments = inputs or []
    corpus.check(arguments)
    _check_usage(arguments, form, counts=counts, fix=fix, diff=diff, baselines=bool(known and write_known))
    _check_summary(form, summary=summary, otherwise=counts or diff)
    if watching:
        _check_watching(arguments, writes=bool(path or fix or write_known or annotate))
    _check_annotating(arguments, annotate, mends=fix or diff)
    for written in (path, write_known, annotate):
        output.check(written, corpus.expand(arguments))
    settings = _settings(config.load(settings_file), select, ignore, severity, fail_on, lang)
    settings = replace(settings, complete=settings.complete or complete)
    paint = choices.paint(path, color)
    write, frame = (_nothing, Frame()) if counts or summary else _format(form, paint, settings.language, whole=whole)
    several = form is Format.HUMAN and not (corpus.is_single(arguments) or counts or diff)
    tables = Tables(form, settings.language, paint) if summary or several else None
    order = corpus.Order(
        write,
        settings,
        corpus.Mend.DIFF if diff else corpus.Mend.APPLY if fix else corpus.Mend.OFFER,
        unsafe,
        paint,
        _baseline(known, write_known),
        takes=write_known is not None,
        least=Severity[least.name] if least else Severity.INFO,
        detail=partial(_in_detail, patterns=tuple(detail or ())) if several and not whole else None,
        annotate=annotate,
        previous=_previous(previous, jobs),
    )
    if watching:
        watch(
            arguments,
            lambda changed: _Job(changed, order, frame, "", tables).look(jobs, form, counts=counts),
            settings.language,
        )
    frame = Frame() if diff or (fix and arguments == [corpus.STDIN]) else frame
    job = _Job(arguments, order, frame, stdin_filename, tables)
    tally = job.run(path, jobs, form if counts else None)
    if write_known:
        job.write_baseline(write_known)
    if form is not Format.HUMAN or counts or diff or not corpus.is_single(arguments):
        output.say([corpus.words(tally, settings.language)])
    output.say(corpus.left_out(arguments, settings.language, path))
    raise typer.Exit(tally.status)


@dataclass
class _Job:
    """The inputs of one run, what is asked of them, and what comes together as they are done."""

    arguments: Sequence[str]
    order: corpus.Order
    frame: Frame
    stdin_name: str
    tables: Tables | None = None
    counts: statistics.Counts = field(default_factory=Counter)
    entries: dict[str, list[baseline.Entry]] = field(default_factory=dict)

    def run(self, path: str | None, jobs: int | None, counted: Format | None) -> corpus.Tally:
        """Check every input; what is found, or how often, goes to `path`."""
        files, known = partial(corpus.expand, self.arguments), self.order.baseline
        self.entries = {name: list(entries) for name, entries in known.entries.items()} if known else {}
        with output.writing(path) as stream, counting(files, output.say, stdout=output.is_stdout(path)) as tell:
            outcomes = corpus.run(
                partial(corpus.examined, order=self.order), files(), stdin_name=self.stdin_name, workers=jobs
            )
            with self.tables.above(stream) if self.tables else nullcontext(stream) as below:
                tally = corpus.write(self._gathered(outcomes), below, tell, self.frame)
            if counted:
                stream.write(self._statistics(counted).encode())
            if not tally.reports:
                raise typer.Exit(tally.status)  # in the block: what -o names keeps its old content
        return tally

    def look(self, jobs: int | None, form: Format, *, counts: bool) -> None:
        """Check every input for someone who watches."""
        tally = self.run(None, jobs, form if counts else None)
        output.say([corpus.words(tally, self.order.settings.language)])

    def write_baseline(self, path: str) -> None:
        """Write what was found as known; reports that were not checked keep their entries."""
        with output.writing(path) as stream:
            stream.write(baseline.text(self.entries).encode("utf-8", "replace"))
        entries = [entry for found in self.entries.values() for entry in found]
        reasons = sum(bool(entry.reason) for entry in entries)
        output.say([_WRITTEN[self.order.settings.language].format(path=path, count=len(entries), reasons=reasons)])

    def _gathered(self, outcomes: corpus.Outcomes) -> Generator[corpus.Outcome, None, None]:
        """Pass the outcomes on; write mended files here, where an interruption leaves none half written."""
        with closing(outcomes):
            for outcome in outcomes:
                if outcome.rewritten:
                    with output.writing(outcome.rewritten.path) as stream:
                        stream.write(outcome.rewritten.data)
                if self.order.takes and outcome.tally.reports:
                    self.entries[outcome.report] = list(outcome.entries)
                self.counts.update(dict(outcome.counts))
                if self.tables and outcome.summary:
                    self.tables.rows.append(outcome.summary)
                yield outcome

    def _statistics(self, form: Format) -> str:
        from reportc.check import RULES  # the rules need the grammar's words, and so lark

        if form is Format.JSON:
            return canonical.block(statistics.data(self.counts, RULES))
        return statistics.table(self.counts, RULES, self.order.settings.language)


def _check_usage(
    arguments: Sequence[str], form: Format, *, counts: bool, fix: bool, diff: bool, baselines: bool
) -> None:
    """Raise `UsageError` for options that mean nothing together."""
    if counts and (diff or form in {Format.SARIF, Format.GITHUB}):
        raise UsageError(
            "--statistics 只能与 human、concise、json 格式同用", "--statistics: human, concise or json only"
        )
    if fix and not diff and corpus.STDIN in arguments and len(arguments) > 1:
        raise UsageError("--fix 与标准输入（-）同用时不能有别的输入", "--fix: standard input must be the only input")
    if baselines:
        raise UsageError("--baseline 与 --write-baseline 只能用一个", "--baseline or --write-baseline, not both")


def _check_summary(form: Format, *, summary: bool, otherwise: bool) -> None:
    """Raise `UsageError` for what no table can be made beside."""
    if summary and (otherwise or form not in {Format.HUMAN, Format.CSV, Format.JSON}):
        raise UsageError(
            "--summary 只能与 human、csv、json 格式同用，不能与 --statistics、--diff 同用",
            "--summary: human, csv or json only; not with --statistics, --diff",
        )
    if form is Format.CSV and not summary:
        raise UsageError("csv 格式只能与 --summary 同用", "--format csv: only with --summary")


def _in_detail(found: Findings, patterns: Sequence[str]) -> bool:
    """Tell whether the findings of one of several reports are listed: it has errors, or is asked for."""
    return found.count(Severity.ERROR) > 0 or any(PurePath(found.name).match(pattern) for pattern in patterns)


def _check_annotating(arguments: Sequence[str], annotate: str | None, *, mends: bool) -> None:
    """Raise `UsageError` for comments on several reports, or on one that is being changed."""
    if annotate is not None and (not corpus.is_single(arguments) or mends):
        raise UsageError(
            "--annotate 只能用于一份报告，不能与 --fix、--diff 同用",
            "--annotate: one report only, without --fix or --diff",
        )


def _check_watching(arguments: Sequence[str], *, writes: bool) -> None:
    """Raise `UsageError` for what cannot be watched, or would be written again and again."""
    if corpus.STDIN in arguments or writes:
        raise UsageError(
            "--watch 不能与标准输入、-o、--fix、--write-baseline 同用", "--watch: only files, only to look"
        )


def _baseline(known: str | None, write_known: str | None) -> baseline.Baseline | None:
    """Read what is known, or what is to be written again, whose reasons stay."""
    path = known or write_known
    return baseline.load(path, must_exist=known is not None) if path else None


def _previous(arguments: Sequence[str] | None, jobs: int | None) -> Previous | None:
    """Look into last year's reports, if some were given."""
    if not arguments:
        return None
    corpus.check(arguments)
    return look(lambda job: corpus.run(job, corpus.expand(arguments), workers=jobs))


def _settings(
    found: Settings,
    select: choices.Codes,
    ignore: choices.Codes,
    severity: choices.Codes,
    fail_on: Level | None,
    lang: Tongue | None,
) -> Settings:
    """Put what the command line says over the settings of the file: it selects again, and adds to the rest."""
    return replace(
        found,
        select=config.codes(select) if select else found.select,
        ignore=(*found.ignore, *config.codes(ignore or ())),
        severity=(*found.severity, *config.severity(severity or ())),
        fail_on=config.fail_on(fail_on.value) if fail_on else found.fail_on,
        language=lang.value if lang else found.language,
    )


def _format(form: Format, paint: Paint, language: Language, *, whole: bool) -> tuple[Write, Frame]:
    """Return what writes the findings of a report, and what stands around them."""
    if form is Format.HUMAN:
        view = View(choices.width(), paint, whole)
        return partial(explained, view=view), Frame(between="\n")
    if form is Format.SARIF:
        from reportc.check import RULES  # likewise

        return run(RULES, __version__, language)
    return WRITERS[form.value]


def _nothing(_: object) -> str:
    """Write nothing of a report, in a run that only counts."""
    return ""
