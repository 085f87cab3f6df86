"""The two languages of messages, and texts in both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeVar

Language = Literal["zh", "en"]
Key = TypeVar("Key")


class Text(NamedTuple):
    """A text in Chinese and in English: a message, a title, a reason, the name of a place."""

    zh: str
    en: str

    def of(self, language: Language = "zh") -> str:
        """Return the text in `language`."""
        return self.zh if language == "zh" else self.en

    def format(self, **arguments: object) -> Text:
        """Return the text with `arguments` filled in, as by `str.format`."""
        return Text(self.zh.format(**arguments), self.en.format(**arguments))


def in_language(texts: Mapping[Key, Text], language: Language = "zh") -> dict[Key, str]:
    """Return `texts` in one language, by the same keys."""
    return {key: text.of(language) for key, text in texts.items()}
