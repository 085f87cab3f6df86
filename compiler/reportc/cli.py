"""The command line: its commands, and how a run begins and ends. JSON goes to stdout, all else to stderr.

The exit status: 0 nothing wrong, 1 something in a report, 2 wrong usage, or a file that cannot be read or written.
"""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from types import MappingProxyType
from typing import Annotated, NoReturn

import typer

from reportc import __version__, output
from reportc.failure import Failure

USAGE = 2
_COLLECTED = 50_000
"""Garbage is collected after this many new objects: reports make no cycles, and a search takes a tenth of the time."""

Version = Annotated[bool, typer.Option("--version", help="显示版本 · print the version")]

COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "compile": "compile.compile_",
        "check": "check.check",
        "fmt": "format.fmt",
        "text": "compile.text",
        "new": "format.new",
        "convert": "convert.convert",
        "rule": "manual.rule",
        "rules": "manual.rules",
        "rollup": "rollup.rollup",
        "compare": "compare.compare",
        "page": "servers.page",
        "schema": "compile.schema",
        "summary": "tables.summary",
        "lsp": "servers.lsp",
        "man": "manual.man",
    }
)
"""Every command, in the order of the help, and its function in `commands`."""
_OF_ALL = frozenset(("man",))
"""Commands that are about the others."""


def program(arguments: Sequence[str]) -> typer.Typer:
    """Return the program with the command that `arguments` name; with all if they name none, or one about all."""
    app = typer.Typer(
        no_args_is_help=True,
        rich_markup_mode=None,  # rich's tables cut Chinese words off, and its boxes make three lines of an error
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True)(root)
    named = next((argument for argument in arguments if not argument.startswith("-")), "")
    for name in (named,) if named in COMMANDS.keys() - _OF_ALL else COMMANDS:
        module, _, function = COMMANDS[name].partition(".")
        app.command(name)(getattr(import_module(f"reportc.commands.{module}"), function))
    return app


def root(*, version: Version = False) -> None:
    """政府信息公开工作年度报告的编译器 · a compiler for annual reports on government disclosure."""
    if version:
        _print_version()


def main() -> NoReturn:
    """Run the program; an interruption ends it without a traceback."""
    if sys.argv[1:2] != ["lsp"]:  # a server runs long, and must not grow
        gc.set_threshold(_COLLECTED, 20, 20)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _end)
    call(sys.argv[1:])


def call(arguments: Sequence[str]) -> NoReturn:
    """Run the command in `arguments`, and leave with the exit status; a failure is one line."""
    try:
        if list(arguments) == ["--version"]:
            _print_version()  # before anything heavy is imported
        with output.stdout_guarded():  # help is written by typer, which does not handle full disks
            program(arguments)(arguments, prog_name="reportc")
    except Failure as failure:
        output.say([f"reportc: {failure}"])
    raise SystemExit(USAGE)


def _end(number: int, _: object) -> NoReturn:
    """Leave through everything that tidies up: half-written files, workers."""
    raise SystemExit(128 + number)


def _print_version() -> NoReturn:
    with output.writing(None) as stream:
        stream.write(f"reportc {__version__}\n".encode())
    raise SystemExit(0)
