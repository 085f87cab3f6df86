"""A roll-up as JSON: who sent what, the sum with its holes, the differences, and every finding; written as it goes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from reportc.rollup.county import Entry, State
from reportc.rollup.findings import Rollup
from reportc.rollup.stored import MARK, VERSION
from reportc.rollup.total import nested, number
from reportc.span import sound


def text(rollup: Rollup) -> Iterator[str]:
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
        "wrong_year": _by_agency(rollup, State.WRONG_YEAR),
        "unknown_units": [one.source for one in county.entries if one.state in {State.UNKNOWN, State.UNREAD}],
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


def _by_agency(rollup: Rollup, state: State) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in rollup.county.entries:
        if one.state is state:
            found.setdefault(str(one.agency), []).append(one.source)
    return found


def _unit(one: Entry) -> dict[str, Any]:
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
