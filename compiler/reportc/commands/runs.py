"""A run over many inputs: outcomes are written as they come, each file as a whole, and give the exit status."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import NoReturn

import typer

from reportc import corpus, output
from reportc.commands.progress import counting
from reportc.emit.formats import Frame
from reportc.failure import OutputError, because
from reportc.language import Language

Twice = Callable[[str], corpus.Outcome]
"""Makes the outcome of an input whose file, given by its path, was written for another input already."""
Refuses = Callable[[corpus.Tally], bool]
"""Tells whether the output is not to be kept."""


def gives_nothing(tally: corpus.Tally) -> bool:
    """Tell whether no input gave anything."""
    return not tally.reports


@dataclass(frozen=True, slots=True)
class Run:
    """A run over the inputs that `arguments` name; `path` is what -o names, if it does.

    Making one raises `InputError` for arguments that are missing or cannot work.
    """

    arguments: Sequence[str]
    language: Language
    path: str | None = None

    def __post_init__(self) -> None:
        corpus.check(self.arguments)

    @property
    def is_single(self) -> bool:
        """Tell whether it is one report itself."""
        return corpus.is_single(self.arguments)

    def files(self) -> Iterator[str]:
        """Yield the files that the arguments name."""
        return corpus.expand(self.arguments)

    def outcomes(self, job: corpus.Job[corpus.Outcome], stdin_name: str, workers: int | None) -> corpus.Outcomes:
        """Yield the outcome of `job` for each file."""
        return corpus.run(job, self.files(), stdin_name=stdin_name, workers=workers)

    def leave(self, tally: corpus.Tally, *said: str) -> NoReturn:
        """Say the sum and what folders hold besides reports, and leave with the status."""
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
    """Write outcomes to `target`; where `refuses` says so leave, and the file of that name keeps its old content.

    Lines on standard output leave no room for a progress bar; `has_bar` says that none are written there.
    """
    stdout = output.is_stdout(target) and not has_bar
    with output.writing(target) as stream, counting(files, output.say, stdout=stdout) as tell:
        tally = corpus.write(outcomes, stream, tell, frame)
        if refuses and refuses(tally):
            raise typer.Exit(tally.status)  # inside the block, so that the file is not replaced
    return tally


def stored(outcomes: corpus.Outcomes, twice: Twice | None = None) -> Generator[corpus.Outcome, None, None]:
    """Pass outcomes on, and write their files here; with `twice` no file is written over by another outcome."""
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
    """Write a file, and make the folders for it; return what went wrong."""
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
