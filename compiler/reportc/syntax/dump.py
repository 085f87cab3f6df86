"""The tree as text, one node a line with its spans: for snapshots and for debugging."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from reportc.span import Spans
from reportc.syntax.nodes import (
    Applications,
    Article,
    Cell,
    Label,
    Paragraph,
    ProactiveDisclosure,
    Proceedings,
    Prose,
    Report,
    Row,
    Section,
    State,
    Stray,
)

_LONGEST = 48


def dump(report: Report) -> str:
    """Return the tree of `report`, a node a line, children indented below."""
    return "".join(f"{line}\n" for line in _report(report))


def _report(report: Report) -> Iterator[str]:
    yield f"report year={report.year} agency={report.agency}"
    if report.title:
        yield f"  title {_at(report.title.spans)} {_quote(report.title.text)}"
    yield from _indent(_paragraphs("front", report.front))
    yield from _indent(_paragraphs("preamble", report.preamble))
    for section in report.sections:
        yield from _indent(_section(section))
    yield from _indent(_missing(report))
    yield from _indent(_paragraphs("around", report.around))
    yield from _indent(_paragraphs("page_mark", report.page_marks))


def _missing(report: Report) -> Iterator[str]:
    """Yield a line for each table that lacks rows of the form."""
    for table, rows in groupby(report.missing, key=lambda row: row.path[0]):
        paths = ["/".join(row.path[1:]) for row in rows]
        yield f"missing {table}: {', '.join(paths)}"


def _section(section: Section) -> Iterator[str]:
    match section:
        case Prose():
            yield section.name
            yield from _heading(section)
            yield from _indent(_paragraphs("paragraph", section.paragraphs))
        case ProactiveDisclosure():
            yield f"proactive_disclosure edition={section.edition}"
            yield from _heading(section)
            for article in section.articles:
                yield from _indent(_article(article))
            yield from _indent(_paragraphs("note", section.notes))
        case Applications() | Proceedings():
            edition = f" edition={section.edition}" if isinstance(section, Applications) else ""
            yield ("applications" if isinstance(section, Applications) else "proceedings") + edition
            yield from _heading(section)
            yield from _indent(map(_label, section.labels))
            yield from _indent(line for row in section.rows for line in _row(row))
            yield from _indent(_paragraphs("note", section.notes))
    yield from _indent(line for stray in section.strays for line in _stray(stray))


def _heading(section: Section) -> Iterator[str]:
    if section.heading:
        yield f"  heading {_label(section.heading)}"


def _article(article: Article) -> Iterator[str]:
    yield article.name or "article"
    if article.caption:
        yield f"  caption {_label(article.caption)}"
    yield from _indent(map(_label, article.header))
    yield from _indent(line for row in article.rows for line in _row(row))


def _row(row: Row) -> Iterator[str]:
    yield "row " + "/".join(row.path[1:])
    yield from _indent(map(_label, row.labels))
    yield from _indent(map(_cell, row.cells))
    yield from _indent(f"unplaced {_cell(cell)}" for cell in row.unplaced)


def _stray(stray: Stray) -> Iterator[str]:
    yield f"stray {_at(stray.spans)} {_quote(stray.text)}"
    yield from _indent(map(_cell, stray.numbers))


def _label(label: Label) -> str:
    return f"{label.name} {_at(label.spans)} {_quote(label.text)}" + ("" if label.canonical else " variant")


def _cell(cell: Cell) -> str:
    parts = [cell.column or "-", str(cell.state), _at(cell.spans)]
    if cell.state is State.PRINTED:
        parts.append(str(cell.value))
    if cell.text and cell.text != str(cell.value):
        parts.append(_quote(cell.text))
    parts += [f"{name}={value}" for name, value in (("unit", cell.unit), ("remark", cell.remark)) if value]
    return " ".join(parts)


def _paragraphs(name: str, paragraphs: Iterable[Paragraph]) -> Iterator[str]:
    for paragraph in paragraphs:
        yield f"{name} {_at(paragraph.spans)} {_quote(paragraph.text)}"


def _indent(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _at(spans: Spans) -> str:
    return "+".join(f"{span.start}-{span.end}" for span in spans) or "nowhere"


def _quote(text: str) -> str:
    short = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return "「" + short.replace("\n", "⏎") + "」"
