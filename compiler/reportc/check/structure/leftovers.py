"""S114 to S116: what is left in prose from another report, or from a form: ordinals, places, marks to fill in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportc.check.rule import Finding, rule
from reportc.check.semantics import Semantics
from reportc.diagnostic import Severity
from reportc.span import Span
from reportc.syntax import nodes
from reportc.syntax.phrase_patterns import any_place, phrases, provinces

_ORDINALS = "一二三四五六七八九十"
_BESIDE = 16
"""The number of characters before and after a place name that show why it is mentioned."""


@rule(
    "S114",
    "ordinal-out-of-order",
    Severity.INFO,
    zh="「{before}」之后是「{found}」，中间可能少了一条",
    en="“{found}” follows “{before}”: something may be missing between them",
)
def ordinal_out_of_order(semantics: Semantics) -> Iterator[Finding]:
    """「一是」之后不是「二是」 · The ordinals of a list are not in order

    一段话里分条说的「一是、二是、三是」跳了号或重了号，多半是删改时漏改，也可能漏了一条内容。

    A list in prose (一是, 二是, 三是) that leaves a number out, or has one twice, was changed and not looked over, or
    lacks one of its parts.

    依据 · Source: GB/T 9704—2012《党政机关公文格式》7.3.3

    反例 · Fails: 一是加强学习；三是加强监督
    改正 · Fixed: 一是加强学习；二是加强监督
    核对 · Look up: 是少了一条，还是序号没有改 · whether a part is missing, or a number was not changed
    """
    for section in semantics.sections(nodes.Prose):
        last, before = 0, ""
        for span in _spans(section.paragraphs):
            for found in phrases()["LIST_ORDINAL"].finditer(semantics.text, *span):
                number = _number(found["ordinal"])
                if last and number not in {last + 1, 1}:
                    yield Finding(Span(*found.span("ordinal")), {"before": before, "found": found[0]})
                last, before = number, found[0]


@rule(
    "S115",
    "place-of-another-province",
    Severity.INFO,
    zh="「{place}」不在本机关所在的{province}：是不是从别处照抄的",
    en="“{place}” is not in {province}, where the agency is: it may have been copied from elsewhere",
)
def place_of_another_province(semantics: Semantics) -> Iterator[Finding]:
    """引用了外省的法规或地名 · A law or a place of another province is quoted

    借用别处的报告作底稿时，外省的条例、办法和地名常忘了改。写明是学习、协作的不提示；机关在哪个省看不出来的，不作判断。

    Who starts from another place's report often forgets to change its laws and its names. Nothing is reported where
    the text says that the agency learns from that place or works with it, or where its own province is not known.

    依据 · Source: 《中华人民共和国政府信息公开条例》第五十条：年度报告报告本机关的情况

    反例 · Fails: 南京市的报告写「按照《浙江省政府信息公开暂行办法》」
    改正 · Fixed: 按照《江苏省政府信息公开实施办法》
    核对 · Look up: 本省有没有相应的规定；是引用的，写明出处 · whether there is one of this province
    """
    own = _province(semantics)
    seen: set[str] = set()
    paragraphs = (paragraph for section in semantics.sections(nodes.Prose) for paragraph in section.paragraphs)
    if own is None:
        return
    for span in _spans(paragraphs):
        for found in any_place().finditer(semantics.text, *span):
            around = semantics.text[max(span.start, found.start() - _BESIDE) : min(span.end, found.end() + _BESIDE)]
            if provinces()[found[0]] != own and found[0] not in seen and not phrases()["ELSEWHERE"].search(around):
                seen.add(found[0])
                yield Finding(Span(*found.span()), {"place": found[0], "province": own})


@rule(
    "S116",
    "placeholder-left",
    Severity.ERROR,
    zh="「{text}」还没有填",
    en="“{text}” is still to be filled in",
)
def placeholder_left(semantics: Semantics) -> Iterator[Finding]:
    """还有没填的地方 · Something is still to be filled in

    `reportc new` 写的空白报告里，正文该填的地方写作「【待填：……】」。没有填完的报告不能公布。

    In the sentences of a blank report 【待填：……】 marks what has to be filled in. A report with such a mark left is
    not to be published.

    依据 · Source: reportc new 的空白报告

    反例 · Fails: 收到政府信息公开申请【待填：新收件数】件
    改正 · Fixed: 收到政府信息公开申请12件
    核对 · Look up: 申请登记簿等底册，填上或删去 · the registers; fill it in, or take it out
    """
    for found in phrases()["PLACEHOLDER"].finditer(semantics.text):
        yield Finding(Span(*found.span()), {"text": found[0]})


def _spans(paragraphs: Iterable[nodes.Paragraph]) -> Iterator[Span]:
    return (span for paragraph in paragraphs for span in paragraph.spans)


def _number(ordinal: str) -> int:
    """Return the value of an ordinal up to 十九."""
    return sum(_ORDINALS.index(character) + 1 for character in ordinal)


def _province(semantics: Semantics) -> str | None:
    """Return the agency's province: that of its name, or else of the places named before section 1; None if unclear."""
    preamble = "\n".join(paragraph.text for paragraph in semantics.report.preamble)
    for text in (semantics.report.agency or "", preamble):
        named = {provinces()[found[0]] for found in any_place().finditer(text)}
        if named:
            return named.pop() if len(named) == 1 else None
    return None


RULES = (ordinal_out_of_order, place_of_another_province, placeholder_left)
