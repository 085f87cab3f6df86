"""A progress bar for long work, where someone watches: stderr is a terminal and stdout not the same one."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TextIO

MANY = 50
"""Fewer files are done before one could look."""
_PAUSE = 0.1  # seconds between two drawings

Tell = Callable[[Iterable[str]], None]
"""Prints what there is to say of a file, and counts it as done."""


@contextmanager
def counting(files: Callable[[], Iterator[str]], say: Tell, *, stdout: bool) -> Iterator[Tell]:
    """Count files as they are done; with a bar if there are many of them, and a terminal to show it.

    `stdout` says that lines of JSON go there, which a bar must not stand between.
    """
    if _is_watched(sys.stderr) and not (stdout and _is_watched(sys.stdout)) and any(islice(files(), MANY, None)):
        with _bar(sum(1 for _ in files())) as tell:
            yield tell
    else:
        yield say


def _is_watched(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


@contextmanager
def _bar(total: int) -> Iterator[Tell]:
    """Draw without a thread of its own: workers are forked from this process."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    console = Console(stderr=True)
    columns = BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    bar = Progress(
        *columns, console=console, auto_refresh=False, transient=True, redirect_stdout=False, redirect_stderr=False
    )
    task, drawn = bar.add_task("", total=total), 0.0

    def tell(remarks: Iterable[str]) -> None:
        nonlocal drawn
        for remark in remarks:
            console.print(remark, markup=False, highlight=False, emoji=False)
        bar.advance(task)
        if (now := time.monotonic()) > drawn + _PAUSE:
            drawn = now
            bar.refresh()

    with bar:
        yield tell
