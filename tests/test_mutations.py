"""No input raises, no character of a text is lost, and the same bytes give the same result."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import jsonschema
import pytest

import reportc
from reportc.emit import canonical
from reportc.emit.record import record
from reportc.result.data import data
from reportc.result.model import Report
from reportc.syntax.memory import Stretches
from reports import trees
from reports.generate import seeded
from reports.mutate import mutant

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.txt"))
MUTANTS = 2_000
BATCH = 100
IN_A_FOLDER = 60
KNOWN = Stretches(MUTANTS)
"""Remembers the stretches of the mutants before: most of a mutant is as it was."""


@cache
def texts() -> tuple[str, ...]:
    return tuple(path.read_bytes().decode() for path in EXAMPLES)


def mutated(seed: int) -> str | bytes:
    """Return the mutant of `seed`."""
    rng = seeded(f"mutant {seed}")
    return mutant(rng.choice(texts()), rng)


def faults(given: str | bytes, known: Stretches) -> list[str]:
    """Return what is wrong with the result of `given`, and what differs if stretches are `known` from other texts."""
    result, again = reportc.compile(given), reportc.compile(given, memory=known)
    made = canonical.pretty(result.report)
    Report.model_validate_json(made)
    found = trees.faults(result)
    if canonical.document(data(result.tree)) != made:
        found.append("the JSON of the tree is not that of the model")
    if canonical.line(record("a", result)) != canonical.line(record("a", again)):
        found.append("two runs differ")
    return found


@pytest.mark.parametrize("first", range(0, MUTANTS, BATCH))
def test_every_mutant_gives_a_sound_result(first: int) -> None:
    wrong = {seed: found for seed in range(first, first + BATCH) if (found := faults(mutated(seed), KNOWN))}
    shown = "\n".join(f"mutant {seed}: {'; '.join(found[:3])}" for seed, found in wrong.items())
    assert not wrong, f"{len(wrong)} of {BATCH} mutants\n{shown}"


def test_mutants_keep_to_the_published_schema() -> None:
    validator = jsonschema.Draft202012Validator(json.loads(canonical.schema()))
    for seed in range(0, MUTANTS, BATCH // 2):
        validator.validate(json.loads(canonical.pretty(reportc.compile(mutated(seed)).report)))


def test_bytes_of_any_kind_give_a_sound_result() -> None:
    rng = seeded("bytes")
    for length in range(0, 4_000, 20):
        data = rng.randbytes(length)
        assert faults(data, Stretches()) == [], f"{length} bytes: {data[:40]!r}…"


def test_the_number_of_processes_changes_nothing(tmp_path: Path) -> None:
    for seed in range(IN_A_FOLDER):
        given = mutated(seed)
        data = given.encode("utf-8", "replace") if isinstance(given, str) else given
        (tmp_path / f"{seed:03}.txt").write_bytes(data)
    outputs = [compiled(tmp_path, jobs) for jobs in (1, 2, 2)]
    assert outputs[0].count(b"\n") == IN_A_FOLDER
    assert outputs[0] == outputs[1] == outputs[2]


def compiled(folder: Path, jobs: int) -> bytes:
    """Return the output of the command line for `folder`; each run has another hash seed."""
    command = [sys.executable, "-m", "reportc", "compile", "--to", "ndjson", "-j", str(jobs), str(folder)]
    paths = os.pathsep.join(path for path in sys.path if path)
    run = subprocess.run(command, capture_output=True, check=False, env=os.environ | {"PYTHONPATH": paths})
    assert run.returncode in {0, 1}, run.stderr.decode()
    return run.stdout
