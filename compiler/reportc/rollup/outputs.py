"""The outputs of a roll-up: the ending of a file decides its kind, each file is written whole or not at all."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, BinaryIO

from reportc.failure import UsageError
from reportc.rollup.county import Status, Submission
from reportc.rollup.findings import Rollup
from reportc.rollup.stored import MARK, VERSION
from reportc.rollup.total import nested, number
from reportc.span import sound

# ---------------------------------------------------------------- JSON


def json_text(rollup: Rollup) -> Iterator[str]:
    """Yield the JSON document in parts: the findings of a province are many."""
    head = json.dumps(_head(rollup), ensure_ascii=False, indent=2)
    yield sound(head.removesuffix("\n}")) + ',\n  "findings": ['
    between = "\n    "
    for finding in rollup.findings():
        yield between + sound(json.dumps(finding, ensure_ascii=False))
        between = ",\n    "
    yield "\n  ]\n}\n"


def _head(rollup: Rollup) -> dict[str, Any]:
    county, total = rollup.county, rollup.county.total
    return {
        MARK: VERSION,
        "agency": rollup.agency or None,
        "year": county.year,
        "roster": list(county.roster.names) if county.roster else None,
        "missing": county.missing,
        "repeated": {name: [one.source for one in group] for name, group in county.repeated.items()},
        "wrong_year": _by_agency(rollup, Status.WRONG_YEAR),
        "unknown_units": [one.source for one in county.entries if one.state in {Status.UNKNOWN, Status.UNREAD}],
        "units": [_unit(one) for one in county.entries],
        "counted": total.units,
        "sum": nested(total.values, total),
        "known": nested(total.known, total),
        "printed": nested(dict(total.printed), total),
        "holes": {at: total.holes[at] for at in total.cells if at in total.holes},
        "against": rollup.own.unit.source if rollup.own else None,
        "differences": [
            {"path": one.at, "printed": number(one.printed), "sum": number(one.sum)}
            for one in (rollup.comparison.differences if rollup.comparison else ())
        ],
    }


def _by_agency(rollup: Rollup, state: Status) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in rollup.county.entries:
        if one.state is state:
            found.setdefault(str(one.agency), []).append(one.source)
    return found


def _unit(one: Submission) -> dict[str, Any]:
    return {
        "agency": one.agency or one.stated,
        "source": one.source,
        "year": one.year,
        "edition": one.edition,
        "state": one.state.value,
        "counted": one.counts,
        "verdict": one.verdict,
        "errors": one.errors,
        "warnings": one.warnings,
    }


# ---------------------------------------------------------------- all kinds of files


WriteRollup = Callable[[Rollup, BinaryIO], None]
STDOUT = "-"


def _json(rollup: Rollup, stream: BinaryIO) -> None:
    stream.writelines(part.encode("utf-8", "replace") for part in json_text(rollup))


def _workbook(rollup: Rollup, stream: BinaryIO) -> None:
    from reportc.rollup import workbook  # XlsxWriter is an extra

    workbook.write(rollup, stream)


def _page(rollup: Rollup, stream: BinaryIO) -> None:
    from reportc.rollup import page

    stream.writelines(part.encode("utf-8", "replace") for part in page.text(rollup))


def _draft(rollup: Rollup, stream: BinaryIO) -> None:
    from reportc.rollup import word

    word.write_draft(rollup, stream)


WRITERS: Mapping[str, WriteRollup] = MappingProxyType(
    {".json": _json, ".xlsx": _workbook, ".html": _page, ".htm": _page, ".docx": _draft}
)


def check(paths: Sequence[str]) -> None:
    """Raise `UsageError` for a path with an ending that nothing is written for."""
    for path in paths:
        if path != STDOUT and _ending(path) not in WRITERS:
            known = " ".join(WRITERS)
            raise UsageError(f"不知道怎样写 {path}：扩展名应是 {known}", f"unknown ending; known are {known}")


def writer(path: str) -> WriteRollup:
    """Return the function that writes a path; standard output gets JSON."""
    return _json if path == STDOUT else WRITERS[_ending(path)]


def _ending(path: str) -> str:
    return os.path.splitext(path)[1].lower()
