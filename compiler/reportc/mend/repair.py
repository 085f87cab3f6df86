"""Choosing fixes and trying them: all that go together at once, and where that fails, halves of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from reportc.diagnostic import Diagnostic, Fix, TextEdit
from reportc.mend.edits import Edited, Places
from reportc.mend.proof import Aim, Check, Objection, Reading, objection
from reportc.settings import Settings

_PASSES = 10
"""Fixes that touch one another wait for the next pass; a text that needs more is left as it is then."""


class Repair(NamedTuple):
    """A fix, and the findings that offer it."""

    findings: tuple[Diagnostic, ...]
    fix: Fix


class Rejected(NamedTuple):
    """A repair that would not do what it means, and why; its places are those of `text`."""

    repair: Repair
    reason: Objection
    text: str


@dataclass(frozen=True, slots=True)
class Fixed:
    """A text after all fixes that proved right; the findings of `applied` are those of the text before each pass."""

    text: str
    applied: tuple[Repair, ...]
    rejected: tuple[Rejected, ...]


def repair(text: str, check: Check, *, unsafe: bool, settings: Settings) -> Fixed:
    """Put the fixes of the rules that judge into `text`: safe ones, and others if `unsafe`."""
    now = Reading(check(text))
    applied: list[Repair] = []
    rejected: dict[tuple[object, ...], Rejected] = {}
    for _ in range(_PASSES):
        offered = [one for one in _offers(now, settings, unsafe=unsafe) if _key(one) not in rejected]
        trial = _Trial(now, check)
        trial.take(_fitting(offered))
        rejected |= {_key(one.repair): one for one in trial.rejected}
        applied += trial.accepted
        if not trial.accepted and not trial.rejected:
            break
        now = trial.after
    return Fixed(now.checked.source.text, tuple(applied), tuple(rejected.values()))


class _Trial:
    """Repairs of one text: those that are accepted together, the text with them, those that are rejected."""

    def __init__(self, before: Reading, check: Check) -> None:
        self.before, self.check = before, check
        self.accepted: list[Repair] = []
        self.rejected: list[Rejected] = []
        self.after = before

    def take(self, chosen: Sequence[Repair]) -> None:
        """Accept what can be of `chosen`: all of it, or else of each half."""
        if not chosen:
            return
        found = self._object([*self.accepted, *chosen])
        if found is None:
            self.accepted += chosen
        elif len(chosen) == 1:
            self.rejected.append(Rejected(chosen[0], found, self.before.checked.source.text))
        else:
            middle = len(chosen) // 2
            self.take(chosen[:middle])
            self.take(chosen[middle:])

    def _object(self, chosen: Sequence[Repair]) -> Objection | None:
        """Return what speaks against all of `chosen` together; if nothing does, keep what they make."""
        edits = sorted({edit for one in chosen for edit in one.fix.edits})
        edited = Edited(self.before.checked.source.text, tuple(edits))
        after = Reading(self.check(edited.text))
        found = objection(self.before, edited, after, _aim(chosen))
        if found is None:
            self.after = after
        return found


def _offers(reading: Reading, settings: Settings, *, unsafe: bool) -> Iterator[Repair]:
    """Yield the repairs on offer, in the order of the text; the same fix of several findings once."""
    found: dict[tuple[TextEdit, ...], Repair] = {}
    for finding in settings.apply(reading.checked.diagnostics):
        fix = next((fix for fix in finding.fixes if fix.edits and (fix.safe or unsafe)), None)
        if fix is not None:
            edits = tuple(sorted(fix.edits))
            known = found.get(edits, Repair((), fix))
            found[edits] = known._replace(findings=(*known.findings, finding))
    yield from found.values()


def _fitting(offered: Iterable[Repair]) -> list[Repair]:
    """Return the repairs that go together, the first ones first: no place and no cell is changed in two ways."""
    chosen: list[Repair] = []
    sets: dict[str, int | Decimal] = {}
    places = Places()
    for one in offered:
        agrees = all(sets.get(path, value) == value for path, value in one.fix.sets)
        if agrees and places.take(one.fix.edits):
            chosen.append(one)
            sets |= dict(one.fix.sets)
    return chosen


def _aim(chosen: Sequence[Repair]) -> Aim:
    """Return what repairs mean to do together."""
    return Aim(
        {path: value for one in chosen for path, value in one.fix.sets},
        [finding for one in chosen for finding in one.findings],
        frozenset(path for one in chosen for path in one.fix.adds),
        frozenset(path for one in chosen for path in one.fix.drops),
    )


def _key(one: Repair) -> tuple[object, ...]:
    """Return by what a repair is known again in a text that has changed elsewhere."""
    finding = one.findings[0]
    return finding.rule.code, finding.paths, tuple(edit.text for edit in one.fix.edits), finding.message()
