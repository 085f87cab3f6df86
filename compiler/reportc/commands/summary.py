"""`reportc summary`: what a corpus looks like, from the tables that `compile --to parquet` made of it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from reportc import output
from reportc.commands.options import Lang, Output, Tongue
from reportc.diagnostic import Language


class Form(StrEnum):
    """What `--to` knows."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


Tables = Annotated[
    str,
    typer.Argument(
        metavar="TABLES",
        help="compile --to parquet 写出的文件夹，或其中的 reports.parquet · the folder, or its reports.parquet",
    ),
]
To = Annotated[Form, typer.Option(help="text：文字表；html：带图的网页；json · tables, a page with pictures, or data")]


def summary(tables: Tables, path: Output = None, to: To = Form.TEXT, lang: Lang = Tongue.ZH) -> None:
    """语料概览 · what a corpus looks like.

    有多少机关、哪些年度、读懂多少、各规则说了几次、表格怎样排、哪些行空缺最多。

    How many agencies and years, how much was read, which rules speak, which layouts there are, which rows have holes.
    """
    from reportc.corpus.tables.summary import summarize
    from reportc.emit import canonical, survey, survey_page
    from reportc.span import sound

    found, language = summarize(tables), _language(lang)
    match to:
        case Form.TEXT:
            made = survey.text(found, language)
        case Form.JSON:
            made = canonical.block(survey.data(found))
        case Form.HTML:
            made = survey_page.page(found, language)
    with output.writing(path) as stream:
        stream.write(sound(made).encode())


def _language(lang: Tongue) -> Language:
    language: Language = lang.value
    return language
