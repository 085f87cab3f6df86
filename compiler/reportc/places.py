"""Places in a file: how a person finds there what a span of its projection speaks of."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from reportc.diagnostic import Language


class Located(Protocol):
    """A place for which there are words; they may be found only when they are asked for."""

    @property
    def zh(self) -> str:
        """The words in Chinese."""
        ...

    @property
    def en(self) -> str:
        """The words in English."""
        ...

    def words(self, language: Language = "zh") -> str:
        """Return the words in `language`."""
        ...


class FilePlace(NamedTuple):
    """Words for a place: 「表3 第12行第4列」, 「Sheet1!D7」, 「第2页 表1 第5行第3列」, 「第7段」."""

    zh: str
    en: str

    def words(self, language: Language = "zh") -> str:
        """Return the words in `language`."""
        return self.zh if language == "zh" else self.en


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
