"""`reportc lsp`, the language server for editors, and `reportc page`, the clerk's page as a file or served."""

from __future__ import annotations

import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from reportc import output
from reportc.failure import InputError, UsageError

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
    with _extra("lsp", "语言服务器"):
        from reportc.lsp import run
    raise typer.Exit(run.tcp(tcp) if tcp else run.stdio())


# ---------------------------------------------------------------- the page


Output = Annotated[
    str | None,
    typer.Option("-o", "--output", metavar="FILE", help="写成一个网页文件 · write the page as one file"),
]
Serve = Annotated[
    bool, typer.Option("--serve", help="在本机打开，能读 .doc、.wps 和大文件夹 · serve it on this machine")
]
Port = Annotated[int, typer.Option(metavar="PORT", min=0, max=65535, help="端口，默认任选 · the port, any by default")]
Browser = Annotated[
    bool, typer.Option("--browser/--no-browser", help="打开浏览器 · open the browser", show_default=False)
]


def page(*, path: Output = None, serve: Serve = False, port: Port = 0, browser: Browser = True) -> None:
    """办事员用的网页 · the clerk's page.

    reportc page -o reportc.html 写成一个文件：拷到哪台电脑都能双击打开，不用安装，不联网，文件不离开电脑。

    reportc page --serve 在本机打开同一网页，由本机的 reportc 检查；需要 pip install '.[page]'。按 Ctrl+C 停止。

    Writes the page as one file that any browser opens without a network, or serves it on 127.0.0.1 alone.
    """
    from reportc.serve import PageFile, built

    if serve == (path is not None):
        raise UsageError("请用 -o 文件 或 --serve 之一", "give either -o FILE or --serve")
    if serve:
        _serve(built(PageFile.SERVED), port, browser=browser)
        return
    data = built(PageFile.ALONE)
    with output.writing(path) as stream:
        stream.write(data)


def _serve(data: bytes, port: int, *, browser: bool) -> None:
    with _extra("page", "本机网页"):
        from reportc.serve.server import serve

    def ready(address: str) -> None:
        output.say([f"网页在 {address}（按 Ctrl+C 停止；press Ctrl+C to stop）"])
        if browser:
            webbrowser.open(address)

    serve(data, port, ready)


# ---------------------------------------------------------------- what is not installed

_EXTRAS = {"lsp": ("pygls", "lsprotocol"), "page": ("starlette", "uvicorn")}


@contextmanager
def _extra(name: str, what: str) -> Iterator[None]:
    """Raise a failure that names the missing extra where one of its packages cannot be imported."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _EXTRAS[name]:
            raise
        raise InputError(
            f"{what}需要另装：在 reportc 的目录里 pip install '.[{name}]'",
            f"an extra is needed: pip install '.[{name}]' in the folder of reportc",
        ) from None
