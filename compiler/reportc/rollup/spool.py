"""What was read of the units, kept on disk: a province has thousands of them, and memory has to stay flat."""

from __future__ import annotations

import pickle
import tempfile
from typing import Self

from reportc.rollup.unit import Unit


class Spool:
    """Units in a file without a name, which is gone when the spool is closed."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(prefix="reportc-")  # noqa: SIM115  # closed by __exit__

    def __enter__(self) -> Self:
        """Return the spool itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let the file go."""
        self._file.close()

    def put(self, unit: Unit) -> int:
        """Keep a unit; return what it is asked for by."""
        at = self._file.seek(0, 2)
        pickle.dump(unit, self._file, protocol=pickle.HIGHEST_PROTOCOL)
        return at

    def get(self, at: int) -> Unit:
        """Return the unit that was put at `at`."""
        self._file.seek(at)
        found: Unit = pickle.load(self._file)  # noqa: S301  # this process wrote it, to a file that nobody else can open
        return found
