"""One cell per line, as from tools that turn every cell into a paragraph."""

from __future__ import annotations

import csv
from functools import partial
from io import StringIO
from itertools import groupby
from random import Random

from reports.document import Style, compose
from reports.report import Report
from reports.tables import Table

_CUT = {
    "本年新制作数量": ("本年新\n制作数量",),
    "本年新公开数量": ("本年新\n公开数量",),
    "对外公开总数量": ("对外公开\n总数量",),
    "商业企业": ("商业\n企业",),
    "科研机构": ("科研\n机构",),
    "社会公益组织": ("社会\n公益\n组织", "社会公益\n组织"),
    "法律服务机构": ("法律\n服务\n机构", "法律服务\n机构"),
    "上一年项目数量": ("上一年\n项目数量",),
    "处理决定数量": ("处理决定\n数量",),
    "本年制发件数": ("本年制发\n件数",),
    "本年废止件数": ("本年废止\n件数",),
    "现行有效件数": ("现行有效\n件数",),
    "结果维持": ("结果\n维持",),
    "结果纠正": ("结果\n纠正",),
    "其他结果": ("其他\n结果",),
    "尚未审结": ("尚未\n审结",),
    "5.要求行政机关确认或重新出具已获取信息": ("5.要求行政机关确认或重\n新出具已获取信息",),
}
"""Words, with the places where narrow columns break them over two or three lines."""


def cut(text: str, rng: Random, share: float) -> str:
    """Return `text` cut over lines, at a `share` of the places where it may be."""
    return rng.choice(_CUT[text]) if text in _CUT and rng.random() < share else text


def tabbed_lines(report: Report, rng: Random) -> str:
    """Draw each cell on a line, after a tab, with blank lines between rows and empty rows at the end."""
    share = rng.choice((0.0, 0.3, 0.8))

    def draw(table: Table, rng: Random) -> list[str]:
        rows = ["".join(f"\t{cut(text, rng, share)}\n" for text in row) + "\n" for row in table.stacked()]
        return rows + ["\t\n" * table.columns + "\n"] * rng.choice((0, 0, 1, 2))

    return compose(report, rng, draw)


def lone_bars(report: Report, rng: Random) -> str:
    """Draw each cell on a line, with a line of one bar after it; merged cells once."""
    share = rng.choice((0.0, 0.3, 0.8))
    empty = rng.choice(("", "\n"))

    def draw(table: Table, rng: Random) -> list[str]:
        return [
            "".join((f"{cut(box.text, rng, share)}\n" if box.text else empty) + "|\n" for box in row)
            for row in table.anchored()
        ]

    return compose(report, rng, draw, Style(gap="\n"))


def bare_lines(report: Report, rng: Random) -> str:
    """Draw each cell on a line, perhaps with blank lines between cells or rows, or for covered cells."""
    after_cell = rng.choice(("\n", "\n\n"))
    after_row = rng.choice(("", "\n", "\n\n"))
    stacked = rng.random() < 0.5

    def draw(table: Table, _rng: Random) -> list[str]:
        rows = table.stacked() if stacked else [[b.text for b in row] for row in table.anchored()]
        return ["".join(text + after_cell for text in row if stacked or text) + after_row for row in rows]

    return compose(report, rng, draw)


def spread_lines(report: Report, rng: Random) -> str:
    """Draw a line with a tab between cells, as in the text of a page from a browser."""

    def draw(table: Table, _rng: Random) -> list[str]:
        return ["\n\n\t\n\n".join(box.text for box in row) + "\n\n\n\n\n" for row in table.anchored()]

    return compose(report, rng, draw, Style(indent="\xa0\xa0\xa0\xa0", gap="\n\n"))


def single_spaces(report: Report, rng: Random) -> str:
    """Draw each row on a line, its cells separated by a space."""

    def draw(table: Table, _rng: Random) -> list[str]:
        return [" ".join(box.text for box in row if box.text) + "\n" for row in table.anchored()]

    return compose(report, rng, draw)


def commas(report: Report, rng: Random) -> str:
    """Draw each row on a line, its cells separated by commas, as saved by a spreadsheet."""
    return _separated(report, rng, ",")


def semicolons(report: Report, rng: Random) -> str:
    """Draw each row on a line, its cells separated by semicolons, as saved where commas are decimal points."""
    return _separated(report, rng, ";")


def _separated(report: Report, rng: Random, mark: str) -> str:
    quoted = rng.random() < 0.5

    def draw(table: Table, _rng: Random) -> list[str]:
        written = StringIO()
        rows = [[box.text for box in row] for row in table.anchored()]
        writer = partial(csv.writer, quoting=csv.QUOTE_ALL) if quoted else csv.writer
        writer(written, delimiter=mark, lineterminator="\n").writerows(rows)
        return [written.getvalue()]

    return compose(report, rng, draw)


def without_repeats(report: Report, rng: Random) -> str:
    """Draw each cell on a line, without lines that equal the one before: most zeros are lost."""

    def draw(table: Table, _rng: Random) -> list[str]:
        texts = [box.text for row in table.anchored() for box in row if box.text]
        return [f"{text}\n" for text, _ in groupby(texts)]

    return compose(report, rng, draw)


def glued(report: Report, rng: Random) -> str:
    """Draw each row on a line, without separators between its cells."""

    def draw(table: Table, _rng: Random) -> list[str]:
        return ["".join(box.text for box in row) + "\n" for row in table.anchored()]

    return compose(report, rng, draw)
