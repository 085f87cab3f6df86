"""The two languages that a user is spoken to in, and what is said in both."""

from __future__ import annotations

from typing import Literal, NamedTuple

Language = Literal["zh", "en"]


class Text(NamedTuple):
    """A text in Chinese and in English: a message, a title, a reason, the name of a place."""

    zh: str
    en: str

    def of(self, language: Language = "zh") -> str:
        """Return the text in `language`."""
        return self.zh if language == "zh" else self.en

    def format(self, **arguments: object) -> Text:
        """Return the text with `arguments` put in, as `str.format` does."""
        return Text(self.zh.format(**arguments), self.en.format(**arguments))
