"""`reportc convert`: a report, written as the official form in another kind of file.

A file is only kept if reading it again gives the same report; otherwise the exit status is 2.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import Annotated

import typer

from reportc import config, corpus, output
from reportc.commands.format import Fix
from reportc.commands.options import Inputs, Jobs, Lang, StdinName, Tongue, grouped
from reportc.commands.runs import Run, stored, written
from reportc.failure import UsageError
from reportc.language import Language


class To(StrEnum):
    """The values of `--to`; the names are those of `emit.document.files.KINDS`."""

    DOCX = "docx"
    XLSX = "xlsx"
    HTML = "html"
    MD = "md"
    TXT = "txt"
    JSON = "json"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class ConvertArguments:
    """The options, in the order of the help."""

    inputs: Inputs = None
    path: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE|FOLDER/",
            help="写入文件或文件夹，先证明后写出 · write a file, or a file for each input into a folder",
        ),
    ] = None
    to: Annotated[
        To | None,
        typer.Option(help="文件种类，默认按 -o 的后缀 · kind of file, default by the ending of -o"),
    ] = None
    jobs: Jobs = None
    lang: Lang = Tongue.ZH
    stdin_filename: StdinName = corpus.STDIN
    findings: Annotated[
        bool | None,
        typer.Option(
            "--findings/--no-findings",
            show_default="xlsx 有，html 无",
            help="在格旁标出检查结果，仅 xlsx、html · show findings beside the cells: xlsx and html only",
        ),
    ] = None
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的文件 · replace files that exist")] = False
    fix: Fix = True

    @property
    def folder(self) -> str | None:
        """The folder that -o names, if it names one."""
        path = self.path
        return path if path is not None and (path.endswith(("/", os.sep)) or os.path.isdir(path)) else None


@grouped(ConvertArguments)
def convert(arguments: ConvertArguments) -> None:
    """转换成另一种文件 · convert reports to another kind of file.

    读得懂的文件，写成官方表式的 Word、表格、网页、PDF 或文本；写出后再读一遍，内容相同才保存。

    Whatever is read is written as the official form; what was written is read again, and kept only if it says the same.
    """
    run = Run(arguments.inputs or [], arguments.lang.value, arguments.path)
    kind = _kind(arguments)
    _check(arguments, kind, is_single=run.is_single)
    options = corpus.ConvertOptions(
        kind,
        path=None if arguments.folder or output.is_stdout(arguments.path) else arguments.path,
        folder=arguments.folder,
        roots=[argument for argument in run.arguments if os.path.isdir(argument)],
        force=arguments.force,
        fix=arguments.fix,
        findings=arguments.findings,
        settings=replace(config.load(), language=run.language),
    )
    outcomes = run.outcomes(partial(corpus.converted, options=options), arguments.stdin_filename, arguments.jobs)
    to_files = options.path is not None or options.folder is not None
    tally = written(stored(outcomes, partial(_twice, language=run.language)), run.files, None, has_bar=to_files)
    run.leave(tally, *(() if run.is_single else (corpus.convert_total(tally, run.language),)))


def _kind(arguments: ConvertArguments) -> str:
    """Return the kind that `--to` or the ending of a file names."""
    from reportc.emit.document.files import KINDS, kind_of

    by_ending = None if arguments.folder or arguments.path is None else kind_of(arguments.path)
    kind = arguments.to.value if arguments.to else by_ending
    if kind is None:
        names = "、".join(KINDS)
        raise UsageError(f"请用 --to 说明文件种类：{names}", "say the kind of file with --to")
    return kind


def _check(arguments: ConvertArguments, kind: str, *, is_single: bool) -> None:
    """Raise a failure for options that cannot work, before anything is read."""
    from reportc.emit.document.files import KINDS, check

    check(kind)
    if arguments.findings and KINDS[kind].findings == "never":
        raise UsageError("--findings 只用于 xlsx、html", "--findings: xlsx and html only")
    if arguments.folder is None and not is_single:
        raise UsageError("多份报告须用 -o 文件夹/", "several reports: -o FOLDER/")
    if output.is_stdout(arguments.path) and KINDS[kind].binary and sys.stdout is not None and sys.stdout.isatty():
        raise UsageError(f"{kind} 不能显示在终端，请用 -o 写入文件", "not for a terminal: use -o FILE")


def _twice(path: str, language: Language) -> corpus.Outcome:
    return corpus.failed(path, path, "twice", language)
