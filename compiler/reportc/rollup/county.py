"""A county's units: the unit of each file, which files count, and their sum."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from reportc.diagnostic import Severity
from reportc.failure import UsageError
from reportc.form import Edition, edition_of
from reportc.rollup.roster import Roster
from reportc.rollup.total import Total, editions
from reportc.rollup.unit import Spool, Unit, usual_year
from reportc.syntax import agencies

NEWEST = "newest"
"""A value of `--prefer` other than the name of a file."""


class Status(StrEnum):
    """Why a file counts, or does not."""

    COUNTED = "counted"
    COPY = "copy"
    REPEATED = "repeated"
    SUPERSEDED = "superseded"
    WRONG_YEAR = "wrong_year"
    UNKNOWN = "unknown"
    UNREAD = "unread"


@dataclass(slots=True)
class Submission:
    """What is kept in memory of a file; `at` is its key in the spool. `agency` is the unit that it counts for."""

    at: int
    source: str
    path: str
    stated: str | None
    year: int | None
    editions: Mapping[str, Edition | None]
    fingerprint: str
    errors: int
    warnings: int
    notes: int
    is_report: bool
    trouble: str
    agency: str | None = None
    asked: tuple[str, ...] = ()
    state: Status = Status.COUNTED

    @property
    def counts(self) -> bool:
        """Return whether its numbers are in the sum."""
        return self.state is Status.COUNTED

    @property
    def verdict(self) -> str:
        """The verdict of its own check."""
        if not self.is_report:
            return "unread"
        return "errors" if self.errors else "warnings" if self.warnings else "passed"

    @property
    def edition(self) -> str | None:
        """The edition that all its tables have, or "mixed"."""
        return edition_of(self.editions.values())


def entry(at: int, unit: Unit) -> Submission:
    """Return the part of a unit that is kept in memory; `at` is its key in the spool."""
    grave, doubtful, small = (unit.count(severity) for severity in Severity)
    return Submission(
        at,
        unit.source,
        unit.path,
        unit.stated,
        unit.year,
        unit.editions,
        unit.fingerprint,
        grave,
        doubtful,
        small,
        unit.is_report,
        unit.trouble,
    )


@dataclass
class County:
    """All files of a roll-up. `prefer` are names of files, or NEWEST, that decide where a unit sent several."""

    entries: list[Submission]
    spool: Spool
    roster: Roster | None = None
    roster_source: str = ""
    prefer: Sequence[str] = ()
    year: int = 0
    total: Total = field(default_factory=lambda: Total({}))
    repeated: dict[str, list[Submission]] = field(default_factory=dict)

    @property
    def missing(self) -> list[str]:
        """The agencies of the roster that sent nothing."""
        came = {one.agency for one in self.entries if one.agency}
        return [name for name in self.roster.names if name not in came] if self.roster else []

    @property
    def uncounted(self) -> list[str]:
        """The agencies whose numbers are not in the sum though they should be."""
        counted = {one.agency for one in self.entries if one.counts}
        others = (one.agency for one in self.entries if one.agency and one.agency not in counted)
        return list(dict.fromkeys((*self.missing, *others)))

    def counted(self) -> Iterator[tuple[Submission, Unit]]:
        """Yield the units that count, in the order of the roster, or in the order of the files."""
        order = {name: at for at, name in enumerate(self.roster.names)} if self.roster else {}
        for one in sorted((one for one in self.entries if one.counts), key=lambda one: order.get(one.agency or "", 0)):
            yield one, self.spool.get(one.at)


def settle(county: County, year: int | None) -> None:
    """Decide the unit of each file, the year and which files count; then add them up."""
    for one in county.entries:
        _identify(one, county.roster)
    county.year = year or _year(county.entries)
    for one in county.entries:
        one.state = _state(one, county.year)
    _repetitions(county)
    chosen = editions(county.year, (one.editions for one in county.entries if one.counts))
    county.total = Total(chosen)
    for one, unit in county.counted():
        county.total.add(one.agency or one.source, unit.values)


def _identify(one: Submission, roster: Roster | None) -> None:
    """Find the agency of a file by the name that it prints; where it prints none, by its file name."""
    if roster is None:
        one.agency = one.stated
        return
    found = roster.of(one.stated) if one.stated else _in_name(one.source, roster)
    one.agency = found[0] if len(found) == 1 else None
    if one.agency is None:
        one.asked = found or (roster.alike(one.stated) if one.stated else ())


def _in_name(source: str, roster: Roster) -> tuple[str, ...]:
    """Return the agency in a file's name: the longest one, if it contains all others that fit."""
    words = agencies.plain(os.path.basename(source))
    found = sorted((name for name in roster.names if agencies.plain(name) in words), key=len, reverse=True)
    whole = [agencies.plain(name) for name in found]
    return tuple(found[:1]) if whole and all(name in whole[0] for name in whole) else tuple(found)


def _year(entries: Sequence[Submission]) -> int:
    dated = [one for one in entries if one.year is not None and one.is_report]
    years = Counter(one.year for one in [one for one in dated if one.agency] or dated if one.year is not None)
    found = usual_year(years)
    if found is None:
        listed = "、".join(f"{year}（{count} 份）" for year, count in sorted(years.items())) or "无"
        raise UsageError(f"看不出汇总的是哪一年度：{listed}；请用 --year 指明", "which year? say so with --year")
    return found


def _state(one: Submission, year: int) -> Status:
    if not one.is_report:
        return Status.UNREAD
    if one.agency is None:
        return Status.UNKNOWN
    return Status.COUNTED if one.year == year else Status.WRONG_YEAR


def _repetitions(county: County) -> None:
    """Let one report of a unit count: the only one, the first of equal ones, or the preferred one."""
    groups: dict[str, list[Submission]] = {}
    for one in county.entries:
        if one.counts and one.agency:
            key = one.agency if county.roster else agencies.plain(one.agency)
            groups.setdefault(key, []).append(one)
    for group in groups.values():
        for one in group[1:]:
            one.agency = group[0].agency
        if len(group) > 1:
            county.repeated[str(group[0].agency)] = group
            _choose(group, county.prefer)


def _choose(group: Sequence[Submission], prefer: Sequence[str]) -> None:
    preferred = _preferred(group, prefer)
    same = len({one.fingerprint for one in group}) == 1
    taken = preferred or (group[0] if same else None)
    for one in group:
        if one is not taken:
            one.state = Status.COPY if same else Status.SUPERSEDED if taken else Status.REPEATED


def _preferred(group: Sequence[Submission], prefer: Sequence[str]) -> Submission | None:
    """Return the preferred file of a group, or the one that was modified last."""
    named = [one for one in group if {one.source, one.path, os.path.basename(one.path)} & set(prefer)]
    if len(named) == 1:
        return named[0]
    if NEWEST not in prefer:
        return None
    times = sorted(((os.path.getmtime(one.path), one) for one in group), key=lambda pair: pair[0])
    return times[-1][1] if times[-1][0] > times[-2][0] else None
