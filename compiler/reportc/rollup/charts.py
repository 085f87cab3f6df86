"""Pictures of a roll-up: a row a unit, its text in HTML so that it stays readable, its bars in inline SVG.

Every picture names its colours, has its numbers in a table after it, and needs no script.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape

from reportc.form import OUTCOMES, TOTAL, Edition, pointer
from reportc.rollup.total import written
from reportc.rollup.unit import Number, Values
from reportc.source.fold import fold
from reportc.syntax.parser import vocabulary
from reportc.syntax.wording import Wording

MOST = 40
"""Units in a picture: the largest, and all others together."""
_NEW, _FORWARD = "/applications/new/total", "/applications/carried_forward/total"


@dataclass(frozen=True, slots=True)
class ChartRow:
    """A unit in a picture: its numbers, None where one is unknown."""

    name: str
    numbers: tuple[Number | None, ...]

    @property
    def size(self) -> float:
        """The sum of its known numbers."""
        return sum(abs(float(value)) for value in self.numbers if value is not None)


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture: its title, the names of its colours, its rows. A `signed` one has 0 in the middle."""

    title: str
    series: tuple[str, ...]
    rows: tuple[ChartRow, ...]
    stacked: bool = False
    signed: bool = False
    note: str = ""

    def html(self, number: int) -> Iterator[str]:
        """Yield the picture with its table; `number` makes its colours distinct from those of other pictures."""
        rows = _largest(self.rows, signed=self.signed)
        longest = max((self._length(row) for row in rows), default=0) or 1
        yield f'<figure><figcaption id="picture-{number}">{escape(self.title)}</figcaption>'
        if self.note:
            yield f'<p class="note">{escape(self.note)}</p>'
        if len(self.series) > 1:
            keys = (f'<li><i class="s{at}"></i>{escape(words)}</li>' for at, words in enumerate(self.series))
            yield f'<ul class="key">{"".join(keys)}</ul>'
        yield '<div class="rows">'
        for row in rows:
            said = "，".join(f"{words} {_shown(value)}" for words, value in zip(self.series, row.numbers, strict=True))
            bars = "".join(self._bars(row, longest))
            height = 16 if self.stacked or len(self.series) == 1 else 8 * len(self.series) + 2
            yield (
                f'<div class="row"><span class="name">{escape(row.name)}</span>'
                f'<svg role="img" aria-label="{escape(row.name)}：{escape(said)}" height="{height}">'
                f"<title>{escape(row.name)}：{escape(said)}</title>{bars}</svg>"
                f'<span class="value">{escape(self._value(row))}</span></div>'
            )
        yield "</div>"
        yield from self._table(rows)
        yield "</figure>"

    def _length(self, row: ChartRow) -> float:
        known = [abs(float(value)) for value in row.numbers if value is not None]
        return sum(known) if self.stacked else max(known, default=0.0)

    def _bars(self, row: ChartRow, longest: float) -> Iterator[str]:
        """Yield the bars of a row, in percent of the width."""
        begin = 0.0
        if self.signed:
            yield '<rect class="axis" x="50%" width="1" height="100%"/>'
        for at, value in enumerate(row.numbers):
            if not value:
                continue
            length = 100 * abs(float(value)) / longest
            if self.signed:
                length /= 2
                style = "s0" if value > 0 else "s1"
                yield _rect(style, 50 if value > 0 else 50 - length, length, 1, 14)
            elif self.stacked:
                yield _rect(f"s{at} part", begin, length, 1, 14)
                begin += length
            else:
                yield _rect(f"s{at}", 0, length, 1 + 8 * at, 7)

    def _value(self, row: ChartRow) -> str:
        """Return the number shown at the end of a row: its sum, or its numbers."""
        if self.stacked:
            return _shown(None if None in row.numbers else sum(value for value in row.numbers if value is not None))
        numbers = (
            f"+{written(value)}" if self.signed and value and value > 0 else _shown(value) for value in row.numbers
        )
        return " / ".join(numbers)

    def _table(self, rows: Iterable[ChartRow]) -> Iterator[str]:
        heads = "".join(f"<th scope=col>{escape(words)}</th>" for words in ("单位", *self.series))
        yield f'<details><summary>这张图的数字</summary><div class="wide"><table><thead><tr>{heads}</tr></thead><tbody>'
        for row in rows:
            cells = "".join(f"<td class=n>{_shown(value)}</td>" for value in row.numbers)
            yield f"<tr><th scope=row>{escape(row.name)}</th>{cells}</tr>"
        yield "</tbody></table></div></details>"


def _rect(style: str, x: float, width: float, y: int, height: int) -> str:
    return f'<rect class="{style}" x="{x:.2f}%" width="{width:.2f}%" y="{y}" height="{height}"/>'


def _shown(value: Number | None) -> str:
    return "—" if value is None else written(value)


def _largest(rows: Sequence[ChartRow], *, signed: bool) -> list[ChartRow]:
    """Return the largest rows, and one for all others; changes are not added, for they would cancel out."""
    ordered = sorted(rows, key=lambda row: -row.size)
    if len(ordered) <= MOST:
        return ordered
    rest = ordered[MOST:]
    columns = zip(*(row.numbers for row in rest), strict=True)
    summed = tuple(None if None in column else sum(one for one in column if one is not None) for column in columns)
    return ordered[:MOST] if signed else [*ordered[:MOST], ChartRow(f"其余 {len(rest)} 个单位", summed)]


def outcomes(name: str, values: Values, edition: Edition) -> ChartRow:
    """Return the outcomes of a unit by their groups; a group is known if all its rows are."""
    found = []
    for group in _groups(edition):
        rows = [row for row in OUTCOMES[edition] if row[0] == group]
        numbers = [values.get(pointer(("applications", "outcomes", *row, TOTAL))) for row in rows]
        found.append(None if None in numbers else sum(number for number in numbers if number is not None))
    return ChartRow(name, tuple(found))


@cache
def _groups(edition: Edition) -> Mapping[str, str]:
    """Return the outcomes and groups of outcomes with the form's words, without ordinal and explanation."""
    words, ordinal = Wording(vocabulary(), edition), vocabulary().pattern("ORDINAL")
    paths = dict.fromkeys(("applications", "outcomes", row[0]) for row in OUTCOMES[edition])
    return {path[-1]: ordinal.sub("", fold(words.row(path)), count=1).partition("(")[0] for path in paths}


def flow(name: str, values: Values) -> ChartRow:
    """Return the requests that a unit received, and those that it carried forward."""
    return ChartRow(name, (values.get(_NEW), values.get(_FORWARD)))


def received(values: Values) -> Values:
    """Return the part of last year's numbers that `change` needs."""
    return {_NEW: values[_NEW]} if _NEW in values else {}


def change(name: str, values: Values, last: Values) -> ChartRow | None:
    """Return how many more requests a unit received than last year; None where one year is unknown."""
    now, before = values.get(_NEW), last.get(_NEW)
    return None if now is None or before is None else ChartRow(name, (now - before,))


def charts(
    edition: Edition, by_outcome: Sequence[ChartRow], flows: Sequence[ChartRow], changes: Sequence[ChartRow]
) -> list[Chart]:
    """Return the pictures that have something to show; the outcomes are those of `edition`."""
    many = f"（最大的 {MOST} 个单位）" if len(flows) > MOST else ""
    found = [
        Chart(f"各单位办理结果{many}", tuple(_groups(edition).values()), tuple(by_outcome), stacked=True),
        Chart(f"各单位新收与结转下年度{many}", ("新收申请", "结转下年度"), tuple(flows)),
    ]
    if changes:
        note = "向右为增加，向左为减少；只列两年都有数的单位。"
        found.append(Chart(f"新收申请与上年相比{many}", ("增减",), tuple(changes), signed=True, note=note))
    return [chart for chart in found if chart.rows]
