"""The causes of findings: wrong cells, located by the equations and the sentences, and the findings that they cause.

This runs after the rules. A cell is the cause of a finding that would be absent if the cell had its true value.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reportc.check import applications, years
from reportc.check.equations import EquationState, Sum
from reportc.check.localise import Change, certain, explanations, implied
from reportc.check.narrative import rules as narrative
from reportc.check.semantics import Semantics
from reportc.check.structure.sections import section_missing
from reportc.check.tables import blamed, replaced
from reportc.diagnostic import Cause, Diagnostic, Fix, Related, Suspect
from reportc.form import Path
from reportc.language import Text
from reportc.reading import table_missing
from reportc.span import Span

_MOST_SHOWN = 3
"""At most this many explanations are listed in a message, for a person to choose from."""
_MOST_WEIGHED = 40
"""At most this many explanations are compared with the sentences; with more, the choice stays open."""
_IMPLIED = (*narrative.RULES, applications.number_split, *years.WITNESSES)
"""The rules, other than the equations, that a wrong cell can trigger; their findings are evidence of its true value."""
_TRIGGERED = frozenset(one.rule for one in _IMPLIED)
_NARRATED = frozenset(one.rule for one in narrative.RULES)

Place = tuple[str, Span]
"""The code and span of a finding: its identity when the rules run again with other values."""


@dataclass(frozen=True, slots=True)
class _Wrong:
    """Cells that are wrong together, with their true values, the findings that these remove, and the fix."""

    cells: Mapping[str, int]
    cause: Cause
    ends: frozenset[Place] = frozenset()
    fixes: tuple[Fix, ...] = ()
    is_certain: bool = True


def explained(semantics: Semantics, found: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the findings, each with its cause, the suspected cells and the fix that removes it."""
    broken = {(one.equation.code, blamed(one)): one for one in semantics.broken_sums}
    wrongs = list(_wrongs(semantics, found)) if broken else []
    linked = [_linked(semantics, one, broken.get((one.rule.code, one.paths)), wrongs) for one in found]
    doubtful = {cell for one in broken.values() for cell in one.equation.cells}
    return tuple(_by_number([_undecided(one, doubtful) for one in linked]))


def by_section(found: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the findings; the cause of a missing table is its missing section, if that is missing too."""
    missing = {one.paths: one for one in found if one.rule is section_missing.rule}
    tables = {one.paths for one in found if one.rule is table_missing.rule}
    for one in found:
        first = missing.get(one.paths)
        if first and one.paths in tables and one.rule in {section_missing.rule, table_missing.rule}:
            yield replace(one, cause=Cause(one.paths[0], first.span, Text(first.message("zh"), first.message("en"))))
        else:
            yield one


def _undecided(finding: Diagnostic, doubtful: Container[str]) -> Diagnostic:
    """Return a finding without its fix if the fix takes a value from a table that itself does not add up."""
    follows = finding.cause is None and finding.rule in _NARRATED and bool(finding.fixes)
    return replace(finding, fixes=()) if follows and any(path in doubtful for path in finding.paths) else finding


def _wrongs(semantics: Semantics, found: Sequence[Diagnostic]) -> Iterator[_Wrong]:
    """Yield the wrong cells, table by table."""
    groups: tuple[tuple[Sum, ...], ...] = (semantics.matrix_sums, *((one,) for one in semantics.block_sums))
    before = {(one.rule.code, one.span): one for one in found if one.rule in _TRIGGERED}
    for group in groups:
        if any(one.state is EquationState.BROKEN for one in group):
            options = _options(semantics, group)
            if len(options) == 1:
                yield from _apart(semantics, found, implied(options[0], semantics.values), before)
            elif len(options) <= _MOST_SHOWN:
                yield _open(semantics, options)
            else:
                yield from _apart(semantics, found, implied(certain(group, semantics.values), semantics.values), before)


def _apart(
    semantics: Semantics, found: Sequence[Diagnostic], cells: Mapping[str, int], before: Mapping[Place, Diagnostic]
) -> Iterator[_Wrong]:
    """Yield each wrong cell separately, except the two halves of a split number, which are yielded together."""
    halves = [one.paths for one in found if one.rule is applications.number_split.rule and {*one.paths} <= {*cells}]
    single = [(cell,) for cell in cells if not any(cell in pair for pair in halves)]
    for group in sorted((*halves, *single), key=lambda group: semantics.place(_path(group[0]))):
        yield _wrong(semantics, {cell: cells[cell] for cell in group}, before)


def _options(semantics: Semantics, group: tuple[Sum, ...]) -> tuple[Change, ...]:
    """Return the smallest explanations, of several those that the sentences support; without any, what is certain."""
    options = explanations(group, semantics.values)
    if 1 < len(options) <= _MOST_WEIGHED:
        options = _supported(semantics, options)
    return options or (certain(group, semantics.values),)


def _open(semantics: Semantics, options: Sequence[Change]) -> _Wrong:
    """Return an open choice between several sets of wrong cells: only the original records can decide."""
    zh = [f"（{number}）{_listed(semantics, one, '，', '「」')}" for number, one in enumerate(options, 1)]
    en = [f"({number}) {_listed(semantics, one, ', ', '“”')}" for number, one in enumerate(options, 1)]
    cells = {cell: value for option in options for cell, value in implied(option, semantics.values).items()}
    first = next(iter(cells))
    several = Cause(
        f"either:{first}",
        semantics.place(_path(first)),
        Text(
            f"有 {len(options)} 种改法都能使各式成立，须查原始登记：{'；'.join(zh)}",
            f"any of {len(options)} changes would satisfy the equations: {'; '.join(en)}",
        ),
    )
    return _Wrong(cells, several, is_certain=False)


def _listed(semantics: Semantics, change: Change, comma: str, quotes: str) -> str:
    cells = implied(change, semantics.values).items()
    shown = ((semantics.name(_path(cell)), semantics.values[cell], value) for cell, value in cells)
    return comma.join(f"{quotes[0]}{name}{quotes[1]} {printed} → {value}" for name, printed, value in shown)


def _supported(semantics: Semantics, options: Sequence[Change]) -> tuple[Change, ...]:
    """Return the options under which the fewest sentences contradict the tables."""
    weighed = {option: len(_judged(semantics.supposing(implied(option, semantics.values)))) for option in options}
    least = min(weighed.values())
    return tuple(option for option in options if weighed[option] == least)


def _judged(semantics: Semantics) -> dict[Place, Diagnostic]:
    """Run the rules that a wrong cell can trigger; return their findings by code and span."""
    return {(one.rule.code, one.span): one for rule in _IMPLIED for one in rule.findings(semantics)}


def _wrong(semantics: Semantics, cells: Mapping[str, int], before: Mapping[Place, Diagnostic]) -> _Wrong:
    """Return `cells`, which have their true values, with their cause, the findings that disappear, and the fix."""
    after = _judged(semantics.supposing(cells))
    come = [finding for place, finding in after.items() if place not in before]
    return _Wrong(
        cells, _cause(semantics, cells), frozenset(before.keys() - after.keys()), _fixes(semantics, cells, come)
    )


def _cause(semantics: Semantics, cells: Mapping[str, int]) -> Cause:
    first = next(iter(cells))
    shown = [(semantics.name(_path(cell)), semantics.values[cell], value) for cell, value in cells.items()]
    zh = "；".join(f"「{name}」印为 {printed}，应为 {value}" for name, printed, value in shown)
    en = "; ".join(f"“{name}” is printed as {printed} and should be {value}" for name, printed, value in shown)
    return Cause(first, semantics.place(_path(first)), Text(zh, en))


def _fixes(semantics: Semantics, cells: Mapping[str, int], come: Iterable[Diagnostic]) -> tuple[Fix, ...]:
    """Return the fix that prints the true values in the cells and in the sentences that repeat the wrong numbers.

    It is unsafe, because it changes what the report says. Without a place for some cell there is no fix.
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
    return (Fix(Text(zh, en), safe=False, edits=edits, sets=tuple(cells.items())),)


def _linked(semantics: Semantics, finding: Diagnostic, broken: Sum | None, wrongs: Sequence[_Wrong]) -> Diagnostic:
    """Return a finding with its cause; one with several causes gets no fix, as none alone would remove it."""
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
    concerned = [cell for cell in cells if broken is None or cell in broken.equation.cells]
    suspects = tuple(Suspect(cell, semantics.values[cell], cells[cell]) for cell in concerned)
    related = (
        *finding.related,
        *(_related(semantics, one) for one in suspects if _is_elsewhere(semantics, one, finding)),
    )
    fixes = own[0].fixes if len(own) == 1 else ()
    return replace(finding, cause=own[0].cause, suspects=suspects, related=related, fixes=fixes)


def _is_elsewhere(semantics: Semantics, suspect: Suspect, finding: Diagnostic) -> bool:
    place = semantics.place(_path(suspect.path))
    return place not in {finding.span, *(related.span for related in finding.related)}


def _related(semantics: Semantics, suspect: Suspect) -> Related:
    name = semantics.name(_path(suspect.path))
    return Related(
        semantics.place(_path(suspect.path)),
        Text(
            f"「{name}」印为 {suspect.printed}，疑应为 {suspect.implied}",
            f"“{name}” is printed as {suspect.printed}; {suspect.implied} would satisfy the equations",
        ),
    )


def _by_number(found: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the findings; where several are about one number in a sentence, that number is their cause."""
    beside: dict[Span, list[Diagnostic]] = {}
    for one in found:
        if one.cause is None and one.rule in _NARRATED:
            beside.setdefault(one.span, []).append(one)
    for one in found:
        same = beside.get(one.span, [])
        if len(same) > 1 and one in same:
            first = next((other for other in same if other.fixes), same[0])
            cause = Cause(f"text:{one.span.start}", one.span, Text(first.message("zh"), first.message("en")))
            yield replace(one, cause=cause)
        else:
            yield one


def _path(at: str) -> Path:
    return tuple(at.split("/")[1:])
