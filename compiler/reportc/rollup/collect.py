"""A roll-up from its files: last year's are read first, then this year's, compared with them, then the own report."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import partial

from reportc import corpus
from reportc.api import compile  # noqa: A004  # the name of what this package does
from reportc.baseline import Baseline
from reportc.check.semantics import Semantics
from reportc.corpus.inputs import Input, shown
from reportc.failure import InputError
from reportc.rollup import roster as rosters
from reportc.rollup.against import compare
from reportc.rollup.county import County, entry, settle
from reportc.rollup.findings import Own, Rollup
from reportc.rollup.received import ReadOptions, key, place, read
from reportc.rollup.roster import Roster
from reportc.rollup.unit import Spool, Unit
from reportc.settings import DEFAULT, Settings
from reportc.span import hull
from reportc.syntax.agencies import home
from reportc.syntax.parser import vocabulary


@dataclass(frozen=True, slots=True)
class Request:
    """The input of a roll-up: files or folders of this year and of last year, the roster, the office's own report.

    Files are named by their paths below `base`, if it is given. `known` is a baseline, which with `takes` takes all
    findings. `avoid` are files, and folders of files, which are among the units but are no reports: the output.
    """

    units: Sequence[str]
    previous: Sequence[str] = ()
    roster: str | None = None
    against: str | None = None
    year: int | None = None
    agency: str | None = None
    prefer: Sequence[str] = ()
    avoid: Sequence[str] = ()
    settings: Settings = DEFAULT
    workers: int | None = None
    known: Baseline | None = None
    takes: bool = False
    base: str | None = None

    def given(self, path: str) -> Input:
        """Return the input at a path, by its displayed name."""
        found = corpus.named(path, corpus.STDIN)
        return found if self.base is None else found._replace(name=shown(os.path.relpath(path, self.base)))


def files(request: Request, arguments: Sequence[str]) -> Iterator[str]:
    """Yield the files that `arguments` name, each once, without the roster, the own report and the output."""
    taken = {os.path.realpath(path) for path in (request.roster, request.against, *request.avoid) if path}
    for path in _named(arguments):
        real = os.path.realpath(path)
        if real not in taken and os.path.dirname(real) not in taken:
            taken.add(real)
            yield path


def _named(arguments: Sequence[str]) -> Iterator[str]:
    """Yield the files that a compile would read, and the JSON of other roll-ups in folders."""
    for argument in arguments:
        yield from corpus.expand([argument])
        if os.path.isdir(argument):
            yield from corpus.expand([os.path.join(glob.escape(argument), "**", "*.json")])


def quiet(_: Iterable[str]) -> None:
    """Print nothing about a file that was read."""


def collect(request: Request, stack: ExitStack, notify: corpus.Notify = quiet) -> Rollup:
    """Read everything and decide; `stack` closes what is kept on disk meanwhile, `notify` counts files.

    Raise a `Failure` where nothing can be rolled up: no unit, no year.
    """
    named = [path for path in (*request.units, *request.previous) if not os.path.isdir(path)]
    if named:
        corpus.check(named)
    own = _own(request, ReadOptions(None))
    roster = rosters.load(request.roster, [own.unit.stated or ""] if own else ()) if request.roster else None
    last = _last(request, roster, stack, notify)
    by_agency = _by_agency(last, roster) if last else {}
    options = ReadOptions(request.settings, roster, by_agency, request.known, request.takes)
    own = _own(request, options)
    county = _county(request, roster, options, stack, notify)
    if last and last.entries:
        settle(last, county.year - 1)
    comparison = compare(own.unit, county) if own else None
    agency = request.agency or (own.unit.stated if own else None) or _office(roster, county)
    return Rollup(
        county, request.settings, agency or "", own, comparison, last, known=request.known, takes=request.takes
    )


def _county(
    request: Request, roster: Roster | None, options: ReadOptions, stack: ExitStack, notify: corpus.Notify
) -> County:
    """Read this year's reports, and decide which of them count."""
    county = County([], stack.enter_context(Spool()), roster, request.roster or "", request.prefer)
    for unit in _read(request, request.units, options):
        county.entries.append(entry(county.spool.put(unit), unit))
        notify([unit.trouble_line] if unit.trouble else [])
    if not county.entries:
        raise InputError("没有可汇总的文件", "no file to roll up")
    settle(county, request.year)
    return county


def _read(request: Request, arguments: Sequence[str], options: ReadOptions) -> Iterator[Unit]:
    inputs = map(request.given, files(request, arguments))
    answers = corpus.work(partial(read, options=options), inputs, workers=request.workers)
    with closing(answers):
        yield from answers


def _last(request: Request, roster: Roster | None, stack: ExitStack, notify: corpus.Notify) -> County | None:
    """Read last year's reports, without checking them: that was last year's work."""
    if not request.previous:
        return None
    county = County([], stack.enter_context(Spool()), roster, prefer=request.prefer)
    for unit in _read(request, request.previous, ReadOptions(None)):
        county.entries.append(entry(county.spool.put(unit), unit))
        notify(())
    return county


def _by_agency(last: County, roster: Roster | None) -> Mapping[str, str]:
    """Map each agency to its report of the year before; without agencies whose reports differ."""
    found: dict[str, dict[str, str]] = {}
    for one in last.entries:
        if one.is_report and one.stated and (one.year is not None):
            found.setdefault(key(roster, one.stated, one.year), {}).setdefault(one.fingerprint, one.path)
    return {name: next(iter(paths.values())) for name, paths in found.items() if len(paths) == 1}


def _own(request: Request, options: ReadOptions) -> Own | None:
    """Compile and check the office's own report."""
    if request.against is None:
        return None
    given = request.given(request.against)
    unit = read(given, options)
    if unit.trouble or not unit.is_report:
        said, _, english = unit.trouble.partition("\n")
        raise InputError(f"{given.name}：{said or '不是报告'}", english or "not a report")
    result = compile(given.read())
    semantics = Semantics(result.tree, result.source.text, vocabulary())
    return Own(unit, {at: place(result, hull(cell.spans)) for at, cell in semantics.cells.items() if cell.spans})


def _office(roster: Roster | None, county: County) -> str | None:
    """Return the government of the place of the roster, or of most reports."""
    place = roster.home if roster else home(one.stated for one in county.entries if one.stated)
    return f"{place}人民政府" if place else None
