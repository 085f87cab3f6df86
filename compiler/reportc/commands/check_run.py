"""A run of `reportc check`: what is collected as reports are checked, and the table above their findings.

With `--watch`, what has changed is checked again on a clean screen until Ctrl-C. The times of the files are read
twice a second. That takes milliseconds for a thousand of them, finds exactly what a check of the same arguments finds,
and works in the shared folders of an office, where a system's own messages about changes do not arrive.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import IO, BinaryIO, NamedTuple, NoReturn, cast

import typer

from reportc import baseline, corpus, output
from reportc.commands.check_options import FindingsFormat
from reportc.commands.options import width
from reportc.commands.runs import counting
from reportc.emit import canonical, statistics, summary
from reportc.emit.formats import Frame
from reportc.emit.human.terminal import Paint
from reportc.emit.summary import Summary
from reportc.language import Language, Text

_WRITTEN = Text(
    "基线写入 {path}：{count} 条，其中 {reasons} 条写有理由",
    "baseline written to {path}: {count} findings, {reasons} of them with a reason",
)


@dataclass
class CheckRun:
    """The inputs of one run, its options, and what is collected as they are done.

    `counted` is the format of the counts of rules, where these are printed instead of findings.
    """

    arguments: Sequence[str]
    options: corpus.CheckOptions
    frame: Frame
    stdin_name: str
    tables: SummaryTable | None = None
    jobs: int | None = None
    counted: FindingsFormat | None = None
    counts: statistics.Counts = field(default_factory=Counter)
    entries: dict[str, list[baseline.BaselineEntry]] = field(default_factory=dict)

    def run(self, path: str | None) -> corpus.Tally:
        """Check every input; the findings, or their counts, go to `path`."""
        files, known = partial(corpus.expand, self.arguments), self.options.baseline
        self.entries = {name: list(entries) for name, entries in known.entries.items()} if known else {}
        with output.writing(path) as stream, counting(files, output.say, stdout=output.is_stdout(path)) as notify:
            job = partial(corpus.examined, options=self.options)
            outcomes = corpus.run(job, files(), stdin_name=self.stdin_name, workers=self.jobs)
            with self.tables.above(stream) if self.tables else nullcontext(stream) as below:
                tally = corpus.write(self._gathered(outcomes), below, notify, self.frame)
            if self.counted:
                stream.write(self._statistics(self.counted).encode())
            if not tally.reports:
                raise typer.Exit(tally.status)  # inside the block, so that the file is not replaced
        return tally

    def again(self, arguments: Sequence[str]) -> CheckRun:
        """Return the same run over other inputs."""
        return replace(self, arguments=arguments, counts=Counter(), entries={})

    def look(self) -> None:
        """Check every input, for --watch."""
        tally = self.run(None)
        output.say([corpus.check_total(tally, self.options.settings.language)])

    def write_baseline(self, path: str) -> None:
        """Write the findings as a baseline; reports that were not checked keep their entries."""
        with output.writing(path) as stream:
            stream.write(baseline.text(self.entries).encode("utf-8", "replace"))
        entries = [entry for found in self.entries.values() for entry in found]
        reasons = sum(bool(entry.reason) for entry in entries)
        output.say([_WRITTEN.of(self.options.settings.language).format(path=path, count=len(entries), reasons=reasons)])

    def _gathered(self, outcomes: corpus.Outcomes) -> Generator[corpus.Outcome, None, None]:
        """Pass the outcomes on; write fixed files here, where an interruption leaves none half written."""
        with closing(outcomes):
            for outcome in outcomes:
                if outcome.rewritten:
                    with output.writing(outcome.rewritten.path) as stream:
                        stream.write(outcome.rewritten.data)
                if self.options.takes and outcome.tally.reports:
                    self.entries[outcome.report] = list(outcome.entries)
                self.counts.update(dict(outcome.counts))
                if self.tables and outcome.summary:
                    self.tables.rows.append(outcome.summary)
                yield outcome

    def _statistics(self, form: FindingsFormat) -> str:
        from reportc.check import RULES  # the rules need the grammar's words, and so lark

        if form is FindingsFormat.JSON:
            return canonical.block(statistics.data(self.counts, RULES))
        return statistics.table(self.counts, RULES, self.options.settings.language)


# ---------------------------------------------------------------- the table

_IN_MEMORY = 1 << 24
"""In bytes of findings; more of them are kept in a file until the table above them is written."""


@dataclass
class SummaryTable:
    """The table with a line for each report: its lines so far, and its format."""

    form: FindingsFormat
    language: Language
    paint: Paint
    rows: list[Summary] = field(default_factory=list)

    @contextmanager
    def above(self, stream: BinaryIO) -> Iterator[BinaryIO]:
        """Yield a stream for the output below the table; at the end both are written to `stream`."""
        self.rows.clear()
        with tempfile.SpooledTemporaryFile(_IN_MEMORY) as below:
            yield cast("BinaryIO", below)
            stream.write(self._text().encode("utf-8", "replace"))
            if self.rows and below.tell():
                stream.write(b"\n")
            below.seek(0)
            shutil.copyfileobj(cast("IO[bytes]", below), stream)

    def _text(self) -> str:
        if self.form is FindingsFormat.CSV:
            return summary.sheet(self.rows, self.language)
        if self.form is FindingsFormat.JSON:
            return canonical.block(summary.data(self.rows))
        return summary.table(self.rows, width(), self.language, self.paint) if self.rows else ""


# ---------------------------------------------------------------- watching

_SECONDS = 0.5
_CLEAN = "\x1b[2J\x1b[3J\x1b[H"
"""Clear the screen and what was scrolled out of it, and begin at the top."""
_WATCHING = Text("监视 {count} 个文件，有改动即重新检查；Ctrl-C 结束", "watching {count} files; Ctrl-C ends")


class _Stamp(NamedTuple):
    """The properties by which a changed file is recognised."""

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
            output.say([_WATCHING.of(language).format(count=len(now))])
            seen = now
        time.sleep(_SECONDS)


def _show(changed: list[str], look: Callable[[list[str]], object]) -> None:
    if sys.stdout is not None and sys.stdout.isatty():
        sys.stdout.write(_CLEAN)
        sys.stdout.flush()
    if changed:
        with suppress(typer.Exit):  # a file that has disappeared again does not end the watch
            look(changed)


def _stamps(arguments: Sequence[str]) -> dict[str, _Stamp]:
    """Return the files that `arguments` name now, with their stamps; one whose status cannot be read has none."""
    found: dict[str, _Stamp] = {}
    for path in corpus.expand(arguments):
        with suppress(OSError):
            status = Path(path).stat()
            found[path] = _Stamp(status.st_mtime_ns, status.st_size, status.st_ino)
    return found
