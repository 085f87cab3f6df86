"""The three tables that any number of reports make, `reports`, `cells` and `findings`, and their columns.

The columns are data, which the writers, `reportc schema --tables` and the tests read. A table is tidy: a row a
report, a row a cell of the form, a row a finding; `report` is the `id` of the report that a row belongs to.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from reportc.form import EDITIONS

Type = Literal["text", "word", "texts", "integer", "number", "truth"]
"""The type of a column: any text; one of few words; paragraphs; 32 bits; 64 bits with a fraction; yes or no."""


class Column(NamedTuple):
    """A column: its name, its type (with a question mark where it may be null), its Chinese title, English words."""

    name: str
    kind: str
    title: str
    description: str

    @property
    def type(self) -> Type:
        """The type without the question mark."""
        return self.kind.removesuffix("?")  # type: ignore[return-value]  # a test goes through all columns

    @property
    def nullable(self) -> bool:
        """Whether the column may be null."""
        return self.kind.endswith("?")


TABLES: Mapping[str, tuple[Column, ...]] = MappingProxyType(
    {
        "reports": (
            Column("id", "text", "报告编号：来源名与内容的摘要", "digest of the source's name and its bytes"),
            Column("source", "text", "来源：文件路径、网址或给出的编号", "path, address or given id"),
            Column("agency", "text?", "机关", "the agency, as the title prints it"),
            Column("year", "integer?", "年度", "the report's year"),
            Column("edition", "word?", f"表式：{'、'.join(EDITIONS)} 或 mixed", f"{', '.join(EDITIONS)} or mixed"),
            Column("title", "text?", "标题", "the title"),
            Column("verdict", "word", "结论", "what the check comes to"),
            Column("coverage", "number", "读懂的字符所占比例", "share of the characters that was understood"),
            Column("cells_printed", "integer", "有数字的格数", "cells with a number"),
            Column("cells_null", "integer", "没有数字的格数", "cells without one, in tables that occur"),
            Column("kind", "word?", "文件种类", "what was read: text, html, docx, pdf and so on"),
            Column("layout", "word?", "表格排法", "how its tables are laid out: markup, lines, bars, tabs and so on"),
            Column("errors", "integer", "错误数", "findings that are errors"),
            Column("warnings", "integer", "警告数", "findings that are warnings"),
            Column("notes", "integer", "提示数", "findings of form and typography"),
            Column("reader", "word", "读取程序的版本", "the version of reportc"),
            Column("disclosure_edition", "word?", "第二部分的表式；缺表为空", "of section 2; null: no table"),
            Column("applications_edition", "word?", "第三部分的表式；缺表为空", "of section 3; null: no table"),
            Column("has_proceedings", "truth", "第四部分是否有表", "whether section 4 has its table"),
            Column("preamble", "texts", "导语", "paragraphs before section 1"),
            Column("overview", "texts", "第一部分", "paragraphs of section 1"),
            Column("problems", "texts", "第五部分", "paragraphs of section 5"),
            Column("other_matters", "texts", "第六部分", "paragraphs of section 6"),
        ),
        "cells": (
            Column("report", "text", "报告编号", "id of the report"),
            Column("path", "word", "格的 JSON 指针", "JSON pointer of the cell"),
            Column("section", "word", "部分", "proactive_disclosure, applications or proceedings"),
            Column("row", "word", "行（表式用语）", "the row, in the form's words"),
            Column("column", "word", "列（表式用语）", "the column, in the form's words"),
            Column("state", "word", "状态", "printed, or a hole: blank, dash, lost, missing"),
            Column("value", "number?", "数；空缺为空，不是 0", "the number; null in a hole, never 0"),
            Column("printed", "text?", "印出的文字", "the text of the cell"),
            Column("place", "text?", "在文件中的位置", "where in a file that is no text"),
            Column("start", "integer?", "起（字符，从 0）", "first character in the source, from 0"),
            Column("end", "integer?", "止（不含）", "after the last character"),
            Column("line", "integer?", "行号，从 1", "line, from 1"),
            Column("character", "integer?", "行内第几个字，从 1", "character in the line, from 1"),
        ),
        "findings": (
            Column("report", "text", "报告编号", "id of the report"),
            Column("code", "word", "规则代号", "code of the rule"),
            Column("name", "word", "规则名", "name of the rule"),
            Column("severity", "word", "级别", "error, warning or info"),
            Column("place", "text?", "在文件中的位置", "where in a file that is no text"),
            Column("path", "text?", "所涉的第一格或行", "JSON pointer of the first cell or row it is about"),
            Column("start", "integer", "起（字符，从 0）", "first character in the source, from 0"),
            Column("end", "integer", "止（不含）", "after the last character"),
            Column("message", "text", "说明", "the message"),
            Column("cause", "text?", "原因编号，同因相同", "id that findings of one cause share"),
        ),
    }
)


def describe() -> dict[str, object]:
    """Return the tables and their columns as JSON data."""
    return {
        "reportc": 1,
        "tables": {name: [_described(column) for column in columns] for name, columns in TABLES.items()},
    }


def _described(column: Column) -> dict[str, object]:
    return {
        "name": column.name,
        "type": column.type,
        "nullable": column.nullable,
        "title": column.title,
        "description": column.description,
    }
