"""What a report costs: time by stage, compared with a bare parse and a bare scan, in bulk, by length, at start.

Run by `make bench`. It asserts nothing: machines differ, ratios say more than times. Medians throughout.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple, TypeVar

import reportc
from bare import Ready, parser, recorded
from reportc import api
from reportc.check.narrative.claims.passages import known_passage
from reportc.emit import canonical
from reportc.emit.document.files import KINDS, WriteOptions, write
from reportc.grammar.loading import START
from reportc.result.data import data
from reportc.source import read
from reportc.source.fold import fold
from reportc.syntax import typography
from reportc.syntax.build import parse
from reportc.syntax.parser import vocabulary
from reportc.syntax.shapes import form_of
from reports.drawing import draw
from reports.layouts import EXACT

REPORTS = 2_000
FORMATTED = 1_000
FEW = 200
RUNS = 7
MEMORIES: Mapping[str, Any] = {  # functions with a cache, which has no type of its own
    "forms of tables": form_of,
    "folded texts": fold,
    "slips of writing": typography.find,
    "passages of prose": known_passage,
}
Name = TypeVar("Name", str, int)
SCAN = re.compile(r"[^\t\n|]+")
WATCH = """
import os, sys, time
begun = time.perf_counter()
null = os.open(os.devnull, os.O_WRONLY)
silent = [(os.POSIX_SPAWN_DUP2, null, stream) for stream in (1, 2)]
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=silent)
_, _, usage = os.wait4(child, 0)
print(time.perf_counter() - begun, usage.ru_maxrss)
"""


class Child(NamedTuple):
    """A process that has ended: its seconds, and its peak of memory in megabytes."""

    seconds: float
    megabytes: float


def main() -> None:
    """Measure and print everything."""
    texts = [sample(seed) for seed in range(FEW)]
    print(
        f"{len(texts)} reports of {sum(map(len, texts)) // len(texts):,} characters, Python {sys.version.split()[0]}\n"
    )
    stages(texts)
    remembered()
    formatting()
    converting(texts[:20])
    lengths(texts[0])
    bulk()
    start()


def sample(seed: int) -> str:
    """Draw a correct report in one of the layouts of plain text."""
    return draw(EXACT[seed % len(EXACT)], seed, plain=True).text


def stages(texts: Sequence[str]) -> None:
    """Print the time of each stage, and of the whole compared with a bare parse and a bare scan."""
    words = vocabulary()
    sources = [read(text, words) for text in texts]
    trees = [parse(source)[0] for source in sources]
    results = [reportc.compile(text) for text in texts]
    batches = iter([[sample(FEW + number * FEW + seed) for seed in range(FEW)] for number in range(RUNS)])
    each = interleaved(
        {
            "source": lambda: [read(text, words) for text in texts],
            "syntax": lambda: [parse(source) for source in sources],
            "emit": lambda: [canonical.document(data(tree)) for tree in trees],
            "rules": lambda: [api.check(result) for result in results],
            "whole": lambda: [written(text) for text in texts],
            "new": lambda: [written(text) for text in next(batches)],
            "parse": bare(texts),
            "scan": lambda: [sum(1 for _ in SCAN.finditer(text)) for text in texts],
        }
    )
    print(f"whole : bare Lark parse of the same tokens   {each['whole'] / each['parse']:8.1f}")
    print(f"new   : bare Lark parse, reports never seen  {each['new'] / each['parse']:8.1f}")
    print(f"rules : bare Lark parse of the same tokens   {each['rules'] / each['parse']:8.1f}")
    print(f"whole : one re.finditer pass over the text   {each['whole'] / each['scan']:8.1f}\n")
    print("milliseconds a report")
    for name, seconds in each.items():
        print(f"  {name:10}{1_000 * seconds / len(texts):10.3f}")
    print()


def written(text: str | bytes) -> str:
    """Return the canonical JSON of a report."""
    return canonical.document(data(reportc.compile(text).tree))


def remembered() -> None:
    """Print the hit rates of the caches for reports that were not seen before."""
    before = {name: one.cache_info() for name, one in MEMORIES.items()}
    for seed in range(FEW):
        api.check(sample(REPORTS * FEW + seed))
    print(f"{FEW} new reports: found in memory, of all that was asked for")
    for name, one in MEMORIES.items():
        hits, misses = (now - then for now, then in zip(one.cache_info()[:2], before[name][:2], strict=True))
        print(f"  {name:20}{100 * hits / (hits + misses):8.1f} %")
    print()


def formatting() -> None:
    """Print the time of formatting, with all its proofs, compared with compiling the same reports."""
    texts = [sample(seed) for seed in range(FORMATTED)]
    works: Mapping[str, Callable[[], object]] = {
        "compile": lambda: [reportc.compile(text) for text in texts],
        "fmt": lambda: [api.format(text) for text in texts],
    }
    each = interleaved(works, runs=3)
    print(f"{FORMATTED:,} reports formatted and proved : compiled {each['fmt'] / each['compile']:8.2f}\n")


def converting(texts: Sequence[str]) -> None:
    """Print the time of a file of each kind: writing, reading, and converting with findings, marks and proof."""
    results = [reportc.compile(text) for text in texts]
    trees = [result.tree for result in results]
    print(f"{len(trees)} reports as files                       written  read again   converted, ms each")
    for name, kind in KINDS.items():
        if kind.draw is None or kind.missing():
            continue
        files = [write(tree, kind.draw, WriteOptions()) for tree in trees]  # fonts and modules are loaded
        works: Mapping[str, Callable[[], object]] = {
            "write": partial(lambda draw: [write(tree, draw, WriteOptions()) for tree in trees], kind.draw),
            "read": partial(lambda files: [reportc.compile(file) for file in files], files),
            "convert": partial(lambda name: [api.convert(result, name) for result in results], name),
        }
        each = interleaved(works, runs=3)
        print(f"  {name:42}", *(f"{seconds / len(trees) * 1e3:10.1f}" for seconds in each.values()))
    print()


def bare(texts: Sequence[str | bytes]) -> Callable[[], object]:
    """Return a function that parses the prepared tokens of texts by Lark alone."""
    tokens = recorded(lambda: [reportc.compile(text) for text in texts])
    lark = parser("report.lark")
    return lambda: [lark.parse(Ready(ready), START) for ready in tokens]


def lengths(text: str) -> None:
    """Print the time of a text with one report, ten, a hundred."""
    print("one text of so many lengths: milliseconds, and the ratio to the length")
    each = interleaved({times: partial(reportc.compile, text * times) for times in (1, 10, 100)})
    for times, seconds in each.items():
        print(f"  {times:4}×{1_000 * seconds:12.1f}{seconds / each[1] / times:10.2f}")
    print()


def bulk() -> None:
    """Print reports a second with one worker and two, and the peak of memory, for few files and many."""
    print(f"{REPORTS:,} files through the command line")
    with folder(FEW) as few, folder(REPORTS) as many:
        small = {jobs: compiled(few, jobs) for jobs in (1, 2)}
        large = {jobs: [compiled(many, jobs) for _ in range(3)] for jobs in (1, 2)}
    seconds = {jobs: median(child.seconds for child in children) for jobs, children in large.items()}
    print(f"  two workers : one {seconds[1] / seconds[2]:12.2f}")
    for jobs, children in large.items():
        peak = max(child.megabytes for child in children)
        print(f"  -j {jobs} {REPORTS / seconds[jobs]:12.0f} reports a second, ", end="")
        print(f"peak of memory {peak:.1f} MB, and {small[jobs].megabytes:.1f} MB for {FEW}")
    print()


@contextmanager
def folder(count: int) -> Iterator[Path]:
    """Give a temporary folder with `count` reports."""
    with tempfile.TemporaryDirectory() as name:
        for seed in range(count):
            (Path(name) / f"{seed:05}.txt").write_text(sample(seed), "utf-8")
        yield Path(name)


def compiled(path: Path, jobs: int) -> Child:
    """Compile a folder by the command line, without keeping the output."""
    return run([sys.executable, "-m", "reportc", "compile", "--to", "ndjson", "-j", str(jobs), str(path)])


def start() -> None:
    """Print the time of importing and starting, in addition to Python's own."""
    trace = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", "import reportc"], capture_output=True, text=True, check=True
    )
    cumulative = trace.stderr.splitlines()[-1].split("|")[1].strip()
    script = Path(sys.executable).with_name("reportc")
    command = [str(script)] if script.exists() else [sys.executable, "-m", "reportc"]
    python = median(run([sys.executable, "-c", "pass"]).seconds for _ in range(15))
    version = median(run([*command, "--version"]).seconds for _ in range(15))
    print("start")
    print(f"  import reportc, cumulative {int(cumulative) / 1_000:8.1f} ms")
    print(f"  reportc --version          {1_000 * version:8.1f} ms")
    print(f"  python -c pass             {1_000 * python:8.1f} ms")


def run(command: Sequence[str]) -> Child:
    """Run `command` to its end.

    A small process starts it, because on Linux a child's peak includes the memory of its parent at the fork.
    """
    seen = subprocess.run([sys.executable, "-S", "-c", WATCH, *command], capture_output=True, text=True, check=True)
    seconds, kilobytes = seen.stdout.split()
    return Child(float(seconds), int(kilobytes) / 1024)


def interleaved(works: Mapping[Name, Callable[[], object]], runs: int = RUNS) -> dict[Name, float]:
    """Return the median seconds of each work, run in turns, so that a busy machine slows all of them."""
    taken: dict[Name, list[float]] = {name: [] for name in works}
    for _ in range(runs):
        for name, work in works.items():
            begun = time.perf_counter()
            work()
            taken[name].append(time.perf_counter() - begun)
    return {name: median(seconds) for name, seconds in taken.items()}


if __name__ == "__main__":
    main()
