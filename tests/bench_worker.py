"""A process that works for one checkout: for each name on its input it does that work, and answers with the seconds.

`bench_beside.py` starts one a checkout, and asks them in turns. It uses what every commit has.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import reportc
from reportc.emit import canonical


def main(folder: Path) -> None:
    """Read the reports, then do what is asked for."""
    files = [path.read_bytes() for path in sorted(folder.glob("*.txt"))]
    results = [reportc.compile(file) for file in files]
    works: Mapping[str, Callable[[], object]] = {
        "whole": lambda: [canonical.pretty(reportc.compile(file).report) for file in files],
        "rules": lambda: [reportc.check(result) for result in results],
    }
    for line in sys.stdin:
        work = works.get(line.strip()) or bare(*files)
        begun = time.process_time()
        work()
        print(time.process_time() - begun, flush=True)


@cache
def bare(*files: bytes) -> Callable[[], object]:
    """Return the parses by Lark alone of the tokens of reports, which are ready: of this checkout only."""
    from bench import bare as parses  # another commit knows nothing of it

    return parses(files)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
