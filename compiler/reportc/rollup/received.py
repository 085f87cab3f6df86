"""Received files, each read and checked as the report of a unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from reportc import baseline
from reportc.api import check, compile  # noqa: A004  # the name of what this package does
from reportc.check.semantics import Semantics
from reportc.corpus.inputs import Input
from reportc.diagnostic import Diagnostic
from reportc.emit import lsp
from reportc.failure import because
from reportc.form import AMOUNT, Edition, pointer
from reportc.language import Language
from reportc.result import Checked, Result
from reportc.rollup import stored
from reportc.rollup.roster import Roster
from reportc.rollup.unit import TABLES, FindingRecord, Number, RowLocation, Unit
from reportc.settings import DEFAULT, Settings
from reportc.span import Span
from reportc.syntax import nodes
from reportc.syntax.agencies import plain
from reportc.syntax.parser import vocabulary
from reportc.syntax.row_building import row_span

_OF_TABLES = "XDAPY"
"""The families of rules that apply to tables."""
_OF_NUMBERS = "DAPY"
"""The families of rules that apply to numbers, however their tables were set."""


class ReadOptions(NamedTuple):
    """How files are read: by which settings they are checked (None: not at all), and last year's by agency.

    Findings that `known` has are left out; with `takes` all findings are taken into the baseline.
    """

    settings: Settings | None = DEFAULT
    roster: Roster | None = None
    previous: Mapping[str, str] = MappingProxyType({})
    known: baseline.Baseline | None = None
    takes: bool = False

    @property
    def language(self) -> Language:
        """The language of the messages."""
        return self.settings.language if self.settings else "zh"


def read(given: Input, options: ReadOptions) -> Unit:
    """Read a file; nothing is raised, for one file may not cost the others."""
    try:
        data = given.read()
        kept = stored.read(data)
        if kept:
            return _of_stored(kept, given, options)
        if stored.is_rollup(data):
            return _of_sum(_unit(given, compile(stored.only_sum(data)), options))
        return _unit(given, compile(data), options)
    except OSError as error:
        return Unit(given.name, given.path, trouble="\n".join(because(error, "无法读取", "cannot be read")))
    except Exception as error:  # noqa: BLE001  # a fault of ours: it may cost one report, not all
        return Unit(given.name, given.path, trouble=f"编译器内部错误：{type(error).__name__}: {error}\ninternal error")


def _unit(given: Input, result: Result, options: ReadOptions) -> Unit:
    semantics = Semantics(result.tree, result.source.text, vocabulary())
    found: tuple[FindingRecord, ...] = ()
    known: tuple[baseline.BaselineEntry, ...] = ()
    if options.settings:
        settings = options.settings.for_file(given.path)
        checked = check(result, settings=settings, previous=_previous(result.tree, options))
        new, known = _compared(given, checked, options)
        found = tuple(_findings(checked, new, given.name, options.language))
    editions = editions_of(semantics)
    return Unit(
        given.name,
        given.path,
        result.tree.agency,
        result.tree.year,
        editions,
        dict(numbers(semantics)),
        _places(semantics, result),
        found,
        semantics.is_report,
        known=known,
    )


def _compared(
    given: Input, checked: Checked, options: ReadOptions
) -> tuple[tuple[Diagnostic, ...], tuple[baseline.BaselineEntry, ...]]:
    """Return the new findings, and the entries of those that a baseline takes."""
    if options.known is None:
        return checked.diagnostics, ()
    report, text = options.known.report(given.path), checked.source.text
    compared = options.known.compare(report, text, checked.diagnostics)
    if options.takes:
        return (), baseline.taken(report, text, compared, options.language)
    return compared.new, ()


def _of_stored(kept: stored.Stored, given: Input, options: ReadOptions) -> Unit:
    """Check stored numbers as if a report printed them; a cell is found by its pointer."""
    unit = Unit(given.name, given.path, kept.agency, kept.year, kept.editions, kept.values, is_report=True)
    result = _set_out(kept)
    if result is None:
        return unit
    checked = _unit(given, result, options)
    found = (one for one in checked.findings if one["code"][0] in _OF_NUMBERS)
    known = tuple(one for one in checked.known if one.code[0] in _OF_NUMBERS)
    return replace(unit, findings=tuple(map(_by_pointer, found)), known=known)


def _set_out(kept: stored.Stored) -> Result | None:
    """Compile stored numbers; None unless exactly these numbers result."""
    text = stored.text(kept)
    if text is None:
        return None
    result = compile(text)
    semantics = Semantics(result.tree, result.source.text, vocabulary())
    same = dict(numbers(semantics)) == {at: value for at, value in kept.values.items() if at in semantics.cells}
    return result if same else None


def _by_pointer(finding: FindingRecord) -> FindingRecord:
    """Name the cell instead of the line: the file of the numbers has no line of it."""
    paths = finding["data"]["paths"]
    return {**finding, "data": {**finding["data"], "place": paths[0]}} if paths else finding


def _of_sum(unit: Unit) -> Unit:
    """Keep the findings in the tables of a roll-up: it has no prose that could be missing or contradict them."""
    return replace(unit, findings=tuple(one for one in unit.findings if one["code"][0] in _OF_TABLES))


def key(roster: Roster | None, agency: str, year: int) -> str:
    """Return the key of an agency's report for a year: the roster's name for it, or its own."""
    found = roster.of(agency) if roster else ()
    return f"{found[0] if len(found) == 1 else plain(agency)} {year}"


def _previous(tree: nodes.Report, options: ReadOptions) -> Result | None:
    """Compile last year's report of the same agency, if there is one."""
    if not (options.previous and tree.agency and tree.year):
        return None
    path = options.previous.get(key(options.roster, tree.agency, tree.year - 1))
    if path is None:
        return None
    data = Input(path, path).read()
    kept = stored.read(data)
    return _set_out(kept) if kept else compile(stored.only_sum(data))


def _findings(
    checked: Checked, found: Iterable[Diagnostic], source: str, language: Language
) -> Iterator[FindingRecord]:
    uri = lsp.document(source)
    for finding in found:
        made = lsp.convert(finding, checked.lines, uri, language, checked.source.places)
        yield {**made, "source": source}


def editions_of(semantics: Semantics) -> dict[str, Edition | None]:
    """Return the tables that occur, each with the edition that it is read by."""
    occurring = {path[0] for path in semantics.rows}
    known: dict[str, Edition | None] = {
        "proactive_disclosure": semantics.disclosure_edition,
        "applications": semantics.matrix_edition,
        "proceedings": None,
    }
    return {table: known[table] for table in TABLES if table in occurring}


def numbers(semantics: Semantics) -> Iterator[tuple[str, Number]]:
    """Yield the cells that print a number: a whole one where things are counted."""
    for at, cell in semantics.cells.items():
        value = cell.value
        if value is None or not -stored.LARGEST <= value <= stored.LARGEST:
            continue
        if isinstance(value, int) or cell.column == AMOUNT:
            yield at, value


def _places(semantics: Semantics, result: Result) -> dict[str, RowLocation]:
    """Return the places of the rows that have a cell without a number."""
    open_rows = (row for row in semantics.rows.values() if any(cell.value is None for cell in row.cells))
    return {pointer(row.path): place(result, row_span(row)) for row in open_rows}


def place(result: Result, span: Span) -> RowLocation:
    """Return the place of `span` in a compiled report."""
    start, end = (result.lines.position(at) for at in span)
    found = lsp.LspRange(
        start={"line": start.line, "character": start.character}, end={"line": end.line, "character": end.character}
    )
    words = result.source.places.at(span.start)
    return RowLocation(found, words.zh if words else None)
