"""Hypothesis strategies for trees of nodes: reports with all possible irregularities."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from hypothesis import strategies as st

from reportc.form import APPLICATIONS, ARTICLES, EDITIONS, PROCEEDINGS, SECTIONS, Edition, Path, Table
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
_ODD = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cf")), min_size=1, max_size=20)


def reports(*, odd: bool = False) -> st.SearchStrategy[Report]:
    """Build reports; `odd` ones have paragraphs of any characters."""
    texts = (
        st.one_of(st.sampled_from(SENTENCES), _ODD.map(str.strip).filter(bool)) if odd else st.sampled_from(SENTENCES)
    )
    agency, year = "望舒市人民政府", 2023
    title = Title(f"{agency}{year}年政府信息公开工作年度报告", (), agency, year)
    paragraphs = st.lists(st.builds(Paragraph, text=texts, spans=st.just(())), max_size=3).map(tuple)
    return st.builds(
        Report,
        title=st.just(title),
        agency=st.just(agency),
        year=st.just(year),
        front=st.just(()),
        preamble=paragraphs,
        sections=st.lists(_sections(paragraphs), min_size=1, max_size=5).map(tuple),
        page_marks=st.sampled_from(((), (Paragraph("- 3 -", ()),))),
        around=st.sampled_from(((), tuple(Paragraph(text, ()) for text in ("附件下载", "其他", "打印本页")))),
    )


def _sections(paragraphs: st.SearchStrategy[tuple[Paragraph, ...]]) -> st.SearchStrategy[Section]:
    prose = [
        st.builds(Prose, name=st.just(name), heading=st.just(_label(name)), paragraphs=paragraphs)
        for name in ("overview", "problems", "other_matters")
    ]
    tables = [section for edition in EDITIONS for section in (_disclosure(edition), _applications(edition))]
    return st.one_of(*prose, *tables, _proceedings())


def _disclosure(edition: Edition) -> st.SearchStrategy[ProactiveDisclosure]:
    articles = [_article(table) for table in ARTICLES[edition]]
    chosen = st.lists(st.sampled_from(articles), min_size=1, max_size=3)
    return st.builds(
        ProactiveDisclosure,
        heading=st.just(_label("proactive_disclosure")),
        edition=st.just(edition),
        articles=st.tuples(_article(ARTICLES[edition][0], fewest=1), *[st.one_of(*articles)]) | chosen.flatmap(_told),
        notes=_notes(),
        strays=_strays(),
    )


def _told(articles: Sequence[st.SearchStrategy[Article]]) -> st.SearchStrategy[tuple[Article, ...]]:
    return st.tuples(*articles)


def _article(table: Table, fewest: int = 1) -> st.SearchStrategy[Article]:
    name = table.path[-1]
    rows = _rows(table, fewest)
    return st.builds(Article, name=st.just(name), caption=st.just(_label(name)), header=st.just(()), rows=rows)


def _applications(edition: Edition) -> st.SearchStrategy[Applications]:
    return st.builds(
        Applications,
        heading=st.just(_label("applications")),
        edition=st.just(edition),
        labels=st.just(()),
        rows=_rows(APPLICATIONS[edition], fewest=2),
        notes=_notes(),
        strays=_strays(),
    )


def _proceedings() -> st.SearchStrategy[Proceedings]:
    rows = _rows(PROCEEDINGS, 3)
    return st.builds(
        Proceedings,
        heading=st.just(_label("proceedings")),
        labels=st.just(()),
        rows=rows,
        notes=_notes(),
        strays=_strays(),
    )


def _rows(table: Table, fewest: int) -> st.SearchStrategy[tuple[Row, ...]]:
    """Build rows in the form's order, some missing."""
    paths = table.row_paths()
    most = min(len(paths), 8)
    chosen = st.sets(st.sampled_from(paths), min_size=min(fewest, most), max_size=most)
    return chosen.flatmap(lambda found: st.tuples(*(_row(path, table) for path in paths if path in found)))


def _row(path: Path, table: Table) -> st.SearchStrategy[Row]:
    cells = st.tuples(*(st.sampled_from(_cells(column)) for column in table.columns))
    unplaced = st.lists(st.sampled_from(_NUMBERS), max_size=2).map(tuple)
    return st.builds(Row, path=st.just(path), labels=st.just(()), cells=cells, unplaced=st.just(()) | unplaced)


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


def _notes() -> st.SearchStrategy[tuple[Paragraph, ...]]:
    return st.lists(st.builds(Paragraph, text=st.sampled_from(NOTES), spans=st.just(())), max_size=2).map(tuple)


def _strays() -> st.SearchStrategy[tuple[Stray, ...]]:
    numbers = st.lists(st.sampled_from(_NUMBERS), max_size=3).map(tuple)
    return st.lists(st.builds(Stray, text=st.sampled_from(STRAYS), spans=st.just(()), numbers=numbers), max_size=2).map(
        tuple
    )


def _label(name: str) -> Label:
    """Make a label in the form's wording."""
    spelling = vocabulary().spellings[name.upper()]
    assert name in SECTIONS or name.startswith("article"), name
    return Label(name, spelling, (), canonical=True)
