"""The table with a line a report that `reportc check` prints above the findings of several reports."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, BinaryIO, cast

from reportc.commands import choices
from reportc.commands.choices import Format
from reportc.diagnostic import Language
from reportc.emit import canonical, summary
from reportc.emit.human.terminal import Paint
from reportc.emit.summary import Summary

_IN_MEMORY = 1 << 24
"""More than so many bytes of findings wait in a file until the table above them is written."""


@dataclass
class Tables:
    """The lines of a table as they come together, and how it is written."""

    form: Format
    language: Language
    paint: Paint
    rows: list[Summary] = field(default_factory=list)

    @contextmanager
    def above(self, stream: BinaryIO) -> Iterator[BinaryIO]:
        """Give a stream for what stands below the table; at the end both are written to `stream`."""
        self.rows.clear()
        with tempfile.SpooledTemporaryFile(_IN_MEMORY) as below:
            yield cast("BinaryIO", below)
            stream.write(self._text().encode("utf-8", "replace"))
            if self.rows and below.tell():
                stream.write(b"\n")
            below.seek(0)
            shutil.copyfileobj(cast("IO[bytes]", below), stream)

    def _text(self) -> str:
        if self.form is Format.CSV:
            return summary.sheet(self.rows, self.language)
        if self.form is Format.JSON:
            return canonical.block(summary.data(self.rows))
        return summary.table(self.rows, choices.width(), self.language, self.paint) if self.rows else ""
