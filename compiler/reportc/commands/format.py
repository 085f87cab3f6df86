"""`reportc fmt`: reports in their normal form, each written only after the proof that nothing is lost.

The exit status is that of ruff and black: 0 all is well, 1 with --check or --diff if something would
change, 2 wrong usage, a file that fails, or a proof that does: the last is a fault of ours.
"""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import Annotated

import typer

from reportc import corpus, output
from reportc.commands import choices
from reportc.commands.choices import Color
from reportc.commands.options import Inputs, Jobs, Lang, Output, StdinName, Tongue
from reportc.commands.storing import stored
from reportc.emit.formats import Frame
from reportc.failure import UsageError
from reportc.progress import counting


class Layout(StrEnum):
    """What `--layout` knows: the names of `emit.text.LAYOUTS`, and the layout that a report is in."""

    MARKDOWN = "markdown"
    TABS = "tabs"
    LINES = "lines"
    BARS = "bars"
    OFFICIAL = "official"
    KEEP = "keep"


Shape = Annotated[
    Layout,
    typer.Option(
        help="markdown：规范格式；tabs：制表符分列；lines：每行一格；bars：竖线行分格；official：官方表式，可贴入 "
        "Word、Excel；keep：保持原样 · the normal form; tabs between cells; a cell a line; lines of bars; the printed "
        "form's geometry; as it is",
    ),
]
Check = Annotated[
    bool, typer.Option("--check", help="只看是否需要整理，不写文件 · only tell whether anything would change")
]
Diff = Annotated[bool, typer.Option("--diff", help="只显示会改什么，不写文件 · only show what would change")]
Fix = Annotated[
    bool,
    typer.Option("--fix/--no-fix", help="改正栏目用语和版面用字（F8） · put labels and slips of writing right (F8)"),
]


def fmt(
    inputs: Inputs = None,
    path: Output = None,
    layout: Shape = Layout.MARKDOWN,
    jobs: Jobs = None,
    lang: Lang = Tongue.ZH,
    color: choices.Colored = Color.AUTO,
    stdin_filename: StdinName = corpus.STDIN,
    *,
    check: Check = False,
    diff: Diff = False,
    fix: Fix = True,
) -> None:
    """整理成规范格式 · lay reports out in their normal form.

    文件在原处改写；写之前证明数和字一个不少。标准输入（-）整理后写到标准输出。

    Files are rewritten in place, after the proof that no number and no word is lost; stdin goes to stdout.
    """
    arguments = inputs or []
    corpus.check(arguments)
    if path is not None and not corpus.is_single(arguments):
        raise UsageError("-o 只能用于一份报告", "-o: one report only")
    output.check(path, corpus.expand(arguments))
    style = corpus.Style(
        layout.value,
        fix,
        check,
        diff,
        here=path is None,
        paint=choices.paint(path, color),
        language=lang.value,
    )
    files = partial(corpus.expand, arguments)
    job = partial(corpus.formatted, style=style)
    target = None if check or diff else path
    with output.writing(target) as stream, counting(files, output.say, stdout=output.is_stdout(target)) as tell:
        outcomes = corpus.run(job, files(), stdin_name=stdin_filename, workers=jobs)
        tally = corpus.write(stored(outcomes), stream, tell, Frame())
        if path is not None and tally.status > 1:
            raise typer.Exit(tally.status)  # in the block: what -o names keeps its old content
    if not corpus.is_single(arguments):
        output.say([corpus.told(tally, style)])
    output.say(corpus.left_out(arguments, style.language, path))
    raise typer.Exit(tally.status)
