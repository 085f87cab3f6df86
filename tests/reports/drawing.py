"""Drawings: a random report is written, laid out, disguised and encoded, all from one seed."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from reports.disguise import DISGUISES, DRESSES, ENCODINGS, SAME_TEXT, padded
from reports.document import Layout
from reports.generate import generate, seeded
from reports.report import Report


class Drawing(NamedTuple):
    """The result of a seed in a layout: the report, its text, the compiler's input, the cells that may be lost."""

    report: Report
    text: str
    given: str | bytes
    lost: frozenset[str]
    texts_kept: bool


def draw(layout: Layout, seed: int, *, plain: bool = False) -> Drawing:
    """Draw the report of `seed` in `layout`; a `plain` one is correct, complete and not disguised."""
    rng = seeded(f"{layout.name} {seed}")
    if plain:
        report = generate(rng, plain=True)
        text = layout.draw(report, rng)
        return Drawing(report, text, text, layout.loses(report), layout.keeps_texts)
    return _any(layout, rng)


def _any(layout: Layout, rng: Random) -> Drawing:
    report = generate(rng, title=rng.random() < 0.9)
    dress = rng.choice([dress for dress in DRESSES if layout.padded or dress is not padded])
    disguise = rng.choice(DISGUISES)
    written = dress(report, rng)
    text = disguise(layout.draw(written, rng), rng)
    kept = layout.keeps_texts and disguise in SAME_TEXT
    return Drawing(report, text, rng.choice(ENCODINGS)(text), layout.loses(written), kept)
