"""The options of `reportc check`: their values, which of them clash, and the settings that they make."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated

import typer

from reportc import config, corpus
from reportc.commands.options import (
    Color,
    Colored,
    Inputs,
    Jobs,
    Known,
    LangOrSettings,
    Output,
    StdinName,
    WriteKnown,
)
from reportc.failure import UsageError
from reportc.settings import Settings


class FindingsFormat(StrEnum):
    """The values of `--format`."""

    HUMAN = "human"
    CONCISE = "concise"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"
    CSV = "csv"


class FailOn(StrEnum):
    """The values of `--fail-on`."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NEVER = "never"


class Least(StrEnum):
    """The values of `--min-severity`."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


_Many = list[str] | None


@dataclass(frozen=True, slots=True)
class CheckArguments:
    """The options, in the order of the help."""

    inputs: Inputs = None
    path: Output = None
    form: Annotated[
        FindingsFormat,
        typer.Option(
            "--format",
            help="human：逐条显示原文；concise：每条一行；json：LSP 诊断；sarif：SARIF 2.1.0；github：GitHub 注解；"
            "csv：只与 --summary 同用 · with the source; a line each; LSP diagnostics; SARIF 2.1.0; GitHub annotations"
            "; csv: only with --summary",
        ),
    ] = FindingsFormat.HUMAN
    select: Annotated[
        _Many,
        typer.Option("--select", metavar="CODES", help="只用这些规则，如 A3,P401 · these rules only, as A3,P401"),
    ] = None
    ignore: Annotated[_Many, typer.Option("--ignore", metavar="CODES", help="不用这些规则 · not these rules")] = None
    severity: Annotated[
        _Many,
        typer.Option(
            "--severity", metavar="CODE=LEVEL", help="改变级别：error、warning、info · give findings another severity"
        ),
    ] = None
    fail_on: Annotated[
        FailOn | None,
        typer.Option(
            "--fail-on",
            show_default="error",
            help="有此级别及以上的发现时以 1 退出 · exit with 1 for findings from it up",
        ),
    ] = None
    settings_file: Annotated[
        str | None,
        typer.Option(
            "--config",
            metavar="FILE",
            help="设置文件；默认取最近的 reportc.toml 或 pyproject.toml · settings; default the nearest "
            "reportc.toml or pyproject.toml",
        ),
    ] = None
    jobs: Jobs = None
    lang: LangOrSettings = None
    color: Colored = Color.AUTO
    stdin_filename: StdinName = corpus.STDIN
    known: Known = None
    write_known: WriteKnown = None
    least: Annotated[
        Least | None,
        typer.Option("--min-severity", show_default="info", help="只显示此级别及以上的发现 · show findings from it up"),
    ] = None
    detail: Annotated[
        _Many,
        typer.Option(
            "--detail",
            metavar="PATTERN",
            help="多份报告时，也详列文件名相符的；默认只详列有错误的 · with several reports, also list these in full"
            "; by default those with errors",
        ),
    ] = None
    annotate: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            show_default=False,
            help="另存一份，每个问题是格子或段落旁的批注（docx、xlsx） · "
            "write a copy with a comment at each finding (docx, xlsx)",
        ),
    ] = None
    previous: Annotated[
        _Many,
        typer.Option(
            "--previous",
            metavar="PATH",
            help="上年的报告，文件或文件夹；据此核对结转、存量、同比"
            " · last year's reports, for the rules between years",
        ),
    ] = None
    summary: Annotated[
        bool,
        typer.Option(
            "--summary", help="只要每份报告一行的总表，也可用 --format csv、json · only the table with a line a report"
        ),
    ] = False
    whole: Annotated[
        bool,
        typer.Option("--all", help="全部列出：提示逐条，每份报告都列 · list all: each note, and every report in full"),
    ] = False
    complete: Annotated[
        bool, typer.Option("--complete", help="有格子没有数的报告以 1 退出 · exit with 1 if a cell has no number")
    ] = False
    counts: Annotated[
        bool, typer.Option("--statistics", help="只列出各规则的次数 · only how many findings each rule has")
    ] = False
    fix: Annotated[
        bool,
        typer.Option("--fix", help="改正文件；标准输入改后写到标准输出 · fix the files; stdin is fixed to stdout"),
    ] = False
    unsafe: Annotated[
        bool,
        typer.Option(
            "--unsafe-fixes", help="连同会改变内容的改正 · with --fix or --diff: also fixes that change what is said"
        ),
    ] = False
    diff: Annotated[
        bool, typer.Option("--diff", help="只显示会改什么，不写文件 · show what --fix would change, write nothing")
    ] = False
    watching: Annotated[
        bool, typer.Option("--watch", help="文件一改就重新检查，Ctrl-C 结束 · check again what changes, until Ctrl-C")
    ] = False

    @property
    def paths(self) -> list[str]:
        """The inputs as given."""
        return self.inputs or []

    @property
    def is_single(self) -> bool:
        """Return whether one report itself is checked."""
        return corpus.is_single(self.paths)

    def check(self) -> None:
        """Raise `UsageError` for options that clash."""
        for clash, zh, en in _CLASHES:
            if clash(self):
                raise UsageError(zh, en)

    def settings(self) -> Settings:
        """Return the settings of the file, changed by the options: these select again, and add to the rest."""
        found = config.load(self.settings_file)
        return replace(
            found,
            select=config.codes(self.select) if self.select else found.select,
            ignore=(*found.ignore, *config.codes(self.ignore or ())),
            severity=(*found.severity, *config.severity(self.severity or ())),
            fail_on=config.fail_on(self.fail_on.value) if self.fail_on else found.fail_on,
            language=self.lang.value if self.lang else found.language,
            complete=found.complete or self.complete,
        )


_CLASHES: tuple[tuple[Callable[[CheckArguments], bool], str, str], ...] = (
    (
        lambda o: o.counts and (o.diff or o.form in {FindingsFormat.SARIF, FindingsFormat.GITHUB}),
        "--statistics 只能与 human、concise、json 格式同用",
        "--statistics: human, concise or json only",
    ),
    (
        lambda o: o.fix and not o.diff and corpus.STDIN in o.paths and len(o.paths) > 1,
        "--fix 与标准输入（-）同用时不能有别的输入",
        "--fix: standard input must be the only input",
    ),
    (
        lambda o: (
            o.summary
            and (o.counts or o.diff or o.form not in {FindingsFormat.HUMAN, FindingsFormat.CSV, FindingsFormat.JSON})
        ),
        "--summary 只能与 human、csv、json 格式同用，不能与 --statistics、--diff 同用",
        "--summary: human, csv or json only; not with --statistics, --diff",
    ),
    (
        lambda o: o.form is FindingsFormat.CSV and not o.summary,
        "csv 格式只能与 --summary 同用",
        "--format csv: only with --summary",
    ),
    (
        lambda o: o.watching and (corpus.STDIN in o.paths or bool(o.path or o.fix or o.write_known or o.annotate)),
        "--watch 不能与标准输入、-o、--fix、--write-baseline 同用",
        "--watch: only files, only to look",
    ),
    (
        lambda o: o.annotate is not None and (not o.is_single or o.fix or o.diff),
        "--annotate 只能用于一份报告，不能与 --fix、--diff 同用",
        "--annotate: one report only, without --fix or --diff",
    ),
)
"""Combinations of options that are meaningless, and their messages."""
