"""Tables in Markdown and similar formats: cells between bars on one line."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from reports.document import Style, compose
from reports.report import Report
from reports.tables import Table


def _headings(rng: Random) -> Style:
    heading = rng.choice(("{}", "**{}**", "## {}", "### **{}**"))
    return Style(indent=rng.choice(("", "    ", "\xa0\xa0\xa0\xa0")), gap="\n\n", heading=heading)


def compact_pipes(report: Report, rng: Random) -> str:
    """Draw `a| b| c` without bars at the ends, a rule under the first row, merged cells dropped or empty."""
    whole = rng.random() < 0.3
    end = rng.choice(("", "  "))

    def draw(table: Table, _rng: Random) -> list[str]:
        rows = table.filled() if whole else [[box.text for box in row] for row in table.anchored()]
        lines = ["| ".join(row) + end + "\n" for row in rows]
        lines[0] += "|".join(["---"] * len(rows[0])) + end + "\n"
        return lines

    return compose(report, rng, draw, _headings(rng))


def markdown(report: Report, rng: Random) -> str:
    """Draw a Markdown table: spans empty or dropped; the rule first, second, under an invented head or absent."""
    whole, wide = rng.random() < 0.5, rng.random() < 0.5
    rule = rng.choice(("none", "second", "invented"))

    def draw(table: Table, rng: Random) -> list[str]:
        rows = table.filled() if whole else [[box.text for box in row] for row in table.anchored()]
        lines = [bar_row(row, spaced=wide) for row in rows]
        if rule == "second":
            lines[0] += _rule(len(rows[0]), rng)
        elif rule == "invented":
            lines[0] = bar_row([""] * table.columns, spaced=wide) + _rule(table.columns, rng) + lines[0]
        return lines

    return compose(report, rng, draw, _headings(rng))


def markdown_a_row(report: Report, rng: Random) -> str:
    """Draw a table for each row of numbers, its columns named or numbered, as OCR programs do."""
    named = rng.random() < 0.5

    def draw(table: Table, rng: Random) -> list[str]:
        if table.name != "applications":
            return [bar_row([box.text for box in row]) for row in table.anchored()]
        names = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
        head = ["类别", *(names if named else [f"数据{i}" for i in range(1, 7)]), "总计"]
        chunks: list[str] = []
        for row in table.anchored()[table.heads :]:
            *groups, label = (box.text for box in row if box.pointer is None)
            numbers = [box.text for box in row if box.pointer]
            chunks.append("".join(f"### {group}\n" for group in groups))
            chunks.append(bar_row(head) + _rule(len(head), rng) + bar_row([label, *numbers]) + "\n")
        return chunks

    return compose(report, rng, draw, _headings(rng))


def bar_row(cells: Sequence[str], *, spaced: bool = True) -> str:
    """Return `| a | b |` or `|a|b|` with its line end."""
    return f"| {' | '.join(cells)} |\n" if spaced else f"|{'|'.join(cells)}|\n"


def _rule(columns: int, rng: Random) -> str:
    rule = rng.choice(("---", ":---:", ":--", "--------", "---:"))
    return bar_row([rule] * columns, spaced=rng.random() < 0.5)
