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
    "Outcome",
    "Outcomes",
    "Tally",
    "Tell",
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
"""So many inputs are done before the workers would have started."""
_SELDOM = 20_000
"""So many objects more than before, those of a report, are searched for garbage; Python would do so after 700."""

Answer = TypeVar("Answer")
Tell = Callable[[Iterable[str]], None]
"""Prints what there is to say of an input, and counts it as done."""
Job = Callable[[Input], Answer]
"""What is done with an input: `record`, `document`, `examined`, `formatted` or `converted`, with its options bound."""

Outcomes = Generator[Outcome, None, None]
"""Closing it stops the workers at once."""


def run(
    job: Job[Answer], paths: Iterable[str], *, stdin_name: str = STDIN, workers: int | None = None
) -> Generator[Answer, None, None]:
    """Yield `job` of each path, in order and the same whatever `workers` is (None: all cores).

    An input that cannot be read is an outcome that says so. Raise `WorkerDied` if a process is lost.
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

    `lost` gives the answer on an input that kills every process that works on it; without it the first
    process that is lost raises `WorkerDied`.
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
    """Keep what is loaded by now from being searched for garbage again and again: that takes an eighth of the time.

    What is new is searched less often, which saves a fourteenth: most reports leave no garbage that only a search
    finds. Workers that are forked inherit both, and share more memory for it. A program that froze its objects has
    settled this itself.
    """
    ours, often = gc.get_freeze_count() == 0, gc.get_threshold()
    if ours:
        gc.collect()
        gc.freeze()
        gc.set_threshold(_SELDOM, *often[1:])
    try:
        yield
    finally:
        if ours:
            gc.set_threshold(*often)
            gc.unfreeze()


def write(outcomes: Outcomes, stream: BinaryIO, tell: Tell, frame: Frame) -> Tally:
    """Write the outcomes as they come, with what `frame` has around and between them; return their sum."""
    tally, parts = Tally(), 0
    with closing(outcomes):
        for outcome in outcomes:
            if outcome.output:
                stream.write((frame.between if parts else frame.head).encode() + outcome.output)
                parts += 1
            tell(outcome.remarks)
            tally = tally.plus(outcome.tally)
    stream.write((frame.tail if parts else frame.head + frame.tail).encode())
    return tally


def cores() -> int:
    """Return how many processors this process may use: inside a browser no other one can be started."""
    if sys.platform == "emscripten":
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def named(path: str, stdin_name: str) -> Input:
    """Name a path; standard input is read here, for a worker has none."""
    if path != STDIN:
        return Input(path, shown(path))
    if sys.stdin is None:
        raise InputError("标准输入已关闭", "standard input is closed")
    try:
        return Input(path, shown(stdin_name), sys.stdin.buffer.read())
    except OSError as error:
        raise InputError(*because(error, "无法读取标准输入", "cannot read standard input")) from None
