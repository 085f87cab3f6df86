"""Places in a file: where a person finds the text at a span of its projection."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from reportc.language import Language, Text


class Located(Protocol):
    """A place with its name, which may be computed on demand."""

    @property
    def zh(self) -> str:
        """Its name in Chinese."""
        ...

    @property
    def en(self) -> str:
        """Its name in English."""
        ...

    def of(self, language: Language = "zh") -> str:
        """Return its name in `language`."""
        ...


class FilePlace(Text):
    """The name of a place: 「表3 第12行第4列」, 「Sheet1!D7」, 「第2页 表1 第5行第3列」, 「第7段」."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Places:
    """A map from offsets into a projection to places: each holds from its offset to the next one's."""

    starts: Sequence[int] = ()
    found: Sequence[Located] = ()

    def at(self, offset: int) -> Located | None:
        """Return the place of the character at `offset`; None in a source that is no office file."""
        number = bisect_right(self.starts, offset) - 1
        return self.found[max(number, 0)] if self.found else None


NO_PLACES = Places()
