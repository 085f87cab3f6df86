"""The survey of a corpus as one web page without scripts: pictures as SVG, the same numbers as tables below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import accumulate
from types import MappingProxyType
from typing import NamedTuple

from reportc.emit.survey import MOST, WORDS, Survey, YearCounts, head, is_numeric, percent, tables
from reportc.language import Language, Text, in_language

_WIDTH, _HEIGHT, _LEFT, _TOP, _FOOT = 760, 300, 56, 34, 26
_BODY = _HEIGHT - _TOP - _FOOT
_BAR = 20
_COLOURS = {"whole": "#2b6cb0", "holed": "#90b4d8", "refused": "#c05621"}
_SEVERITIES = {"error": "#c05621", "warning": "#d69e2e", "info": "#90b4d8"}
_LINE = "#22543d"
_LEGEND: Mapping[str, Text] = MappingProxyType(
    {
        "whole": Text("数字齐全", "complete"),
        "holed": Text("有空缺", "holed"),
        "refused": Text("读不出", "refused"),
        "line": Text("有数的格占比", "share of cells with a number"),
    }
)
_STYLE = """
body{font:16px/1.6 "Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei","PingFang SC",sans-serif;
max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a202c}
table{border-collapse:collapse;margin:.5rem 0 2rem}
td,th{padding:.15rem .7rem;border-bottom:1px solid #e2e8f0;text-align:left}
th{border-bottom:2px solid #a0aec0}.n{text-align:right;font-variant-numeric:tabular-nums}svg{max-width:100%;height:auto}
svg text{font-size:12px;fill:#1a202c}
"""


def page(survey: Survey, language: Language = "zh") -> str:
    """Return the page."""
    words = in_language(WORDS, language)
    pictures = {"years": years(survey.years, language), "rules": rules(survey, language)}
    parts = [
        f"<h2>{escape(words[name])}</h2>\n{pictures.get(name, '')}\n{_table(rows)}"
        for name, rows in tables(survey, language).items()
    ]
    return (
        f'<!DOCTYPE html>\n<html lang="{"zh-CN" if language == "zh" else "en"}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{escape(words["title"])}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{escape(words['title'])}</h1>\n"
        f"<p>{escape(head(survey, language))}</p>\n" + "\n".join(parts) + "\n</body>\n</html>\n"
    )


def years(found: Sequence[YearCounts], language: Language = "zh") -> str:
    """Return a picture of the years: reports as stacked bars, and the share of cells with a number as a line."""
    if not found:
        return ""
    words, most = in_language(_LEGEND, language), max(year.reports for year in found) or 1
    shapes = [*_legend(words)]
    for year, place in zip(found, _places(len(found)), strict=True):
        label = WORDS["none"].of(language) if year.year is None else str(year.year)
        shapes += [*_stack(year, place, most, words), _text(place.middle, _HEIGHT - 8, label, "middle")]
    shapes += [*_shares(found), *_scale(most)]
    return _svg(_HEIGHT, shapes, WORDS["years"].of(language))


class _BarPlace(NamedTuple):
    """Where the bars of a year begin, their width, and their middle."""

    x: float
    width: float
    middle: float


def _places(count: int) -> list[_BarPlace]:
    step = (_WIDTH - 2 * _LEFT) / count
    return [_BarPlace(_LEFT + at * step + step * 0.2, step * 0.6, _LEFT + (at + 0.5) * step) for at in range(count)]


def _stack(year: YearCounts, place: _BarPlace, most: int, words: Mapping[str, str]) -> Iterator[str]:
    """Yield the bars of a year, stacked."""
    counts = {"whole": year.whole, "holed": year.holed, "refused": year.refused}
    for (name, count), up in zip(counts.items(), accumulate(counts.values()), strict=True):
        top, height = _TOP + _BODY * (1 - up / most), _BODY * count / most
        yield _bar(place.x, top, place.width, height, _COLOURS[name], f"{words[name]} {count}")


def _shares(found: Sequence[YearCounts]) -> Iterator[str]:
    """Yield the line of the shares of cells with a number, and its points."""
    points = [
        (place.middle, _TOP + _BODY * (1 - year.cells), percent(year.cells))
        for year, place in zip(found, _places(len(found)), strict=True)
        if year.year is not None
    ]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in points)
    yield f'<polyline points="{path}" fill="none" stroke="{_LINE}" stroke-width="2"/>'
    for x, y, share in points:
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{_LINE}"><title>{share}</title></circle>'


def _scale(most: int) -> Iterator[str]:
    """Yield the scales at both sides: reports, and shares."""
    for share in (0, 0.5, 1):
        y = _TOP + _BODY * (1 - share) + 4
        yield _text(_LEFT - 8, y, str(round(most * share)), "end")
        yield _text(_WIDTH - _LEFT + 8, y, f"{share:.0%}")


def rules(survey: Survey, language: Language = "zh") -> str:
    """Return a picture of the rules with most findings, by the number of reports."""
    shown = survey.rules[:MOST]
    if not shown:
        return ""
    most, left, room = max(one.reports for one in shown), 250, _WIDTH - 250 - 110
    shapes = []
    for place, one in enumerate(shown):
        y, width = 6 + place * _BAR, room * one.reports / most
        words = f"{one.code} {one.name}"
        shapes += [
            _text(left - 8, y + 13, words, "end"),
            _bar(left, y + 2, width, _BAR - 6, _SEVERITIES[one.severity], f"{words} {one.reports}"),
            _text(left + width + 6, y + 13, f"{one.reports}（{percent(one.reports / survey.reports)}）"),
        ]
    return _svg(12 + _BAR * len(shown), shapes, WORDS["rules"].of(language))


def _legend(words: dict[str, str]) -> Sequence[str]:
    shapes, x = [], _LEFT
    for name, word in words.items():
        colour = _COLOURS.get(name, _LINE)
        shapes += [_bar(x, 8, 12, 12, colour, word), _text(x + 17, 19, word)]
        x += 150
    return shapes


def _svg(height: int, shapes: Sequence[str], title: str) -> str:
    inner = "\n".join(shapes)
    return f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{escape(title)}">\n{inner}\n</svg>'


def _bar(x: float, y: float, width: float, height: float, colour: str, title: str) -> str:  # noqa: PLR0913, PLR0917  # a rectangle has as many
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{colour}">'
        f"<title>{escape(title)}</title></rect>"
    )


def _text(x: float, y: float, text: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _table(rows: Sequence[Sequence[str]]) -> str:
    lines = []
    for place, row in enumerate(rows):
        tag = "td" if place else "th"
        cells = "".join(f"<{tag}{_side(column, rows)}>{escape(word)}</{tag}>" for column, word in enumerate(row))
        lines.append(f"<tr>{cells}</tr>")
    return "<table>\n" + "\n".join(lines) + "\n</table>"


def _side(column: int, rows: Sequence[Sequence[str]]) -> str:
    return ' class="n"' if is_numeric(row[column] for row in rows[1:]) else ""
