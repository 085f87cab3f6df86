"""Last year's reports, by agency and year, so that a check can compare a report with the previous one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from reportc import api
from reportc.corpus.inputs import Input, shown
from reportc.failure import InputError, because
from reportc.result import Result
from reportc.syntax import nodes


class Seen(NamedTuple):
    """The agency and the year of a file's report; `trouble` where it cannot be read."""

    path: str
    agency: str | None = None
    year: int | None = None
    trouble: OSError | None = None


def seen(given: Input) -> Seen:
    """Compile a file for its agency and year: a job for workers."""
    try:
        tree = api.compile(given.read()).tree
    except OSError as error:
        return Seen(given.path, trouble=error)
    return Seen(given.path, tree.agency, tree.year)


@dataclass(frozen=True)
class Previous:
    """Files by agency and year. Of an agency that sent two for one year none is used.

    `nameless` is the year of each file that prints no agency: it is used only where it is the only file.
    """

    paths: Mapping[tuple[str, int], str] = field(default_factory=dict)
    nameless: Mapping[int, str] = field(default_factory=dict)

    def of(self, tree: nodes.Report) -> str | None:
        """Return the path of the same agency's report of the year before; None without one."""
        if tree.year is None:
            return None
        from reportc.syntax.agencies import plain  # the grammar's words need lark, which takes 70 ms to import

        year = tree.year - 1
        if tree.agency is None:
            return next(iter(self.paths.values()), None) if len(self.paths) == 1 else self.nameless.get(year)
        return self.paths.get((plain(tree.agency), year)) or self.nameless.get(year)

    def compiled(self, tree: nodes.Report) -> Result | None:
        """Return that report, compiled; raise OSError where it can no longer be read."""
        path = self.of(tree)
        return api.compile(Input(path, shown(path)).read()) if path else None


RunJob = Callable[[Callable[[Input], Seen]], Iterator[Seen]]
"""Runs a job over all files, in workers."""


def look(run: RunJob) -> Previous:
    """Read all files; raise `InputError` for one that cannot be read."""
    from reportc.syntax.agencies import plain  # likewise

    paths: dict[tuple[str, int], list[str]] = {}
    nameless: list[Seen] = []
    count = 0
    for one in run(seen):
        if one.trouble:
            raise InputError(*because(one.trouble, f"无法读取 {shown(one.path)}", "cannot be read"))
        count += 1
        if one.year is not None and one.agency:
            paths.setdefault((plain(one.agency), one.year), []).append(one.path)
        elif one.year is not None:
            nameless.append(one)
    single = {key: found[0] for key, found in paths.items() if len(found) == 1}
    return Previous(single, {one.year: one.path for one in nameless if one.year is not None} if count == 1 else {})
