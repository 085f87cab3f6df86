"""The command line: its commands, and how a run begins and ends. JSON goes to stdout, all else to stderr.

The exit status: 0 nothing wrong, 1 something in a report, 2 wrong usage, or a file that cannot be read or written.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from typing import Annotated, NoReturn

import typer

from reportc import __version__, output
from reportc.commands.check import check
from reportc.commands.compare import compare
from reportc.commands.compile import compile_, schema
from reportc.commands.convert import convert
from reportc.commands.format import fmt
from reportc.commands.lsp import lsp
from reportc.commands.man import man
from reportc.commands.new import new
from reportc.commands.page import page
from reportc.commands.rollup import rollup
from reportc.commands.rules import rule, rules
from reportc.commands.summary import summary
from reportc.commands.text import text
from reportc.failure import Failure

USAGE = 2

Version = Annotated[bool, typer.Option("--version", help="显示版本 · print the version")]

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,  # its tables cut Chinese words off, and its boxes make three lines of an error
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("compile")(compile_)
app.command("check")(check)
app.command("fmt")(fmt)
app.command("text")(text)
app.command("new")(new)
app.command("convert")(convert)
app.command("rule")(rule)
app.command("rules")(rules)
app.command("rollup")(rollup)
app.command("compare")(compare)
app.command("page")(page)
app.command("schema")(schema)
app.command("summary")(summary)
app.command("lsp")(lsp)
app.command("man")(man)


@app.callback(invoke_without_command=True)
def root(*, version: Version = False) -> None:
    """政府信息公开工作年度报告的编译器 · a compiler for annual reports on government disclosure."""
    if version:
        _print_version()


def main() -> NoReturn:
    """Run the program; an interruption is the end, and shows no traceback."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _end)
    call(sys.argv[1:])


def call(arguments: Sequence[str]) -> NoReturn:
    """Do what `arguments` say, and leave with the exit status; a failure is one line."""
    try:
        if list(arguments) == ["--version"]:
            _print_version()  # before anything heavy is imported
        with output.told_of_stdout():  # help is written by typer, which knows nothing of full disks
            app(arguments, prog_name="reportc")
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
