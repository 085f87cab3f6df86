"""`reportc fmt`: reports in their normal form; and `reportc new`: a blank report to be filled in.

A report is written only after the proof that nothing is lost. The exit status of `fmt` is that of ruff and black:
0 for success, 1 with --check or --diff if something would change, 2 for wrong usage, a file or a proof that fails;
a failed proof is a fault of ours.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Annotated

import typer

from reportc import corpus, output
from reportc.commands.options import (
    Color,
    Colored,
    Inputs,
    Jobs,
    Lang,
    Output,
    StdinName,
    Tongue,
    grouped,
    paint,
)
from reportc.commands.runs import Run, stored, written
from reportc.failure import OutputError, UsageError
from reportc.form import EDITIONS
from reportc.form import Edition as Known


class LayoutName(StrEnum):
    """The values of `--layout`: the names of `emit.text.layouts.LAYOUTS`, and the layout that a report is in."""

    MARKDOWN = "markdown"
    TABS = "tabs"
    LINES = "lines"
    BARS = "bars"
    OFFICIAL = "official"
    KEEP = "keep"


Shape = Annotated[
    LayoutName,
    typer.Option(
        help="markdown：规范格式；tabs：制表符分列；lines：每行一格；bars：竖线行分格；official：官方表式，可贴入 "
        "Word、Excel；keep：保持原样 · the normal form; tabs between cells; a cell a line; lines of bars; the printed "
        "form's geometry; as it is",
    ),
]
Fix = Annotated[
    bool,
    typer.Option("--fix/--no-fix", help="改正栏目用语和版面用字（F8） · put labels and slips of writing right (F8)"),
]


@dataclass(frozen=True, slots=True)
class FormatArguments:
    """The options of `fmt`, in the order of the help."""

    inputs: Inputs = None
    path: Output = None
    layout: Shape = LayoutName.MARKDOWN
    jobs: Jobs = None
    lang: Lang = Tongue.ZH
    color: Colored = Color.AUTO
    stdin_filename: StdinName = corpus.STDIN
    check: Annotated[
        bool, typer.Option("--check", help="只看是否需要整理，不写文件 · only tell whether anything would change")
    ] = False
    diff: Annotated[bool, typer.Option("--diff", help="只显示会改什么，不写文件 · only show what would change")] = False
    fix: Fix = True


@grouped(FormatArguments)
def fmt(arguments: FormatArguments) -> None:
    """整理成规范格式 · lay reports out in their normal form.

    文件在原处改写；写之前证明数和字一个不少。标准输入（-）整理后写到标准输出。

    Files are rewritten in place, after the proof that no number and no word is lost; stdin goes to stdout.
    """
    run = Run(arguments.inputs or [], arguments.lang.value, arguments.path)
    if arguments.path is not None and not run.is_single:
        raise UsageError("-o 只能用于一份报告", "-o: one report only")
    output.check(arguments.path, run.files())
    options = corpus.FormatOptions(
        arguments.layout.value,
        arguments.fix,
        arguments.check,
        arguments.diff,
        here=arguments.path is None,
        paint=paint(arguments.path, arguments.color),
        language=run.language,
    )
    outcomes = run.outcomes(partial(corpus.formatted, options=options), arguments.stdin_filename, arguments.jobs)
    target = None if arguments.check or arguments.diff else arguments.path
    tally = written(stored(outcomes), run.files, target, lambda sum_: arguments.path is not None and sum_.status > 1)
    run.leave(tally, *(() if run.is_single else (corpus.format_total(tally, options),)))


# ---------------------------------------------------------------- reportc new


Agency = Annotated[str, typer.Option(help="机关名称 · name of the agency")]
Year = Annotated[int, typer.Option(min=2000, max=2099, help="报告年度 · year of the report")]
Edition = Annotated[
    str | None,
    typer.Option(metavar="|".join(EDITIONS), help="表式版本，默认按年度 · edition, default that of the year"),
]


def new(
    agency: Agency,
    year: Year,
    edition: Edition = None,
    layout: Shape = LayoutName.MARKDOWN,
    path: Output = None,
) -> None:
    """新建空白报告 · start a blank report.

    六节齐全，表格每一格都空着；正文该填的地方写作【待填：……】，check 会指出。
    -o 的后缀是 .docx、.xlsx、.html、.pdf 时，写成官方表式的空白文件。

    All six sections are there, and every cell is blank; in sentences 【待填：……】 marks what `check` finds unfilled.
    -o FILE.docx, .xlsx, .html or .pdf gives the official form.
    """
    known = next((known for known in EDITIONS if known == edition), None)
    if edition is not None and known is None:
        raise UsageError(f"--edition 只能是 {'、'.join(EDITIONS)}", f"--edition: {' or '.join(EDITIONS)}")
    if layout is LayoutName.KEEP:
        raise UsageError("--layout keep 不能用于新建", "--layout keep: there is nothing to keep")
    if path is not None and not output.is_stdout(path) and os.path.lexists(path):
        raise OutputError(f"已经存在 {path}", "it exists already")
    data = _made(path, agency, year, known, layout.value)
    if data is None:
        raise UsageError(f"不能作机关名称：{agency}", "no name of an agency")
    with output.writing(path) as stream:
        stream.write(data)


def _made(path: str | None, agency: str, year: int, edition: Known | None, layout: str) -> bytes | None:
    """Return the blank report: a text in a layout, or of the kind that the name of a file has."""
    from reportc.api import compile  # noqa: A004  # the name of what this package does; late, for lark takes 70 ms
    from reportc.emit.document.files import KINDS, WriteOptions, check, kind_of, written
    from reportc.emit.text import blank

    kind = kind_of(path) if path is not None else None
    if kind is None or KINDS[kind].layout:
        made = blank.text(agency, year, edition, layout)
        return made.encode() if made is not None else None
    check(kind)
    report = blank.report(agency, year, edition)
    if report is None:
        return None
    file = written(blank.to_fill_in(report), compile, kind, WriteOptions())
    if file.reason:
        raise OutputError(f"{file.reason.text.zh}，未写出 {path}", file.reason.text.en)
    return file.data
