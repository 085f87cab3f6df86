"""Sentences and their claims: `narrative/*.txt` are the cases; the span of each number is exact."""

from __future__ import annotations

import unicodedata
from random import Random

import pytest

import reportc
from claimed import Case, cases, described, read
from reportc.check.narrative import claims
from reportc.check.narrative.claims import filling, passages, texts
from reportc.check.narrative.claims.clauses import clauses
from reportc.check.narrative.claims.parser import parse_sentence, pattern, tokens
from reportc.grammar.loading import by_lark
from reportc.source.fold import fold
from reportc.span import Span
from reportc.syntax import nodes
from reports.generate import seeded
from reports.telling import spoken

ALL = list(cases())
SPLIT = [case for case in ALL if not case.sentence.startswith("（")]
"""A truncated heading is not one any more."""
TOKENS = 400


def test_there_are_sentences_enough_and_traps_among_them() -> None:
    assert len({case.sentence for case in ALL}) >= 120
    assert len(list(cases("traps-*.txt"))) >= 40


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_a_sentence_claims_what_its_case_says(case: Case) -> None:
    assert described(read(case.sentence)) == case.claims


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_each_number_stands_where_its_span_says(case: Case) -> None:
    text = f"前文。\n{case.sentence}\n"
    narrative = claims.read([nodes.Paragraph(case.sentence, (Span(4, 4 + len(case.sentence)),))], text)
    for claim in narrative.claims:
        if claim.figure is not None:
            assert claim.span.start <= claim.figure.span.start < claim.figure.span.end <= claim.span.end
            assert said(text[slice(*claim.figure.span)]) == claim.figure.number
        assert fold(text[slice(*claim.span)]).count(claim.words) == 1
    for share in narrative.shares:
        assert fold(text[slice(*share.percent.span)]) == f"{share.percent.value}%"
        assert said(text[slice(*share.figure.span)]) == share.figure.number
    for found in narrative.breakdowns:
        assert [said(text[slice(*part.span)]) for part in found.parts] == [part.number for part in found.parts]


@pytest.mark.parametrize("case", SPLIT, ids=lambda case: case.name)
def test_a_sentence_may_run_over_lines(case: Case) -> None:
    rng = seeded(case.sentence)
    for _ in range(2):
        at = rng.randrange(1, len(case.sentence))
        lines = (case.sentence[:at], case.sentence[at:])
        if lines[0][-1].isdigit() or lines[1][0].isdigit() or not all(line.strip() == line for line in lines):
            continue
        text = "\n".join(lines)
        spans = (Span(0, at), Span(at + 1, len(text)))
        paragraphs = [nodes.Paragraph(line, (span,)) for line, span in zip(lines, spans, strict=True)]
        assert described(claims.read(paragraphs, text)) == case.claims, lines


@pytest.mark.parametrize("case", [case for case in ALL if case.claims], ids=lambda case: case.name)
def test_a_page_gives_the_same_with_places_in_its_source(case: Case) -> None:
    marked = "".join(f"<b>{one}</b>" if one.isdigit() else one for one in case.sentence).replace("，", "，&nbsp;")
    page = f"<html><body><h1>某局2023年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>{marked}</p></body></html>"
    result = reportc.compile(page)
    prose = [section for section in result.tree.sections if isinstance(section, nodes.Prose)]
    narrative = claims.read(prose[0].paragraphs, page)
    assert described(narrative) == described(read(case.sentence.replace("，", "，\xa0")))
    for claim in narrative.claims:
        if claim.figure is not None:
            printed = page[slice(*claim.figure.span)].replace("<b>", "").replace("</b>", "").replace("&nbsp;", "")
            assert said(printed) == claim.figure.number


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_figures_that_another_sentence_had_change_nothing(case: Case) -> None:
    rng = seeded(case.sentence)
    for _ in range(3):
        other = pattern("PLAIN_FIGURE").sub(lambda figure: _as_long(rng, figure[0]), fold(case.sentence))
        narrative, _, _ = passages.known_passage.__wrapped__(other, None)
        alone = filling.filled(narrative, texts.SentenceText(other, (0,), (Span(0, len(other)),)))
        assert described(read(other)) == described(alone)
        assert [one.words for one in read(other).claims] == [one.words for one in alone.claims]


def _as_long(rng: Random, digits: str) -> str:
    """Return as many other digits; sometimes zeros, or those of a year."""
    kind = rng.randrange(4)
    return ("20" * 9)[: len(digits)] if kind == 0 else "".join(rng.choice("0123456789"[kind:]) for _ in digits)


def test_sentences_that_differ_in_their_figures_are_read_once() -> None:
    passages.known_passage.cache_clear()
    for number in range(1_000, 1_999):
        (claim, _) = read(f"全年收到政府信息公开申请{number}件，办结{number - 7}件。").claims
        assert claim.figure is not None
        assert claim.figure.number == number
    assert passages.known_passage.cache_info().misses == 2  # 1,000 or more are answered, or fewer


def test_a_number_broken_over_lines_is_no_number() -> None:
    text = "全年收到政府信息公开申请1\n2件。"
    paragraphs = [nodes.Paragraph(text[:13], (Span(0, 13),)), nodes.Paragraph(text[14:], (Span(14, len(text)),))]
    assert described(claims.read(paragraphs, text)) == ()


def test_the_grammar_has_no_conflict() -> None:
    by_lark("narrative.lark", strict=True)


def test_every_sequence_of_words_parses() -> None:
    rng = seeded("words in any order")
    pieces = sorted({token.text for case in ALL for token in tokens(fold(case.sentence))})
    for _ in range(TOKENS):
        sentence = "".join(rng.choice(pieces) for _ in range(rng.randint(0, 30)))
        assert list(clauses(parse_sentence(sentence))) or not sentence


@pytest.mark.parametrize("number", [*range(121), 200, 305, 999, 1000, 1001, 1010, 3206, 9999, 10003, 37_917, 100_000])
def test_numbers_in_characters_are_read(number: int) -> None:
    (claim,) = read(f"全年收到政府信息公开申请{spoken(number)}件。").claims
    assert claim.figure is not None
    assert claim.figure.number == number


def said(printed: str) -> int:
    """Return the printed number; one in Chinese characters is found by comparing it with all possible ones."""
    folded = fold(printed).replace(",", "")
    if folded.isdigit() and folded.isascii():
        return int(folded)
    assert all(unicodedata.numeric(character, -1) >= 0 or character == "两" for character in folded)
    places = folded.replace("两", "二").replace("〇", "零")
    return next(n for n in range(11_000) if places in {spoken(n), "".join(spoken(int(digit)) for digit in str(n))})
