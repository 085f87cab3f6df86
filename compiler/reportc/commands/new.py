"""`reportc new`: a blank report in the normal form, to be filled in."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from reportc import output
from reportc.commands.format import Layout, Shape
from reportc.commands.options import Output
from reportc.failure import OutputError, UsageError
from reportc.form import EDITIONS

Agency = Annotated[str, typer.Option(help="机关名称 · name of the agency")]
Year = Annotated[int, typer.Option(min=2000, max=2099, help="报告年度 · year of the report")]
Edition = Annotated[
    str | None,
    typer.Option(metavar="|".join(EDITIONS), help="表式版本，默认按年度 · edition, default that of the year"),
]


def new(
    agency: Agency,
    year: Year,
    edition: Edition = None,
    layout: Shape = Layout.MARKDOWN,
    path: Output = None,
) -> None:
    """新建空白报告 · start a blank report.

    六节齐全，表格每一格都空着；正文该填的地方写作【待填：……】，check 会指出。

    All six sections are there, and every cell is blank; in sentences 【待填：……】 marks what `check` finds unfilled.
    """
    from reportc.emit.text import blank

    known = next((known for known in EDITIONS if known == edition), None)
    if edition is not None and known is None:
        raise UsageError(f"--edition 只能是 {'、'.join(EDITIONS)}", f"--edition: {' or '.join(EDITIONS)}")
    if layout is Layout.KEEP:
        raise UsageError("--layout keep 不能用于新建", "--layout keep: there is nothing to keep")
    text = blank.text(agency, year, known, layout.value)
    if text is None:
        raise UsageError(f"不能作机关名称：{agency}", "no name of an agency")
    if path is not None and not output.is_stdout(path) and os.path.lexists(path):
        raise OutputError(f"已经存在 {path}", "it exists already")
    with output.writing(path) as stream:
        stream.write(text.encode())
