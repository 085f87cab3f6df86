"""`reportc rollup`: the reports of a county's units, who is missing, what does not add up, and the sum."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportc import config, output
from reportc.commands.options import Inputs, Jobs, Known, LangOrSettings, WriteKnown, baseline_of, grouped
from reportc.commands.runs import counting
from reportc.failure import InputError, OutputError, because
from reportc.settings import Settings

if TYPE_CHECKING:
    from reportc.rollup.collect import Request
    from reportc.rollup.findings import Rollup

_Paths = list[str] | None


@dataclass(frozen=True, slots=True)
class RollupArguments:
    """The options, in the order of the help."""

    inputs: Inputs = None
    roster: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="名册：一列单位名称，可另有一列别名（.csv、.txt、.xlsx）· the agencies that have to report, "
            "with a column 别名 for other names",
        ),
    ] = None
    previous: Annotated[
        _Paths,
        typer.Option(
            metavar="PATH", help="上年的报告，文件或文件夹，可多次给出 · last year's reports; may be repeated"
        ),
    ] = None
    against: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="本级自己的报告，与合计逐格对照 · the office's own report, to compare"),
    ] = None
    year: Annotated[
        int | None,
        typer.Option(min=2008, max=2100, help="年度，默认取多数报告的年度 · the year; default that of most"),
    ] = None
    prefer: Annotated[
        _Paths,
        typer.Option(
            metavar="newest|FILE",
            help="一个单位有几份不同的报告时以哪份为准 · which report counts where a unit sent several",
        ),
    ] = None
    agency: Annotated[str | None, typer.Option(metavar="NAME", help="汇总机关的名称 · the agency whose sum it is")] = (
        None
    )
    outputs: Annotated[
        _Paths,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="写入文件，按扩展名 .json .xlsx .html .docx，可多次给出；- 为标准输出（JSON）· by ending; may be "
            "repeated; - for JSON to stdout",
        ),
    ] = None
    notices: Annotated[
        str | None,
        typer.Option(metavar="FOLDER", help="给有错误的单位各写一封退回或催报的信 · a letter to each unit with errors"),
    ] = None
    jobs: Jobs = None
    lang: LangOrSettings = None
    known: Known = None
    write_known: WriteKnown = None

    def settings(self) -> Settings:
        """Return the settings of the file, in the language of the option."""
        found = config.load()
        return replace(found, language=self.lang.value) if self.lang else found


@grouped(RollupArguments)
def rollup(arguments: RollupArguments) -> None:
    """汇总各单位的报告 · roll up the reports of many units.

    谁没报、谁报错了、合计多少。没有错误以 0 退出，有错误以 1 退出，用法不对或读写不了以 2 退出。

    例：reportc rollup 收到的报告 --roster 名册.csv -o 汇总.xlsx -o 汇总.html

    Who is missing, what does not add up, the sum. Ends with 1 if there are errors, with 2 for wrong usage.
    """
    from reportc.rollup import collect, outputs  # the parser, and XlsxWriter, are heavy

    if not arguments.inputs:
        raise InputError("没有输入：请给出各单位报告的文件夹或文件", "no input: give the units' reports")
    paths = arguments.outputs or []
    request = _request(arguments, arguments.inputs)
    outputs.check(paths)
    with ExitStack() as stack:
        names = partial(collect.files, request, [*request.previous, *request.units])
        with counting(names, output.say, stdout=any(map(output.is_stdout, paths))) as notify:
            found = collect.collect(request, stack, notify)
        for path in paths:
            with output.writing(path) as stream:
                outputs.writer(path)(found, stream)
        _write_more(arguments, found)
        least = found.settings.fail_on or 0
        grave = any(finding["severity"] <= least for finding in found.findings())
    raise typer.Exit(int(grave))


def _request(arguments: RollupArguments, units: list[str]) -> Request:
    """Return the arguments of a roll-up; the files that are written are no units."""
    from reportc.rollup.collect import Request

    paths = (*(arguments.outputs or ()), arguments.notices)
    return Request(
        units,
        arguments.previous or (),
        arguments.roster,
        arguments.against,
        arguments.year,
        arguments.agency,
        tuple(arguments.prefer or ()),
        tuple(path for path in paths if path and not output.is_stdout(path)),
        arguments.settings(),
        arguments.jobs,
        baseline_of(arguments.known, arguments.write_known),
        arguments.write_known is not None,
    )


def _write_more(arguments: RollupArguments, found: Rollup) -> None:
    """Write the letters and the baseline that the options name; print the sum, all of it where nothing is written."""
    from reportc.rollup import human, word

    if arguments.notices:
        _write_letters(word.letters(found), arguments.notices)
    if not arguments.outputs:
        with output.writing(None) as stream:
            lines = (*human.table(found), "", *human.findings(found))
            stream.write("".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))
    output.say(human.account(found))
    if arguments.write_known:
        with output.writing(arguments.write_known) as stream:
            stream.write(found.baseline().encode("utf-8", "replace"))


def _write_letters(files: Iterable[tuple[str, bytes]], folder: str) -> None:
    """Write letters into a folder, which is created if it does not exist; existing letters are replaced."""
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(*because(error, f"无法建立文件夹 {folder}", "the folder cannot be made")) from None
    for name, data in files:
        with output.writing(str(Path(folder) / name)) as stream:
            stream.write(data)
