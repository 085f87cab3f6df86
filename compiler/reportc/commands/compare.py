"""`reportc compare`: the differences between two versions of a report, or between two years."""

from __future__ import annotations

import os
from enum import StrEnum
from typing import Annotated

import typer

from reportc import api, output
from reportc.commands.options import Output, Tongue, language_of
from reportc.corpus.inputs import Input, shown
from reportc.failure import InputError, because
from reportc.result import Result


class CompareFormat(StrEnum):
    """The values of `--format`."""

    HUMAN = "human"
    JSON = "json"
    HTML = "html"


Old = Annotated[str, typer.Argument(metavar="OLD", show_default=False, help="原来的报告 · the old report")]
New = Annotated[str, typer.Argument(metavar="NEW", show_default=False, help="新的报告 · the new report")]
Form = Annotated[
    CompareFormat | None,
    typer.Option("--format", help="格式，默认按 -o 的扩展名 · default by the ending of -o", show_default="human"),
]
Lang = Annotated[Tongue | None, typer.Option(show_default="zh", help="语言 · language")]
_ENDINGS = {".json": CompareFormat.JSON, ".html": CompareFormat.HTML, ".htm": CompareFormat.HTML}


def compare(old: Old, new: New, form: Form = None, path: Output = None, lang: Lang = None) -> None:
    """比较两份报告 · compare two reports.

    列出不同的格（原数、新数、差）和增删的句子。相同以 0 退出，不同以 1 退出。

    The cells that differ, with both numbers, and the sentences that are gone or new. Ends with 1 if anything differs.
    """
    from reportc.compare import difference, outputs  # the parser is heavy

    output.check(path, (old, new))
    language = language_of(lang)
    found = difference.compare(*(difference.side(shown(one), _compiled(one)) for one in (old, new)))
    ending = os.path.splitext(path or "")[1].lower()
    chosen = form or _ENDINGS.get(ending, CompareFormat.HUMAN)
    with output.writing(path) as stream:
        stream.write(outputs.WRITERS[chosen.value](found, language).encode("utf-8", "replace"))
    raise typer.Exit(int(not found.is_same))


def _compiled(path: str) -> Result:
    try:
        return api.compile(Input(path, shown(path)).read())
    except OSError as error:
        raise InputError(*because(error, f"无法读取 {shown(path)}", "cannot be read")) from None
