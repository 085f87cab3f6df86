"""A corpus at a first look: its counts as data, and as tables of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from reportc.emit.human.terminal import aligned, printable
from reportc.language import Language, Text, in_language


class YearCounts(NamedTuple):
    """The reports of a year (None: without a year).

    `whole` have a number in every cell of every table, `holed` lack some, `refused` were no reports. `coverage` is
    the mean share of the characters that were understood, `cells` the share of the cells of the tables that occur
    which hold a number.
    """

    year: int | None
    reports: int
    agencies: int
    whole: int
    holed: int
    refused: int
    coverage: float
    cells: float
    errors: int
    warnings: int


class RuleCounts(NamedTuple):
    """How many findings a rule has, and in how many reports."""

    code: str
    name: str
    severity: str
    findings: int
    reports: int


class LayoutCounts(NamedTuple):
    """How many reports are of a kind of file and a layout."""

    kind: str | None
    layout: str | None
    reports: int


class RowHoles(NamedTuple):
    """How many cells of a row have no number, by state, of how many."""

    section: str
    row: str
    cells: int
    blank: int
    dash: int
    lost: int
    missing: int

    @property
    def holes(self) -> int:
        """The holes of all states."""
        return self.blank + self.dash + self.lost + self.missing


@dataclass(frozen=True, slots=True)
class Survey:
    """A corpus by years, rules, layouts and rows; rules and rows are empty where their tables are absent."""

    years: tuple[YearCounts, ...]
    agencies: int
    rules: tuple[RuleCounts, ...]
    layouts: tuple[LayoutCounts, ...]
    rows: tuple[RowHoles, ...]

    @property
    def reports(self) -> int:
        """How many reports there are."""
        return sum(year.reports for year in self.years)

    @property
    def refused(self) -> int:
        """How many inputs are no reports."""
        return sum(year.refused for year in self.years)


WORDS: Mapping[str, Text] = MappingProxyType(
    {
        "title": Text("语料概览", "The corpus at a glance"),
        "head": Text(
            "{reports} 份报告，{agencies} 个机关，{years} 个年度；{refused} 份不是报告或读不出",
            "{reports} reports, {agencies} agencies, {years} years; {refused} no reports or unreadable",
        ),
        "years": Text("各年度", "By year"),
        "year": Text(
            "年度 报告 机关 数字齐全 有空缺 读不出 读懂文字 有数的格 错误 警告",
            "year reports agencies complete holed refused text cells errors warnings",
        ),
        "rules": Text("各规则", "By rule"),
        "rule": Text("代号 名称 级别 次数 报告数", "code name severity findings reports"),
        "layouts": Text("文件种类与表格排法", "Kinds of files and layouts of tables"),
        "layout": Text("种类 排法 报告", "kind layout reports"),
        "rows": Text("空缺最多的行", "The rows with most holes"),
        "row": Text("行 空缺 占比 空白 横线 丢失 缺行", "row holes share blank dash lost missing"),
        "none": Text("（不详）", "(unknown)"),
        "error": Text("错误", "error"),
        "warning": Text("警告", "warning"),
        "info": Text("提示", "info"),
    }
)
MOST = 20
"""At most this many rules and rows are shown; JSON has all."""

TextRows = Sequence[Sequence[str]]


def text(survey: Survey, language: Language = "zh") -> str:
    """Return the survey as aligned tables of text."""
    words = in_language(WORDS, language)
    parts = [f"{head(survey, language)}\n"]
    for name, rows in tables(survey, language).items():
        parts.append(f"{words[name]}\n" + "".join(f"  {line}\n" for line in _aligned(rows)))
    return "\n".join(parts)


def head(survey: Survey, language: Language) -> str:
    """Return one line on the whole corpus."""
    years = sum(1 for year in survey.years if year.year is not None)
    return (
        WORDS["head"]
        .of(language)
        .format(reports=survey.reports, agencies=survey.agencies, years=years, refused=survey.refused)
    )


def tables(survey: Survey, language: Language) -> dict[str, TextRows]:
    """Return each part of the survey as rows of text, the first row its header; parts without rows are left out."""
    words = in_language(WORDS, language)
    found: dict[str, list[list[str]]] = {
        "years": [_year(year, words) for year in survey.years],
        "rules": [
            [one.code, one.name, words[one.severity], str(one.findings), str(one.reports)]
            for one in survey.rules[:MOST]
        ],
        "layouts": [
            [one.kind or words["none"], one.layout or words["none"], str(one.reports)] for one in survey.layouts
        ],
        "rows": [_holes(row) for row in survey.rows[:MOST] if row.holes],
    }
    return {name: [words[name.removesuffix("s")].split(), *rows] for name, rows in found.items() if rows}


def data(survey: Survey) -> dict[str, object]:
    """Return the survey as JSON data."""
    return {
        "reportc": 1,
        "reports": survey.reports,
        "agencies": survey.agencies,
        "refused": survey.refused,
        "years": [year._asdict() for year in survey.years],
        "rules": [one._asdict() for one in survey.rules],
        "layouts": [one._asdict() for one in survey.layouts],
        "rows": [one._asdict() | {"holes": one.holes} for one in survey.rows],
    }


def percent(share: float) -> str:
    """Return a share with one decimal, rounded down: 100 means all."""
    return f"{int(share * 1000 + 1e-9) / 10:.1f}%"


def _year(year: YearCounts, words: Mapping[str, str]) -> list[str]:
    name = words["none"] if year.year is None else str(year.year)
    counts = [year.reports, year.agencies, year.whole, year.holed, year.refused]
    shares = [percent(year.coverage), percent(year.cells)]
    return [name, *map(str, counts), *shares, str(year.errors), str(year.warnings)]


def _holes(row: RowHoles) -> list[str]:
    counts = [row.blank, row.dash, row.lost, row.missing]
    return [row.row, str(row.holes), percent(row.holes / row.cells), *map(str, counts)]


def _aligned(rows: TextRows) -> Iterator[str]:
    """Yield lines, words to the left, numbers to the right."""
    shown = [[printable(word) for word in row] for row in rows]
    numeric = {at for at, column in enumerate(zip(*shown, strict=True)) if is_numeric(column[1:])}
    return aligned(shown, numeric)


def is_numeric(words: Iterable[str]) -> bool:
    """Return whether a column has only numbers and shares."""
    return all(word.removesuffix("%").replace(".", "").isdecimal() for word in words)
