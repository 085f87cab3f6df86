"""The worker process of one checkout: for each name on its input it does that work, and prints the seconds.

`bench_beside.py` starts one for each checkout, and uses them in turns. It depends only on what every commit has.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from functools import cache
from itertools import islice
from pathlib import Path

import reportc
from reportc.emit import canonical


def main(folder: Path, many: Path) -> None:
    """Read the reports, then do each requested work; `many` has new reports for every repetition."""
    files = [path.read_bytes() for path in sorted(folder.glob("*.txt"))]
    others = iter([path.read_bytes() for path in sorted(many.glob("*.txt"))][len(files) :])
    results = [reportc.compile(file) for file in files]
    works: Mapping[str, Callable[[], object]] = {
        "whole": lambda: [written(file) for file in files],
        "new": lambda: [written(file) for file in islice(others, len(files))],
        "rules": lambda: [reportc.check(result) for result in results],
    }
    for line in sys.stdin:
        work = works.get(line.strip()) or bare(*files)
        begun = time.process_time()
        work()
        print(time.process_time() - begun, flush=True)


def written(file: bytes) -> str:
    """Return the canonical JSON of a report, made as by the commit's own command."""
    result = reportc.compile(file)
    try:
        from reportc.result.data import data  # commits before this one write JSON by way of the model
    except ImportError:
        return canonical.pretty(result.report)
    return canonical.document(data(result.tree))


@cache
def bare(*files: bytes) -> Callable[[], object]:
    """Return a function that parses the prepared tokens of reports by Lark alone, for this checkout only."""
    from bench import bare as parses  # other commits may lack it

    return parses(files)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
