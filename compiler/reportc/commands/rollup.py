"""`reportc rollup`: the reports of a county's units, who is missing, what does not add up, and the sum."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from reportc import baseline, config, output
from reportc.commands import choices
from reportc.commands.options import Inputs, Jobs, Tongue
from reportc.failure import InputError, OutputError, UsageError, because
from reportc.progress import counting
from reportc.settings import Settings

Paths = list[str] | None
Roster = Annotated[
    str | None,
    typer.Option(
        metavar="FILE",
        help="名册：一列单位名称，可另有一列别名（.csv、.txt、.xlsx）· the agencies that have to report, "
        "with a column 别名 for other names",
    ),
]
Previous = Annotated[
    Paths,
    typer.Option(metavar="PATH", help="上年的报告，文件或文件夹，可多次给出 · last year's reports; may be repeated"),
]
Against = Annotated[
    str | None,
    typer.Option(metavar="FILE", help="本级自己的报告，与合计逐格对照 · the office's own report, to compare"),
]
Year = Annotated[
    int | None, typer.Option(min=2008, max=2100, help="年度，默认取多数报告的年度 · the year; default that of most")
]
Prefer = Annotated[
    Paths,
    typer.Option(
        metavar="newest|FILE",
        help="一个单位有几份不同的报告时以哪份为准 · which report counts where a unit sent several",
    ),
]
Agency = Annotated[str | None, typer.Option(metavar="NAME", help="汇总机关的名称 · the agency whose sum it is")]
Outputs = Annotated[
    Paths,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="写入文件，按扩展名 .json .xlsx .html .docx，可多次给出；- 为标准输出（JSON）· by ending; may be "
        "repeated; - for JSON to stdout",
    ),
]
Notices = Annotated[
    str | None,
    typer.Option(metavar="FOLDER", help="给有错误的单位各写一封退回或催报的信 · a letter to each unit with errors"),
]
Lang = Annotated[Tongue | None, typer.Option(show_default="zh", help="诊断的语言 · language of the messages")]


def rollup(
    inputs: Inputs = None,
    roster: Roster = None,
    previous: Previous = None,
    against: Against = None,
    year: Year = None,
    prefer: Prefer = None,
    agency: Agency = None,
    outputs: Outputs = None,
    notices: Notices = None,
    jobs: Jobs = None,
    lang: Lang = None,
    known: choices.Known = None,
    write_known: choices.WriteKnown = None,
) -> None:
    """汇总各单位的报告 · roll up the reports of many units.

    谁没报、谁报错了、合计多少。没有错误以 0 退出，有错误以 1 退出，用法不对或读写不了以 2 退出。

    例：reportc rollup 收到的报告 --roster 名册.csv -o 汇总.xlsx -o 汇总.html

    Who is missing, what does not add up, the sum. Ends with 1 if there are errors, with 2 for wrong usage.
    """
    from reportc.rollup import collect, human
    from reportc.rollup import notices as letters
    from reportc.rollup import outputs as writers  # the parser, and what writes workbooks, are heavy

    if not inputs:
        raise InputError("没有输入：请给出各单位报告的文件夹或文件", "no input: give the units' reports")
    paths = outputs or []
    request = collect.Request(
        inputs,
        previous or (),
        roster,
        against,
        year,
        agency,
        tuple(prefer or ()),
        tuple(path for path in (*paths, notices) if path and not output.is_stdout(path)),
        _settings(lang),
        jobs,
        _baseline(known, write_known),
        write_known is not None,
    )
    writers.check(paths)
    with ExitStack() as stack:
        names = lambda: collect.files(request, [*request.previous, *request.units])  # noqa: E731  # asked for twice
        with counting(names, output.say, stdout=any(map(output.is_stdout, paths))) as tell:
            found = collect.collect(request, stack, tell)
        for path in paths:
            with output.writing(path) as stream:
                writers.writer(path)(found, stream)
        if notices:
            _write_letters(letters.files(found), notices)
        if not paths:
            with output.writing(None) as stream:
                lines = (*human.table(found), "", *human.findings(found))
                stream.write("".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))
        output.say(human.account(found))
        if write_known:
            with output.writing(write_known) as stream:
                stream.write(found.baseline().encode("utf-8", "replace"))
        least = found.settings.fail_on or 0
        grave = any(finding["severity"] <= least for finding in found.findings())
    raise typer.Exit(int(grave))


def _baseline(known: str | None, write_known: str | None) -> baseline.Baseline | None:
    """Read what is known, or what is to be written again, whose reasons stay."""
    if known and write_known:
        raise UsageError("--baseline 与 --write-baseline 只能用一个", "--baseline or --write-baseline, not both")
    path = known or write_known
    return baseline.load(path, must_exist=known is not None) if path else None


def _write_letters(files: Iterable[tuple[str, bytes]], folder: str) -> None:
    """Write letters into a folder, which is made if it is not there; one that lies there already is replaced."""
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(*because(error, f"无法建立文件夹 {folder}", "the folder cannot be made")) from None
    for name, data in files:
        with output.writing(str(Path(folder) / name)) as stream:
            stream.write(data)


def _settings(lang: Tongue | None) -> Settings:
    found = config.load()
    return replace(found, language=lang.value) if lang else found
