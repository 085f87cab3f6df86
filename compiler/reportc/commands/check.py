"""`reportc check`: what is wrong in reports, where, and what would mend it."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import replace
from enum import StrEnum
from functools import partial
from typing import Annotated

import typer

from reportc import config, corpus, output
from reportc.commands.options import Inputs, Jobs, Output, StdinName, Tongue
from reportc.emit.checked import Write
from reportc.emit.formats import WRITERS, Frame
from reportc.emit.human import View, explained
from reportc.emit.human.paint import ansi, plain
from reportc.progress import counting
from reportc.settings import Settings


class Format(StrEnum):
    """What `--format` knows."""

    HUMAN = "human"
    CONCISE = "concise"
    JSON = "json"


class Level(StrEnum):
    """What `--fail-on` knows."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NEVER = "never"


class Color(StrEnum):
    """What `--color` knows."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


Codes = list[str] | None
Form = Annotated[
    Format,
    typer.Option(
        "--format",
        help="human：逐条显示原文；concise：每条一行；json：LSP 诊断；sarif：SARIF 2.1.0；github：GitHub 注解 · "
        "with the source; a line each; LSP diagnostics; SARIF 2.1.0; GitHub annotations",
    ),
]
Select = Annotated[
    Codes,
    typer.Option("--select", metavar="CODES", help="只用这些规则，如 A3,P401 · these rules only, as A3,P401"),
]
Ignore = Annotated[Codes, typer.Option("--ignore", metavar="CODES", help="不用这些规则 · not these rules")]
Grade = Annotated[
    Codes,
    typer.Option(
        "--severity", metavar="CODE=LEVEL", help="改变级别：error、warning、info · give findings another severity"
    ),
]
FailOn = Annotated[
    Level | None,
    typer.Option(
        "--fail-on", show_default="error", help="有此级别及以上的发现时以 1 退出 · exit with 1 for findings from it up"
    ),
]
Lang = Annotated[Tongue | None, typer.Option(show_default="zh", help="诊断的语言 · language of the messages")]
Config = Annotated[
    str | None,
    typer.Option(
        metavar="FILE",
        help="设置文件；默认取最近的 reportc.toml 或 pyproject.toml · settings; default the nearest "
        "reportc.toml or pyproject.toml",
    ),
]
Colored = Annotated[Color, typer.Option("--color", help="颜色；默认只在终端里 · colour; default on a terminal only")]


def check(
    inputs: Inputs = None,
    path: Output = None,
    form: Form = Format.HUMAN,
    select: Select = None,
    ignore: Ignore = None,
    severity: Grade = None,
    fail_on: FailOn = None,
    settings_file: Config = None,
    jobs: Jobs = None,
    lang: Lang = None,
    color: Colored = Color.AUTO,
    stdin_filename: StdinName = corpus.STDIN,
) -> None:
    """检查报告 · check reports.

    有达到 --fail-on 级别的发现时以 1 退出；用法不对或文件读写不了时以 2 退出。

    Ends with 1 if something is found at or above --fail-on, with 2 for wrong usage or a file that fails.
    """
    arguments = inputs or []
    files = partial(corpus.expand, arguments)
    settings = _settings(config.load(settings_file), select, ignore, severity, fail_on, lang)
    corpus.check(arguments)
    output.check(path, files())
    write, frame = _format(form, path, color)
    job = partial(corpus.examined, order=corpus.Order(write, settings))
    with output.writing(path) as stream, counting(files, output.say, stdout=output.is_stdout(path)) as tell:
        outcomes = corpus.run(job, files(), stdin_name=stdin_filename, workers=jobs)
        tally = corpus.write(outcomes, stream, tell, frame)
        if not tally.reports:
            raise typer.Exit(tally.status)  # in the block: what -o names keeps its old content
    if form is not Format.HUMAN or not corpus.is_single(arguments):
        output.say([corpus.checking.words(tally, settings.language)])
    raise typer.Exit(tally.status)


def _settings(
    found: Settings, select: Codes, ignore: Codes, severity: Codes, fail_on: Level | None, lang: Tongue | None
) -> Settings:
    """Put what the command line says over the settings of the file: it selects anew, and adds to the rest."""
    return replace(
        found,
        select=config.codes(select) if select else found.select,
        ignore=(*found.ignore, *config.codes(ignore or ())),
        severity=(*found.severity, *config.severity(severity or ())),
        fail_on=config.fail_on(fail_on.value) if fail_on else found.fail_on,
        language=lang.value if lang else found.language,
    )


def _format(form: Format, path: str | None, color: Color) -> tuple[Write, Frame]:
    """Return what writes the findings of a report, and what stands around them."""
    if form is not Format.HUMAN:
        return WRITERS[form.value]
    shown = output.is_stdout(path) and sys.stdout is not None and sys.stdout.isatty()
    watched = shown and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    painted = color is Color.ALWAYS or (color is Color.AUTO and watched)
    view = View(shutil.get_terminal_size((100, 24)).columns, ansi if painted else plain)
    return partial(explained, view=view), Frame(between="\n")
