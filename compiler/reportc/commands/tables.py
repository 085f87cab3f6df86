"""The tables of many reports: `compile --to parquet | csv | duckdb` makes them, `summary` counts them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Annotated

import typer

from reportc import corpus, output
from reportc.commands.options import Lang, Output, Tongue
from reportc.commands.runs import counting
from reportc.corpus import sources
from reportc.corpus.inputs import Input, is_remote
from reportc.corpus.outcome import Tally
from reportc.corpus.rows import Columns
from reportc.failure import UsageError
from reportc.language import Language, Text

if TYPE_CHECKING:
    from reportc.corpus.tables.parts import Shard
    from reportc.corpus.tables.run import How


@dataclass(frozen=True, slots=True)
class CompileInputs:
    """The inputs of a compile: arguments, a list of paths, the columns of tables, one shard of all."""

    arguments: tuple[str, ...]
    files_from: str | None
    column: str | None
    name: str | None
    stdin_name: str
    shard: Shard | None

    @property
    def columns(self) -> Columns | None:
        """The columns with pages and names."""
        return Columns(self.column, self.name) if self.column else None

    @property
    def is_single(self) -> bool:
        """Return whether the only argument is one report."""
        plain = not (self.files_from or self.column or self.shard) and corpus.is_single(self.arguments)
        return plain and sources.kind_of(self.arguments[0], None) is None

    def files(self) -> Iterator[str]:
        """Yield the files that the arguments name; a list on standard input is read once, and not for this."""
        listed = sources.listed(self.files_from) if self.files_from not in {None, corpus.STDIN} else ()
        return chain(corpus.expand(self.arguments), listed)

    def paths(self) -> Iterator[str]:
        """Yield all paths."""
        return chain(corpus.expand(self.arguments), sources.listed(self.files_from) if self.files_from else ())

    def inputs(self) -> Iterator[Input]:
        """Yield all inputs of the shard."""
        found = sources.opened(self.paths(), self.columns, partial(corpus.named, stdin_name=self.stdin_name))
        return self.shard.only(found) if self.shard else found


@dataclass(frozen=True, slots=True)
class Destination:
    """The path of the tables, and where they are made: on this machine or on a cluster."""

    kind: str
    path: str | None
    on: str | None
    shards: int | None
    fresh: bool


def check(given: CompileInputs) -> None:
    """Raise a failure if the options name nothing, or contradict each other."""
    if given.arguments or not given.files_from:
        corpus.check(given.arguments)
    if given.name and not given.column:
        raise UsageError("--id 要与 --column 同用", "--id goes with --column")
    if given.files_from == corpus.STDIN and corpus.STDIN in given.arguments:
        raise UsageError("标准输入（-）只能用一次", "standard input (-) can be read only once")


_MADE = Text(
    "{path}：分片 {shard} 已有，未重做（--fresh 重做）",
    "{path}: shard {shard} exists and is not made again (--fresh makes it)",
)


def compile_(given: CompileInputs, destination: Destination, jobs: int | None, language: Language) -> int:
    """Make the tables and print the total; return the exit status. Raise `UsageError` without a path for them."""
    if destination.path is None or output.is_stdout(destination.path):
        raise UsageError("请用 -o 给出写到哪里", "-o is needed: tables do not go to standard output")
    from reportc.corpus.tables.run import How  # the grammar is loaded for the words of its columns
    from reportc.corpus.tables.store import needed

    _check(given, destination)
    needed("pyarrow")
    output.check(destination.path, given.files())
    with counting(given.files, output.say, stdout=False) as notify:
        how = How(jobs, language, notify)
        tally = (_on_ray if destination.on else _here)(given, destination, destination.path, how)
    if tally is None:
        output.say([_MADE.of(language).format(path=destination.path, shard=given.shard)])
        return 0
    output.say([tally.words(language), *corpus.left_out(given.arguments, language, destination.path)])
    return tally.status


def _check(given: CompileInputs, destination: Destination) -> None:
    sharded = destination.on or given.shard
    if sharded and destination.kind != "parquet":
        raise UsageError("--shard 和 --on 只用于 --to parquet", "--shard and --on are for --to parquet")
    if destination.on and given.shard:
        raise UsageError("--on 自己分片，不与 --shard 同用", "--on makes shards of its own: not with --shard")
    if (destination.shards and not destination.on) or (destination.fresh and not sharded):
        raise UsageError("--shards 要与 --on 同用，--fresh 要与 --on 或 --shard 同用", "they go with --on or --shard")
    if destination.kind == "duckdb" and destination.path and is_remote(destination.path):
        raise UsageError("DuckDB 文件只能写在本机", "a DuckDB file can be written on this machine only")


def _here(given: CompileInputs, destination: Destination, out: str, how: How) -> Tally | None:
    """Compile on this machine."""
    from reportc.corpus.tables import parts, run, store

    if given.shard:
        made = not destination.fresh and parts.is_made(out, given.shard)
        return None if made else parts.make(given.inputs(), out, given.shard, how)
    if destination.kind == "duckdb":
        return run.tabulate(given.inputs(), store.duckdb(out), how)
    kind = store.csv if destination.kind == "csv" else store.parquet
    return run.tabulate(
        given.inputs(), store.folder(kind, lambda table: f"{out.rstrip('/')}/{table}.{destination.kind}"), how
    )


def _on_ray(given: CompileInputs, destination: Destination, out: str, how: How) -> Tally | None:
    """Compile on a cluster, or on this machine as one."""
    from reportc.corpus.tables import cluster

    work = cluster.Work(out, given.columns, how.language, fresh=destination.fresh)
    return cluster.compile_on(destination.on or "ray", given.paths(), work, destination.shards, how)


# ---------------------------------------------------------------- reportc summary


class TablesFormat(StrEnum):
    """The values of `--to`."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


Tables = Annotated[
    str,
    typer.Argument(
        metavar="TABLES",
        help="compile --to parquet 写出的文件夹，或其中的 reports.parquet · the folder, or its reports.parquet",
    ),
]
To = Annotated[
    TablesFormat, typer.Option(help="text：文字表；html：带图的网页；json · tables, a page with pictures, or data")
]


def summary(tables: Tables, path: Output = None, to: To = TablesFormat.TEXT, lang: Lang = Tongue.ZH) -> None:
    """语料概览 · what a corpus looks like.

    有多少机关、哪些年度、读懂多少、各规则发现多少、表格怎样排、哪些行空缺最多。

    How many agencies and years, how much was read, which rules find something, which layouts there are, which rows
    have holes.
    """
    from reportc.corpus.tables.summary import summarize
    from reportc.emit import canonical, survey, survey_page
    from reportc.span import sound

    language: Language = lang.value
    found = summarize(tables)
    match to:
        case TablesFormat.TEXT:
            made = survey.text(found, language)
        case TablesFormat.JSON:
            made = canonical.block(survey.data(found))
        case TablesFormat.HTML:
            made = survey_page.page(found, language)
    with output.writing(path) as stream:
        stream.write(sound(made).encode())
