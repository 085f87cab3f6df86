"""`reportc text`: the text that all findings point into, as a reader made it of a file."""

from __future__ import annotations

from functools import partial

import typer

from reportc import corpus, output
from reportc.commands.options import Inputs, Lang, Output, StdinName, Tongue
from reportc.emit.formats import Frame
from reportc.progress import counting


def text(
    inputs: Inputs = None,
    path: Output = None,
    lang: Lang = Tongue.ZH,
    stdin_filename: StdinName = corpus.STDIN,
) -> None:
    """打印读到的文字 · print the text that was read.

    Word 文件等：每段一行，表格每行一行，格与格之间是制表符。诊断里的行和列就是这里的行和列。

    Of a Word file and the like: a paragraph a line, a row a line with tabs between its cells. Lines and columns
    of findings are those of this text.
    """
    arguments = inputs or []
    corpus.check(arguments)
    files = partial(corpus.expand, arguments)
    output.check(path, files())
    job = partial(corpus.projected, language=lang.value)
    with output.writing(path) as stream, counting(files, output.say, stdout=output.is_stdout(path)) as tell:
        tally = corpus.write(corpus.run(job, files(), stdin_name=stdin_filename, workers=1), stream, tell, Frame())
        if not tally.reports:
            raise typer.Exit(tally.status)  # in the block: what -o names keeps its old content
    output.say(corpus.left_out(arguments, lang.value, path))
    raise typer.Exit(tally.status)
