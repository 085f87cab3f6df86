"""All findings of a roll-up: those of the rules R701–R706 about the whole, and those in each report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reportc import baseline
from reportc.check import rollup as rules
from reportc.diagnostic import Diagnostic, Severity
from reportc.emit import lsp
from reportc.form import pointer
from reportc.rollup.against import Comparison, notes, signed
from reportc.rollup.county import County, Status, Submission
from reportc.rollup.total import CellNames, written
from reportc.rollup.unit import FindingRecord, RowLocation, Unit, tables
from reportc.settings import Settings
from reportc.span import LineIndex, Span

_NOWHERE = Span(0, 0)


@dataclass(frozen=True)
class Own:
    """The office's own report: its findings and the places of its cells."""

    unit: Unit
    places: Mapping[str, RowLocation]


@dataclass
class Rollup:
    """A finished roll-up: the county, its own report compared with the sum, and last year's sum where there is one."""

    county: County
    settings: Settings
    agency: str = ""
    own: Own | None = None
    comparison: Comparison | None = None
    previous: County | None = None
    known: baseline.Baseline | None = None
    takes: bool = False
    taken: dict[tuple[str, str, str], baseline.BaselineEntry] = field(default_factory=dict)

    @property
    def names(self) -> CellNames:
        """The names of the cells."""
        return CellNames(self.county.total)

    def findings(self) -> Iterator[FindingRecord]:
        """Yield all findings: of the county, then unit by unit."""
        yield from self.of_county()
        for one in self.county.entries:
            yield from self.of(one)

    def of_county(self) -> Iterator[FindingRecord]:
        """Yield findings about the whole: units that are missing, and the office's own report."""
        for agency in self.county.missing:
            yield from self._records(rules.unit_missing(_NOWHERE, (), agency, self.county.year), "", agency)
        for group in self.county.repeated.values():
            yield from self._repeated(group)
        if self.own and self.comparison:
            yield from self._differences(self.own, self.comparison)

    def of(self, one: Submission) -> Iterator[FindingRecord]:
        """Yield findings about one file: those of the roll-up, and those of its own check."""
        unit = self.county.spool.get(one.at)
        if one.state is Status.UNKNOWN:
            found = rules.unit_unknown(_NOWHERE, (), one.stated, one.asked)
            yield from self._records(found, one.source, one.agency)
        elif one.state is Status.WRONG_YEAR:
            found = rules.year_wrong(_NOWHERE, (), str(one.agency), one.year, self.county.year)
            yield from self._records(found, one.source, one.agency)
        elif one.counts:
            yield from self._holes(one, unit)
        for finding in unit.findings:
            yield {**finding, "agency": one.agency}

    def _repeated(self, group: list[Submission]) -> Iterator[FindingRecord]:
        taken = next((one.source for one in group if one.counts), None)
        same = any(one.state is Status.COPY for one in group)
        sources = tuple(one.source for one in group)
        agency = str(group[0].agency)
        found = rules.unit_repeated(_NOWHERE, (), agency, sources, same=same, taken=None if same else taken)
        severity = Severity.INFO if same or taken else Severity.WARNING
        yield from self._records(found, sources[0], agency, severity)

    def _holes(self, one: Submission, unit: Unit) -> Iterator[FindingRecord]:
        """Yield the holes that a unit leaves in the sum: a table, the rows that it lacks, cells of a row."""
        agency, names, total = str(one.agency), self.names, self.county.total
        rows: dict[str, dict[str, list[str]]] = {section: {} for section in total.editions}
        for at in total.cells:
            if at not in unit.values:
                rows[at.split("/")[1]].setdefault(at.rpartition("/")[0], []).append(at)
        widths = {pointer(row): len(table.columns) for table in tables(total.editions) for row in table.row_paths()}
        for section, found in rows.items():
            whole = [row for row, cells in found.items() if len(cells) == widths[row]]
            if len(whole) > 1:
                every = len(whole) == sum(row.startswith(f"/{section}/") for row in widths)
                cells = tuple(at for row in whole for at in found.pop(row))
                row, column = (
                    (names.table(section), "整张表") if every else (names.row(whole[0]), f"等 {len(whole)} 行")
                )
                yield from self._records(
                    rules.cell_unknown(_NOWHERE, cells, agency, row, (column,)), one.source, agency
                )
            for row, open_cells in found.items():
                columns = tuple(map(names.column, open_cells))
                said = rules.cell_unknown(_NOWHERE, tuple(open_cells), agency, names.row(row), columns)
                yield from self._records(said, one.source, agency, place=unit.places.get(row))

    def _differences(self, own: Own, found: Comparison) -> Iterator[FindingRecord]:
        for finding in own.unit.findings:
            yield {**finding, "agency": own.unit.stated}
        for one in found.differences:
            beside = list(notes(one, found, self.county))
            said = rules.sum_differs(
                _NOWHERE,
                (one.at,),
                cell=self.names.cell(one.at),
                printed=written(one.printed),
                units=self.county.total.units,
                total=written(one.sum),
                difference=signed(one.by),
                notes_zh="".join(f"；{zh}" for zh, _ in beside),
                notes_en="".join(f"; {en}" for _, en in beside),
            )
            yield from self._records(said, own.unit.source, own.unit.stated, place=own.places.get(one.at))

    def _is_known(self, found: Diagnostic, source: str) -> bool:
        """Return whether the baseline has a finding, or takes it now."""
        if self.known is None:
            return False
        report = self.known.report(source) if source else ""
        compared = self.known.compare(report, "", (found,))
        if self.takes:
            (entry,) = baseline.taken(report, "", compared, self.settings.language)
            self.taken[report, entry.code, entry.at] = entry
        return self.takes or not compared.new

    def baseline(self) -> str:
        """Return all findings as a baseline, and drop them."""
        entries: dict[str, list[baseline.BaselineEntry]] = {}
        for _ in self.findings():
            pass
        units = (self.county.spool.get(one.at) for one in self.county.entries)
        own = self.own.unit.known if self.own else ()
        for entry in (*own, *(entry for unit in units for entry in unit.known), *self.taken.values()):
            entries.setdefault(entry.report, []).append(entry)
        return baseline.text(entries)

    def _records(
        self,
        found: Diagnostic,
        source: str,
        agency: str | None,
        severity: Severity | None = None,
        *,
        place: RowLocation | None = None,
    ) -> Iterator[FindingRecord]:
        """Yield a finding as a record, if its rule is selected."""
        made = Diagnostic(found.rule, found.span, found.arguments, found.paths, own_severity=severity)
        for one in self.settings.apply((made,)):
            if self._is_known(one, source):
                continue
            record = lsp.convert(one, LineIndex(""), lsp.document(source), self.settings.language)
            if place:
                record["range"] = place.range
                if place.words:
                    record["data"]["place"] = place.words
            yield {**record, "source": source, "agency": agency}
