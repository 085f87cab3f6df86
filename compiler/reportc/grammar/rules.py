"""The rules of the form's editions, read from the .lark files that state them.

These files are Lark, but they need only rules without alternatives and imports, which a few lines read in
a millisecond. Lark itself takes 140 ms, and the form is needed wherever the program starts. A test compares both.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from reportc.grammar import directory

_EDITION = re.compile(r"form_(20\d\d)\.lark")
_COMMENT = re.compile(r"//.*|\\[ ]*\n")
_RULE = re.compile(r"^([a-z]\w*)[ ]*:((?:[ ]+\w+)+)[ ]*$", re.MULTILINE)
_IMPORT = re.compile(r"^%import[ ]+\.(\w+)[ ]*\(([^()]*)\)", re.MULTILINE)
_SUFFIX = re.compile(r"_(?:20\d\d|ROW)$")
VARIANT = "_VARIANT"
"""The suffix of a terminal that is another spelling of one of the form's."""
OTHER_UNIT = "_yuan"
"""The suffix of a column's word that gives another unit than the form's."""


class GrammarRule(NamedTuple):
    """A rule: the file that states it, its name, and the names of what is in it, in order."""

    file: str
    name: str
    symbols: tuple[str, ...]


def editions() -> tuple[str, ...]:
    """Return the editions that have a file, the oldest first; each is named by the first year it is due for."""
    found = (_EDITION.fullmatch(path.name) for path in directory().glob("form_*.lark"))
    return tuple(sorted(match[1] for match in found if match))


def file_of(edition: str) -> str:
    """Return the name of the file that states an edition, without its ending."""
    return f"form_{edition}"


def edition_of(file: str) -> str:
    """Return the edition that a file states; "" if it states none."""
    match = _EDITION.fullmatch(f"{file}.lark")
    return match[1] if match else ""


def rule(file: str, name: str) -> GrammarRule:
    """Return the rule called `name` in a file, or in the one that it is imported from; ValueError without it."""
    rules, imports = _read(file)
    if name in rules:
        return GrammarRule(file, name, rules[name])
    if name not in imports:
        raise ValueError(f"{file}.lark: nothing is called {name}")
    return rule(imports[name], name)


def label(terminal: str) -> str:
    """Return the name of what a terminal spells: the same for every spelling, edition and place."""
    return _SUFFIX.sub("", terminal.removesuffix(VARIANT)).lower()


@cache
def text_of(file: str) -> str:
    """Return the text of a grammar file, without comments and with its broken lines joined."""
    return _COMMENT.sub("", (directory() / f"{file}.lark").read_text("utf-8"))


@cache
def _read(file: str) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """Return the rules of a file, and the file that each imported name is from."""
    text = text_of(file)
    rules = {match[1]: tuple(match[2].split()) for match in _RULE.finditer(text)}
    imports = {name.strip(): match[1] for match in _IMPORT.finditer(text) for name in match[2].split(",")}
    return rules, imports
