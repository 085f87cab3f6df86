"""Work in a thread that can be called off while it runs."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

Result = TypeVar("Result")
_SOON = 3


class Superseded(BaseException):
    """Nobody waits for this work any more; no `except Exception` on the way may hold it."""


class Job(Generic[Result]):
    """A piece of work, to be run once, in any thread.

    Compiling has no place where it could ask whether it is still wanted, and a text of a megabyte
    takes seconds. So `cancel` lets Python raise `Superseded` in the thread that runs it.
    """

    def __init__(self, work: Callable[[], Result]) -> None:
        """Take what is to be done."""
        self._work = work
        self._lock = threading.Lock()
        self._thread: int | None = None
        self._cancelled = False

    def run(self) -> Result | None:
        """Do the work; None if it was called off."""
        try:
            return self._watched()
        except Superseded:
            return None

    def cancel(self) -> None:
        """Call the work off, before it runs or while it does."""
        with self._lock:
            self._cancelled = True
            if self._thread is not None:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._thread), ctypes.py_object(Superseded))

    def _watched(self) -> Result:
        with self._lock:
            if self._cancelled:
                raise Superseded
            self._thread = threading.get_ident()
        try:
            return self._work()
        finally:
            with self._lock:
                self._thread = None
            for _ in range(_SOON):
                pass  # an exception set a moment ago is raised at a jump: here, and not in the pool's own code
