"""`reportc compile`: reports to JSON or tables; `reportc schema`, their schemas; `reportc text`, the text read.

The JSON is that of `reportc.compile(…).report` in Python. The findings next to it, on stderr or in each line, are those
of `reportc.check(…)`; but the status is that of compiling: 1 only where a report could not be read. Where a report
contradicts itself, `reportc check` ends with 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from reportc import corpus, output
from reportc.commands import tables
from reportc.commands.options import Inputs, Jobs, Lang, Output, StdinName, Tongue, grouped
from reportc.commands.runs import Run, gives_nothing, written
from reportc.commands.tables import CompileInputs
from reportc.emit.formats import ARRAY, Frame
from reportc.failure import UsageError
from reportc.language import Language

if TYPE_CHECKING:
    from reportc.corpus.tables.parts import Shard


class ReportFormat(StrEnum):
    """The values of `--to`."""

    JSON = "json"
    NDJSON = "ndjson"
    PARQUET = "parquet"
    CSV = "csv"
    DUCKDB = "duckdb"


@dataclass(frozen=True, slots=True)
class CompileArguments:
    """The options of `compile`, in the order of the help."""

    inputs: Inputs = None
    path: Output = None
    to: Annotated[
        ReportFormat | None,
        typer.Option(
            help="json：缩进的 JSON，多份时为数组；ndjson：每份一行，含诊断，多份时的默认；"
            "parquet、csv、duckdb：三张表（-o 给出文件夹或文件） · "
            "indented JSON, or an array for several; ndjson: a line each with its diagnostics, the default for several"
            "; parquet, csv, duckdb: three tables, in the folder or file that -o names",
        ),
    ] = None
    jobs: Jobs = None
    lang: Lang = Tongue.ZH
    stdin_filename: StdinName = corpus.STDIN
    flat: Annotated[
        bool,
        typer.Option(
            "--flat", help="ndjson 每格一个键，两版表式同形 · ndjson with one key a cell, one shape for both editions"
        ),
    ] = False
    files_from: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="路径清单，每行一个；- 为标准输入 · paths, one a line; - for stdin"),
    ] = None
    column: Annotated[
        str | None,
        typer.Option(
            "--column", metavar="COLUMN", help="Parquet、CSV、JSONL 中放网页或文本的列 · the column with pages or texts"
        ),
    ] = None
    name: Annotated[
        str | None,
        typer.Option("--id", metavar="COLUMN", help="其中放名称（如网址）的列 · the column with their names"),
    ] = None
    part: Annotated[
        str | None,
        typer.Option("--shard", metavar="I/N", help="只做 N 份中的第 I 份，从 0 数 · only part I of N, from 0"),
    ] = None
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="ray[://HOST:PORT]", help="在 Ray 上做：ray 为本机 · on Ray: ray is this machine"),
    ] = None
    shards: Annotated[
        int | None,
        typer.Option(
            "--shards", min=1, max=1_000_000, help="--on 时文件分成几份 · with --on, parts that files are cut in"
        ),
    ] = None
    fresh: Annotated[bool, typer.Option("--fresh", help="已有的分片也重做 · make existing parts again")] = False


@grouped(CompileArguments)
def compile_(arguments: CompileArguments) -> None:
    """编译成 JSON 或表 · compile reports to JSON or tables.

    一份报告得到缩进的 JSON；文件夹、通配符或多份报告，每份得到一行。
    压缩包、WARC、带网页列的 Parquet、CSV、JSONL 中的每一份也是一份报告。

    One report gives indented JSON; a folder, a pattern or several reports give a line each. So does each report in
    a zip, a tar, a WARC, or a column of Parquet, CSV or JSONL.
    """
    part = _shard(arguments.part) if arguments.part else None
    given = CompileInputs(
        tuple(arguments.inputs or ()),
        arguments.files_from,
        arguments.column,
        arguments.name,
        arguments.stdin_filename,
        part,
    )
    tables.check(given)
    if arguments.to in {ReportFormat.PARQUET, ReportFormat.CSV, ReportFormat.DUCKDB}:
        destination = tables.Destination(
            arguments.to.value, arguments.path, arguments.on, arguments.shards, fresh=arguments.fresh
        )
        raise typer.Exit(tables.compile_(given, destination, arguments.jobs, arguments.lang.value))
    if arguments.on or arguments.shards or arguments.fresh:
        raise UsageError("--on、--shards、--fresh 只用于 --to parquet", "these options are for --to parquet")
    if arguments.flat and arguments.to is ReportFormat.JSON:
        raise UsageError("--flat 只用于 --to ndjson", "--flat is for --to ndjson")
    output.check(arguments.path, given.files())
    _json(arguments, given)


def _shard(written: str) -> Shard:
    from reportc.corpus.tables.parts import shard  # the grammar is loaded for the words of columns

    return shard(written)


def _json(arguments: CompileArguments, given: CompileInputs) -> NoReturn:
    """Compile to JSON, and leave with the status."""
    language: Language = arguments.lang.value
    single = given.is_single and arguments.to is not ReportFormat.NDJSON and not arguments.flat
    record = partial(corpus.record, language=language, is_flat=arguments.flat)
    job = partial(corpus.document, language=language) if single else record
    lost = None if single else partial(corpus.refusal, language=language, is_flat=arguments.flat)
    frame = ARRAY if arguments.to is ReportFormat.JSON and not single else Frame()
    outcomes = corpus.work(job, given.inputs(), workers=arguments.jobs, lost=lost)
    tally = written(outcomes, given.files, arguments.path, gives_nothing, frame=frame)
    if not single:
        output.say([tally.words(language)])
    output.say(corpus.left_out(given.arguments, language, arguments.path))
    raise typer.Exit(tally.status)


def text(
    inputs: Inputs = None,
    path: Output = None,
    lang: Lang = Tongue.ZH,
    stdin_filename: StdinName = corpus.STDIN,
) -> None:
    """打印读到的文字 · print the text that was read.

    Word 文件等：每段一行，表格每行一行，格与格之间是制表符。诊断里的行和列就是这里的行和列。

    Of a Word file and the like: a paragraph a line, a row a line with tabs between its cells. Lines and columns
    of findings are those of this text.
    """
    run = Run(inputs or [], lang.value, path)
    output.check(path, run.files())
    outcomes = run.outcomes(partial(corpus.projected, language=run.language), stdin_filename, 1)
    run.leave(written(outcomes, run.files, path, gives_nothing))


OfTables = Annotated[bool, typer.Option("--tables", help="三张表的列 · the columns of the three tables")]
OfDiagnostics = Annotated[
    bool, typer.Option("--diagnostics", help="check --format json 的 JSON · what check --format json prints")
]


Rollup = Annotated[bool, typer.Option("--rollup", help="汇总的 JSON · that of a roll-up")]


def schema(*, rollup: Rollup = False, of_tables: OfTables = False, of_diagnostics: OfDiagnostics = False) -> None:
    """打印 JSON Schema · print the JSON Schema of a compiled report, of findings, or the columns of the tables."""
    from reportc.emit import canonical, tabular

    if rollup + of_tables + of_diagnostics > 1:
        raise UsageError(
            "--rollup、--tables、--diagnostics 只能用一个", "--rollup, --tables or --diagnostics: only one of them"
        )
    if rollup:
        from reportc.rollup import model  # pydantic takes 170 ms to import

        text = canonical.schema(model.Rollup)
    elif of_diagnostics:
        from reportc.emit import diagnostics  # likewise

        text = canonical.schema(diagnostics.Findings)
    else:
        text = canonical.block(tabular.describe()) if of_tables else canonical.schema()
    with output.writing(None) as stream:
        stream.write(text.encode())
