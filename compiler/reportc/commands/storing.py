"""Files that a command writes while outcomes pass: each as a whole; one that cannot be written costs no other."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator
from contextlib import closing

from reportc import corpus, output
from reportc.failure import OutputError, because

Twice = Callable[[str], corpus.Outcome]
"""What is told of an outcome whose file was written already, by its path."""


def stored(outcomes: corpus.Outcomes, twice: Twice | None = None) -> Generator[corpus.Outcome, None, None]:
    """Pass outcomes on, and write their files here; with `twice` no file is written over by another outcome."""
    written: set[str] = set()
    with closing(outcomes):
        for outcome in outcomes:
            file = outcome.rewritten
            if file is None:
                yield outcome
            elif twice and file.path in written:
                yield twice(file.path)
            elif error := _fault_of(file.path, file.data):
                yield corpus.Outcome(b"", (f"reportc: {error}",), corpus.Tally(unread=1))
            else:
                written.add(file.path)
                yield outcome


def _fault_of(path: str, data: bytes) -> OutputError | None:
    """Write a file, and the folders that it is to lie in; return what went wrong."""
    try:
        try:
            os.makedirs(os.path.dirname(path) or os.curdir, exist_ok=True)
        except OSError as error:
            return OutputError(*because(error, f"无法写入 {path}", "cannot be written"))
        with output.writing(path) as stream:
            stream.write(data)
    except OutputError as error:
        return error
    return None
