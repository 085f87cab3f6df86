"""The server's end when its editor is gone without a word."""

from __future__ import annotations

import os
import threading
import time

_SECONDS = 3.0


def watch(process: int) -> None:
    """End this process soon after the process with the id `process` has ended.

    Most editors' death closes the pipe. Where another process holds it open, nothing else would tell.
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
        return True  # it lives, and belongs to somebody else
    return True
