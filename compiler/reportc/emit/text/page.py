"""A page that grows: it alone counts newlines, so that no writer has to."""

from __future__ import annotations


class Page:
    """Text in blocks, with one empty line between two of them and one newline at the end."""

    def __init__(self) -> None:
        """Begin an empty page."""
        self._blocks: list[str] = []

    def block(self, text: str) -> None:
        """Write a paragraph, a heading or a table; nothing for an empty text."""
        if text:
            self._blocks.append(text)

    def text(self) -> str:
        """Return what is written; nothing at all for an empty page."""
        return "\n\n".join(self._blocks) + "\n" if self._blocks else ""
