"""Fields: page numbers, references, tables of contents; their results are text, their instructions are not."""

from __future__ import annotations

from dataclasses import dataclass

_CONTENTS = "TOC"
_LONGEST = 100


@dataclass(slots=True)
class _Field:
    """A field that is open: its instruction, and whether its result has begun."""

    instruction: str = ""
    shown: bool = False


class OpenFields:
    """The fields that are open, the innermost last."""

    def __init__(self) -> None:
        """Begin outside of all fields."""
        self._open: list[_Field] = []

    def begin(self, instruction: str | None = None) -> None:
        """Begin a field; one with a given instruction has its result at once."""
        self._open.append(_Field(instruction or "", instruction is not None))

    def instruct(self, text: str) -> None:
        """Take a part of an instruction."""
        if self._open:
            field = self._open[-1]
            field.instruction = (field.instruction + text)[:_LONGEST]

    def separate(self) -> None:
        """Begin the result."""
        if self._open:
            self._open[-1].shown = True

    def end(self) -> None:
        """End the innermost field."""
        if self._open:
            self._open.pop()

    def end_paragraph(self) -> None:
        """Drop fields without a result: an unclosed one would hide all that follows."""
        self._open = [field for field in self._open if field.shown]

    @property
    def is_shown(self) -> bool:
        """Return whether text that comes now is displayed."""
        return all(field.shown for field in self._open)

    @property
    def is_contents(self) -> bool:
        """Return whether text that comes now is in a table of contents, whose entries are not headings."""
        return any(field.instruction.split()[:1] == [_CONTENTS] for field in self._open)
