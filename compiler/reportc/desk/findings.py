"""Findings as JSON, grouped by cause: what is wrong, its consequences, and the fixes on offer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property

from reportc.check import tables
from reportc.desk.answers import Json, words
from reportc.desk.elements import Elements
from reportc.desk.equations_and_claims import claim_id, equation_id, ids
from reportc.diagnostic import Diagnostic, Fix, Rule, Suspect
from reportc.emit import rule_page
from reportc.emit.human.groups import FindingGroup, groups
from reportc.explain import View
from reportc.language import Text
from reportc.places import FilePlace
from reportc.span import Span


@dataclass(frozen=True)
class SheetFindings:
    """The findings of a report, in reading order.

    `original` says that places are those of the file that was opened, and not of a copy that the user has not seen.
    """

    view: View
    elements: Elements
    original: bool = True

    @cached_property
    def groups(self) -> Sequence[FindingGroup]:
        """The findings, grouped by their cause."""
        return groups(self.view.checked.diagnostics)

    def fixes(self) -> dict[str, tuple[FindingGroup, Fix]]:
        """Return the fixes on offer by id."""
        return {
            f"{_id(number)}.{turn}": (group, fix)
            for number, group in enumerate(self.groups)
            for turn, fix in enumerate(_fixes(group))
        }

    def json(self) -> Iterator[Json]:
        """Yield the findings."""
        return (self._finding(number, group) for number, group in enumerate(self.groups))

    def at_elements(self) -> dict[str, list[str]]:
        """Return the ids of findings by the elements that they are about."""
        found: dict[str, list[str]] = {}
        for number, group in enumerate(self.groups):
            for element in self._elements(group):
                found.setdefault(element, []).append(_id(number))
        return found

    def spans(self) -> Iterator[tuple[str, Span]]:
        """Yield the places of findings, with their ids."""
        for number, group in enumerate(self.groups):
            yield from ((_id(number), span) for span in {one.span for one in group.findings})

    def _finding(self, number: int, group: FindingGroup) -> Json:
        first = group.findings[0]
        elements = self._elements(group)
        title = group.cause.words if group.cause else Text(first.message("zh"), first.message("en"))
        fixes = _fixes(group)
        return {
            "id": _id(number),
            "severity": int(group.severity),
            "codes": list(dict.fromkeys(one.rule.code for one in group.findings)),
            "title": words(title),
            "place": self._place(group.span),
            "element": elements[0] if elements else None,
            "elements": elements,
            "equations": [equation_id(turn) for turn in self._equations(group)],
            "claims": [claim_id(turn) for turn in self._claims(group)],
            "breaks": [self._break(one) for one in group.findings] if group.cause else [],
            "suspects": [self._suspect(one) for one in dict.fromkeys(_suspects(group))],
            "fixes": [self._fix(f"{_id(number)}.{turn}", fix) for turn, fix in enumerate(fixes)],
            "advice": None if fixes else _advice(first.rule),
        }

    def _elements(self, group: FindingGroup) -> list[str]:
        """Return the ids of the elements that a group is about: at its place, and its cells."""
        place = self.elements.at(group.span)
        paths = [suspect.path for suspect in _suspects(group)]
        paths += [path for one in group.findings for path in one.paths]
        return list(dict.fromkeys([*([place.id] if place else []), *ids(paths, self.elements)]))

    def _equations(self, group: FindingGroup) -> Iterator[int]:
        """Yield the broken equations of a group, or else those that its cell is part of."""
        known = {(one.rule.code, one.paths) for one in group.findings}
        cells = {path for one in group.findings for path in one.paths[:1]}
        found = list(enumerate(self.view.semantics.sums))
        own = [turn for turn, one in found if (one.equation.code, tables.blamed(one)) in known]
        yield from own or (turn for turn, one in found if not cells.isdisjoint(one.equation.cells))

    def _claims(self, group: FindingGroup) -> Iterator[int]:
        for turn, claim in enumerate(self.view.claims):
            if any(_meet(one.span, claim.span) for one in group.findings):
                yield turn

    def _break(self, one: Diagnostic) -> Json:
        element = self.elements.at(one.span)
        return {
            "code": one.rule.code,
            "name": one.rule.name,
            "severity": int(one.severity),
            "message": words(Text(one.message("zh"), one.message("en"))),
            "place": self._place(one.span),
            "element": element.id if element else None,
        }

    def _place(self, span: Span) -> Json | None:
        if not self.original or not self.view.text:
            return None
        found = self.view.checked.source.places.at(span.start)
        line = self.view.checked.lines.position(span.start).line + 1
        found = found or FilePlace(f"第 {line} 行", f"line {line}")
        return words(Text(found.zh, found.en))

    def _suspect(self, one: Suspect) -> Json:
        printed = float(one.printed) if isinstance(one.printed, Decimal) else one.printed
        name = self.view.semantics.name(tuple(one.path.split("/")[1:]))
        return {"path": one.path, "name": name, "printed": printed, "implied": one.implied}

    def _fix(self, name: str, fix: Fix) -> Json:
        return {
            "id": name,
            "title": words(fix.words),
            "safe": fix.safe,
            "preview": [self._change(edit.span, edit.text) for edit in sorted(fix.edits)],
        }

    def _change(self, span: Span, text: str) -> Json:
        element = self.elements.at(span)
        before = self.view.text[span.start : span.end]
        return {"element": element.id if element else None, "before": before, "after": text}


def _id(number: int) -> str:
    return f"f{number}"


def _fixes(group: FindingGroup) -> list[Fix]:
    """Return the fixes that a group offers, each once."""
    return list(dict.fromkeys(fix for one in group.findings for fix in one.fixes))


def _suspects(group: FindingGroup) -> Iterable[Suspect]:
    return (suspect for one in group.findings for suspect in one.suspects)


@cache
def _advice(rule: Rule) -> Json | None:
    zh, en = rule_page.advice(rule, "zh"), rule_page.advice(rule, "en")
    return words(Text(zh, en)) if zh else None


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
