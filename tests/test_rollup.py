"""The roll-up of a county: random counties with known truth, and the one of the corpus."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from reportc.rollup import collect, outputs
from reportc.rollup.findings import Rollup
from reportc.settings import Settings
from reports.county import FAULTS, County, Drawing
from reports.generate import seeded

CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "units"
OF_COUNTIES = Settings(select=("X008", "R7", "Y601", "Y602", "Y603", "Y604", "Y605"))
SIZES = (5, 6, 8, 10, 12, 17)
"""The number of units in each random county."""


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def rolled(folder: Path, stack: ExitStack, units: str = "units", **more: Any) -> Rollup:
    """Roll up the units in a folder, with the other files next to them."""
    request = collect.Request(
        [str(folder / units)],
        previous=[str(folder / "previous")],
        roster=str(folder / "roster.csv"),
        settings=OF_COUNTIES,
        workers=1,
        **more,
    )
    return collect.collect(request, stack)


def shown(rollup: Rollup) -> dict[str, Any]:
    """Return the JSON of a roll-up, with amounts as written."""
    found: dict[str, Any] = json.loads("".join(outputs.json_text(rollup)), parse_float=Decimal)
    return found


def names(groups: Mapping[str, list[str]]) -> dict[str, set[str]]:
    """Return files by their names, without folders."""
    return {agency: {Path(source).name for source in sources} for agency, sources in groups.items()}


def cell(tables: Mapping[str, Any], at: str) -> Any:
    """Return the value at a pointer."""
    for key in at[1:].split("/"):
        tables = tables[key]
    return tables


@pytest.mark.parametrize("units", SIZES)
def test_a_random_county_is_rolled_up_right(units: int, tmp_path: Path, stack: ExitStack) -> None:
    rng = seeded(f"county {units}")
    drawing = Drawing(rng, tmp_path, units)
    faults = rng.sample(FAULTS, rng.randint(0, min(len(FAULTS), units - 2)))
    county = drawing.draw(faults)
    drawing.own(rng.randint(0, 3))
    found = shown(rolled(tmp_path, stack, against=str(tmp_path / "own.txt")))
    wrong = list(_wrong(county, found))
    assert not wrong, f"{faults}: {wrong}"


def _wrong(county: County, found: Mapping[str, Any]) -> Iterator[str]:
    """Yield the differences of a roll-up from the truth."""
    if found["roster"] != county.roster or found["missing"] != county.missing:
        yield f"missing {found['missing']}, not {county.missing}"
    for key, truth in (("repeated", county.repeated), ("wrong_year", county.wrong_year)):
        if names(found[key]) != names(truth):
            yield f"{key} {found[key]}, not {truth}"
    if {Path(source).name for source in found["unknown_units"]} != set(county.unknown):
        yield f"unknown {found['unknown_units']}, not {county.unknown}"
    if {at: set(who) for at, who in found["holes"].items()} != {at: set(who) for at, who in county.holes.items()}:
        yield f"holes {found['holes']}, not {county.holes}"
    for at, value in county.sums().items():
        if cell(found["sum"], at) != value:
            yield f"{at} is {cell(found['sum'], at)}, not {value}"
    if {one["path"] for one in found["differences"]} != county.differences:
        yield f"differences {found['differences']}, not {county.differences}"
    said = {(one["code"], one["agency"] or "") for one in found["findings"] if one["code"] != "R701"}
    if said != county.findings:
        yield f"findings {said - county.findings} too many, {county.findings - said} too few"


@pytest.mark.skipif(not CORPUS.is_dir(), reason="no shared/corpus beside this checkout")
def test_the_county_of_the_corpus_is_rolled_up_right(stack: ExitStack) -> None:
    truth = json.loads((CORPUS / "truth.json").read_text("utf-8"), parse_float=Decimal)
    found = shown(rolled(CORPUS, stack))
    assert found["missing"] == truth["missing"]
    assert names(found["repeated"]) == {agency: set(files) for agency, files in truth["duplicate"].items()}
    assert names(found["wrong_year"]) == {agency: set(files) for agency, files in truth["wrong_year"].items()}
    assert found["unknown_units"] == []
    assert found["holes"] == {at: [agency] for agency, at in truth["blank"].items()}
    assert _plain(found["sum"]) == truth["sum_of_counted"]
    between = {(one["agency"], at) for one in found["findings"] if one["code"][0] == "Y" for at in one["data"]["paths"]}
    assert between == {
        *((agency, at) for agency, cells in truth["carry_over_differs"].items() for at in cells),
        *truth["in_force_differs"].items(),
    }


@pytest.mark.skipif(not CORPUS.is_dir(), reason="no shared/corpus beside this checkout")
def test_the_own_report_of_the_corpus_differs_where_it_does(stack: ExitStack) -> None:
    truth = json.loads((CORPUS / "truth.json").read_text("utf-8"))
    own = next(path for path in CORPUS.iterdir() if path.suffix == ".docx")
    found = shown(rolled(CORPUS, stack, "corrected", against=str(own)))
    assert found["missing"] == found["unknown_units"] == []
    assert sorted(one["path"] for one in found["differences"]) == sorted(truth["county_against_corrected"])
    assert {at for one in found["findings"] if one["code"] == "R701" for at in one["data"]["paths"]} == set(
        truth["county_against_corrected"]
    )


def _plain(tables: Any) -> Any:
    """Return tables without their editions."""
    if not isinstance(tables, dict):
        return tables
    return {key: _plain(value) for key, value in tables.items() if key != "edition"}
