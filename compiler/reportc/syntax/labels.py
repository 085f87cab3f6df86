"""labels.lark: the rules of all labels that the editions of the form have, which the accepting grammar imports.

It is no file: it is made of the editions as they are stated, so that what any of them has is accepted. Each rule is a
choice among terminals: `_applications_row` is one among all spellings of all rows of section 3.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from reportc.form import APPLICATIONS, ARTICLES, FORMS, PROCEEDINGS, SECTIONS, Part, Table
from reportc.grammar.rules import OTHER_UNIT, file_of, label, text_of

_NAME = "labels.lark"
_TERMINAL = re.compile(r"^([A-Z]\w*)(?:\.\d+)?:", re.MULTILINE)


def load(base: str, name: str) -> tuple[str, str]:
    """Give Lark the text of labels.lark, where it imports that file, and its place beside the others."""
    if name != _NAME:
        raise FileNotFoundError(name)  # then Lark looks for the file itself
    return str(Path(base) / name), text()


@cache
def text() -> str:
    """Return the text of labels.lark."""
    files = _terminals()
    rules, imports = [], dict[str, list[str]]()
    for name, labels in _choices():
        wanted = set(labels)
        chosen = [terminal for terminal in files if label(terminal).removesuffix(OTHER_UNIT) in wanted]
        rules.append(f"{name}: {' | '.join(chosen)}")
        for terminal in chosen:
            imports.setdefault(files[terminal], []).append(terminal)
    lines = [f"%import .{file} ({', '.join(dict.fromkeys(names))})" for file, names in imports.items()]
    return "\n".join([*rules, *lines, ""])


def _choices() -> Iterator[tuple[str, list[str]]]:
    """Yield the rules: their names, and the labels they choose among."""
    for name in SECTIONS:
        yield f"_{name}_heading", [name]
    articles = [table for tables in ARTICLES.values() for table in tables]
    yield "_proactive_disclosure_caption", [table.path[-1] for table in articles]
    yield "_proactive_disclosure_row", _rows(articles)
    yield "_proactive_disclosure_column", _columns(articles)
    matrices = list(APPLICATIONS.values())
    rows, columns = _rows(matrices), _columns(matrices)
    also_rows = [head for table in matrices for head in _also_rows(table)]
    yield "_applications_row", rows
    yield "_applications_group", [name for name in _groups(table.body for table in matrices) if name not in rows]
    yield "_applications_column", [name for name in columns if name not in also_rows]
    yield "_applications_column_or_row", also_rows
    yield "_proceedings_block", [*_rows([PROCEEDINGS]), *_groups([PROCEEDINGS.body])]
    yield "_proceedings_result", list(PROCEEDINGS.heads)


def _rows(tables: Iterable[Table]) -> list[str]:
    return [name for table in tables for name in table.labels]


def _columns(tables: Iterable[Table]) -> list[str]:
    """Return the labels of all that may stand in a header: corners, columns, and their groups."""
    found: list[str] = []
    for table in tables:
        found += (label(part.word) for part in (*table.corner, table.header))
        found += table.heads
        found += _groups([table.header.parts])
    return found


def _also_rows(table: Table) -> Iterator[str]:
    """Yield the columns whose words stand for rows of the table, too: their keys are the same."""
    rows = {path[-1] for path in table.rows}
    yield from (head for column, head in zip(table.columns, table.heads, strict=True) if column in rows)


def _groups(bodies: Iterable[Iterable[Part]]) -> list[str]:
    """Return the labels of the groups in bodies of tables, and of the groups in these."""
    found: list[str] = []
    for body in bodies:
        for part in body:
            if part.rule:
                found += [label(part.word), *_groups([part.parts])]
    return found


def _terminals() -> dict[str, str]:
    """Return the terminals that spell words of the form, in order, with the file of each."""
    files = ["words", "form", *map(file_of, FORMS)]
    return {terminal: file for file in files for terminal in _TERMINAL.findall(text_of(file))}
