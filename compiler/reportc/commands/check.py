"""`reportc check`: what is wrong in reports, where, and what would fix it."""

from __future__ import annotations

from functools import partial
from pathlib import PurePath
from typing import NoReturn

import typer

from reportc import __version__, corpus, output
from reportc.commands.check_options import CheckArguments, FindingsFormat
from reportc.commands.check_run import CheckRun, SummaryTable, watch
from reportc.commands.options import baseline_of, grouped, paint, width
from reportc.corpus.previous import Previous, look
from reportc.diagnostic import Severity
from reportc.emit.findings import Findings, WriteFindings
from reportc.emit.formats import WRITERS, Frame, run
from reportc.emit.human import FindingView, explained
from reportc.settings import Settings


@grouped(CheckArguments)
def check(arguments: CheckArguments) -> None:
    """检查报告 · check reports.

    有达到 --fail-on 级别的发现时以 1 退出；用法不对或文件读写不了时以 2 退出。

    Ends with 1 if something is found at or above --fail-on, with 2 for wrong usage or a file that fails.
    """
    corpus.check(arguments.paths)
    arguments.check()
    for path in (arguments.path, arguments.write_known, arguments.annotate):
        output.check(path, corpus.expand(arguments.paths))
    job = _job(arguments, arguments.settings())
    if arguments.watching:
        watch(arguments.paths, lambda changed: job.again(changed).look(), job.options.settings.language)
    _leave(arguments, job, job.run(arguments.path))


def _leave(arguments: CheckArguments, job: CheckRun, tally: corpus.Tally) -> NoReturn:
    """Write the baseline if the options say so, print the total, and leave with the status."""
    language = job.options.settings.language
    if arguments.write_known:
        job.write_baseline(arguments.write_known)
    if arguments.form is not FindingsFormat.HUMAN or arguments.counts or arguments.diff or not arguments.is_single:
        output.say([corpus.check_total(tally, language)])
    output.say(corpus.left_out(arguments.paths, language, arguments.path))
    raise typer.Exit(tally.status)


def _job(arguments: CheckArguments, settings: Settings) -> CheckRun:
    """Return the run that the options describe."""
    several = arguments.form is FindingsFormat.HUMAN and not (arguments.is_single or arguments.counts or arguments.diff)
    write, frame = _format(arguments, settings)
    detail = partial(_in_detail, patterns=tuple(arguments.detail or ())) if several and not arguments.whole else None
    options = corpus.CheckOptions(
        write,
        settings,
        corpus.Fixes.DIFF if arguments.diff else corpus.Fixes.APPLY if arguments.fix else corpus.Fixes.OFFER,
        arguments.unsafe,
        paint(arguments.path, arguments.color),
        baseline_of(arguments.known, arguments.write_known),
        takes=arguments.write_known is not None,
        least=Severity[arguments.least.name] if arguments.least else Severity.INFO,
        detail=detail,
        annotate=arguments.annotate,
        previous=_previous(arguments),
    )
    table = SummaryTable(arguments.form, settings.language, options.paint) if arguments.summary or several else None
    counted = arguments.form if arguments.counts else None
    return CheckRun(arguments.paths, options, frame, arguments.stdin_filename, table, arguments.jobs, counted)


def _format(arguments: CheckArguments, settings: Settings) -> tuple[WriteFindings, Frame]:
    """Return the writer of a report's findings, and the output around them."""
    if arguments.counts or arguments.summary:
        return _nothing, Frame()
    if arguments.diff or (arguments.fix and arguments.paths == [corpus.STDIN]):
        return _writer(arguments, settings)[0], Frame()
    return _writer(arguments, settings)


def _writer(arguments: CheckArguments, settings: Settings) -> tuple[WriteFindings, Frame]:
    if arguments.form is FindingsFormat.HUMAN:
        view = FindingView(width(), paint(arguments.path, arguments.color), arguments.whole)
        return partial(explained, view=view), Frame(between="\n")
    if arguments.form is FindingsFormat.SARIF:
        from reportc.check import RULES  # the rules need the grammar's words, and so lark

        return run(RULES, __version__, settings.language)
    return WRITERS[arguments.form.value]


def _nothing(_: object) -> str:
    """Write nothing about a report, in a run that only counts."""
    return ""


def _in_detail(found: Findings, patterns: tuple[str, ...]) -> bool:
    """Return whether the findings of one of several reports are listed: it has errors, or the options say so."""
    return found.count(Severity.ERROR) > 0 or any(PurePath(found.name).match(pattern) for pattern in patterns)


def _previous(arguments: CheckArguments) -> Previous | None:
    """Read last year's reports, if some were given."""
    given = arguments.previous
    if not given:
        return None
    corpus.check(given)
    return look(lambda job: corpus.run(job, corpus.expand(given), workers=arguments.jobs))
