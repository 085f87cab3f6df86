"""Choosing and trying fixes: all that go together at once, and where that fails, halves of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib import import_module
from types import MappingProxyType
from typing import NamedTuple, cast

from reportc.diagnostic import Diagnostic, Fix, TextEdit
from reportc.fixes.edits import Edited, EditSet
from reportc.fixes.proof import Aim, Checker, Content, Meaning, Objection, objection
from reportc.settings import Settings
from reportc.source import Kind

_PASSES = 10
"""Fixes that touch one another wait for the next pass; a text that needs more passes is left as it is."""


Rewrite = Callable[[Content, Edited], Content | Objection]
"""Returns a text or a file after edits, or the objection to them."""

_TOGETHER = Objection("与同时选的另一处改正冲突", "it touches what another of the chosen fixes changes")
_OTHERWISE = Objection("改后的文件读出来不是应有的文字", "the changed file would not be read as meant")


class Offer(NamedTuple):
    """A fix, and the findings that offer it."""

    findings: tuple[Diagnostic, ...]
    fix: Fix


class Rejected(NamedTuple):
    """A fix that failed its proof, and the reason; its places are those of `text`."""

    offer: Offer
    reason: Objection
    text: str


@dataclass(frozen=True, slots=True)
class Fixed:
    """A text after all fixes that were proved; the findings of `applied` are those of the text before each pass.

    `data` is the text, or the file whose projection it is; `refused` says why a file is not written at all.
    """

    text: str
    applied: tuple[Offer, ...]
    rejected: tuple[Rejected, ...]
    data: Content = ""
    refused: Objection | None = None


def as_text(_: Content, edited: Edited) -> Content | Objection:
    """Return a text after edits."""
    return edited.text


def fixed(data: Content, check: Checker, *, unsafe: bool, settings: Settings, rewrite: Rewrite = as_text) -> Fixed:
    """Apply the fixes of the selected rules to `data`: safe ones, and others if `unsafe`."""
    now = Meaning(check(data))
    applied: list[Offer] = []
    rejected: dict[tuple[object, ...], Rejected] = {}
    for _ in range(_PASSES):
        offered = [one for one in _offers(now, settings, unsafe=unsafe) if _key(one) not in rejected]
        trial = _Trial(now, check, data, rewrite)
        trial.take(_fitting(offered))
        rejected |= {_key(one.offer): one for one in trial.rejected}
        applied += trial.accepted
        if not trial.accepted and not trial.rejected:
            break
        now, data = trial.after, trial.data
    return Fixed(now.checked.source.text, tuple(applied), tuple(rejected.values()), data)


def put(data: Content, check: Checker, chosen: Sequence[Offer], *, rewrite: Rewrite = as_text) -> Fixed:
    """Apply chosen fixes to `data`, safe or not; each is accepted only if it is proved."""
    now = Meaning(check(data))
    trial = _Trial(now, check, data, rewrite)
    fitting = _fitting(chosen)
    trial.take(fitting)
    apart = (Rejected(one, _TOGETHER, now.checked.source.text) for one in chosen if one not in fitting)
    text = trial.after.checked.source.text
    return Fixed(text, tuple(trial.accepted), (*trial.rejected, *apart), trial.data)


class _Trial:
    """Fixes of one text: those that are accepted together, the text after them, those that are rejected."""

    def __init__(self, before: Meaning, check: Checker, data: Content, rewrite: Rewrite) -> None:
        self.before, self.check, self.rewrite = before, check, rewrite
        self._given = self.data = data  # before all fixes, and after the accepted ones
        self.accepted: list[Offer] = []
        self.rejected: list[Rejected] = []
        self.after = before

    def take(self, chosen: Sequence[Offer]) -> None:
        """Accept as many of `chosen` as possible: all of them, or else those of each half."""
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

    def _object(self, chosen: Sequence[Offer]) -> Objection | None:
        """Return why not all of `chosen` can be accepted together; if they can, keep the result."""
        edits = sorted({edit for one in chosen for edit in one.fix.edits})
        likes = {edit: one.fix.like for one in chosen if one.fix.like for edit in one.fix.edits}
        text, is_file = self.before.checked.source.text, isinstance(self._given, bytes)
        edited = Edited(text, tuple(edits), is_file=is_file, likes=likes)
        data = self.rewrite(self._given, edited)
        if isinstance(data, Objection):
            return data
        after = Meaning(self.check(data))
        if after.checked.source.text != edited.text:
            return _OTHERWISE
        found = objection(self.before, edited, after, _aim(chosen))
        if found is None:
            self.after, self.data = after, data
        return found


def _offers(reading: Meaning, settings: Settings, *, unsafe: bool) -> Iterator[Offer]:
    """Yield the fixes on offer, in the order of the text; the same fix of several findings once."""
    found: dict[tuple[TextEdit, ...], Offer] = {}
    for finding in settings.apply(reading.checked.diagnostics):
        fix = next((fix for fix in finding.fixes if fix.edits and (fix.safe or unsafe)), None)
        if fix is not None:
            edits = tuple(sorted(fix.edits))
            known = found.get(edits, Offer((), fix))
            found[edits] = known._replace(findings=(*known.findings, finding))
    yield from found.values()


def _fitting(offered: Iterable[Offer]) -> list[Offer]:
    """Return the offers that go together, the first ones first: no place and no cell is changed in two ways."""
    chosen: list[Offer] = []
    sets: dict[str, int | Decimal | None] = {}
    places = EditSet()
    for one in offered:
        agrees = all(sets.get(path, value) == value for path, value in one.fix.sets)
        if agrees and places.take(one.fix.edits):
            chosen.append(one)
            sets |= dict(one.fix.sets)
    return chosen


def _aim(chosen: Sequence[Offer]) -> Aim:
    """Return the common intention of fixes."""
    return Aim(
        {path: value for one in chosen for path, value in one.fix.sets},
        [finding for one in chosen for finding in one.findings],
        frozenset(path for one in chosen for path in one.fix.adds),
        frozenset(path for one in chosen for path in one.fix.drops),
    )


def _key(one: Offer) -> tuple[object, ...]:
    """Return the key by which an offer is recognised in a text that has changed elsewhere."""
    finding = one.findings[0]
    return finding.rule.code, finding.paths, tuple(edit.text for edit in one.fix.edits), finding.message()


# ---------------------------------------------------------------- files


_WRITERS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.DOCX: "reportc.fixes.docx",
        Kind.XLSX: "reportc.fixes.xlsx",
    }
)
"""The module of each kind that is written, whose function `rewrite` is a `Rewrite`."""


def writer(kind: Kind) -> Rewrite | None:
    """Return the function that puts edits into files of `kind`; None if they are never written."""
    return cast("Rewrite", import_module(_WRITERS[kind]).rewrite) if kind in _WRITERS else None


def never_written(kind: Kind) -> Objection:
    """Return the objection to fixes in files of `kind`, with what the user can do instead."""
    return Objection(
        f"{kind.words.zh}不能在原文件里改；可先用 reportc convert 转成 Word 文件（docx）再改",
        f"{kind.words.en} is never written; make a Word file of it with reportc convert, and fix that",
    )
