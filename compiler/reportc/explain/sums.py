"""The equations that a cell stands in, with their numbers and their state, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from reportc.check.equations import BALANCE, OUTCOME_SUM, PROCEEDINGS_SUM, ROW_SUM, State, Sum
from reportc.check.semantics import Semantics
from reportc.form import Path, pointer


class Words(NamedTuple):
    """What an equation says."""

    zh: str
    en: str


_WORDS: Mapping[str, Words] = MappingProxyType(
    {
        BALANCE: Words("本年新收 + 上年结转 = 总计 + 结转下年度", "new + carried over = total + carried forward"),
        OUTCOME_SUM: Words("各项办理结果之和 = {whole}", "the outcomes sum to {whole}"),
        ROW_SUM: Words("各类申请人之和 = {whole}", "the applicants sum to {whole}"),
        PROCEEDINGS_SUM: Words("四种结果之和 = {whole}", "the four results sum to {whole}"),
    }
)
MARKS: Mapping[State, str] = MappingProxyType({State.HELD: "✓", State.BROKEN: "✗", State.UNKNOWN: "？"})


def of_cell(facts: Semantics, at: str) -> Iterator[Sum]:
    """Yield the equations that the cell at a JSON pointer stands in."""
    return (one for one in facts.sums if at in one.equation.cells)


def words(facts: Semantics, one: Sum) -> Words:
    """Return what an equation says, its whole in the words of the form."""
    *keys, column = one.equation.wholes[0]
    row = tuple(keys)
    wording = facts.wording(row)
    whole = wording.row(row) if one.equation.code == OUTCOME_SUM else wording.column(column, row)
    return Words(*(text.format(whole=whole) for text in _WORDS[one.equation.code]))


def formula(facts: Semantics, one: Sum) -> str:
    """Return an equation with its numbers: 10 + 2 = 12, or 10 + 2 = 12 ≠ 15, with ？ for what is not printed."""
    left, right = _terms(facts, one.equation.left), _terms(facts, one.equation.right)
    match one.state:
        case State.UNKNOWN:
            return f"{left} = {right}"
        case State.HELD:
            return " = ".join(dict.fromkeys((left, str(one.left), right))) if left != right else f"{left} = {right}"
        case State.BROKEN:
            return f"{_worked_out(left, one.left)} ≠ {_worked_out(right, one.right)}"


def unread(facts: Semantics, one: Sum) -> list[Path]:
    """Return the cells for want of which an equation cannot be checked."""
    return [path for path in (*one.equation.parts, *one.equation.wholes) if facts.values.get(pointer(path)) is None]


def _terms(facts: Semantics, cells: Iterable[str]) -> str:
    """Return the addends that are not 0, and ？ for each that is not known."""
    values = [facts.values.get(cell) for cell in cells]
    return " + ".join("？" if value is None else str(value) for value in values if value != 0) or "0"


def _worked_out(terms: str, value: int) -> str:
    return terms if terms == str(value) else f"{terms} = {value}"
