"""D204: amounts of money in another unit than the form's, or without one."""

from __future__ import annotations

from collections.abc import Iterator

from reportc.check import tables
from reportc.check.rule import Finding, rule
from reportc.check.semantics import Semantics
from reportc.diagnostic import Argument, Fix, Severity, TextEdit
from reportc.form import AMOUNT
from reportc.language import Text
from reportc.span import hull
from reportc.syntax import nodes
from reportc.syntax.nodes import Cell, Row
from reportc.syntax.numbers import FORMS_SCALE, Number, column_scale, holds, read, shown

_TABLE = "proactive_disclosure"
_UNITS = {0: ("元", "yuan"), 8: ("亿元", "亿元")}
"""The names, for messages, of the units of money that are not the form's, by scale."""


@rule(
    "D204",
    "unit-differs",
    Severity.WARNING,
    zh="「{cell}」印为 {printed}，{why}，读作 {value} 万元",
    en="“{cell}” is printed as {printed}, {why_en}; read as {value} 万元",
)
def unit_differs(semantics: Semantics) -> Iterator[Finding]:
    """金额的单位与表式不同 · An amount is in another unit than the form's

    金额的单位是万元。印成元，或者栏目和格子里都没有写单位，读者会差一万倍。
    编译结果一律换算成万元；没有写单位的，按表式的万元读。

    Amounts are in 万元, ten thousand yuan. One in 元, or without any unit in its cell or its column, is easily
    read ten thousand times too large. The compiled value is in 万元; a bare number is read as such.

    依据 · Source: 2021 年版栏目「本年收费金额（单位：万元）」；2019 年版「采购总金额」
    公式 · Formula: 1 万元 = 10000 元

    反例 · Fails: 采购总金额：251000元
    改正 · Fixed: 采购总金额：25.1万元
    核对 · Look up: 原金额的单位，换算成万元 · the unit of the amount; convert it to 万元
    """
    for row, cell in _amounts(semantics):
        number = read(cell.text, semantics.vocabulary.pattern("NUMBER"))
        if number is None:
            continue
        scale = number.scale if number.printed_unit else _scale_of_column(semantics, row)
        if scale == FORMS_SCALE or not holds(AMOUNT, cell.value or 0):  # X003 reports that nothing was read
            continue
        unit = _UNITS.get(scale) if scale is not None else None
        why = (f"单位是{unit[0]}", f"in {unit[1]}") if unit else ("没有写单位", "without a unit")
        arguments: dict[str, Argument] = {
            "cell": semantics.name((*row.path, AMOUNT)),
            "printed": cell.text,
            "why": why[0],
            "why_en": why[1],
            "value": shown(cell.value or 0),
        }
        fixes = _converted(row, cell, number, safe=unit is not None)
        yield Finding(hull(cell.spans), arguments, (tables.at(row, cell),), fixes=fixes)


def _amounts(semantics: Semantics) -> Iterator[tuple[Row, Cell]]:
    """Yield the cells that print an amount of money other than 0, which needs no unit."""
    for row in semantics.printed(_TABLE):
        for cell in row.cells:
            if cell.column == AMOUNT and cell.value:
                yield row, cell


def _scale_of_column(semantics: Semantics, row: Row) -> int | None:
    """Return the scale of the unit that an amount's column or a note names; the form's where the header is lost."""
    sections = semantics.sections(nodes.ProactiveDisclosure)
    headers = [
        label
        for section in sections
        for article in section.articles
        if row.path[1] == article.name
        for label in article.header
    ]
    columns = tuple(label.text for label in headers if AMOUNT in label.name)
    notes = tuple(note.text for section in sections for note in section.notes)
    scale = column_scale(columns, notes, semantics.vocabulary)
    return FORMS_SCALE if scale is None and not columns else scale


def _converted(row: Row, cell: Cell, number: Number, *, safe: bool) -> tuple[Fix, ...]:
    """Return the fix that prints an amount in 万元 with its unit and its remark; none for a cell without a span."""
    if cell.value is None or not cell.spans:
        return ()
    text = f"{shown(cell.value)}万元" + (f"（{number.remark}）" if number.remark else "")
    edits = (TextEdit(hull(cell.spans), text),)
    return (
        Fix(
            Text(f"改为 {text}", f"change to {text}"),
            safe=safe,
            edits=edits,
            sets=((tables.at(row, cell), cell.value),),
        ),
    )
