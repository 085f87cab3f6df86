"""F8, the rules of typography: slips of writing, each with a safe fix that `reportc fmt` applies too.

The slips are defined in `syntax.typography`; here each kind of them is a rule. Slips of one kind
on one line make one finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from reportc.check.rule import Finding, rule
from reportc.check.semantics import Semantics
from reportc.diagnostic import Argument, Fix, Severity
from reportc.language import Text
from reportc.span import Span
from reportc.syntax import typography
from reportc.syntax.typography import Slip

_LONGEST_QUOTE = 12


@rule(
    typography.BRACKETS,
    "brackets-mixed",
    Severity.INFO,
    zh="括号全角、半角混用：「{text}」，本行 {count} 处",
    en="brackets of two widths: “{text}”, {count} in this line",
)
def brackets_mixed(semantics: Semantics) -> Iterator[Finding]:
    """括号全角、半角混用 · Brackets of two widths in one pair

    一对括号一边全角、一边半角，或者序号用了半角括号。不影响读数，影响版面和检索。

    One bracket of a pair is of full width and the other is not, or an ordinal is in half-width brackets.
    Nothing is misread; the page and searching suffer.

    依据 · Source: GB/T 15834—2011《标点符号用法》

    反例 · Fails: (一）总体情况
    改正 · Fixed: （一）总体情况
    """
    yield from _findings(semantics, typography.BRACKETS)


@rule(
    typography.SPACE,
    "space-inside",
    Severity.INFO,
    zh="词句中间有多余的空格：「{text}」，本行 {count} 处",
    en="a blank inside a word or sentence: “{text}”, {count} in this line",
)
def space_inside(semantics: Semantics) -> Iterator[Finding]:
    """词句中间有多余的空格 · A blank inside a word or sentence

    换行、转换文件时留下的空格把词句断开。栏目名里的空格，会使检索找不到它。

    Line breaks and converters leave blanks that tear words. A label with one is not found by searching.

    依据 · Source: GB/T 15834—2011《标点符号用法》

    反例 · Fails: 要求行政机关确认或重 新出具已获取信息
    改正 · Fixed: 要求行政机关确认或重新出具已获取信息
    """
    yield from _findings(semantics, typography.SPACE)


@rule(
    typography.DIGITS,
    "digits-fullwidth",
    Severity.INFO,
    zh="数字是全角的：「{text}」，本行 {count} 处",
    en="digits in full width: “{text}”, {count} in this line",
)
def digits_fullwidth(semantics: Semantics) -> Iterator[Finding]:
    """数字是全角的 · Digits in full width

    全角数字照样读作数，但表格软件不认它是数，也难以检索。

    Full-width digits are read as numbers here, but not by spreadsheets, and are hard to search.

    依据 · Source: GB/T 15835—2011《出版物上数字用法》

    反例 · Fails: 新收申请１２件
    改正 · Fixed: 新收申请12件
    """
    yield from _findings(semantics, typography.DIGITS)


@rule(
    typography.RADICALS,
    "radicals",
    Severity.INFO,
    zh="用了部首字符代替汉字：「{text}」，本行 {count} 处",
    en="radicals in the place of characters: “{text}”, {count} in this line",
)
def radicals(semantics: Semantics) -> Iterator[Finding]:
    """用部首字符代替了汉字 · Radicals in place of characters

    从 PDF 复制的文字，常把「一」「行」「文」等变成看上去一样的部首字符，检索和比对都会落空。

    Text copied out of PDF files often has characters of the radical blocks that look the same as the words'
    own; searching and comparing fail.

    依据 · Source: GB 18030—2022，Unicode「康熙部首」「中日韩部首补充」

    反例 · Fails: ⼀、总体情况（U+2F00）
    改正 · Fixed: 一、总体情况（U+4E00）
    """
    yield from _findings(semantics, typography.RADICALS)


@rule(
    typography.ORDINAL,
    "ordinal-form",
    Severity.INFO,
    zh="序号的写法与表式不同：「{text}」，本行 {count} 处",
    en="an ordinal of another form: “{text}”, {count} in this line",
)
def ordinal_form(semantics: Semantics) -> Iterator[Finding]:
    """序号的写法与表式不同 · An ordinal of another form

    标题用「一、」，下一级用「（一）」。写成「1、」或单个字符「㈠」的，统一为表式的写法。

    Headings are numbered 一、 and the level below （一）. Digits and one-character ordinals are written as in
    the form.

    依据 · Source: GB/T 9704—2012《党政机关公文格式》7.3.3

    反例 · Fails: 1、总体情况；㈠主动公开
    改正 · Fixed: 一、总体情况；（一）主动公开
    """
    yield from _findings(semantics, typography.ORDINAL)


def _findings(semantics: Semantics, code: str) -> Iterator[Finding]:
    """Yield a finding for each line with slips of one kind."""
    own = (slip for slip in semantics.slips if slip.code == code)
    for _, line in groupby(own, key=lambda slip: semantics.lines.position(slip.span.start).line):
        yield _finding(semantics, list(line))


def _finding(semantics: Semantics, slips: list[Slip]) -> Finding:
    first = slips[0].span
    if not semantics.text[slice(*first)].strip():  # a blank shows nothing: quote its neighbours too
        first = Span(max(0, first.start - 1), min(first.end + 1, len(semantics.text)))
    edits = tuple(edit for slip in slips for edit in slip.edits)
    arguments: dict[str, Argument] = {"text": _quoted(semantics, first), "count": len(slips)}
    fix = Fix(Text("改为规范写法", "write it in the usual form"), safe=True, edits=edits)
    return Finding(first, arguments, fixes=(fix,))


def _quoted(semantics: Semantics, span: Span) -> str:
    """Return the text of a slip, its white space collapsed and its length limited."""
    return " ".join(semantics.text[span.start : span.end][:_LONGEST_QUOTE].split())


RULES = (brackets_mixed, space_inside, digits_fullwidth, radicals, ordinal_form)
