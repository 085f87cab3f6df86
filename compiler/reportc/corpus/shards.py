"""Which part of a corpus is whose: by a stable hash of the source's name, the same on every machine and every day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import NamedTuple

from reportc.corpus.inputs import Input
from reportc.failure import UsageError

_GIVEN = re.compile(r"(\d{1,7})/(\d{1,7})")


class Shard(NamedTuple):
    """One of `of` parts, `number` from 0."""

    number: int
    of: int

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    def has(self, name: str) -> bool:
        """Tell whether the source called `name` belongs to this shard."""
        return number_of(name, self.of) == self.number

    def only(self, inputs: Iterable[Input]) -> Iterator[Input]:
        """Yield the inputs of this shard."""
        return (one for one in inputs if self.has(one.name))


def shard(given: str) -> Shard:
    """Return the shard that is written `12/100`: the thirteenth of a hundred."""
    match = _GIVEN.fullmatch(given)
    found = Shard(int(match[1]), int(match[2])) if match else None
    if found is None or found.number >= found.of:
        raise UsageError(f"分片 {given} 应写作 i/n，i 从 0 到 n-1", "a shard is written i/n, i from 0 to n-1")
    return found


def number_of(name: str, of: int) -> int:
    """Return the shard of a source among `of`; Python's own hash would change with every process."""
    return int.from_bytes(blake2b(name.encode("utf-8", "replace"), digest_size=8).digest(), "big") % of
