"""A comparison for people, for programs and as a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from html import escape
from types import MappingProxyType
from typing import Any

from reportc.compare.difference import CellChange, Changes, SentenceChange, Side
from reportc.emit import canonical
from reportc.emit.human import printable
from reportc.language import Language, Text, in_language
from reportc.rollup.against import signed
from reportc.rollup.page import style
from reportc.rollup.total import number, written
from reportc.syntax.parser import vocabulary
from reportc.syntax.wording import Wording

WriteChanges = Callable[[Changes, Language], str]
_WORDS: Mapping[str, Text] = MappingProxyType(
    {
        "none": Text("（无）", "(none)"),
        "blank": Text("没有数", "no number"),
        "cells": Text("表格：{compared} 格中有 {count} 格不同", "tables: {count} of {compared} cells differ"),
        "prose": Text("正文：删去 {removed} 句，增加 {added} 句", "prose: {removed} sentences gone, {added} new"),
        "same": Text("两份报告的数字和文字都相同", "both reports say the same, in numbers and words"),
        "preamble": Text("导语", "preamble"),
        "title": Text("两份报告的比较", "Two reports compared"),
        "heads": Text("项目 原 新 差", "cell old new difference"),
    }
)


def human(found: Changes, language: Language) -> str:
    """Return lines for the terminal."""
    return "".join(f"{printable(line)}\n" for line in _lines(found, language))


def _lines(found: Changes, language: Language) -> Iterator[str]:
    words = in_language(_WORDS, language)
    yield f"- {_side(found.old, words)}"
    yield f"+ {_side(found.new, words)}"
    if found.is_same:
        yield words["same"]
        return
    yield words["cells"].format(compared=found.compared, count=len(found.cells))
    for cell in found.cells:
        yield f"  {cell.name}：{_number(cell.old, words)} → {_number(cell.new, words)}{_by(cell)}"
    yield _prose(found, words)
    section = ""
    for one in found.sentences:
        if one.section != section:
            section = one.section
            yield f"  {_heading(section, words)}"
        yield f"  {'-' if one.change == 'removed' else '+'} {one.text}"


def data(found: Changes, language: Language) -> str:
    """Return JSON; the same in every language."""
    del language
    return canonical.block(
        {
            "old": _side_data(found.old),
            "new": _side_data(found.new),
            "compared": found.compared,
            "cells": [
                {"path": one.at, "old": number(one.old), "new": number(one.new), "difference": number(one.by)}
                for one in found.cells
            ],
            "prose": [{"section": one.section, "change": one.change, "text": one.text} for one in found.sentences],
        }
    )


def page(found: Changes, language: Language) -> str:
    """Return a web page that needs nothing from elsewhere."""
    words = in_language(_WORDS, language)
    title = escape(words["title"])
    tables = _cells(found, words) if found.cells else ""
    prose = "".join(_sentence(one, words) for one in found.sentences)
    return (
        f'<!DOCTYPE html>\n<html lang="{"zh-CN" if language == "zh" else "en"}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{title}</title><style>\n{style()}</style></head>\n<body><main><h1>{title}</h1>\n"
        f'<p><span class="bad">−</span> {escape(_side(found.old, words))}<br>'
        f'<span class="good">＋</span> {escape(_side(found.new, words))}</p>\n'
        + (f'<p class="good">{escape(words["same"])}</p>\n' if found.is_same else "")
        + (f"<h2>{escape(words['cells'].format(compared=found.compared, count=len(found.cells)))}</h2>\n{tables}")
        + (f"<h2>{escape(_prose(found, words))}</h2>\n{prose}</main></body></html>\n")
    )


def _cells(found: Changes, words: Mapping[str, str]) -> str:
    heads = "".join(f"<th scope=col>{escape(word)}</th>" for word in words["heads"].split())
    rows = "".join(
        f"<tr><th scope=row>{escape(one.name)}</th><td class=n>{escape(_number(one.old, words))}</td>"
        f"<td class=n>{escape(_number(one.new, words))}</td><td class=n>{signed(one.by) if one.by is not None else ''}"
        "</td></tr>"
        for one in found.cells
    )
    return f'<div class="wide"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>\n'


def _sentence(one: SentenceChange, words: Mapping[str, str]) -> str:
    tag, tone = ("del", "bad") if one.change == "removed" else ("ins", "good")
    where = f'<span class="note">{escape(_heading(one.section, words))}</span>'
    return f'<p>{where} <{tag} class="{tone}">{escape(one.text)}</{tag}></p>\n'


def _side(one: Side, words: Mapping[str, str]) -> str:
    return f"{one.source}：{one.title or words['none']}"


def _side_data(one: Side) -> dict[str, Any]:
    return {"source": one.source, "title": one.title, "agency": one.agency, "year": one.year}


def _number(value: Any, words: Mapping[str, str]) -> str:
    return words["blank"] if value is None else written(value)


def _by(cell: CellChange) -> str:
    return "" if cell.by is None else f"（{signed(cell.by)}）"


def _prose(found: Changes, words: Mapping[str, str]) -> str:
    removed = sum(one.change == "removed" for one in found.sentences)
    return words["prose"].format(removed=removed, added=len(found.sentences) - removed)


def _heading(section: str, words: Mapping[str, str]) -> str:
    return words["preamble"] if section == "preamble" else Wording(vocabulary()).spelling(section)


WRITERS: Mapping[str, WriteChanges] = MappingProxyType({"human": human, "json": data, "html": page})
