"""Work in threads: jobs that can be cancelled while they run, and the watch over the editor's process."""

from __future__ import annotations

import ctypes
import os
import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

Made = TypeVar("Made")
_SOON = 3
_SECONDS = 3.0
"""The interval at which the editor's process is looked for, in seconds."""


class Superseded(BaseException):
    """Raised in cancelled work; no `except Exception` on the way may catch it."""


class CancellableJob(Generic[Made]):
    """A job, to be run once, in any thread.

    Compiling has no point at which it could check for cancellation, and a text of a megabyte
    takes seconds. So `cancel` lets Python raise `Superseded` in the thread that runs it.
    """

    def __init__(self, work: Callable[[], Made]) -> None:
        """Take a job."""
        self._work = work
        self._lock = threading.Lock()
        self._thread: int | None = None
        self._cancelled = False

    def run(self) -> Made | None:
        """Do the work; None if it was cancelled."""
        try:
            return self._watched()
        except Superseded:
            return None

    def cancel(self) -> None:
        """Cancel the work, before it runs or while it does."""
        with self._lock:
            self._cancelled = True
            if self._thread is not None:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._thread), ctypes.py_object(Superseded))

    def _watched(self) -> Made:
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


def watch(process: int) -> None:
    """End this process soon after the process with the id `process` has ended.

    Most editors' death closes the pipe. Where another process holds it open, there is no other sign.
    """
    if os.name != "nt" and process > 0:  # os.kill would end the process on Windows, where the pipe does break
        threading.Thread(target=_watch, args=(process,), daemon=True).start()


def _watch(process: int) -> None:
    while _lives(process):
        time.sleep(_SECONDS)
    os._exit(1)  # the main thread waits for a line that will never come


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # it lives, and belongs to another user
    return True
