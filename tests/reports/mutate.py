"""Damage a text as people, tools and disks do; the compiler must give a result for all of it."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from reports.disguise import DISGUISES, ENCODINGS

Mutation = Callable[[str, Random], str]

_CHARACTERS = "\t\n\r|\x00\x0c\u2028\x85\ufeff\u3000\xa0\u200b\ud800😀01１⼀-—/、（）"
_WORDS = (
    *("\r\n", "\n|\n", "其他", "总计", "一、", "- 3 -", "3.其他", "2.重复申请", "<td>", "&nbsp;"),
    *("四、政府信息公开行政复议、行政诉讼情况", "二、主动公开政府信息情况", "第二十条第（一）项"),
)
_ODD: tuple[str, ...] = (*_CHARACTERS, *_WORDS)
_GRAIN = 12
"""The longest mutated stretch: much of the report must stay readable."""


def delete(text: str, rng: Random) -> str:
    """Take out a few characters."""
    start = rng.randrange(len(text) + 1)
    return text[:start] + text[start + rng.randint(1, _GRAIN) :]


def insert(text: str, rng: Random) -> str:
    """Insert text that does not belong there."""
    start = rng.randrange(len(text) + 1)
    return text[:start] + rng.choice(_ODD) * rng.choice((1, 1, 1, 3)) + text[start:]


def replace(text: str, rng: Random) -> str:
    """Replace a character with another one."""
    start = rng.randrange(len(text) + 1)
    return text[:start] + rng.choice((*_ODD, chr(rng.randrange(0x20, 0x3000)))) + text[start + 1 :]


def shuffle_lines(text: str, rng: Random) -> str:
    """Shuffle the lines of a stretch, or of the whole text."""
    lines = text.split("\n")
    start = rng.randrange(len(lines))
    end = rng.choice((len(lines), start + rng.randint(2, 40)))
    stretch = lines[start:end]
    rng.shuffle(stretch)
    return "\n".join(lines[:start] + stretch + lines[end:])


def repeat_lines(text: str, rng: Random) -> str:
    """Repeat a stretch of lines."""
    lines = text.split("\n")
    start = rng.randrange(len(lines))
    stretch = lines[start : start + rng.randint(1, 30)]
    return "\n".join(lines[:start] + stretch * rng.randint(1, 3) + lines[start:])


def drop_lines(text: str, rng: Random) -> str:
    """Drop a stretch of lines."""
    lines = text.split("\n")
    start = rng.randrange(len(lines))
    return "\n".join(lines[:start] + lines[start + rng.randint(1, 30) :])


def cut(text: str, rng: Random) -> str:
    """Keep the head, the tail or the middle."""
    start, end = sorted(rng.randrange(len(text) + 1) for _ in range(2))
    return rng.choice((text[:end], text[start:], text[start:end]))


def swap_separators(text: str, rng: Random) -> str:
    """Replace one separator with another everywhere."""
    before, after = rng.sample(("\t", "\n", "|", " ", "\n\n", "\n|\n", ""), 2)
    return text.replace(before or " ", after)


def scramble_digits(text: str, rng: Random) -> str:
    """Replace digits with others."""
    return "".join(rng.choice("0123456789") if c.isdigit() and rng.random() < 0.3 else c for c in text)


def disguise(text: str, rng: Random) -> str:
    """Write the same text with other characters or line ends."""
    return rng.choice(DISGUISES)(text, rng)


MUTATIONS: tuple[Mutation, ...] = (
    delete,
    insert,
    replace,
    shuffle_lines,
    repeat_lines,
    drop_lines,
    cut,
    swap_separators,
    scramble_digits,
    disguise,
)


def mutant(text: str, rng: Random) -> str | bytes:
    """Return `text` after one to four mutations, in any encoding, now and then with broken bytes."""
    for _ in range(rng.choice((1, 1, 2, 4))):
        text = rng.choice(MUTATIONS)(text, rng)
    if rng.random() < 0.3:
        return text
    encode = rng.choice(ENCODINGS)
    try:
        data = encode(text)
    except UnicodeEncodeError:  # a lone surrogate, which is possible in a str but not in bytes
        return text
    return broken(data, rng) if isinstance(data, bytes) and rng.random() < 0.4 else data


def broken(data: bytes, rng: Random) -> bytes:
    """Return `data` with random bytes in it, or without some of its own."""
    start = rng.randrange(len(data) + 1)
    return data[:start] + rng.randbytes(rng.randint(0, 6)) + data[start + rng.randint(0, 3) :]
