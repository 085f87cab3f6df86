"""Many files in, one outcome each: in the order given, on all cores, in memory that does not grow with their number."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import chain, islice
from typing import BinaryIO, TypeVar

from reportc.corpus.checking import CheckOptions, Fixes, check_total, examined
from reportc.corpus.converting import ConvertOptions, convert_total, converted, failed
from reportc.corpus.formatting import FormatOptions, format_total, formatted
from reportc.corpus.inputs import STDIN, Input, check, expand, is_single, left_out, shown
from reportc.corpus.old_kinds import prepared
from reportc.corpus.outcome import Outcome, Tally, document, projected, record, refusal
from reportc.emit.formats import Frame
from reportc.failure import InputError, WorkerDied, because

__all__ = [
    "STDIN",
    "CheckOptions",
    "ConvertOptions",
    "Fixes",
    "FormatOptions",
    "Job",
    "Notify",
    "Outcome",
    "Outcomes",
    "Tally",
    "check",
    "check_total",
    "convert_total",
    "converted",
    "document",
    "examined",
    "expand",
    "failed",
    "format_total",
    "formatted",
    "is_single",
    "left_out",
    "named",
    "projected",
    "record",
    "refusal",
    "run",
    "work",
    "write",
]

FEW = 8
"""As many inputs are done before workers would have started."""
_SELDOM = 20_000
"""New objects, those of a report, before the next garbage collection; Python's own number is 700."""

Answer = TypeVar("Answer")
Notify = Callable[[Iterable[str]], None]
"""Prints remarks on an input, and counts it as done."""
Job = Callable[[Input], Answer]
"""The work on an input: `record`, `document`, `examined`, `formatted` or `converted`, with its options bound."""

Outcomes = Generator[Outcome, None, None]
"""Closing it stops the workers at once."""


def run(
    job: Job[Answer], paths: Iterable[str], *, stdin_name: str = STDIN, workers: int | None = None
) -> Generator[Answer, None, None]:
    """Yield `job` of each path, in order and the same whatever `workers` is (None: all cores).

    An input that cannot be read gives an outcome with the reason. Raise `WorkerDied` if a process is lost.
    """
    yield from work(job, (named(path, stdin_name) for path in paths), workers=workers)


def work(
    job: Callable[[Input], Answer],
    inputs: Iterator[Input],
    *,
    workers: int | None = None,
    lost: Callable[[Input, WorkerDied], Answer] | None = None,
) -> Generator[Answer, None, None]:
    """Yield `job` of each input, in order and the same whatever `workers` is (None: all cores).

    `lost` gives the answer for an input that kills every process that works on it; without it the first
    lost process raises `WorkerDied`.
    """
    inputs = prepared(inputs)
    first = list(islice(inputs, FEW + 1))
    if len(first) <= FEW:
        yield from map(job, first)
        return
    job(Input("", "", b""))  # workers are forked where that is safe, and start with what is loaded here
    with _settled():
        yield from _worked(job, chain(first, inputs), cores() if workers is None else workers, lost)


def _worked(
    job: Callable[[Input], Answer],
    inputs: Iterable[Input],
    workers: int,
    lost: Callable[[Input, WorkerDied], Answer] | None,
) -> Iterator[Answer]:
    if workers == 1:
        return map(job, inputs)
    from reportc.corpus.pool import ordered  # multiprocessing takes 15 ms to import

    return ordered(job, inputs, workers, lost)


@contextmanager
def _settled() -> Iterator[None]:
    """Exclude what is loaded by now from garbage collection: that saves an eighth of the time.

    What is new is searched less often, which saves a fourteenth: most reports leave no garbage that only a search
    finds. Workers that are forked inherit both, and share more memory for it. A program that froze its objects has
    settled this itself.
    """
    ours, often = gc.get_freeze_count() == 0, gc.get_threshold()
    if ours:
        gc.freeze()  # what is garbage by now is little, and stays
        gc.set_threshold(_SELDOM, *often[1:])
    try:
        yield
    finally:
        if ours:
            gc.set_threshold(*often)
            gc.unfreeze()


def write(outcomes: Outcomes, stream: BinaryIO, notify: Notify, frame: Frame) -> Tally:
    """Write the outcomes as they come, with the output of `frame` around and between them; return their sum."""
    tally, parts = Tally(), 0
    with closing(outcomes):
        for outcome in outcomes:
            if outcome.output:
                stream.write((frame.between if parts else frame.head).encode() + outcome.output)
                parts += 1
            notify(outcome.remarks)
            tally = tally.plus(outcome.tally)
    stream.write((frame.tail if parts else frame.head + frame.tail).encode())
    return tally


def cores() -> int:
    """Return how many processors this process may use; 1 inside a browser, where no other process can start."""
    if sys.platform == "emscripten":
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def named(path: str, stdin_name: str) -> Input:
    """Return the input at a path; standard input is read here, for workers have none.

    Raise `InputError` if standard input is closed or fails.
    """
    if path != STDIN:
        return Input(path, shown(path))
    if sys.stdin is None:
        raise InputError("标准输入已关闭", "standard input is closed")
    try:
        return Input(path, shown(stdin_name), sys.stdin.buffer.read())
    except OSError as error:
        raise InputError(*because(error, "无法读取标准输入", "cannot read standard input")) from None
