"""`reportc compile`: reports to JSON, or to three tables; and `reportc schema`, what these are.

A compile ends with 1 only where a report could not be read; what it contradicts itself in is for `check`.
"""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import Annotated

import typer

from reportc import corpus, output
from reportc.commands import dataset
from reportc.commands.dataset import Column, FilesFrom, Fresh, Name, On, Order, ShardOf, Shards
from reportc.commands.options import Inputs, Jobs, Lang, Output, StdinName, Tongue
from reportc.corpus.shards import shard
from reportc.diagnostic import Language
from reportc.emit.formats import ARRAY, Frame
from reportc.failure import UsageError
from reportc.progress import counting


class Format(StrEnum):
    """What `--to` knows."""

    JSON = "json"
    NDJSON = "ndjson"
    PARQUET = "parquet"
    CSV = "csv"
    DUCKDB = "duckdb"


To = Annotated[
    Format | None,
    typer.Option(
        help="json：缩进的 JSON，多份时为数组；ndjson：每份一行，含诊断，多份时的默认；"
        "parquet、csv、duckdb：三张表（-o 给出文件夹或文件） · "
        "indented JSON, or an array for several; ndjson: a line each with its diagnostics, the default for several; "
        "parquet, csv, duckdb: three tables, in the folder or file that -o names",
    ),
]
Flat = Annotated[
    bool,
    typer.Option(
        "--flat", help="ndjson 每格一个键，两版表式同形 · ndjson with one key a cell, one shape for both editions"
    ),
]
OfTables = Annotated[bool, typer.Option("--tables", help="三张表的列 · the columns of the three tables")]
OfDiagnostics = Annotated[
    bool, typer.Option("--diagnostics", help="check --format json 的 JSON · what check --format json prints")
]


def compile_(
    *,
    inputs: Inputs = None,
    path: Output = None,
    to: To = None,
    jobs: Jobs = None,
    lang: Lang = Tongue.ZH,
    stdin_filename: StdinName = corpus.STDIN,
    flat: Flat = False,
    files_from: FilesFrom = None,
    column: Column = None,
    name: Name = None,
    part: ShardOf = None,
    on: On = None,
    shards: Shards = None,
    fresh: Fresh = False,
) -> None:
    """编译成 JSON 或表 · compile reports to JSON or tables.

    一份报告得到缩进的 JSON；文件夹、通配符或多份报告，每份得到一行。
    压缩包、WARC、带网页列的 Parquet、CSV、JSONL 中的每一份也是一份报告。

    One report gives indented JSON; a folder, a pattern or several reports give a line each. So does each report in
    a zip, a tar, a WARC, or a column of Parquet, CSV or JSONL.
    """
    language: Language = lang.value
    order = Order(tuple(inputs or ()), files_from, column, name, stdin_filename, shard(part) if part else None)
    dataset.check(order)
    if to in {Format.PARQUET, Format.CSV, Format.DUCKDB}:
        assert to is not None  # noqa: S101  # for the type checker
        places = dataset.Places(to.value, path, on, shards, fresh=fresh)
        raise typer.Exit(dataset.compile_(order, places, jobs, language))
    if on or shards or fresh:
        raise UsageError("--on、--shards、--fresh 只用于 --to parquet", "these options are for --to parquet")
    _json(order, path, to, jobs, language, is_flat=flat)


def _json(
    order: Order, path: str | None, to: Format | None, jobs: int | None, language: Language, *, is_flat: bool
) -> None:
    """Compile to JSON, and leave with the status."""
    if is_flat and to is Format.JSON:
        raise UsageError("--flat 只用于 --to ndjson", "--flat is for --to ndjson")
    output.check(path, order.files())
    single = order.is_single and to is not Format.NDJSON and not is_flat
    record = partial(corpus.record, language=language, is_flat=is_flat)
    job = partial(corpus.document, language=language) if single else record
    lost = None if single else partial(corpus.refusal, language=language, is_flat=is_flat)
    frame = ARRAY if to is Format.JSON and not single else Frame()
    with output.writing(path) as stream, counting(order.files, output.say, stdout=output.is_stdout(path)) as tell:
        outcomes = corpus.work(job, order.inputs(), workers=jobs, lost=lost)
        tally = corpus.write(outcomes, stream, tell, frame)
        if not tally.reports:
            raise typer.Exit(tally.status)  # in the block: what -o names keeps its old content
    if not single:
        output.say([tally.words(language)])
    output.say(corpus.left_out(order.arguments, language, path))
    raise typer.Exit(tally.status)


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
