"""One job over many items in several processes: answers in the items' order, in bounded memory.

The parent has no thread and each worker at most one batch, which it gets when it waits for one: so
no pipe can fill from both ends, and a worker that dies is a pipe that ends. concurrent.futures
would keep all items, wait for running work when interrupted, and fork beside its own thread.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Generic, TypeVar, cast

from reportc.failure import WorkerDied

Item = TypeVar("Item")
Answer = TypeVar("Answer")
Job = Callable[[Item], Answer]
"""A function of a module (workers must find it); it may not raise."""

BATCH = 4
"""Items a message: enough that messages cost under 1 % of the work, few enough to share evenly."""
AHEAD = 16
"""Batches a worker that may be done before their turn to be given out comes."""


def ordered(job: Job[Item, Answer], items: Iterable[Item], workers: int) -> Generator[Answer, None, None]:
    """Yield `job(item)` for each item, in order; closing the generator stops all workers at once.

    Raise `WorkerDied` if a worker ends early.
    """
    if workers == 1:
        yield from map(job, items)
        return
    crew = _Crew(job, items, workers)
    try:
        yield from crew.run()
    finally:
        crew.stop()


class _Crew(Generic[Item, Answer]):
    """The workers, hired as there is work; what each is at; what is done but not yet given out."""

    def __init__(self, job: Job[Item, Answer], items: Iterable[Item], size: int) -> None:
        self.job, self.items, self.size = job, iter(items), size
        self.sent = self.turn = 0
        self.workers: dict[Connection, BaseProcess] = {}
        self.idle: list[Connection] = []
        self.working: dict[Connection, tuple[int, list[Item]]] = {}
        self.done: dict[int, list[Answer]] = {}

    def run(self) -> Iterator[Answer]:
        """Keep the workers busy and give out the answers."""
        self._feed()
        while self.working:
            for connection in cast("list[Connection]", wait(list(self.working))):
                number, _ = self.working[connection]
                self.done[number] = self._receive(connection)
            self._feed()
            while self.turn in self.done:
                yield from self.done.pop(self.turn)
                self.turn += 1
                self._feed()

    def stop(self) -> None:
        """End the workers, whatever they are at: they hold nothing that could be left half done."""
        for connection, process in self.workers.items():
            connection.close()
            process.kill()
        for process in self.workers.values():
            process.join()

    def _feed(self) -> None:
        """Send batches to idle workers, but not too far ahead of the answers' turn."""
        while self._is_ready() and (batch := list(islice(self.items, BATCH))):
            connection = self.idle.pop() if self.idle else self._hire()
            self.working[connection] = self.sent, batch
            self.sent += 1
            try:
                connection.send(batch)
            except OSError:
                raise self._died(connection) from None

    def _is_ready(self) -> bool:
        ahead = self.sent - self.turn
        return (bool(self.idle) or len(self.workers) < self.size) and ahead < AHEAD * self.size

    def _hire(self) -> Connection:
        context = multiprocessing.get_context(_method())
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(self.job, theirs, ours), daemon=True)  # type: ignore[attr-defined]  # every context of a platform has it
        with _interrupts_held():
            process.start()
            self.workers[ours] = process
        theirs.close()  # or the death of the worker would not end the pipe
        return ours

    def _receive(self, connection: Connection) -> list[Answer]:
        try:
            answers: list[Answer] = connection.recv()
        except (EOFError, OSError):
            raise self._died(connection) from None
        del self.working[connection]
        self.idle.append(connection)
        return answers

    def _died(self, connection: Connection) -> WorkerDied:
        process, (_, batch) = self.workers[connection], self.working[connection]
        process.join(1)
        status, names = process.exitcode, ", ".join(map(str, batch))
        return WorkerDied(f"工作进程意外退出（{status}），当时在处理：{names}", f"worker died with status {status}")


def _work(job: Job[Item, Answer], connection: Connection, parents_end: Connection) -> None:
    """Answer batches until the parent closes its end, or dies; Ctrl-C is the parent's business."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parents_end.close()  # forked along: kept open, it would hide the parent's death
    try:
        while True:
            connection.send([job(item) for item in connection.recv()])
    except (EOFError, OSError):
        return


def _method() -> str:
    """Fork where it is safe, for its workers start warm: on Linux, and in a process without threads."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back while a worker starts, so that none dies of it before it ignores it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
