"""S110 and S111: the tables follow the edition of the form that is due, and all of them the same edition."""

from __future__ import annotations

from collections.abc import Iterator

from reportc.check.rule import Finding, rule
from reportc.check.semantics import Semantics
from reportc.check.structure.headings import title_words
from reportc.diagnostic import Argument, Severity
from reportc.syntax.walk import name_of, place_of


@rule(
    "S110",
    "edition-outdated",
    Severity.WARNING,
    zh="「{section}」用的是 {edition} 年版表式，{year} 年的报告应用 {due} 年版",
    en="“{section}” follows the form of {edition}; that of {due} is due for {year}",
)
def edition_outdated(semantics: Semantics) -> Iterator[Finding]:
    """表式不是该年度应用的版本 · A table follows another edition of the form than the year's

    2019、2020 年度用 2019 年版表式，2021 年度起用 2021 年版：第二部分栏目不同，矩阵的「其他处理」分三行。

    The edition of 2019 is due for 2019 and 2020, that of 2021 from 2021 on: section 2 has other columns, and
    其他处理 of the matrix three rows.

    依据 · Source: 国办公开办函〔2019〕60号、〔2021〕30号

    反例 · Fails: 2023 年的报告，矩阵「（六）其他处理」只有一行
    改正 · Fixed: 分列「1.……逾期不补正……」「2.……逾期未……缴纳费用……」「3.其他」
    核对 · Look up: 国办公开办函〔2021〕30号的表式，按新表重填 · the form of 2021; fill that one in
    """
    due = semantics.due_edition
    for section, edition in semantics.editions:
        if due and edition != due:
            name = name_of(section)
            arguments: dict[str, Argument] = {
                "section": title_words(semantics, name),
                "edition": edition,
                "due": due,
                "year": semantics.report.year or 0,
            }
            yield Finding(place_of(section), arguments, (f"/{name}",))


@rule(
    "S111",
    "edition-mixed",
    Severity.WARNING,
    zh="一份报告里用了两版表式：{tables}",
    en="one report follows two editions of the form: {tables}",
)
def edition_mixed(semantics: Semantics) -> Iterator[Finding]:
    """一份报告用了两版表式 · One report follows two editions

    第二部分和第三部分的表应是同一版。混用多半是只换了一张表。

    The tables of sections 2 and 3 belong to one edition. Where they differ, only one was replaced.

    依据 · Source: 同 S110

    反例 · Fails: 第二部分是 2021 年版，矩阵是 2019 年版
    改正 · Fixed: 都用该年度应用的版本
    核对 · Look up: 该年度应用的表式，两张表都用它 · the form due for the year; use it for both tables
    """
    editions = semantics.editions
    if len({edition for _, edition in editions}) > 1:
        names = "，".join(f"「{title_words(semantics, name_of(section))}」{edition}" for section, edition in editions)
        paths = tuple(f"/{name_of(section)}" for section, _ in editions)
        yield Finding(place_of(editions[-1][0]), {"tables": names}, paths)


RULES = (edition_outdated, edition_mixed)
