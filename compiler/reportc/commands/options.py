"""The options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


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
Jobs = Annotated[
    int | None,
    typer.Option("-j", "--jobs", min=1, max=512, help="进程数，默认用全部核心 · processes, default all cores"),
]
Lang = Annotated[Tongue, typer.Option(help="诊断的语言 · language of the messages")]
StdinName = Annotated[str, typer.Option(metavar="NAME", help="标准输入的名称 · what to call standard input")]
