"""The command line: reads arguments, calls the compiler, prints; JSON to stdout, all else to stderr.

A command is a function. Its exit status: 0 nothing at error severity, 1 errors in a report,
2 wrong usage, or a file that cannot be read or written.
"""

from __future__ import annotations

import signal
import sys
from enum import StrEnum
from functools import partial
from typing import Annotated, NoReturn

import typer

from reportc import __version__, corpus, output
from reportc.diagnostic import Language
from reportc.failure import Failure
from reportc.progress import counting

USAGE = 2


class Format(StrEnum):
    """What `--to` knows."""

    JSON = "json"
    NDJSON = "ndjson"


class Tongue(StrEnum):
    """What `--lang` knows."""

    ZH = "zh"
    EN = "en"


Inputs = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="INPUT",
        show_default=False,
        help="文件、文件夹、通配符，或 -（标准输入） · files, folders, patterns, or - for stdin",
    ),
]
Output = Annotated[
    str | None,
    typer.Option("-o", "--output", metavar="FILE", help="写入文件，写完才替换 · write FILE, replaced when complete"),
]
To = Annotated[
    Format | None,
    typer.Option(
        help="json：缩进的 JSON，多份时为数组；ndjson：每份一行，含诊断，多份时的默认 · "
        "indented JSON, or an array for several; ndjson: a line each with its diagnostics, the default for several",
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option("-j", "--jobs", min=1, max=512, help="进程数，默认用全部核心 · processes, default all cores"),
]
Lang = Annotated[Tongue, typer.Option(help="诊断的语言 · language of the messages")]
StdinName = Annotated[str, typer.Option(metavar="NAME", help="标准输入的名称 · what to call standard input")]
Version = Annotated[bool, typer.Option("--version", help="显示版本 · print the version")]

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,  # its tables cut Chinese words off, and its boxes make three lines of an error
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
def root(*, version: Version = False) -> None:
    """政府信息公开工作年度报告的编译器 · a compiler for annual reports on government disclosure."""
    if version:
        _print_version()


@app.command("compile")
def compile_(
    inputs: Inputs = None,
    path: Output = None,
    to: To = None,
    jobs: Jobs = None,
    lang: Lang = Tongue.ZH,
    stdin_filename: StdinName = corpus.STDIN,
) -> None:
    """编译成 JSON · compile reports to JSON.

    一份报告得到缩进的 JSON；文件夹、通配符或多份报告，每份得到一行。

    One report gives indented JSON; a folder, a pattern or several reports give a line each.
    """
    arguments = inputs or []
    files = partial(corpus.expand, arguments)
    language: Language = lang.value
    corpus.check(arguments)
    output.check(path, files())
    single = corpus.is_single(arguments) and to is not Format.NDJSON
    job = partial(corpus.document if single else corpus.record, language=language)
    with output.writing(path) as stream, counting(files, output.say, stdout=output.is_stdout(path)) as tell:
        outcomes = corpus.run(job, files(), stdin_name=stdin_filename, workers=jobs)
        tally = corpus.write(outcomes, stream, tell, array=to is Format.JSON and not single)
        if not tally.reports:
            raise typer.Exit(tally.status)  # in the block: what -o names keeps its old content
    if not single:
        output.say([tally.words(language)])
    raise typer.Exit(tally.status)


@app.command()
def schema() -> None:
    """打印 JSON Schema · print the JSON Schema of a compiled report."""
    from reportc.emit import canonical

    with output.writing(None) as stream:
        stream.write(canonical.schema().encode())


def main() -> NoReturn:
    """Run the program; a failure is one line, an interruption the end, and neither shows a traceback."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _end)
    try:
        if sys.argv[1:] == ["--version"]:
            _print_version()  # before anything heavy is imported
        app(prog_name="reportc")
    except Failure as failure:
        output.say([f"reportc: {failure}"])
    raise SystemExit(USAGE)


def _end(number: int, _: object) -> NoReturn:
    """Leave by way of everything that tidies up: half-written files, workers."""
    raise SystemExit(128 + number)


def _print_version() -> NoReturn:
    with output.writing(None) as stream:
        stream.write(f"reportc {__version__}\n".encode())
    raise SystemExit(0)
