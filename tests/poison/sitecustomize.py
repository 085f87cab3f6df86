"""Kills processes that read certain inputs, if they have this folder on their path: the workers of a test.

A process that reads `poison.txt` is always killed; one that reads `once.txt`, only the first time in each folder.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "compiler"))

from reportc.corpus.inputs import Input

harmless = Input.read


def read(self: Input) -> bytes:
    """Read the input, or kill this process."""
    path = Path(self.path)
    mark = path.with_suffix(".died")
    if path.name == "poison.txt" or (path.name == "once.txt" and not mark.exists()):
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return harmless(self)


Input.read = read  # type: ignore[method-assign]  # what this file is for
