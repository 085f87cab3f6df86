"""A text compiled after each change with the cached parts of its former version gives the result of a fresh compile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

import reportc
from reportc.syntax import memory
from reportc.syntax.memory import Stretches
from reports.generate import seeded
from reports.mutate import delete, drop_lines, insert, repeat_lines, replace, scramble_digits, shuffle_lines

ROOT = Path(__file__).parents[1]
TEXTS = [path.read_bytes().decode() for path in sorted((ROOT / "examples").glob("*.txt"))]
EDITS = 300
BATCH = 50
HUGE = 60_000
"""Characters; a longer text is replaced with an example."""


def key(text: str, rng: Random) -> str:
    """Type a character of the report somewhere."""
    at = rng.randrange(len(text) + 1)
    return text[:at] + rng.choice(text or "公") + text[at:]


def digit(text: str, rng: Random) -> str:
    """Type a digit next to another."""
    places = [at for at, character in enumerate(text) if character.isdigit()]
    at = rng.choice(places or [0])
    return text[:at] + rng.choice("0123456789") + text[at:]


OFTEN: tuple[Callable[[str, Random], str], ...] = (key, key, key, key, digit, digit, delete, insert, replace)
SELDOM = (*OFTEN, drop_lines, repeat_lines, shuffle_lines, scramble_digits)


def edits(first: int) -> list[str]:
    """Return the versions of texts that change step by step, now and then with another text in between."""
    rng, found, text = seeded(f"edits {first}"), [], TEXTS[0]
    for number in range(BATCH):
        if number % 40 == 0 or len(text) > HUGE:
            text = rng.choice(TEXTS)
        text = rng.choice(SELDOM if rng.random() < 0.2 else OFTEN)(text, rng)
        found.append(text)
    return found


@pytest.mark.parametrize("first", range(0, EDITS, BATCH))
def test_each_of_many_changes_gives_what_a_fresh_compile_gives(first: int) -> None:
    kept = Stretches()
    for number, text in enumerate(edits(first), first):
        again, fresh = reportc.compile(text, memory=kept), reportc.compile(text)
        assert again.tree == fresh.tree, number
        assert again.diagnostics == fresh.diagnostics, number


def test_a_stretch_that_stands_twice_has_two_places() -> None:
    text = TEXTS[0] + "\n"
    kept = Stretches()
    for given in (text, text * 2, text * 3, f"序\n{text}{text}"):
        assert reportc.compile(given, memory=kept).tree == reportc.compile(given).tree


def test_what_did_not_change_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    kept, text = Stretches(), TEXTS[0]
    reportc.compile(text, memory=kept)
    made = []
    recall = memory.Stretches.recall

    def counting(self: object, stretch: object, make: Callable[[], object]) -> object:
        def counted() -> object:
            made.append(stretch)
            return make()

        return recall(self, stretch, counted)  # type: ignore[arg-type]  # as it is given

    monkeypatch.setattr(memory.Stretches, "recall", counting)
    reportc.compile(f"\n{text}", memory=kept)
    assert made == []
    reportc.compile(text.replace("一年", "两年", 1) if "一年" in text else text + "。", memory=kept)
    assert len(made) == 1


def test_a_bounded_number_is_remembered() -> None:
    kept = Stretches(5)
    for number in range(20):
        reportc.compile(f"{TEXTS[0]}{number}", memory=kept)
    assert len(kept._known) <= 5
