"""`reportc lsp`: the language server, for editors."""

from __future__ import annotations

from typing import Annotated

import typer

from reportc.failure import InputError

Tcp = Annotated[
    str | None,
    typer.Option(
        metavar="HOST:PORT",
        help="在本机端口上等一个连接，不用标准输入输出 · wait for one connection on a port of this machine",
    ),
]
Stdio = Annotated[
    bool, typer.Option("--stdio", help="用标准输入输出，这是默认 · standard input and output, the default")
]


def lsp(*, tcp: Tcp = None, stdio: Stdio = False) -> None:  # noqa: ARG001  # editors pass --stdio unasked
    """编辑器用的语言服务器 · the language server for editors.

    需要连同 lsp 部分安装：在 reportc 的目录里 pip install '.[lsp]'。由编辑器启动，不在终端里用。

    Needs the extra lsp: pip install '.[lsp]' in the folder of reportc. Editors start it, nobody at a terminal.
    """
    try:
        from reportc.lsp import run
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _EXTRA:
            raise
        raise InputError(
            "语言服务器需要另装：在 reportc 的目录里 pip install '.[lsp]'",
            "the server needs an extra: pip install '.[lsp]' in the folder of reportc",
        ) from None
    raise typer.Exit(run.tcp(tcp) if tcp else run.stdio())


_EXTRA = ("pygls", "lsprotocol")
