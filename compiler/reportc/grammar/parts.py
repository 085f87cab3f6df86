"""The editions of the form as trees: each rule of a form file is a part, which holds other parts.

`form.lark` says how the files are read. `reportc.form` makes tables from these trees, `labels.py` a grammar of labels.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from reportc.grammar.rules import edition_of, editions, file_of, label, rule

Path = tuple[str, ...]
"""JSON keys, from the report or from a part down."""
_HEADER = "_header"


class Part(NamedTuple):
    """A part of the form: a section, a block, a group of rows or columns, a row or a column.

    `key` is its name in the JSON and `word` the terminal of its label, whether or not the grammar has one. `rule` is
    the rule that states it, "" for a row or a column, and `edition` the one whose file that is in, if it is of one
    edition; `parts` are its parts, in order.
    """

    key: str
    word: str
    rule: str = ""
    edition: str = ""
    parts: tuple[Part, ...] = ()

    @property
    def label(self) -> str:
        """The name of its word: the same in every edition."""
        return label(self.word)

    @property
    def header(self) -> Part | None:
        """Of a table, the columns in their groups; else None."""
        return next((part for part in self.parts if part.rule.endswith(_HEADER)), None)

    @property
    def corner(self) -> tuple[Part, ...]:
        """Of a table, the caption over the labels of its rows."""
        return self.parts[: self.parts.index(self.header)] if self.header else ()

    @property
    def body(self) -> tuple[Part, ...]:
        """Of a table, the rows in their groups; else all parts."""
        return self.parts[self.parts.index(self.header) + 1 :] if self.header else self.parts

    def places(self) -> Iterator[tuple[Path, Part]]:
        """Yield all sections, blocks, groups and rows in this part, each with its keys from here down."""
        for part in self.body:
            yield (part.key,), part
            yield from (((part.key, *path), inner) for path, inner in part.places())

    def leaves(self) -> Iterator[tuple[Path, Part]]:
        """Yield the rows, or those of `places` that have no parts."""
        return ((path, part) for path, part in self.places() if not part.rule)

    def tables(self) -> Iterator[tuple[Path, Part]]:
        """Yield the tables in this part, each with its keys from here down."""
        return ((path, part) for path, part in self.places() if part.header)


def _part(file: str, symbol: str, owner: str = "") -> Part:
    """Return the part that a symbol of a rule names; `owner` is the rule's name."""
    key = label(symbol).removeprefix(f"{owner}_").removesuffix(f"_{owner}")
    if symbol.isupper():
        return Part(key, symbol)
    found = rule(file, symbol)
    name = symbol.removesuffix(_HEADER)
    parts = tuple(_part(found.file, inner, name) for inner in found.symbols)
    return Part(key.removesuffix(_HEADER), name.upper(), symbol, edition_of(found.file), parts)


EDITIONS = editions()
FORMS: Mapping[str, Part] = MappingProxyType({edition: _part(file_of(edition), "start") for edition in EDITIONS})
"""The form of each edition."""
