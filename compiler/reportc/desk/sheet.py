"""An open report as JSON: the official form, its findings, equations and claims, and the possible actions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from reportc.desk.answers import Json, utf16, words
from reportc.desk.elements import CharacterPlaces, Element, Elements
from reportc.desk.equations_and_claims import claim_id, claims, equation_id, equations
from reportc.desk.findings import SheetFindings
from reportc.desk.missing_rows import with_missing_rows
from reportc.diagnostic import Severity
from reportc.emit import lsp
from reportc.emit.document.blocks import Box, Document, Grid, Passage, Role
from reportc.emit.document.page import document
from reportc.emit.findings import Findings
from reportc.emit.summary import VERDICTS
from reportc.explain import View
from reportc.form import pointer
from reportc.language import Text
from reportc.span import Span
from reportc.syntax.nodes import Applications, ProactiveDisclosure, State


@dataclass(frozen=True)
class FormSheet:
    """A checked report laid out as the form. `original` says that it is the file itself, and no copy of it."""

    name: str
    view: View
    original: bool = True

    @cached_property
    def document(self) -> Document:
        """The form as a document, its words as printed, with the rows that its tables lack."""
        return document(with_missing_rows(self.view.checked.tree), fix=False)

    @cached_property
    def elements(self) -> Elements:
        """The elements of the form, which can be pointed at and edited."""
        return Elements(self.document, self.view.checked.tree)

    @cached_property
    def findings(self) -> SheetFindings:
        """The findings."""
        return SheetFindings(self.view, self.elements, self.original)

    def json(self) -> Json:
        """Return all that does not depend on earlier actions."""
        source, text = self.view.checked.source, self.view.text
        refusal = source.refusal
        return {
            "report": self._summary(),
            "trouble": words(refusal) if refusal else None,
            "blocks": list(self._blocks()),
            "findings": list(self.findings.json()),
            "equations": list(equations(self.view.semantics, self.elements)),
            "claims": list(claims(self.view.claims, text, self.elements)),
            "diagnostics": self._diagnostics(),
        }

    def _diagnostics(self) -> list[lsp.LspDiagnostic]:
        checked, uri = self.view.checked, lsp.document(self.name)
        places = checked.source.places
        return [lsp.convert(one, checked.lines, uri, "zh", places) for one in checked.diagnostics]

    def _summary(self) -> Json:
        checked = self.view.checked
        found = Findings(self.name, checked, checked.diagnostics)
        tree, sums = checked.tree, checked.equations
        tables = (one for one in tree.sections if isinstance(one, ProactiveDisclosure | Applications))
        editions = {one.edition for one in tables if one.edition}
        verdict = found.verdict
        return {
            "title": tree.title.text if tree.title else "",
            "agency": tree.agency,
            "year": tree.year,
            "edition": "mixed" if len(editions) > 1 else next(iter(editions), None),
            "verdict": verdict.value,
            "words": words(VERDICTS[verdict]),
            "errors": found.count(Severity.ERROR),
            "warnings": found.count(Severity.WARNING),
            "notes": found.count(Severity.INFO),
            "holes": found.holes,
            "held": sums.held,
            "broken": sums.broken,
            "unknown": sums.unknown,
        }

    def _blocks(self) -> Iterator[Json]:
        for at, block in enumerate(self.document.blocks):
            yield self._words(f"b{at}", block) if isinstance(block, Passage) else self._grid(f"b{at}", block)

    def _words(self, name: str, block: Passage) -> Json:
        element = self.elements.by_id[name]
        places = element.places(self.view.text) if element.spans else None
        return {
            "type": block.style.name.lower(),
            "id": name,
            "text": block.text,
            "editable": places is not None and block.style.name != "MARK",
            "findings": self._found.get(name, []),
            "marks": self._marks(element, places) if places else [],
        }

    def _marks(self, element: Element, places: CharacterPlaces) -> list[Json]:
        """Return the stretches of a text that findings and claims are about."""
        found = [
            {"start": utf16(element.text, at[0]), "end": utf16(element.text, at[1]), "type": kind, "id": name}
            for kind, name, span in self._spoken
            if (at := places.at(span))
        ]
        return sorted(found, key=lambda one: (one["start"], one["end"]))

    @cached_property
    def _spoken(self) -> list[tuple[str, str, Span]]:
        found = [("finding", name, span) for name, span in self.findings.spans()]
        return found + [("claim", claim_id(turn), one.span) for turn, one in enumerate(self.view.claims)]

    @cached_property
    def _found(self) -> Mapping[str, list[str]]:
        return self.findings.at_elements()

    @cached_property
    def _sums(self) -> Mapping[str, list[str]]:
        """The ids of equations by the JSON pointers of their cells."""
        return _by_path((equation_id(turn), one.equation.cells) for turn, one in enumerate(self.view.semantics.sums))

    @cached_property
    def _claims(self) -> Mapping[str, list[str]]:
        """The ids of claims by the JSON pointers of the cells that they are about."""
        return _by_path((claim_id(turn), one.paths) for turn, one in enumerate(self.view.claims))

    def _grid(self, name: str, grid: Grid) -> Json:
        boxes = [self._box(f"{name}.{turn}", box) for turn, box in enumerate(grid.boxes)]
        lines: list[list[Json]] = [[] for _ in range(grid.height)]
        for box in boxes:
            lines[box["row"]].append(box)
        return {
            "type": "grid",
            "id": name,
            "section": next((box.path[0] for box in grid.boxes if box.path), None),
            "caption": next((box.text for box in grid.boxes if box.role is Role.CAPTION), None),
            "head": grid.head,
            "widths": list(grid.widths),
            "rows": lines,
        }

    def _box(self, name: str, box: Box) -> Json:
        path = pointer(box.path)
        cell = box.cell if box.role is Role.NUMBER else None
        place = self.view.checked.source.places.at(cell.spans[0].start) if cell and cell.spans else None
        return {
            "id": name,
            "role": box.role.value,
            "text": box.text,
            "row": box.row,
            "column": box.column,
            "rows": box.rows,
            "columns": box.columns,
            "path": path,
            "name": self.view.semantics.name(box.path) if cell and box.path else None,
            "state": (cell.state if cell else State.MISSING).value if box.role is Role.NUMBER else None,
            "suspected": self.view.suspected.get(path) if cell else None,
            "forced": self.view.semantics.deduced.get(path) if cell else None,
            "editable": bool(cell and cell.spans),
            "findings": self._found.get(name, []),
            "equations": self._sums.get(path, []) if cell else [],
            "claims": self._claims.get(path, []) if cell else [],
            "place": words(Text(place.zh, place.en)) if place and self.original else None,
        }


def _by_path(found: Iterable[tuple[str, Iterable[str]]]) -> dict[str, list[str]]:
    by_path: dict[str, list[str]] = {}
    for name, paths in found:
        for path in paths:
            by_path.setdefault(path, []).append(name)
    return by_path
