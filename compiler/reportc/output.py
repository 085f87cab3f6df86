"""Output: a file that is replaced whole or not at all, standard output as bytes, messages to stderr.

JSON is UTF-8 whatever the encoding of the terminal; a message is written as far as the terminal can show it.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO

from reportc.failure import OutputError, because

STDOUT = "-"
READER_GONE = 141
"""The exit status of a program whose reader has closed the pipe, as a shell reports it (128 + SIGPIPE)."""


def is_stdout(path: str | None) -> bool:
    """Return whether `path`, as given to `-o`, means standard output."""
    return path is None or path == STDOUT


def check(path: str | None, inputs: Iterable[str]) -> None:
    """Raise `OutputError` if `path` would overwrite one of `inputs`."""
    if path is None or not os.path.isfile(path):
        return
    if any(os.path.exists(given) and os.path.samefile(given, path) for given in inputs):
        raise OutputError(f"输出会覆盖输入 {path}", "the output would overwrite an input")


@contextmanager
def writing(path: str | None) -> Iterator[BinaryIO]:
    """Yield a stream to the file at `path`, or to standard output for None or `-`.

    A file gets its new content only when the block ends without an exception. A device or a pipe
    cannot be replaced and is written to. Raise `OutputError` before the block if nothing can be written.
    """
    if path is None or is_stdout(path):
        yield from _to_stdout()
    elif os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path):
        with _guarded(path), open(path, "wb") as stream:
            yield stream
    else:
        yield from _replacing(os.path.realpath(path), path)


def say(lines: Iterable[str]) -> None:
    """Print lines for the user on stderr; where it is closed or fails, the lines are lost, and the work goes on."""
    if sys.stderr is None:
        return
    text = "".join(f"{line}\n" for line in lines).encode(sys.stderr.encoding or "utf-8", "backslashreplace")
    with suppress(OSError, ValueError):
        sys.stderr.flush()
        sys.stderr.buffer.write(text)
        sys.stderr.buffer.flush()


@contextmanager
def stdout_guarded() -> Iterator[None]:
    """Turn an error of standard output, in the block or when it is flushed after it, into a failure of one line."""
    try:
        try:
            yield
        finally:
            if sys.stdout is not None and not sys.stdout.closed:
                sys.stdout.flush()
    except BrokenPipeError:
        _silence()
        raise SystemExit(READER_GONE) from None
    except OSError as error:
        _silence()
        raise OutputError(*because(error, "无法写入标准输出", "cannot write to standard output")) from None


def _to_stdout() -> Iterator[BinaryIO]:
    if sys.stdout is None:
        raise OutputError("标准输出已关闭", "standard output is closed")
    with stdout_guarded():
        yield sys.stdout.buffer


def _silence() -> None:
    """Redirect Python's last flush to nowhere: it would fail, and print a traceback."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _replacing(target: str, name: str) -> Iterator[BinaryIO]:
    """Write a file next to `target` and rename it: `target` always has the old content or all of the new."""
    beside = os.path.join(os.path.dirname(target), f".reportc-{os.urandom(4).hex()}.tmp")
    try:
        with _guarded(name):
            mode = _mode(target)
            with open(beside, "xb") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            if mode is not None:
                os.chmod(beside, mode)
            os.replace(beside, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(beside)
        raise


def _mode(target: str) -> int | None:
    """Return the permissions of the file that is replaced; None for a new file."""
    try:
        mode = os.stat(target).st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return stat.S_IMODE(mode)


@contextmanager
def _guarded(name: str) -> Iterator[None]:
    """Turn an error of a file into the one line that the user reads."""
    try:
        yield
    except OSError as error:
        raise OutputError(*because(error, f"无法写入 {name}", "cannot be written")) from None
