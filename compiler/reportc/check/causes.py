"""What findings come of: the wrong cells, by the equations and by what sentences say; and who else suffers from them.

This runs after the rules. A finding comes of a cell if it would not be there if that cell counted what it should.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reportc.check import applications, years
from reportc.check.equations import State, Sum
from reportc.check.localise import Change, certain, explanations, implied
from reportc.check.narrative import rules as narrative
from reportc.check.semantics import Semantics
from reportc.check.structure.sections import section_missing
from reportc.check.tables import blamed, replaced
from reportc.diagnostic import Cause, Diagnostic, Fix, Related, Suspect
from reportc.form import Path
from reportc.reading import table_missing
from reportc.span import Span

_MOST_TOLD = 3
"""So many explanations are told to a person who has to choose."""
_MOST_WEIGHED = 40
"""So many explanations are weighed by the sentences; among more than these no sentence decides."""
_IMPLIED = (*narrative.RULES, applications.number_split, *years.WITNESSES)
"""The rules beside the equations that a wrong cell may set off, and that so bear witness to what it should count."""
_SET_OFF = frozenset(one.rule for one in _IMPLIED)
_NARRATED = frozenset(one.rule for one in narrative.RULES)

Place = tuple[str, Span]
"""A finding as it is known again when cells are supposed to count something else: its code and its place."""


@dataclass(frozen=True, slots=True)
class _Wrong:
    """Cells that are wrong together, with what they should count; the findings that go with them, the mending."""

    cells: Mapping[str, int]
    cause: Cause
    ends: frozenset[Place] = frozenset()
    fixes: tuple[Fix, ...] = ()
    is_certain: bool = True


def explained(semantics: Semantics, found: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the findings with what they come of, the cells that are suspected, and the fix that ends them."""
    broken = {(one.equation.code, blamed(one)): one for one in semantics.sums if one.state is State.BROKEN}
    wrongs = list(_wrongs(semantics, found)) if broken else []
    linked = [_linked(semantics, one, broken.get((one.rule.code, one.paths)), wrongs) for one in found]
    doubtful = {cell for one in broken.values() for cell in one.equation.cells}
    return tuple(_by_number([_undecided(one, doubtful) for one in linked]))


def by_section(found: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the findings; that a section has no table comes of it that the section is missing."""
    missing = {one.paths: one for one in found if one.rule is section_missing.rule}
    tables = {one.paths for one in found if one.rule is table_missing.rule}
    for one in found:
        first = missing.get(one.paths)
        if first and one.paths in tables and one.rule in {section_missing.rule, table_missing.rule}:
            yield replace(one, cause=Cause(one.paths[0], first.span, first.message("zh"), first.message("en")))
        else:
            yield one


def _undecided(finding: Diagnostic, doubtful: Container[str]) -> Diagnostic:
    """Return a finding without the fix that follows the table, where the table itself does not add up."""
    follows = finding.cause is None and finding.rule in _NARRATED and bool(finding.fixes)
    return replace(finding, fixes=()) if follows and any(path in doubtful for path in finding.paths) else finding


def _wrongs(semantics: Semantics, found: Sequence[Diagnostic]) -> Iterator[_Wrong]:
    """Yield what is wrong, table by table."""
    groups: tuple[tuple[Sum, ...], ...] = (semantics.matrix_sums, *((one,) for one in semantics.block_sums))
    before = {(one.rule.code, one.span): one for one in found if one.rule in _SET_OFF}
    for group in groups:
        if any(one.state is State.BROKEN for one in group):
            options = _options(semantics, group)
            if len(options) == 1:
                yield from _apart(semantics, found, implied(options[0], semantics.values), before)
            elif len(options) <= _MOST_TOLD:
                yield _open(semantics, options)
            else:
                yield from _apart(semantics, found, implied(certain(group, semantics.values), semantics.values), before)


def _apart(
    semantics: Semantics, found: Sequence[Diagnostic], cells: Mapping[str, int], before: Mapping[Place, Diagnostic]
) -> Iterator[_Wrong]:
    """Yield each of the wrong cells by itself, but for the two halves of a number that is split."""
    halves = [one.paths for one in found if one.rule is applications.number_split.rule and {*one.paths} <= {*cells}]
    single = [(cell,) for cell in cells if not any(cell in pair for pair in halves)]
    for group in sorted((*halves, *single), key=lambda group: semantics.place(_path(group[0]))):
        yield _wrong(semantics, {cell: cells[cell] for cell in group}, before)


def _options(semantics: Semantics, group: tuple[Sum, ...]) -> tuple[Change, ...]:
    """Return the smallest explanations, of several those that sentences bear out; if there is none, what is certain."""
    options = explanations(group, semantics.values)
    if 1 < len(options) <= _MOST_WEIGHED:
        options = _borne_out(semantics, options)
    return options or (certain(group, semantics.values),)


def _open(semantics: Semantics, options: Sequence[Change]) -> _Wrong:
    """Return that one of several sets of cells is wrong: only who knows the true numbers can tell which."""
    zh = [f"（{number}）{_told(semantics, one, '，', '「」')}" for number, one in enumerate(options, 1)]
    en = [f"({number}) {_told(semantics, one, ', ', '“”')}" for number, one in enumerate(options, 1)]
    cells = {cell: value for option in options for cell, value in implied(option, semantics.values).items()}
    first = next(iter(cells))
    several = Cause(
        f"either:{first}",
        semantics.place(_path(first)),
        f"有 {len(options)} 种改法都能使各式成立，须查原始登记：{'；'.join(zh)}",
        f"any of {len(options)} changes would satisfy the equations: {'; '.join(en)}",
    )
    return _Wrong(cells, several, is_certain=False)


def _told(semantics: Semantics, change: Change, comma: str, quotes: str) -> str:
    cells = implied(change, semantics.values).items()
    told = ((semantics.name(_path(cell)), semantics.values[cell], value) for cell, value in cells)
    return comma.join(f"{quotes[0]}{name}{quotes[1]} {printed} → {value}" for name, printed, value in told)


def _borne_out(semantics: Semantics, options: Sequence[Change]) -> tuple[Change, ...]:
    """Return the options after which the sentences contradict the tables least."""
    weighed = {option: len(_judged(semantics.supposing(implied(option, semantics.values)))) for option in options}
    least = min(weighed.values())
    return tuple(option for option in options if weighed[option] == least)


def _judged(semantics: Semantics) -> dict[Place, Diagnostic]:
    """Return what the rules say that a wrong cell may set off."""
    return {(one.rule.code, one.span): one for rule in _IMPLIED for one in rule.findings(semantics)}


def _wrong(semantics: Semantics, cells: Mapping[str, int], before: Mapping[Place, Diagnostic]) -> _Wrong:
    """Work out what goes, and what comes, if `cells` count what they should."""
    after = _judged(semantics.supposing(cells))
    come = [finding for place, finding in after.items() if place not in before]
    return _Wrong(
        cells, _cause(semantics, cells), frozenset(before.keys() - after.keys()), _fixes(semantics, cells, come)
    )


def _cause(semantics: Semantics, cells: Mapping[str, int]) -> Cause:
    first = next(iter(cells))
    told = [(semantics.name(_path(cell)), semantics.values[cell], value) for cell, value in cells.items()]
    zh = "；".join(f"「{name}」印为 {printed}，应为 {value}" for name, printed, value in told)
    en = "; ".join(f"“{name}” is printed as {printed} and should be {value}" for name, printed, value in told)
    return Cause(first, semantics.place(_path(first)), zh, en)


def _fixes(semantics: Semantics, cells: Mapping[str, int], come: Iterable[Diagnostic]) -> tuple[Fix, ...]:
    """Return the fix that prints what the cells should count, in a sentence that repeats the wrong number, too.

    It is unsafe, for it changes what the report says.
    """
    each = [fix for cell, value in cells.items() for fix in replaced(semantics.cells[cell], cell, value, safe=False)]
    if len(each) < len(cells):
        return ()
    said = [fix for finding in come for fix in finding.fixes[:1]]
    numbers = "、".join(str(value) for value in cells.values())
    zh, en = f"改为 {numbers}", f"change to {numbers.replace('、', ', ')}"
    if said:
        zh, en = f"{zh}，正文同改", f"{en}, in the text too"
    edits = tuple(edit for fix in (*each, *said) for edit in fix.edits)
    return (Fix(zh, en, safe=False, edits=edits, sets=tuple(cells.items())),)


def _linked(semantics: Semantics, finding: Diagnostic, broken: Sum | None, wrongs: Sequence[_Wrong]) -> Diagnostic:
    """Return a finding with what it comes of; where that is several things, none of their fixes alone ends it."""
    place = finding.rule.code, finding.span
    if broken:
        own = [one for one in wrongs if not one.cells.keys().isdisjoint(broken.equation.cells)]
    else:
        own = [one for one in wrongs if place in one.ends]
    if not own:
        return finding
    cells = {cell: value for one in own for cell, value in one.cells.items()}
    if not own[0].is_certain:
        return replace(finding, cause=own[0].cause)
    told = [cell for cell in cells if broken is None or cell in broken.equation.cells]
    suspects = tuple(Suspect(cell, semantics.values[cell], cells[cell]) for cell in told)
    related = (
        *finding.related,
        *(_related(semantics, one) for one in suspects if _stands_apart(semantics, one, finding)),
    )
    fixes = own[0].fixes if len(own) == 1 else ()
    return replace(finding, cause=own[0].cause, suspects=suspects, related=related, fixes=fixes)


def _stands_apart(semantics: Semantics, suspect: Suspect, finding: Diagnostic) -> bool:
    place = semantics.place(_path(suspect.path))
    return place not in {finding.span, *(related.span for related in finding.related)}


def _related(semantics: Semantics, suspect: Suspect) -> Related:
    name = semantics.name(_path(suspect.path))
    return Related(
        semantics.place(_path(suspect.path)),
        f"「{name}」印为 {suspect.printed}，疑应为 {suspect.implied}",
        f"“{name}” is printed as {suspect.printed}; {suspect.implied} would satisfy the equations",
    )


def _by_number(found: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the findings; those that several rules have of one number in a sentence come of that number."""
    beside: dict[Span, list[Diagnostic]] = {}
    for one in found:
        if one.cause is None and one.rule in _NARRATED:
            beside.setdefault(one.span, []).append(one)
    for one in found:
        same = beside.get(one.span, [])
        if len(same) > 1 and one in same:
            first = next((other for other in same if other.fixes), same[0])
            cause = Cause(f"text:{one.span.start}", one.span, first.message("zh"), first.message("en"))
            yield replace(one, cause=cause)
        else:
            yield one


def _path(at: str) -> Path:
    return tuple(at.split("/")[1:])
