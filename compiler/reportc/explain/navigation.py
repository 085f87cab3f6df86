"""From place to place in a report: its outline, the cells of a claim, the claims of a cell, the cell around a place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import NamedTuple

from reportc.explain.view import ComparedClaim, View
from reportc.form import pointer
from reportc.span import Span, hull
from reportc.syntax import walk
from reportc.syntax.nodes import (
    Applications,
    Article,
    Cell,
    Label,
    ProactiveDisclosure,
    Proceedings,
    Row,
    Section,
    Title,
)
from reportc.syntax.walk import Leaf, name_of, section_leaves

_END = re.compile("[。！？!?；;\n]")

_LONGEST = 1000
"""How many characters are searched for the end of a sentence."""


class Level(Enum):
    """The level of an entry of the outline."""

    TITLE = "title"
    SECTION = "section"
    TABLE = "table"
    ROW = "row"


class OutlineEntry(NamedTuple):
    """A part of the report. `span` is its extent, in which `name_span` and the children's spans are."""

    level: Level
    name: str
    detail: str
    span: Span
    name_span: Span
    children: tuple[OutlineEntry, ...] = ()


def outline(view: View) -> list[OutlineEntry]:
    """Return the entries at the top: the title and the sections."""
    tree = view.checked.result.tree
    titles = [_title(tree.title)] if tree.title and tree.title.spans else []
    ends = [*(start for start, _ in view.sections[1:]), len(view.text)]
    pairs = zip(view.sections, ends, strict=False)  # without a section the end is in none
    return [*titles, *(_section(view, section, Span(start, end)) for (start, section), end in pairs)]


def _title(title: Title) -> OutlineEntry:
    span = _hull([title])
    return OutlineEntry(Level.TITLE, title.text, "", span, span)


def _section(view: View, section: Section, whole: Span) -> OutlineEntry:
    """Return a section: from its heading to the next section, without white space at the end."""
    leaves = list(section_leaves(section))
    end = whole.start + len(view.text[whole.start : whole.end].rstrip())
    whole = Span(whole.start, max(end, _hull(leaves).end))  # a blank cell may come after the last character
    name = view.semantics.wording((name_of(section),)).spelling(name_of(section))
    head = _hull([section.heading]) if section.heading else Span(whole.start, whole.start)
    text = section.heading.text if section.heading else view.words(f"（缺标题）{name}", f"(no heading) {name}")
    return OutlineEntry(Level.SECTION, text, pointer((name_of(section),)), whole, head, tuple(_tables(view, section)))


def _tables(view: View, section: Section) -> Iterator[OutlineEntry]:
    match section:
        case ProactiveDisclosure():
            for article in section.articles:
                yield from _article(view, article)
        case Applications() | Proceedings() if section.rows:
            rows = tuple(_rows(view, section.rows))
            span = _hull([*section.labels, *_cells(section.rows)])
            edition = getattr(section, "edition", None)
            table = view.words("表", "table") + (f"（{edition}）" if edition else "")
            yield OutlineEntry(
                Level.TABLE, table, pointer((name_of(section),)), span, Span(span.start, span.start), rows
            )


def _article(view: View, article: Article) -> Iterator[OutlineEntry]:
    captions = [article.caption] if article.caption else []
    parts = [*captions, *article.header, *_cells(article.rows)]
    if any(part.spans for part in parts):
        span = _hull(parts)
        head = _hull(captions) if captions else Span(span.start, span.start)
        name = article.caption.text if article.caption else article.name
        yield OutlineEntry(Level.TABLE, name, article.name, span, head, tuple(_rows(view, article.rows)))


def _rows(view: View, rows: Iterable[Row]) -> Iterator[OutlineEntry]:
    for row in rows:
        parts = _cells([row])
        if any(part.spans for part in parts):
            span = _hull(parts)
            head = _hull(row.labels) if any(label.spans for label in row.labels) else Span(span.start, span.start)
            yield OutlineEntry(Level.ROW, view.semantics.wording(row.path).row(row.path), _values(row), span, head)


def _values(row: Row) -> str:
    return " ".join(cell.text or "·" for cell in row.cells)


def _cells(rows: Iterable[Row]) -> list[Leaf]:
    found: list[Leaf] = []
    for row in rows:
        found += row.labels
        found += row.cells
    return found


def _hull(parts: Iterable[Leaf]) -> Span:
    """Return the smallest span that holds all of `parts`, at least one of which is printed."""
    spans = [span for part in parts for span in part.spans]
    return Span(min(span.start for span in spans), max(span.end for span in spans))


# ---------------------------------------------------------------- links


def definition(view: View, offset: int) -> list[Span]:
    """Return the places of the cells that the claim at `offset` was compared with."""
    place = view.at(offset)
    paths = place.thing.paths if place and isinstance(place.thing, ComparedClaim) else ()
    cells = (view.semantics.cells.get(path) for path in paths)
    return [hull(cell.spans) for cell in cells if cell and cell.spans]


def references(view: View, offset: int, *, declaration: bool = False) -> list[Span]:
    """Return the claims about the cell at `offset`, or about the cells of the claim there."""
    place = view.at(offset)
    paths: set[str] = set()
    if place and isinstance(place.thing, ComparedClaim):
        paths.update(place.thing.paths)
    elif place and place.row and isinstance(place.thing, Cell):
        paths.add(pointer((*place.row.path, place.thing.column)))
    found = [claim.span for claim in view.claims if not paths.isdisjoint(claim.paths)]
    cells = (
        [view.semantics.cells[path] for path in sorted(paths) if path in view.semantics.cells] if declaration else []
    )
    return [*(hull(cell.spans) for cell in cells if cell.spans), *found]


def around(view: View, place: Span) -> Span:
    """Return the row that holds `place`, or else its sentence."""
    for row in walk.rows(view.checked.result.tree):
        own: tuple[Label | Cell, ...] = (*row.labels, *row.cells)
        spans = tuple(sorted(span for leaf in own for span in leaf.spans))
        if any(span.start <= place.start and place.end <= span.end for span in spans):
            return hull(spans)
    back = _END.search(view.text[max(0, place.start - _LONGEST) : place.start][::-1])
    start = place.start - (back.start() if back else min(place.start, _LONGEST))
    ahead = _END.search(view.text, place.end, place.end + _LONGEST)
    return Span(start, ahead.start() if ahead else min(len(view.text), place.end + _LONGEST))
