"""`reportc check`: what is wrong in reports, where, and what would fix it."""

from __future__ import annotations

from functools import partial
from pathlib import PurePath
from typing import NoReturn

import typer

from reportc import __version__, corpus, output
from reportc.commands.check_options import CheckArguments, FindingsFormat
from reportc.commands.check_run import Job, SummaryTable, watch
from reportc.commands.options import baseline_of, grouped, paint, width
from reportc.corpus.previous import Previous, look
from reportc.diagnostic import Severity
from reportc.emit.findings import Findings, Write
from reportc.emit.formats import WRITERS, Frame, run
from reportc.emit.human import FindingView, explained
from reportc.settings import Settings


@grouped(CheckArguments)
def check(asked: CheckArguments) -> None:
    """检查报告 · check reports.

    有达到 --fail-on 级别的发现时以 1 退出；用法不对或文件读写不了时以 2 退出。

    Ends with 1 if something is found at or above --fail-on, with 2 for wrong usage or a file that fails.
    """
    corpus.check(asked.arguments)
    asked.check()
    for path in (asked.path, asked.write_known, asked.annotate):
        output.check(path, corpus.expand(asked.arguments))
    job = _job(asked, asked.settings())
    if asked.watching:
        watch(asked.arguments, lambda changed: job.again(changed).look(), job.options.settings.language)
    _leave(asked, job, job.run(asked.path))


def _leave(asked: CheckArguments, job: Job, tally: corpus.Tally) -> NoReturn:
    """Write the baseline if the options say so, print the total, and leave with the status."""
    language = job.options.settings.language
    if asked.write_known:
        job.write_baseline(asked.write_known)
    if asked.form is not FindingsFormat.HUMAN or asked.counts or asked.diff or not asked.is_single:
        output.say([corpus.check_total(tally, language)])
    output.say(corpus.left_out(asked.arguments, language, asked.path))
    raise typer.Exit(tally.status)


def _job(asked: CheckArguments, settings: Settings) -> Job:
    """Return the run that the options describe."""
    several = asked.form is FindingsFormat.HUMAN and not (asked.is_single or asked.counts or asked.diff)
    write, frame = _format(asked, settings)
    detail = partial(_in_detail, patterns=tuple(asked.detail or ())) if several and not asked.whole else None
    options = corpus.CheckOptions(
        write,
        settings,
        corpus.Fixes.DIFF if asked.diff else corpus.Fixes.APPLY if asked.fix else corpus.Fixes.OFFER,
        asked.unsafe,
        paint(asked.path, asked.color),
        baseline_of(asked.known, asked.write_known),
        takes=asked.write_known is not None,
        least=Severity[asked.least.name] if asked.least else Severity.INFO,
        detail=detail,
        annotate=asked.annotate,
        previous=_previous(asked),
    )
    table = SummaryTable(asked.form, settings.language, options.paint) if asked.summary or several else None
    counted = asked.form if asked.counts else None
    return Job(asked.arguments, options, frame, asked.stdin_filename, table, asked.jobs, counted)


def _format(asked: CheckArguments, settings: Settings) -> tuple[Write, Frame]:
    """Return the writer of a report's findings, and the output around them."""
    if asked.counts or asked.summary:
        return _nothing, Frame()
    if asked.diff or (asked.fix and asked.arguments == [corpus.STDIN]):
        return _writer(asked, settings)[0], Frame()
    return _writer(asked, settings)


def _writer(asked: CheckArguments, settings: Settings) -> tuple[Write, Frame]:
    if asked.form is FindingsFormat.HUMAN:
        view = FindingView(width(), paint(asked.path, asked.color), asked.whole)
        return partial(explained, view=view), Frame(between="\n")
    if asked.form is FindingsFormat.SARIF:
        from reportc.check import RULES  # the rules need the grammar's words, and so lark

        return run(RULES, __version__, settings.language)
    return WRITERS[asked.form.value]


def _nothing(_: object) -> str:
    """Write nothing about a report, in a run that only counts."""
    return ""


def _in_detail(found: Findings, patterns: tuple[str, ...]) -> bool:
    """Return whether the findings of one of several reports are listed: it has errors, or the options say so."""
    return found.count(Severity.ERROR) > 0 or any(PurePath(found.name).match(pattern) for pattern in patterns)


def _previous(asked: CheckArguments) -> Previous | None:
    """Read last year's reports, if some were given."""
    given = asked.previous
    if not given:
        return None
    corpus.check(given)
    return look(lambda job: corpus.run(job, corpus.expand(given), workers=asked.jobs))
