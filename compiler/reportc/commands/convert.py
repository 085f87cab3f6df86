"""`reportc convert`: a report that is read, written as the official form in another kind of file.

Nothing is written that was not read again and found the same; the exit status is then 2.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from functools import partial
from typing import Annotated

import typer

from reportc import config, corpus, output
from reportc.commands.format import Fix
from reportc.commands.options import Inputs, Jobs, Lang, StdinName, Tongue
from reportc.commands.storing import stored
from reportc.diagnostic import Language
from reportc.emit.formats import Frame
from reportc.failure import UsageError
from reportc.progress import counting


class Kind(StrEnum):
    """What `--to` knows; the names are those of `emit.document.kinds.KINDS`."""

    DOCX = "docx"
    XLSX = "xlsx"
    HTML = "html"
    MD = "md"
    TXT = "txt"
    JSON = "json"
    PDF = "pdf"


Output = Annotated[
    str | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE|FOLDER/",
        help="写入文件或文件夹，先证明后写出 · write a file, or a file for each input into a folder",
    ),
]
To = Annotated[
    Kind | None,
    typer.Option(help="文件种类，默认按 -o 的后缀 · kind of file, default by the ending of -o"),
]
Findings = Annotated[
    bool | None,
    typer.Option(
        "--findings/--no-findings",
        show_default="xlsx 有，html 无",
        help="在格旁标出检查结果，仅 xlsx、html · show findings beside the cells: xlsx and html only",
    ),
]
Force = Annotated[bool, typer.Option("--force", help="覆盖已有的文件 · replace files that exist")]


def convert(
    inputs: Inputs = None,
    path: Output = None,
    to: To = None,
    jobs: Jobs = None,
    lang: Lang = Tongue.ZH,
    stdin_filename: StdinName = corpus.STDIN,
    *,
    findings: Findings = None,
    force: Force = False,
    fix: Fix = True,
) -> None:
    """转换成另一种文件 · convert reports to another kind of file.

    读得懂的文件，写成官方表式的 Word、表格、网页、PDF 或文本；写出后再读一遍，内容相同才保存。

    Whatever is read is written as the official form; what was written is read again, and kept only if it says the same.
    """
    arguments = inputs or []
    corpus.check(arguments)
    folder = path if path is not None and _is_folder(path) else None
    kind = _kind(path, to, folder)
    _check(arguments, kind, path, folder, findings=findings)
    plan = corpus.Plan(
        kind,
        path=None if folder or output.is_stdout(path) else path,
        folder=folder,
        roots=[argument for argument in arguments if os.path.isdir(argument)],
        force=force,
        fix=fix,
        findings=findings,
        settings=replace(config.load(), language=lang.value),
    )
    files, out = partial(corpus.expand, arguments), plan.path is None and folder is None
    with output.writing(None) as stream, counting(files, output.say, stdout=out) as tell:
        outcomes = corpus.run(partial(corpus.converted, plan=plan), files(), stdin_name=stdin_filename, workers=jobs)
        tally = corpus.write(stored(outcomes, partial(_twice, language=lang.value)), stream, tell, Frame())
    if not corpus.is_single(arguments):
        output.say([corpus.summed(tally, lang.value)])
    output.say(corpus.left_out(arguments, lang.value, path))
    raise typer.Exit(tally.status)


def _kind(path: str | None, to: Kind | None, folder: str | None) -> str:
    """Return the kind that is asked for, by name or by the ending of a file."""
    from reportc.emit.document.kinds import KINDS, kind_of

    asked = to.value if to else None if folder or path is None else kind_of(path)
    if asked is None:
        names = "、".join(KINDS)
        raise UsageError(f"请用 --to 说明文件种类：{names}", "say the kind of file with --to")
    return asked


def _check(arguments: Sequence[str], kind: str, path: str | None, folder: str | None, *, findings: bool | None) -> None:
    """Raise a failure for what cannot work, before anything is read."""
    from reportc.emit.document.kinds import KINDS, check

    check(kind)
    if findings and KINDS[kind].findings == "never":
        raise UsageError("--findings 只用于 xlsx、html", "--findings: xlsx and html only")
    if folder is None and not corpus.is_single(arguments):
        raise UsageError("多份报告须用 -o 文件夹/", "several reports: -o FOLDER/")
    if output.is_stdout(path) and KINDS[kind].binary and sys.stdout is not None and sys.stdout.isatty():
        raise UsageError(f"{kind} 不能显示在终端，请用 -o 写入文件", "not for a terminal: use -o FILE")


def _is_folder(path: str) -> bool:
    return path.endswith(("/", os.sep)) or os.path.isdir(path)


def _twice(path: str, language: Language) -> corpus.Outcome:
    return corpus.failed(path, path, "twice", language)
