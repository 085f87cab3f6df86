"""Compare the records of this checkout and of another commit for the same files.

`python tests/beside.py COMMIT` compares the records of the corpus, the cases, and 2,000 drawn and damaged reports,
byte by byte. This checkout draws the files, so that both get the same ones.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path

from reports.damage import DAMAGES, damaged
from reports.drawing import draw
from reports.generate import seeded
from reports.layouts import LAYOUTS
from reports.mutate import mutant

CHECKOUT = Path(__file__).parents[1]
KEPT = (CHECKOUT / "tests", CHECKOUT / "examples", CHECKOUT.parent / "shared" / "corpus")
"""Folders whose reports are compared; the corpus may be next to the checkout."""
DRAWN = 2_000
RECORDS = ("compile", "--to", "ndjson")
"""The arguments of both: a line for each file, with the report, its findings and how much was read."""


def main(commit: str) -> int:
    """Compare; print the differences, and return 1 if there are any."""
    with checkout(commit) as other, tempfile.TemporaryDirectory() as name:
        count = gather(Path(name))
        differing = differences(records(CHECKOUT, Path(name)), records(other, Path(name)))
    print(f"{count:,} files: {len(differing)} records differ", *differing[:20], sep="\n")
    return int(bool(differing))


@contextmanager
def checkout(commit: str) -> Iterator[Path]:
    """Give a temporary folder with the files of a commit; if `commit` is the folder of a checkout, give that."""
    if (Path(commit) / "compiler").is_dir():
        yield Path(commit)
        return
    with tempfile.TemporaryDirectory() as name:
        git = ("git", "-C", str(CHECKOUT), "archive", "--format=tar", commit)
        made = subprocess.run(git, stdout=subprocess.PIPE, check=True).stdout
        with tarfile.open(fileobj=io.BytesIO(made)) as tar:
            tar.extractall(name, filter="data")
        yield Path(name)


def gather(folder: Path) -> int:
    """Copy every file to be compared into a folder; return their number."""
    left_out = shutil.ignore_patterns("__pycache__", "node_modules", "__snapshots__")
    for root in filter(Path.is_dir, KEPT):
        shutil.copytree(root, folder / root.name, ignore=left_out)
    (folder / "drawn").mkdir()
    for number in range(DRAWN):
        given = _drawn(number)
        data = given.encode("utf-8", "surrogatepass") if isinstance(given, str) else given
        (folder / "drawn" / f"{number:05}.txt").write_bytes(data)
    return sum(path.is_file() for path in folder.rglob("*"))


def _drawn(number: int) -> str | bytes:
    """Draw a report in one of the layouts: unchanged, damaged in one place, or mutated."""
    layout, seed = LAYOUTS[number % len(LAYOUTS)], number // len(LAYOUTS)
    match seed % 3:
        case 0:
            return draw(layout, seed).given
        case 1:
            names = tuple(DAMAGES)
            made = damaged(layout, names[seed % len(names)], seed)
            return made.text if made else draw(layout, seed, plain=True).text
        case _:
            return mutant(draw(layout, seed).text, seeded(f"beside {number}"))


def environment(root: Path) -> dict[str, str]:
    """Return the environment for a checkout's own compiler, as users run it."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {
        "PYTHONPATH": str(root / "compiler"),
        "COLUMNS": "100",
    }


def reportc(*arguments: str) -> list[str]:
    """Return the command line of the compiler."""
    return [sys.executable, "-m", "reportc", *arguments]


def records(root: Path, folder: Path) -> list[bytes]:
    """Return the records of the files in a folder by the compiler of a checkout, and its other output."""
    run = subprocess.run(reportc(*RECORDS, "."), cwd=folder, env=environment(root), capture_output=True, check=False)
    if run.returncode not in {0, 1, 2}:
        raise SystemExit(run.stderr.decode("utf-8", "replace"))
    return (run.stdout + run.stderr).splitlines()


def differences(ours: Sequence[bytes], theirs: Sequence[bytes]) -> list[str]:
    """Return the records that differ, each from where it does."""
    return [_apart(one or b"", two or b"") for one, two in zip_longest(ours, theirs) if one != two]


def _apart(one: bytes, two: bytes) -> str:
    """Show two lines from where they differ."""
    pairs = enumerate(zip(one, two, strict=False))
    shared = next((at for at, (first, second) in pairs if first != second), min(len(one), len(two)))
    start = max(0, shared - 60)
    ours, theirs = (line[start : shared + 60].decode("utf-8", "replace") for line in (one, two))
    return f"{one[:60].decode('utf-8', 'replace')}\n  - {theirs}\n  + {ours}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
