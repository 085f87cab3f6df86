"""Faults in correct reports: the change, the rule that must find it, at which cell, and the cell to suspect."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from random import Random
from types import MappingProxyType

from reports.report import Report, Value
from reports.words import BLOCKS, COLUMNS, MATRIX

APPLICANTS = tuple(name for name, _ in COLUMNS[:-1])
_PARTS = ("upheld", "corrected", "other", "pending")


@dataclass(frozen=True, slots=True)
class Fault:
    """A report with one fault.

    `paths` are the cells of which the finding must name one, `implied` the codes of other errors that
    the fault causes, `suspect` the wrong cell with its true value, if they can be inferred.
    """

    report: Report
    paths: frozenset[str]
    implied: frozenset[str] = frozenset()
    suspect: tuple[str, int] | None = None


Inject = Callable[[Report, Random], Fault | None]
"""Puts a fault into a report; None if that is impossible in this one."""


def changed(report: Report, cells: Mapping[str, Value], texts: Mapping[str, str] | None = None) -> Report:
    """Return `report` with other values in `cells`, written plainly or as in `texts`."""
    written = {path: "" if value is None else str(value) for path, value in cells.items()} | dict(texts or {})
    return replace(
        report,
        values=MappingProxyType({**report.values, **cells}),
        written=MappingProxyType({**report.written, **written}),
    )


def _other(rng: Random, value: Value) -> int:
    """Draw a count that is not `value`: a slip of a digit, or any other."""
    count = int(value or 0)
    return rng.choice([n for n in (count + 1, count - 1, count * 10 + 1, count + rng.randint(2, 90)) if n >= 0])


def _rows(report: Report) -> list[str]:
    return [row.pointer for row in MATRIX[report.applications_edition]]


def _wrong(report: Report, rng: Random, cell: str, paths: frozenset[str], *implied: str) -> Fault:
    true = report.values[cell]
    assert isinstance(true, int)
    wrong = changed(report, {cell: _other(rng, true)})
    return Fault(wrong, paths, frozenset(implied), (cell, true))


def balance(report: Report, rng: Random) -> Fault:
    """A301: a wrong cell of 新收, 上年结转 or 结转下年度."""
    row = rng.choice(("new", "carried_over", "carried_forward"))
    column = rng.choice((*APPLICANTS, "total"))
    cell = f"/applications/{row}/{column}"
    return _wrong(report, rng, cell, frozenset((cell,)), "A303")


def outcome(report: Report, rng: Random) -> Fault:
    """A302: a wrong cell of an outcome, or of （七）总计."""
    row = rng.choice(_rows(report)[2:-1])
    column = rng.choice((*APPLICANTS, "total"))
    cell = f"{row}/{column}"
    total = f"/applications/outcomes/total/{column}"
    implied = ("A303", "A301") if cell == total else ("A303",)
    return _wrong(report, rng, cell, frozenset((total,)), *implied)


def row_sum(report: Report, rng: Random) -> Fault:
    """A303: a wrong cell of any row."""
    row = rng.choice(_rows(report))
    column = rng.choice((*APPLICANTS, "total"))
    return _wrong(report, rng, f"{row}/{column}", frozenset((f"{row}/total",)), "A301", "A302")


def blank(report: Report, rng: Random) -> Fault:
    """A304: empty cells in a row of the matrix."""
    row = rng.choice(_rows(report))
    cells = [f"{row}/{column}" for column in rng.sample(APPLICANTS, rng.randint(1, 6))]
    return Fault(changed(report, dict.fromkeys(cells)), frozenset(cells))


def blank_total(report: Report, rng: Random) -> Fault:
    """A305: an empty total."""
    cell = f"{rng.choice(_rows(report))}/total"
    return Fault(changed(report, {cell: None}), frozenset((cell,)))


def no_count(report: Report, rng: Random) -> Fault:
    """A306: a count below zero, or with decimals."""
    cell = f"{rng.choice(_rows(report))}/{rng.choice(APPLICANTS)}"
    true = int(report.values[cell] or 0)
    value: Value = rng.choice((-true - 1, Decimal(true) + Decimal("0.5")))
    return Fault(changed(report, {cell: value}), frozenset((cell,)), frozenset(("A301", "A302", "A303")))


def split(report: Report, rng: Random) -> Fault | None:
    """A307: the digits of a number in two cells, where the second printed 0."""
    places = [
        (f"{row}/{first}", f"{row}/{second}")
        for row in _rows(report)
        for first, second in pairwise(APPLICANTS)
        if int(report.values[f"{row}/{first}"] or 0) > 9 and report.values[f"{row}/{second}"] == 0
    ]
    if not places:
        return None
    first, second = rng.choice(places)
    digits = str(report.values[first])
    cuts = [at for at in range(1, len(digits)) if digits[at] != "0" or len(digits) == at + 1]
    if not cuts:
        return None
    at = rng.choice(cuts)
    cells = {first: int(digits[:at]), second: int(digits[at:])}
    return Fault(changed(report, cells), frozenset((first,)), frozenset(("A301", "A302", "A303")))


def block_sum(report: Report, rng: Random) -> Fault:
    """P401: a wrong cell of section 4; a single sum rarely shows which one."""
    block = f"/proceedings/{rng.choice(BLOCKS)[0]}"
    cell = f"{block}/{rng.choice((*_PARTS, 'total'))}"
    wrong = changed(report, {cell: _other(rng, report.values[cell])})
    return Fault(wrong, frozenset((f"{block}/total",)))


def block_blank(report: Report, rng: Random) -> Fault:
    """P402: an empty cell of section 4."""
    cell = f"/proceedings/{rng.choice(BLOCKS)[0]}/{rng.choice(_PARTS)}"
    return Fault(changed(report, {cell: None}), frozenset((cell,)))


def block_no_count(report: Report, rng: Random) -> Fault:
    """P403: a count of section 4 below zero, or with decimals."""
    cell = f"/proceedings/{rng.choice(BLOCKS)[0]}/{rng.choice(_PARTS)}"
    true = int(report.values[cell] or 0)
    value: Value = rng.choice((-true - 1, Decimal(true) + Decimal("0.5")))
    return Fault(changed(report, {cell: value}), frozenset((cell,)), frozenset(("P401",)))


def _section_2(report: Report, *columns: str) -> list[str]:
    return [path for path in report.values if "article_20" in path and path.rpartition("/")[2] in columns]


def disclosure_blank(report: Report, rng: Random) -> Fault:
    """D201: an empty cell of section 2."""
    cell = rng.choice([path for path in report.values if "article_20" in path])
    return Fault(changed(report, {cell: None}), frozenset((cell,)))


_COUNTS = (
    "made",
    "disclosed",
    "total_disclosed",
    "previous_items",
    "decisions",
    "items",
    "issued",
    "repealed",
    "in_force",
)


def disclosure_negative(report: Report, rng: Random) -> Fault:
    """D202: a count of section 2 below zero."""
    cell = rng.choice(_section_2(report, *_COUNTS))
    return Fault(changed(report, {cell: -int(report.values[cell] or 0) - 1}), frozenset((cell,)))


def disclosure_fraction(report: Report, rng: Random) -> Fault:
    """D203: a count of section 2 with decimals."""
    cell = rng.choice(_section_2(report, *_COUNTS))
    return Fault(changed(report, {cell: Decimal(int(report.values[cell] or 0)) + Decimal("0.5")}), frozenset((cell,)))


def money(report: Report, rng: Random) -> Fault:
    """D204: an amount in yuan."""
    cell = rng.choice(_section_2(report, "amount"))
    yuan = rng.randint(1, 10**7)
    return Fault(changed(report, {cell: Decimal(yuan) / 10_000}, {cell: f"{yuan}元"}), frozenset((cell,)))


def in_force(report: Report, rng: Random) -> Fault | None:
    """D205: fewer in force than were added."""
    if report.disclosure_edition != "2021":
        return None
    row = "/proactive_disclosure/article_20_1/normative_documents"
    issued, repealed = rng.randint(5, 90), rng.randint(0, 3)
    cells = {f"{row}/issued": issued, f"{row}/repealed": repealed, f"{row}/in_force": rng.randrange(issued - repealed)}
    return Fault(changed(report, cells), frozenset((f"{row}/in_force",)))


def disclosed(report: Report, rng: Random) -> Fault | None:
    """D206: more newly disclosed than disclosed in all."""
    if report.disclosure_edition != "2019":
        return None
    row = "/proactive_disclosure/article_20_1/normative_documents"
    total = rng.randint(0, 50)
    cells = {f"{row}/disclosed": total + rng.randint(1, 50), f"{row}/total_disclosed": total}
    return Fault(changed(report, cells), frozenset((f"{row}/total_disclosed",)))


def stock(report: Report, rng: Random) -> Fault | None:
    """D207: a decrease larger than the stock."""
    cells = _section_2(report, "change")
    if not cells:
        return None
    change = rng.choice(cells)
    previous = change.replace("/change", "/previous_items")
    count = rng.randint(0, 30)
    values = {previous: count, change: -count - rng.randint(1, 30)}
    return Fault(changed(report, values), frozenset((change,)))


def powerless(report: Report, rng: Random) -> Fault | None:
    """D208: rules (规章) of a county's bureau, which may make none."""
    if report.agency is None or not ("县" in report.agency or "区" in report.agency):
        return None
    row = "/proactive_disclosure/article_20_1/rules"
    cells: dict[str, Value] = dict.fromkeys((p for p in report.values if p.startswith(row)), rng.randint(1, 9))
    return Fault(changed(report, cells), frozenset(cells))


FAULTS: Mapping[str, Inject] = MappingProxyType(
    {
        "A301": balance,
        "A302": outcome,
        "A303": row_sum,
        "A304": blank,
        "A305": blank_total,
        "A306": no_count,
        "A307": split,
        "P401": block_sum,
        "P402": block_blank,
        "P403": block_no_count,
        "D201": disclosure_blank,
        "D202": disclosure_negative,
        "D203": disclosure_fraction,
        "D204": money,
        "D205": in_force,
        "D206": disclosed,
        "D207": stock,
        "D208": powerless,
    }
)
"""A fault for each rule about cells, by code."""
