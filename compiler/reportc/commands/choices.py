"""The options of `reportc check`, and what they may be; `reportc fmt` has some of them."""

from __future__ import annotations

import os
import shutil
import sys
from enum import StrEnum
from typing import Annotated

import typer

from reportc import output
from reportc.commands.options import Tongue
from reportc.emit.human.terminal import Paint, ansi, plain


class Format(StrEnum):
    """What `--format` knows."""

    HUMAN = "human"
    CONCISE = "concise"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"
    CSV = "csv"


class Level(StrEnum):
    """What `--fail-on` knows."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NEVER = "never"


class Floor(StrEnum):
    """What `--min-severity` knows."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Color(StrEnum):
    """What `--color` knows."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


Codes = list[str] | None
Form = Annotated[
    Format,
    typer.Option(
        "--format",
        help="human：逐条显示原文；concise：每条一行；json：LSP 诊断；sarif：SARIF 2.1.0；github：GitHub 注解；"
        "csv：只与 --summary 同用 · with the source; a line each; LSP diagnostics; SARIF 2.1.0; GitHub annotations; "
        "csv: only with --summary",
    ),
]
Select = Annotated[
    Codes,
    typer.Option("--select", metavar="CODES", help="只用这些规则，如 A3,P401 · these rules only, as A3,P401"),
]
Ignore = Annotated[Codes, typer.Option("--ignore", metavar="CODES", help="不用这些规则 · not these rules")]
Grade = Annotated[
    Codes,
    typer.Option(
        "--severity", metavar="CODE=LEVEL", help="改变级别：error、warning、info · give findings another severity"
    ),
]
FailOn = Annotated[
    Level | None,
    typer.Option(
        "--fail-on", show_default="error", help="有此级别及以上的发现时以 1 退出 · exit with 1 for findings from it up"
    ),
]
Lang = Annotated[Tongue | None, typer.Option(show_default="zh", help="诊断的语言 · language of the messages")]
Config = Annotated[
    str | None,
    typer.Option(
        "--config",
        metavar="FILE",
        help="设置文件；默认取最近的 reportc.toml 或 pyproject.toml · settings; default the nearest "
        "reportc.toml or pyproject.toml",
    ),
]
Colored = Annotated[Color, typer.Option("--color", help="颜色；默认只在终端里 · colour; default on a terminal only")]
Statistics = Annotated[bool, typer.Option("--statistics", help="只列出各规则的次数 · only how often each rule speaks")]
Fix = Annotated[
    bool,
    typer.Option("--fix", help="改正文件；标准输入改后写到标准输出 · mend the files; stdin is mended to stdout"),
]
Unsafe = Annotated[
    bool,
    typer.Option(
        "--unsafe-fixes", help="连同会改变内容的改正 · with --fix or --diff: also fixes that change what is said"
    ),
]
Diff = Annotated[
    bool, typer.Option("--diff", help="只显示会改什么，不写文件 · show what --fix would change, write nothing")
]
Least = Annotated[
    Floor | None,
    typer.Option("--min-severity", show_default="info", help="只显示此级别及以上的发现 · show findings from it up"),
]
All = Annotated[
    bool,
    typer.Option("--all", help="全部列出：提示逐条，每份报告都列 · list all: each note, and every report in full"),
]
Details = Annotated[
    list[str] | None,
    typer.Option(
        "--detail",
        metavar="PATTERN",
        help="多份报告时，也详列文件名相符的；默认只详列有错误的 · with several reports, also list these in full; "
        "by default those with errors",
    ),
]
Summary = Annotated[
    bool,
    typer.Option(
        "--summary", help="只要每份报告一行的总表，也可用 --format csv、json · only the table with a line a report"
    ),
]
Complete = Annotated[
    bool, typer.Option("--complete", help="有格子没有数的报告以 1 退出 · exit with 1 if a cell has no number")
]
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
Annotate = Annotated[
    str | None,
    typer.Option(
        metavar="FILE",
        show_default=False,
        help="另存一份，每个问题是格子或段落旁的批注（docx、xlsx） · "
        "write a copy with a comment at each finding (docx, xlsx)",
    ),
]
Previous = Annotated[
    Codes,
    typer.Option(
        "--previous",
        metavar="PATH",
        help="上年的报告，文件或文件夹；据此核对结转、存量、同比 · last year's reports, for the rules between years",
    ),
]
Watch = Annotated[
    bool, typer.Option("--watch", help="文件一改就重新检查，Ctrl-C 结束 · check what changes anew, until Ctrl-C")
]


def paint(path: str | None, color: Color) -> Paint:
    """Return what paints the output: nothing, unless someone watches or asks for it."""
    shown = output.is_stdout(path) and sys.stdout is not None and sys.stdout.isatty()
    watched = shown and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return ansi if color is Color.ALWAYS or (color is Color.AUTO and watched) else plain


def width() -> int:
    """Return how many columns there are to write in."""
    return shutil.get_terminal_size((100, 24)).columns
