"""Places in a file: where a person finds the text at a span of its projection."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from reportc.language import Language, Text


class Located(Protocol):
    """A place with words for it, which may be worked out only when they are needed."""

    @property
    def zh(self) -> str:
        """The words in Chinese."""
        ...

    @property
    def en(self) -> str:
        """The words in English."""
        ...

    def of(self, language: Language = "zh") -> str:
        """Return the words in `language`."""
        ...


class FilePlace(Text):
    """Words for a place: 「表3 第12行第4列」, 「Sheet1!D7」, 「第2页 表1 第5行第3列」, 「第7段」."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Places:
    """A map from offsets into a projection to places: each holds from its offset to the next one's."""

    starts: Sequence[int] = ()
    found: Sequence[Located] = ()

    def at(self, offset: int) -> Located | None:
        """Return the place of the character at `offset`; None in a source that is no file of an office."""
        number = bisect_right(self.starts, offset) - 1
        return self.found[max(number, 0)] if self.found else None


NO_PLACES = Places()
