"""Page ends inside a text: page numbers in the usual styles, form feeds, and repeated headers."""

from __future__ import annotations

from random import Random

_MARKS = ("- {} -", "— {} —", "－ {} －", "第 {} 页", "第{}页 共9页")


def paged(text: str, rng: Random) -> str:
    """Return `text` with the end of a page every forty to ninety lines, between lines that print something."""
    mark, feed = rng.choice(_MARKS), rng.choice(("", "", "\f"))
    before = rng.choice(("", "\n", " " * 30))
    lines = text.splitlines(keepends=True)
    height = rng.randint(40, 90)
    drawn: list[str] = []
    for number, line in enumerate(lines):
        page = number // height
        if page and number % height == 0:
            drawn.append(f"{before}{mark.format(page)}\n{feed}")
        drawn.append(line)
    return "".join(drawn)
