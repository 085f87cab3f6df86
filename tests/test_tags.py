"""Both tokenizers of HTML give the same tokens, at the same places, for every page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import test_html
from reportc.source.decode import decode
from reportc.source.html import is_page
from reportc.source.html_tokens import HtmlToken, HtmlTokenKind, tokens
from reports.generate import seeded
from tokenizers import using

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
MOST = 300_000
PAGES = (
    "<p>a&nbsp;b&amp;c&copy d&#x41;&#65&#1114112;&notit;&not;&NotEqualTilde;&b;&</p>&amp",
    "<script>if(a<b)&amp;</script>x<title>a<b>&amp;</title><textarea>&lt;<p></textarea><style>&amp;</style>",
    "<noscript><p>&amp;</p></noscript><xmp><b></xmp><iframe><b></iframe><noembed>&lt;</noembed><noframes><b></noframes>",
    "<plaintext><b>&amp;</plaintext>",
    "a<",
    "<a href='x&amp;y' B=c b=d title=\"&notit;&copy\">",
    "<!-- c --><!doctype html><![CDATA[x]]><?x?></ p></p x>",
    "甲\0乙\n\n<td\ncolspan=2\n>丙</td\n>",
    "<svg><title>a<b></title><path/></svg><math><mi>x",
    "<p a='",
    "𠀀<b>𠀀&#x20000;</b>𠀀",
    "<script><!--<script></script>--></script>x<SCRIPT>y</SCRIPT >z",
)


def sources() -> Iterator[str]:
    """Yield pages of every kind."""
    yield from PAGES
    yield from (given for given, _ in test_html.CASES.values())
    for seed in range(2_000):
        rng = seeded(f"soup {seed}")
        yield "".join(rng.choice(test_html.SOUP) for _ in range(rng.randint(1, 60)))


def published() -> Iterator[str]:
    """Yield the pages of the shared corpus."""
    for path in sorted(CORPUS.rglob("*.htm*")):
        text = decode(path.read_bytes()).text
        if is_page(text):
            yield text


def fed(source: str) -> str:
    """Return a source as the reader passes it to the tokenizer."""
    return source.replace("\r", "\n").replace("</>", "<!>")


def assert_alike(given: list[str]) -> None:
    assert given
    with using("turbohtml"):
        expected = [joined(source) for source in given]
    with using("parse5"):
        for source, cut in zip(given, expected, strict=True):
            assert joined(source) == cut, repr(source[:300])


def joined(source: str) -> list[HtmlToken]:
    """Return the tokens that the reader uses, with adjacent texts joined."""
    found: list[HtmlToken] = []
    for token in tokens(source, MOST):
        if found and token.kind == found[-1].kind == HtmlTokenKind.TEXT and token.start == found[-1].end:
            found[-1] = found[-1]._replace(end=token.end)
        elif token.kind != HtmlTokenKind.OTHER:
            found.append(token._replace(data=token.data if token.kind == HtmlTokenKind.REFERENCE else ""))
    return found


def test_made_pages_are_cut_alike() -> None:
    assert_alike([fed(source) for source in sources()])


@pytest.mark.skipif(not CORPUS.is_dir(), reason="no shared/corpus beside this checkout")
def test_published_pages_are_cut_alike() -> None:
    assert_alike([fed(source) for source in published()])
