"""The options that several commands share, and a decorator for commands with many options in a group."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import MISSING, fields
from enum import StrEnum
from functools import wraps
from inspect import Parameter, Signature
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, get_type_hints

import typer

from reportc import output
from reportc.emit.human.terminal import Paint, ansi, plain
from reportc.failure import UsageError
from reportc.language import Language

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from reportc.baseline import Baseline

Options = TypeVar("Options", bound="DataclassInstance")


class Tongue(StrEnum):
    """The values of `--lang`."""

    ZH = "zh"
    EN = "en"


class Color(StrEnum):
    """The values of `--color`."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


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
Jobs = Annotated[
    int | None,
    typer.Option("-j", "--jobs", min=1, max=512, help="进程数，默认用全部核心 · processes, default all cores"),
]
Lang = Annotated[Tongue, typer.Option(help="诊断的语言 · language of the messages")]
LangOrSettings = Annotated[Tongue | None, typer.Option(show_default="zh", help="诊断的语言 · language of the messages")]
StdinName = Annotated[str, typer.Option(metavar="NAME", help="标准输入的名称 · what to call standard input")]
Colored = Annotated[Color, typer.Option("--color", help="颜色；默认只在终端里 · colour; default on a terminal only")]
Known = Annotated[
    str | None,
    typer.Option("--baseline", metavar="FILE", help="不再报告基线中已知的发现 · leave out what FILE knows"),
]
WriteKnown = Annotated[
    str | None,
    typer.Option(
        "--write-baseline",
        metavar="FILE",
        help="把全部发现写成基线，保留已写的理由 · take all findings for known; reasons stay",
    ),
]


def grouped(group: type[Options]) -> Callable[[Callable[[Options], None]], Callable[..., None]]:
    """Make a command of a function that takes a dataclass of options: each field is an option, in their order."""
    hints = get_type_hints(group, include_extras=True)
    parameters = [
        Parameter(
            field.name,
            Parameter.KEYWORD_ONLY,
            default=Parameter.empty if field.default is MISSING else field.default,
            annotation=hints[field.name],
        )
        for field in fields(group)
    ]

    def decorated(function: Callable[[Options], None]) -> Callable[..., None]:
        @wraps(function)
        def command(**given: Any) -> None:
            function(group(**given))

        command.__signature__ = Signature(parameters)  # type: ignore[attr-defined]  # what typer looks at
        command.__annotations__ = {}  # they are in the signature
        return command

    return decorated


def language_of(lang: Tongue | None) -> Language:
    """Return the language of the option, or else that of the settings."""
    from reportc import config  # few commands need settings, and TOML

    return lang.value if lang else config.load().language


def baseline_of(known: str | None, write_known: str | None) -> Baseline | None:
    """Read the baseline, or the one to be written again, whose reasons stay. Raise `UsageError` for both."""
    from reportc import baseline  # likewise, and baselines

    if known and write_known:
        raise UsageError("--baseline 与 --write-baseline 只能用一个", "--baseline or --write-baseline, not both")
    path = known or write_known
    return baseline.load(path, must_exist=known is not None) if path else None


def paint(path: str | None, color: Color) -> Paint:
    """Return what paints the output: nothing, unless it goes to a terminal or the options say so."""
    shown = output.is_stdout(path) and sys.stdout is not None and sys.stdout.isatty()
    watched = shown and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return ansi if color is Color.ALWAYS or (color is Color.AUTO and watched) else plain


def width() -> int:
    """Return the width of the terminal in columns."""
    return shutil.get_terminal_size((100, 24)).columns
