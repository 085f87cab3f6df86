"""Section 4: fifteen numbers, in one row or block by block."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reportc.form import PROCEEDINGS, Path
from reportc.source import Piece
from reportc.syntax.nodes import Label, Proceedings, Row
from reportc.syntax.parser import Node
from reportc.syntax.row_building import Builder, above_of, cells_of, first_lexeme, in_text_order, label_of, lexemes_of
from reportc.syntax.section_parts import parts_of
from reportc.syntax.terminals import WORDS
from reportc.table.columns import placements
from reportc.table.entry import Entry, filled
from reportc.table.header import Head, Header, columns_shown, result_columns, results
from reportc.table.lexeme import Lexeme

_SECTION = "proceedings"
_BLOCKS: Mapping[str, Path] = {path[-1]: PROCEEDINGS.path + path for path in PROCEEDINGS.rows}
_RESULTS = len(PROCEEDINGS.columns)
_ALL = _RESULTS * len(_BLOCKS)


@dataclass(slots=True)
class _NumberRun:
    """Header words and the numbers after them."""

    words: list[Lexeme] = field(default_factory=list)
    cells: list[Lexeme] = field(default_factory=list)
    above: list[Lexeme] = field(default_factory=list)
    whole: bool = False  # whether the cells are a row's own, though nothing is printed in them
    end: int | None = None  # the last grid column of the header, if it shows all columns

    def paths(self) -> tuple[Path, ...]:
        """Return the blocks that the words name, in the form's order; all blocks if they name none."""
        named = {word.word.label for word in self.words}
        return tuple(path for name, path in _BLOCKS.items() if name in named) or tuple(_BLOCKS.values())

    def columns(self) -> list[Lexeme]:
        """Return the words that are over columns of numbers."""
        return [word for word in self.words if word.word.label not in (*_BLOCKS, "litigation")]


def build(node: Node, builder: Builder) -> Proceedings:
    """Build section 4."""
    parts = parts_of(_with_figures(node), builder)
    labels, rows = list[Label](), list[Row]()
    before: list[Lexeme] = []
    heads: list[Head] = []
    for run in _runs(node, parts.inner):
        before = run.columns() or before
        heads += [Head(word.word.label, word.piece) for word in run.words]
        if filled(run.cells) or run.whole or (run.cells and not rows):
            rows += _rows(run, before, heads, builder)
        own = {label.spans for row in rows for label in row.labels}
        labels += [label for label in map(label_of, run.words) if label.spans not in own]
    if rows:
        builder.complete(rows, PROCEEDINGS.row_paths(), _SECTION, parts.span, parts.strays)
    return Proceedings(parts.heading, tuple(labels), tuple(rows), parts.notes, in_text_order(parts.strays))


def _with_figures(node: Node) -> Node:
    """Separate a whole row of numbers from a stray on another line of the grid: its header is damaged."""
    children: list[Lexeme | Node] = []
    for child in node.children:
        if not isinstance(child, Node) or child.data != "stray":
            children.append(child)
            continue
        cells = cells_of(child)
        lines = {cell.piece.row for cell in cells}
        if len(filled(cells)) == _ALL and len(lines) == 1 and lines.isdisjoint({None, first_lexeme(child).piece.row}):
            children += [Node("stray", child.children[:1]), Node("figures", list(cells))]
        else:
            children.append(child)
    return Node(node.data, children)


def _runs(node: Node, inner: Sequence[Node]) -> Iterator[_NumberRun]:
    """Split the section into runs; blanks between header words belong to merged header cells, or to a blank row."""
    run = _NumberRun(cells=[child for child in node.children[1:] if isinstance(child, Lexeme)])
    results: list[Lexeme] = []
    end = 0
    for child in inner:
        if filled(run.cells) or run.whole:
            yield run
            run = _NumberRun()
        results += [first_lexeme(child)] if child.data == "result" else []
        end = max(end, _end(child)) if child.data != "figures" and not filled(cells_of(child)) else end
        run.end = end if end >= _ALL - 1 else None
        if child.data == "figures":
            run.cells = list(lexemes_of(child))
        else:
            run.words.append(first_lexeme(child))
            run.cells = list(cells_of(child))
            run.above = list(above_of(child))
            run.whole = child.data == "block" and _is_row(child, results[-_RESULTS:])
    yield run


def _end(node: Node) -> int:
    """Return the last grid column of a header word's line, after the word."""
    line = first_lexeme(node).piece.row
    return max((cell.piece.column or 0 for cell in lexemes_of(node) if cell.piece.row == line), default=0)


def _is_row(block: Node, results: Sequence[Lexeme]) -> bool:
    """Return whether cells are beside a block's label, one below each of the results."""
    label = first_lexeme(block).piece
    places = [(cell.piece.part, cell.piece.column) for cell in cells_of(block) if cell.piece.row == label.row]
    heads = [(word.piece.part, word.piece.column) for word in results]
    return len(heads) == _RESULTS and places == heads and None not in (label.row, *heads[0])


def _rows(run: _NumberRun, columns: Sequence[Lexeme], heads: Sequence[Head], builder: Builder) -> Iterator[Row]:
    """Yield the rows of a run: one for each block that its words name."""
    paths = run.paths()
    form = tuple((path[-1], column) for path in paths for column in PROCEEDINGS.columns)
    entry = _entry(run)
    shown = columns_shown((word.piece for word in columns), len(form), entry.label.part)
    torn = len(paths) < len(_BLOCKS) and len(columns) > len(form)  # the words of another block are not read
    header = Header(form, None if torn else _order(paths, heads), shown, run.end)
    (placed,) = placements([entry], header, builder.value, totals=False)
    if any(lexeme and lexeme.word.name == WORDS for lexeme in placed.columns):
        placed = placed.scattered()
    label = _single_label(run, paths)
    for i, path in enumerate(paths):
        part = placed.part(range(i * _RESULTS, (i + 1) * _RESULTS), first=not i)
        yield builder.row(path, label, PROCEEDINGS.columns, part, () if i else run.above)


def _entry(run: _NumberRun) -> Entry:
    """Make the entry of a run's numbers; a number on a line of its own may be any column's."""
    printed = filled(run.cells) or tuple(run.cells)
    first = printed[0].piece
    lines = Counter(cell.piece.row for cell in printed)
    place = (first.row, -1, first.part) if first.column is not None and len(lines) == 1 else ()
    cells = run.cells if place or len(lines) <= 1 else [_off_grid(cell) for cell in run.cells]
    return Entry(Piece("", first.spans, *place), 1, tuple(cells), torn=len(set(lines.values())) > 1)


def _order(paths: Sequence[Path], heads: Sequence[Head]) -> Sequence[tuple[str, str]] | None:
    """Return the block and the result of each number, from left to right; None where the header shows no order."""
    if len(paths) == len(_BLOCKS):
        return results(heads)
    columns = result_columns(heads)
    return None if columns is None else [(path[-1], column) for path in paths for column in columns]


def _off_grid(cell: Lexeme) -> Lexeme:
    """Return a cell without its place: a row that spans several lines has no columns."""
    return Lexeme(cell.word, replace(cell.piece, row=None, column=None))


def _single_label(run: _NumberRun, paths: Sequence[Path]) -> tuple[Label, ...]:
    """Return the word that labels the run's only row."""
    words = [word for word in run.words if len(paths) == 1 and word.word.label == paths[0][-1]]
    return (label_of(words[-1]),) if words else ()
