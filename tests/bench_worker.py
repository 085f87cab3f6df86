"""A process that works for one checkout: for each name on its input it does that work, and answers with the seconds.

`bench_beside.py` starts one a checkout, and asks them in turns. It uses what every commit has.
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
    """Read the reports, then do what is asked for; `many` has enough for some that were not seen before each time."""
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
    """Return the canonical JSON of a report, in the way in which a commit's own command makes it."""
    result = reportc.compile(file)
    try:
        from reportc.result.data import data  # commits before this one write JSON by way of the model
    except ImportError:
        return canonical.pretty(result.report)
    return canonical.document(data(result.tree))


@cache
def bare(*files: bytes) -> Callable[[], object]:
    """Return the parses by Lark alone of the tokens of reports, which are ready: of this checkout only."""
    from bench import bare as parses  # another commit knows nothing of it

    return parses(files)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
