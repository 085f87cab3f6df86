"""labels/SECTION.lark: rules of the labels that all editions have in a section; the accepting grammar imports them.

They are not files: they are generated from the editions, so that the rows of every edition are accepted. Each rule is a
choice among terminals: `_row` among all spellings of all rows. A section without groups has no rule of that name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path as File

from reportc.grammar.parts import FORMS, Part
from reportc.grammar.rules import OTHER_UNIT, file_of, label, text_of

_NAME = re.compile(r"labels[/\\](\w+)\.lark")
_TERMINAL = re.compile(r"^([A-Z]\w*)(?:\.\d+)?:", re.MULTILINE)


def load(base: str, name: str) -> tuple[str, str]:
    """Give Lark the text of such a file, and its place among the others; FileNotFoundError for any other."""
    match = _NAME.fullmatch(name)
    if match is None:
        raise FileNotFoundError(name)  # then Lark looks for a file
    return str(File(base) / f"labels_{match[1]}.lark"), text(match[1])


def text(section: str) -> str:
    """Return the rules of a section's labels, and the other terminals that the section needs."""
    files = _terminals()
    rules, used = [], {f"IMPLIED_{section.upper()}", "INVENTED_VARIANT"}
    for name, labels in _choices(section):
        chosen = [terminal for terminal in files if label(terminal).removesuffix(OTHER_UNIT) in labels]
        rules += [f"{name}: {' | '.join(chosen)}"] if chosen else []
        used.update(chosen)
    imports: dict[str, list[str]] = {}
    for terminal in sorted(used):
        imports.setdefault(files.get(terminal, "words"), []).append(terminal)
    lines = [f"%import .{file} ({', '.join(names)})" for file, names in imports.items()]
    return "\n".join([*lines, *rules, ""])


def _choices(section: str) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield the rules of a section: their names, and the labels that they choose among."""
    tables = [(path, part) for form in FORMS.values() for path, part in form.tables() if path[0] == section]
    rows = [row.label for _, table in tables for _, row in table.leaves()]
    columns = [name for _, table in tables for name in _columns(table)]
    also_rows = [name for _, table in tables for name in _also_rows(table)]
    groups = [part.label for _, table in tables for _, part in table.places() if part.rule]
    yield "_heading", [section]
    yield "_caption", [table.label for path, table in tables if path[1:]]
    yield "_group", [name for name in groups if name not in rows]
    yield "_row", rows
    yield "_column", [name for name in columns if name not in also_rows]
    yield "_column_or_row", also_rows


def _columns(table: Part) -> Iterator[str]:
    """Yield the labels of all that may be in a header: the corner, columns and their groups."""
    heads = [table.header] if table.header else []
    yield from (part.label for part in (*table.corner, *heads))
    yield from (part.label for head in heads for _, part in head.places())


def _also_rows(table: Part) -> Iterator[str]:
    """Yield the columns whose words name rows of the table, too: their keys are the same."""
    rows = {path[-1] for path, _ in table.leaves()}
    heads: Iterable[Part] = [table.header] if table.header else []
    yield from (part.label for head in heads for path, part in head.leaves() if path[-1] in rows)


@cache
def _terminals() -> dict[str, str]:
    """Return the terminals that spell words of the form, in order, with the file of each."""
    files = ["words", "form", *map(file_of, FORMS)]
    return {terminal: file for file in files for terminal in _TERMINAL.findall(text_of(file))}
