"""`reportc compile`: reports to JSON; and `reportc schema`, what that JSON is.

A compile ends with 1 only where a report could not be read; what it contradicts itself in is for `check`.
"""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import Annotated

import typer

from reportc import corpus, output
from reportc.commands.options import Inputs, Jobs, Lang, Output, StdinName, Tongue
from reportc.diagnostic import Language
from reportc.emit.formats import ARRAY, Frame
from reportc.progress import counting


class Format(StrEnum):
    """What `--to` knows."""

    JSON = "json"
    NDJSON = "ndjson"


To = Annotated[
    Format | None,
    typer.Option(
        help="json：缩进的 JSON，多份时为数组；ndjson：每份一行，含诊断，多份时的默认 · "
        "indented JSON, or an array for several; ndjson: a line each with its diagnostics, the default for several",
    ),
]


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
    frame = ARRAY if to is Format.JSON and not single else Frame()
    with output.writing(path) as stream, counting(files, output.say, stdout=output.is_stdout(path)) as tell:
        outcomes = corpus.run(job, files(), stdin_name=stdin_filename, workers=jobs)
        tally = corpus.write(outcomes, stream, tell, frame)
        if not tally.reports:
            raise typer.Exit(tally.status)  # in the block: what -o names keeps its old content
    if not single:
        output.say([tally.words(language)])
    output.say(corpus.left_out(arguments, language, path))
    raise typer.Exit(tally.status)


Rollup = Annotated[bool, typer.Option("--rollup", help="汇总的 JSON · that of a roll-up")]


def schema(*, rollup: Rollup = False) -> None:
    """打印 JSON Schema · print the JSON Schema of a compiled report."""
    from reportc.emit import canonical

    if rollup:
        from reportc.rollup import model  # pydantic takes 170 ms to import

        text = canonical.schema(model.Rollup)
    else:
        text = canonical.schema()
    with output.writing(None) as stream:
        stream.write(text.encode())
