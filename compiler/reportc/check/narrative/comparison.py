"""Claims compared with the cells they may refer to; if no set fits, a finding at the number of the claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reportc.check.narrative import referents
from reportc.check.narrative.claims import Claim, ClaimKind
from reportc.check.narrative.referents import Cells, Referent
from reportc.check.rule import Finding
from reportc.check.semantics import Semantics
from reportc.diagnostic import Argument, Fix, Related, Severity, TextEdit
from reportc.form import OUTCOMES, Path, pointer
from reportc.language import Text

_MOST_RELATED = 4
"""At most this many cells are shown of a claim's referent: a group may have eight rows."""


def claimed(semantics: Semantics, *kinds: ClaimKind) -> Iterator[Claim]:
    """Yield the claims of `kinds` that can be compared with this report's tables."""
    return (claim for claim in semantics.comparable if claim.kind in kinds)


def numbers(semantics: Semantics, subjects: Iterable[str]) -> Iterator[Claim]:
    """Yield the comparable counts that have one of `subjects` among theirs."""
    wanted = {*subjects}
    return (claim for claim in claimed(semantics, ClaimKind.COUNT) if wanted & set(claim.subjects))


def differing(
    semantics: Semantics, claim: Claim, severity: Severity | None = None, against: Sequence[Referent] | None = None
) -> Iterator[Finding]:
    """Yield the finding that a claim fits none of its referents; nothing if the value of one is unknown.

    `against` are the referents that contradict it, where the caller knows them.
    """
    found = referents.referents(semantics, claim) if against is None else against
    said = claim.number
    values = [one.value for one in found if one.value is not None]
    if not found or len(values) < len(found):
        return
    loose = claim.loose or not referents.is_of_all(semantics, claim)
    if against is None and (said in values or (loose and said <= max(values))):
        return
    cells = tuple(dict.fromkeys(cell for one in found for cell in one.cells))
    arguments: dict[str, Argument] = {
        "words": claim.words,
        "said": said,
        "printed": "/".join(map(str, dict.fromkeys(values))),
        "cells": "；".join(f"{_terms(semantics, one.cells)} = {one.value}" for one in found),
        **_notes(semantics, cells),
    }
    place = claim.figure.span if claim.figure else claim.span
    printed = all(semantics.values.get(pointer(cell)) is not None for cell in cells)
    fixes = _fix_of_text(claim, values) if against is None and printed and not loose else ()
    yield Finding(place, arguments, *contradicted(semantics, cells), fixes=fixes, severity=severity)


def _fix_of_text(claim: Claim, values: Sequence[int]) -> tuple[Fix, ...]:
    """Return the fix that puts the table's number into the sentence; none if the referents have different values.

    It is unsafe: the sentence may be right, and the table wrong.
    """
    if claim.figure is None or len({*values}) > 1:
        return ()
    number = str(values[0])
    edits = (TextEdit(claim.figure.span, number),)
    return (Fix(Text(f"正文改为 {number}（按表）", f"{number} in the text, as in the table"), safe=False, edits=edits),)


def contradicted(semantics: Semantics, cells: Cells) -> tuple[tuple[str, ...], tuple[Related, ...]]:
    """Return the pointers of `cells`, and the places of those that print a number other than 0, or else of all."""
    cells = tuple(dict.fromkeys(cells))
    telling = [cell for cell in cells if semantics.values.get(pointer(cell))] or list(cells)
    related = tuple(_related(semantics, cell) for cell in telling[:_MOST_RELATED] if cell[:-1] in semantics.rows)
    return tuple(map(pointer, cells)), related


def _related(semantics: Semantics, cell: Path) -> Related:
    name, printed = semantics.name(cell), semantics.values.get(pointer(cell))
    if printed is None:
        return Related(semantics.place(cell), Text(f"「{name}」没有填数", f"“{name}” is blank"))
    return Related(semantics.place(cell), Text(f"「{name}」印为 {printed}", f"“{name}” is printed as {printed}"))


def _terms(semantics: Semantics, cells: Cells) -> str:
    """Return the names of cells as a sum; the group's name stands for all of its rows."""
    rest, names = list(cells), []
    for group in dict.fromkeys(row[0] for row in OUTCOMES[semantics.matrix_edition] if len(row) > 1):
        whole = referents.row_cells(semantics, group)
        if len(rest) >= len(whole) and set(whole) <= set(rest):
            names.append(f"「{semantics.wording(whole[0]).spelling(group)}」")
            rest = [cell for cell in rest if cell not in whole]
    return " + ".join([*(f"「{semantics.name(cell)}」" for cell in rest), *names])


def _notes(semantics: Semantics, cells: Cells) -> dict[str, Argument]:
    """Return the note that blank cells were compared by the values that the others imply; empty without blanks."""
    blank = any(semantics.values.get(pointer(cell)) is None for cell in cells)
    return {
        "note_zh": "（空格按其他格推算）" if blank else "",
        "note_en": " (blank cells taken for what the others force them to be)" if blank else "",
    }
