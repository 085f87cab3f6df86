"""A run over many inputs: outcomes are written as they come, each file as a whole, and give the exit status."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import NoReturn, TextIO

import typer

from reportc import corpus, output
from reportc.emit.formats import Frame
from reportc.failure import OutputError, because
from reportc.language import Language

Twice = Callable[[str], corpus.Outcome]
"""Returns the outcome of an input whose file, given by its path, was written for another input already."""
Refuses = Callable[[corpus.Tally], bool]
"""Returns whether the output is to be dropped."""


def gives_nothing(tally: corpus.Tally) -> bool:
    """Return whether no input gave anything."""
    return not tally.reports


@dataclass(frozen=True, slots=True)
class Run:
    """A run over the inputs that `arguments` name; `path` is what -o names, if it does.

    Creating one raises `InputError` for arguments that are missing or cannot work.
    """

    arguments: Sequence[str]
    language: Language
    path: str | None = None

    def __post_init__(self) -> None:
        corpus.check(self.arguments)

    @property
    def is_single(self) -> bool:
        """Return whether the only argument is one report."""
        return corpus.is_single(self.arguments)

    def files(self) -> Iterator[str]:
        """Yield the files that the arguments name."""
        return corpus.expand(self.arguments)

    def outcomes(self, job: corpus.Job[corpus.Outcome], stdin_name: str, workers: int | None) -> corpus.Outcomes:
        """Yield the outcome of `job` for each file."""
        return corpus.run(job, self.files(), stdin_name=stdin_name, workers=workers)

    def leave(self, tally: corpus.Tally, *said: str) -> NoReturn:
        """Print the total and a line on other files in folders, and leave with the status."""
        output.say([*said, *corpus.left_out(self.arguments, self.language, self.path)])
        raise typer.Exit(tally.status)


def written(
    outcomes: corpus.Outcomes,
    files: Callable[[], Iterator[str]],
    target: str | None,
    refuses: Refuses | None = None,
    *,
    frame: Frame = Frame(),  # noqa: B008  # it is frozen
    has_bar: bool = False,
) -> corpus.Tally:
    """Write outcomes to `target`; where `refuses` returns true leave, and the file of that name keeps its old content.

    A progress bar cannot be drawn between lines on standard output; `has_bar` says that none are written there.
    """
    stdout = output.is_stdout(target) and not has_bar
    with output.writing(target) as stream, counting(files, output.say, stdout=stdout) as notify:
        tally = corpus.write(outcomes, stream, notify, frame)
        if refuses and refuses(tally):
            raise typer.Exit(tally.status)  # inside the block, so that the file is not replaced
    return tally


def stored(outcomes: corpus.Outcomes, twice: Twice | None = None) -> Generator[corpus.Outcome, None, None]:
    """Pass outcomes on, and write their files here; with `twice` no file is overwritten by another outcome."""
    done: set[str] = set()
    with closing(outcomes):
        for outcome in outcomes:
            file = outcome.rewritten
            if file is None:
                yield outcome
            elif twice and file.path in done:
                yield twice(file.path)
            elif error := _fault_of(file.path, file.data):
                yield corpus.Outcome(b"", (f"reportc: {error}",), corpus.Tally(unread=1))
            else:
                done.add(file.path)
                yield outcome


def _fault_of(path: str, data: bytes) -> OutputError | None:
    """Write a file, and create its folders; return the error, if there is one."""
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


# ---------------------------------------------------------------- the progress bar


MANY = 50
"""With fewer files a bar would be gone at once."""
_PAUSE = 0.1  # seconds between two drawings


@contextmanager
def counting(files: Callable[[], Iterator[str]], say: corpus.Notify, *, stdout: bool) -> Iterator[corpus.Notify]:
    """Count files as they are done; with a bar if there are many of them, and a terminal to show it.

    `stdout` says that lines of JSON go there, which a progress bar must not interrupt.
    """
    if _is_watched(sys.stderr) and not (stdout and _is_watched(sys.stdout)) and any(islice(files(), MANY, None)):
        with _bar(sum(1 for _ in files())) as notify:
            yield notify
    else:
        yield say


def _is_watched(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


@contextmanager
def _bar(total: int) -> Iterator[corpus.Notify]:
    """Draw without another thread: workers are forked from this process."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    console = Console(stderr=True)
    columns = BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    bar = Progress(
        *columns, console=console, auto_refresh=False, transient=True, redirect_stdout=False, redirect_stderr=False
    )
    task, drawn = bar.add_task("", total=total), 0.0

    def notify(remarks: Iterable[str]) -> None:
        nonlocal drawn
        for remark in remarks:
            console.print(remark, markup=False, highlight=False, emoji=False)
        bar.advance(task)
        if (now := time.monotonic()) > drawn + _PAUSE:
            drawn = now
            bar.refresh()

    with bar:
        yield notify
