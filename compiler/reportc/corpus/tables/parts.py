"""Tables in parts: `cells.parquet/part-00012.parquet` and so on, each written once and whole, on any machine.

A part has the sources of one shard, by a hash of their names that is the same on every machine and every day. It
appears by rename, its `reports` last, and holds the same bytes each time it is made: a scheduler may run a shard
twice, or again after a failure. A part that exists is not made again, unless it is of other shards.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial
from glob import escape, iglob
from hashlib import blake2b
from typing import NamedTuple

from reportc import __version__, corpus
from reportc.corpus import sources
from reportc.corpus.inputs import STDIN, Input, is_remote
from reportc.corpus.outcome import Tally
from reportc.corpus.rows import Columns, stream
from reportc.corpus.tables.run import How, tabulate
from reportc.corpus.tables.store import folder, parquet
from reportc.emit.tabular import TABLES
from reportc.failure import OutputError, UsageError

_GIVEN = re.compile(r"(\d{1,7})/(\d{1,7})")


class Shard(NamedTuple):
    """One of `of` parts, `number` from 0."""

    number: int
    of: int

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    def has(self, name: str) -> bool:
        """Return whether the source called `name` belongs to this shard."""
        return number_of(name, self.of) == self.number

    def only(self, inputs: Iterable[Input]) -> Iterator[Input]:
        """Yield the inputs that belong to this shard."""
        return (one for one in inputs if self.has(one.name))


def shard(given: str) -> Shard:
    """Return the shard that `12/100` names: the thirteenth of a hundred. Raise `UsageError` for any other text."""
    match = _GIVEN.fullmatch(given)
    found = Shard(int(match[1]), int(match[2])) if match else None
    if found is None or found.number >= found.of:
        raise UsageError(f"分片 {given} 应写作 i/n，i 从 0 到 n-1", "a shard is written i/n, i from 0 to n-1")
    return found


def number_of(name: str, of: int) -> int:
    """Return the shard of a source among `of`; Python's own hash would change with every process."""
    return int.from_bytes(blake2b(name.encode("utf-8", "replace"), digest_size=8).digest(), "big") % of


# ---------------------------------------------------------------- parts


_SHARD, _READER = b"reportc.shard", b"reportc.reader"
DONE = "reports"
"""The table whose part is written last."""


def compile_shard(
    paths: Iterable[str], out: str, part: str = "0/1", columns: Columns | None = None, *, fresh: bool = False
) -> Tally | None:
    """Compile those of `paths` that belong to shard `part` (`12/100`) into the three tables in the folder `out`.

    Return the total, or None where the part exists and is not to be made again.
    """
    mine = shard(part)
    if not fresh and is_made(out, mine):
        return None
    return make(mine.only(sources.opened(paths, columns, partial(corpus.named, stdin_name=STDIN))), out, mine, How())


def make(inputs: Iterator[Input], out: str, part: Shard, how: How) -> Tally:
    """Write the part of the tables that `inputs` make; return the total."""
    return tabulate(inputs, folder(partial(parquet, marks=_marks(part)), partial(place, out, part)), how)


def is_made(out: str, part: Shard) -> bool:
    """Return whether a part exists; raise `UsageError` if it is one of other shards, or of another version."""
    path = place(out, part, DONE)
    if not exists(path):
        return False
    found = _metadata(path)
    if found != _marks(part):
        made, by = (found.get(key, b"?").decode("utf-8", "replace") for key in (_SHARD, _READER))
        raise UsageError(
            f"{path} 是 reportc {by} 按分片 {made} 写的，与本次 {part} 不同；重做请用 --fresh，或换一个文件夹",
            f"it was made by reportc {by} as shard {made}: use --fresh, or another folder",
        )
    return True


def check_no_others(out: str, count: int) -> None:
    """Raise `UsageError` if there are parts beyond the first `count`: they are of another run, and would count too."""
    beyond = place(out, Shard(count, count + 1), DONE)
    if exists(beyond):
        raise UsageError(f"{beyond} 是另一次分片留下的，请删去或换一个文件夹", "a part of another run is there")


def tidy(out: str) -> None:
    """Remove the incomplete files of killed tasks; no other job may be writing there."""
    for table in TABLES:
        left = f"{table}.parquet/.reportc-*.tmp"
        if is_remote(out):
            from reportc.corpus import remote  # fsspec is an extra

            remote.remove(f"{out.rstrip('/')}/{left}")
        else:
            for leftover in iglob(f"{escape(out.rstrip('/'))}/{left}"):
                with suppress(OSError):
                    os.unlink(leftover)


def place(out: str, part: Shard, table: str) -> str:
    """Return the path of a part of a table."""
    return f"{out.rstrip('/')}/{table}.parquet/part-{part.number:05}.parquet"


def exists(path: str) -> bool:
    """Return whether there is a file, here or elsewhere."""
    if is_remote(path):
        from reportc.corpus import remote  # fsspec is an extra

        return remote.exists(path)
    return os.path.exists(path)


def _marks(part: Shard) -> dict[bytes, bytes]:
    return {_SHARD: str(part).encode(), _READER: __version__.encode()}


def _metadata(path: str) -> dict[bytes, bytes]:
    import pyarrow.parquet as pq

    try:
        with stream(path) as file:
            metadata = pq.read_metadata(file).metadata or {}
    except Exception as error:  # noqa: BLE001  # whatever a library raises for a damaged file
        raise OutputError(
            f"{path} 不是完整的 Parquet：{error}；请用 --fresh", "not a complete Parquet file: use --fresh"
        ) from None
    return {key: value for key, value in metadata.items() if key in {_SHARD, _READER}}
