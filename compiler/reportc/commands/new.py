"""`reportc new`: a blank report to be filled in: in the normal form, or the official form in a file of any kind."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from reportc import output
from reportc.commands.format import Layout, Shape
from reportc.commands.options import Output
from reportc.failure import OutputError, UsageError
from reportc.form import EDITIONS
from reportc.form import Edition as Known

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
    -o 的后缀是 .docx、.xlsx、.html、.pdf 时，写成官方表式的空白文件。

    All six sections are there, and every cell is blank; in sentences 【待填：……】 marks what `check` finds unfilled.
    -o FILE.docx, .xlsx, .html or .pdf gives the official form.
    """
    known = next((known for known in EDITIONS if known == edition), None)
    if edition is not None and known is None:
        raise UsageError(f"--edition 只能是 {'、'.join(EDITIONS)}", f"--edition: {' or '.join(EDITIONS)}")
    if layout is Layout.KEEP:
        raise UsageError("--layout keep 不能用于新建", "--layout keep: there is nothing to keep")
    if path is not None and not output.is_stdout(path) and os.path.lexists(path):
        raise OutputError(f"已经存在 {path}", "it exists already")
    data = _made(path, agency, year, known, layout.value)
    if data is None:
        raise UsageError(f"不能作机关名称：{agency}", "no name of an agency")
    with output.writing(path) as stream:
        stream.write(data)


def _made(path: str | None, agency: str, year: int, edition: Known | None, layout: str) -> bytes | None:
    """Return the blank report: a text in a layout, or of the kind that the name of a file asks for."""
    from reportc.api import compile  # noqa: A004  # lark takes 70 ms to import
    from reportc.emit.document.converted import written
    from reportc.emit.document.kinds import KINDS, Order, check, kind_of
    from reportc.emit.text import blank

    kind = kind_of(path) if path is not None else None
    if kind is None or KINDS[kind].layout:
        made = blank.text(agency, year, edition, layout)
        return made.encode() if made is not None else None
    check(kind)
    report = blank.report(agency, year, edition)
    if report is None:
        return None
    file = written(blank.to_fill_in(report), compile, kind, Order())
    if file.reason:
        raise OutputError(f"{file.reason.zh}，未写出 {path}", file.reason.en)
    return file.data
