"""Misprinted headings: a line that is nearer than any other line to a heading of the form, and near enough.

They are found after the whole text has been read once, for only then it is known which headings are
missing; if there are such lines, the text is read again with them in its vocabulary. Where two lines are
equally near, neither counts as the heading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from reportc.source import line_marks, run_on
from reportc.source.cuts import Reading, Stretch
from reportc.source.edit_distance import distance
from reportc.source.fold import fold
from reportc.source.lines import INVISIBLE
from reportc.source.pieces import Vocabulary

ReadSource = Callable[[Vocabulary], Reading]
"""Reads a source by a vocabulary."""
_LONGEST = 60
_LINE = re.compile(rf"(?<![^\r\n])[^\r\n]{{4,{_LONGEST}}}(?![^\r\n])")


def settled(read: ReadSource, text: str, vocabulary: Vocabulary) -> tuple[Reading, Mapping[str, str]]:
    """Read a source, again if it has misprinted headings; return these too, folded, with their sections."""
    reading = read(vocabulary)
    if reading.refusal:
        return reading, {}
    headings = vocabulary.headings()
    blocks = list(_blocks(reading))
    found = {vocabulary.heading_of(block) for block in blocks}
    if found.issuperset(headings.values()):
        return reading, {}
    lines = {*_words(text, blocks), *run_on.headings(text, vocabulary)}
    found |= {vocabulary.heading_of(line) for line in lines}
    missing = {words: name for words, name in headings.items() if name not in found}
    near = _near(missing, {fold(line) for line in lines if not vocabulary.is_word(line)})
    return (read(vocabulary.with_headings(near)), near) if near else (reading, near)


def _blocks(reading: Reading) -> Iterator[str]:
    """Yield the texts that certainly are separate: headings, and the blocks of a page."""
    for part in reading.parts:
        found = [*part.blocks, *([part.heading] if part.heading else [])] if isinstance(part, Stretch) else part
        yield from (piece.text for piece in found if piece.row is None and len(piece.text) <= _LONGEST)


def _words(text: str, blocks: Sequence[str]) -> Iterator[str]:
    """Yield the text of each line or block, with the ornaments and marks around it and without."""
    lines = {found.group().strip(INVISIBLE) for found in _LINE.finditer(text)}  # a page has many that are blank
    for line in lines.union(blocks) - {""}:
        for start, end in line_marks.around(line):
            if words := line[start:end].strip(INVISIBLE):
                yield words


def _near(headings: Mapping[str, str], lines: set[str]) -> dict[str, str]:
    """Return the lines that are misprinted headings, each with its section."""
    found: dict[str, str] = {}
    for heading, name in headings.items():
        distances = {line: distance(line, heading) for line in lines}
        best = min((distance for distance in distances.values() if distance is not None), default=None)
        nearest = [line for line, distance in distances.items() if distance is not None and distance == best]
        if len(nearest) == 1:
            found[nearest[0]] = name
    return found
