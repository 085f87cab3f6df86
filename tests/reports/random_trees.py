"""Random trees of nodes: reports with all possible irregularities."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cache
from random import Random
from typing import Literal, TypeVar

from reportc.form import APPLICATIONS, ARTICLES, EDITIONS, PROCEEDINGS, SECTIONS, Path, Table
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
    Title,
)
from reportc.syntax.parser import vocabulary

SENTENCES = (
    "2023年，本机关公开信息80条。",
    "（一）主动公开情况。全年发布政策解读12篇",
    "统一、规范",
    "一是制度还不完善；二是人手不足。",
    "1、完善制度。",
    "附件 目录",
    "- 无 -。",
)
STRAYS = ("制表人柳青", "会议纪要", "企业|科研", "（三）不予公开", "其他", "12件 以上", "总 计", "a\\b", "※", "↑5")
NOTES = ("注：数据截至年底。", "备注：含上年结转", "单位：件")
AROUND = ("附件下载", "其他", "打印本页")
_RANGES = ((0x20, 0x7F), (0x20, 0x7F), (0xA0, 0x600), (0x2000, 0x3400), (0x4E00, 0x9FFF), (0xF900, 0x20000))
"""Code points of characters, marks and signs; the ASCII ones, of which most markup is, come more often."""
_UNPRINTED = frozenset(("Cc", "Cs", "Zl", "Zp", "Cf"))
_PROSE: tuple[Literal["overview", "problems", "other_matters"], ...] = ("overview", "problems", "other_matters")
_Sentence = Callable[[], str]
_Item = TypeVar("_Item")


def report(rng: Random, *, odd: bool = False) -> Report:
    """Draw a report; an `odd` one has paragraphs of any characters."""

    def sentence() -> str:
        return _any_text(rng) if odd and rng.random() < 0.5 else rng.choice(SENTENCES)

    agency, year = "望舒市人民政府", 2023
    return Report(
        title=Title(f"{agency}{year}年政府信息公开工作年度报告", (), agency, year),
        agency=agency,
        year=year,
        front=(),
        preamble=_paragraphs(rng, sentence),
        sections=tuple(_section(rng, sentence) for _ in range(rng.randint(1, 5))),
        page_marks=rng.choice(((), (Paragraph("- 3 -", ()),))),
        around=rng.choice(((), tuple(Paragraph(text, ()) for text in AROUND))),
    )


def _any_text(rng: Random) -> str:
    """Draw up to 20 characters of any kind, white space inside."""
    while True:
        characters = (chr(rng.randrange(*rng.choice(_RANGES))) for _ in range(rng.randint(1, 20)))
        text = "".join(one for one in characters if unicodedata.category(one) not in _UNPRINTED).strip()
        if text:
            return text


def _some(rng: Random, items: Sequence[_Item], most: int) -> tuple[_Item, ...]:
    """Draw none to `most` items, each possibly again."""
    return tuple(rng.choice(items) for _ in range(rng.randint(0, most)))


def _paragraphs(rng: Random, sentence: _Sentence) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(sentence(), ()) for _ in range(rng.randint(0, 3)))


def _section(rng: Random, sentence: _Sentence) -> Section:
    """Draw a section: three of eight are of prose, and four are large tables."""
    kinds = (*(_prose,) * 3, *(_disclosure, _applications) * 2, _proceedings)
    return rng.choice(kinds)(rng, sentence)


def _prose(rng: Random, sentence: _Sentence) -> Section:
    name = rng.choice(_PROSE)
    return Prose(name, _label(name), _paragraphs(rng, sentence))


def _disclosure(rng: Random, _sentence: _Sentence) -> Section:
    """Draw the section of articles: the first and another one, or one to three that may be the same."""
    edition = rng.choice(EDITIONS)
    tables = ARTICLES[edition]
    chosen = [tables[0]] if rng.random() < 0.5 else []
    chosen += [rng.choice(tables) for _ in range(1 if chosen else rng.randint(1, 3))]
    articles = tuple(_article(rng, table) for table in chosen)
    return ProactiveDisclosure(_label("proactive_disclosure"), edition, articles, _notes(rng), _strays(rng))


def _applications(rng: Random, _sentence: _Sentence) -> Section:
    edition = rng.choice(EDITIONS)
    rows = _rows(rng, APPLICATIONS[edition], fewest=2)
    return Applications(_label("applications"), edition, (), rows, _notes(rng), _strays(rng))


def _proceedings(rng: Random, _sentence: _Sentence) -> Section:
    return Proceedings(_label("proceedings"), (), _rows(rng, PROCEEDINGS, fewest=3), _notes(rng), _strays(rng))


def _article(rng: Random, table: Table) -> Article:
    name = table.path[-1]
    return Article(name, _label(name), (), _rows(rng, table, fewest=1))


def _rows(rng: Random, table: Table, fewest: int) -> tuple[Row, ...]:
    """Draw rows in the form's order, some missing."""
    paths = table.row_paths()
    most = min(len(paths), 8)
    chosen = {*rng.sample(paths, rng.randint(min(fewest, most), most))}
    return tuple(_row(rng, path, table) for path in paths if path in chosen)


def _row(rng: Random, path: Path, table: Table) -> Row:
    cells = tuple(rng.choice(_cells(column)) for column in table.columns)
    unplaced = _some(rng, _NUMBERS, 2) if rng.random() < 0.5 else ()
    return Row(path, (), cells, unplaced)


@cache
def _cells(column: str) -> tuple[Cell, ...]:
    """Return cells of a column in every state: numbers, blanks, dashes, words, numbers that cannot be trusted."""
    if column == "amount":
        printed = [
            Cell(column, State.PRINTED, Decimal(n) + Decimal("0.5"), f"{n}.5万元", (), "万元") for n in (0, 31, 70_412)
        ]
    else:
        printed = [Cell(column, State.PRINTED, n, str(n), ()) for n in (0, 0, 3, 17, 250, 13_954)]
    dashes = [Cell(column, State.DASH, None, text, ()) for text in ("—", "/", "无")]
    lost = [Cell(column, State.LOST, None, text, ()) for text in ("", "", "约三十件", "17", "×", "a|b", "—")]
    return (*printed, *printed, Cell(column, State.BLANK, None, "", ()), *dashes, *lost)


_NUMBERS = tuple(cell for cell in _cells("") if cell.text)


def _notes(rng: Random) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(text, ()) for text in _some(rng, NOTES, 2))


def _strays(rng: Random) -> tuple[Stray, ...]:
    return tuple(Stray(text, (), _some(rng, _NUMBERS, 3)) for text in _some(rng, STRAYS, 2))


@cache
def _label(name: str) -> Label:
    """Make a label in the form's wording."""
    spelling = vocabulary().spellings[name.upper()]
    assert name in SECTIONS or name.startswith("article"), name
    return Label(name, spelling, (), canonical=True)
