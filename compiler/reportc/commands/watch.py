"""`reportc check --watch`: what has changed is checked again, on a clean screen, until Ctrl-C.

The files are asked for their times twice a second. That takes milliseconds for a thousand of them,
finds just what a check of the same arguments finds, and works in the shared folders of an office,
where a system's own messages about changes do not arrive.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, NoReturn

import typer

from reportc import corpus, output
from reportc.diagnostic import Language

_SECONDS = 0.5
_CLEAN = "\x1b[2J\x1b[3J\x1b[H"
"""Clear the screen and what was scrolled out of it, and begin at the top."""
_WORDS: Mapping[Language, str] = {
    "zh": "监视 {count} 个文件，有改动即重新检查；Ctrl-C 结束",
    "en": "watching {count} files; Ctrl-C ends",
}


class _Stamp(NamedTuple):
    """By what a changed file is known."""

    modified: int
    size: int
    inode: int


def watch(arguments: Sequence[str], look: Callable[[list[str]], object], language: Language) -> NoReturn:
    """Call `look` with the paths of all files at first, then with those that have changed; a signal ends it."""
    seen: dict[str, _Stamp] | None = None
    while True:
        now = _stamps(arguments)
        if now != seen:
            _show([path for path, stamp in now.items() if not seen or seen.get(path) != stamp], look)
            output.say([_WORDS[language].format(count=len(now))])
            seen = now
        time.sleep(_SECONDS)


def _show(changed: list[str], look: Callable[[list[str]], object]) -> None:
    if sys.stdout is not None and sys.stdout.isatty():
        sys.stdout.write(_CLEAN)
        sys.stdout.flush()
    if changed:
        with suppress(typer.Exit):  # a file that is gone again is not the end
            look(changed)


def _stamps(arguments: Sequence[str]) -> dict[str, _Stamp]:
    """Return the files that `arguments` name now, with their stamps; one that cannot be asked has none."""
    found: dict[str, _Stamp] = {}
    for path in corpus.expand(arguments):
        with suppress(OSError):
            told = Path(path).stat()
            found[path] = _Stamp(told.st_mtime_ns, told.st_size, told.st_ino)
    return found
