"""Pathological inputs: each gets a result, in time linear in its length, not quadratic.

Four times the length may take four times as long, but not sixteen times; seconds are not limited.
Steps of Python, whose number is the same on every machine, are counted too.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Mapping
from types import FrameType, MappingProxyType
from typing import Any

import pytest

import reportc
from reportc.emit import canonical

_SECTION_2 = "二、主动公开政府信息情况\n"
_SECTION_3 = "三、收到和处理政府信息公开申请情况\n"
_NEW = "一、本年新收政府信息公开申请数量"
Repeat = Callable[[int], str]
"""Makes a text from a number of repetitions."""
TEXTS: Mapping[str, tuple[int, Repeat]] = MappingProxyType(
    {
        "a line of tabs": (200_000, lambda n: _SECTION_3 + _NEW + "\t" * n),
        "a line of digits": (500_000, lambda n: "7" * n),
        "a cell of digits": (500_000, lambda n: f"{_SECTION_3}{_NEW}\t{'7' * n}\t1\n"),
        "cells of digits": (60_000, lambda n: _SECTION_3 + _NEW + "\t7" * n),
        "headings": (40_000, lambda n: "一、总体情况\n" * n),
        "lines that are nearly headings": (
            12_000,
            lambda n: "".join(f"六、其他需要告{chr(0x4E00 + i)}的事项\n" for i in range(n)),
        ),
        "headings of all sections": (5_000, lambda n: f"{_SECTION_2}{_SECTION_3}六、其他需要报告的事项\n" * n),
        "a label": (30_000, lambda n: _SECTION_3 + "2.重复申请\n" * n),
        "a label on one line": (15_000, lambda n: _SECTION_3 + "2.重复申请\t" * n),
        "a label without a section": (30_000, lambda n: "规章\t" * n),
        "an ambiguous label": (15_000, lambda n: _SECTION_3 + "其他\t" * n),
        "the first half of a label": (30_000, lambda n: _SECTION_3 + "本年新\n" * n),
        "labels run together": (100_000, lambda n: _SECTION_2 + "行政许可" * n),
        "rows": (10_000, lambda n: _SECTION_3 + f"{_NEW}\t1\t2\t3\t4\t5\t6\t21\n" * n),
        "titles": (10_000, lambda n: "望舒市2022年政府信息公开工作年度报告\n" * n),
        "a title that does not end": (100_000, lambda n: "政府信息公开" * n),
        "dates": (50_000, lambda n: "自2022年1月1日起至" * n),
        "years": (50_000, lambda n: "一、总体情况\n" + "2022年" * n),
        "open brackets": (300_000, lambda n: _SECTION_2 + "（" * n),
        "nested brackets": (100_000, lambda n: f"{_SECTION_2}规章\t3{'（' * n}{'）' * n}\n"),
        "lone bars": (50_000, lambda n: _SECTION_3 + "|\n" * n),
        "bars": (500_000, lambda n: _SECTION_3 + "|" * n),
        "bars at the ends of lines": (30_000, lambda n: _SECTION_3 + "7|\n" * n),
        "commas": (300_000, lambda n: _SECTION_3 + "7," * n),
        "quotation marks": (300_000, lambda n: _SECTION_3 + ',"' * n),
        "tags and attributes": (30_000, lambda n: "</i>\n" + '<!--<i ]{a="[b]{.c ::: a\n' * n),
        "words broken over lines": (20_000, lambda n: _SECTION_3 + "2.重复 1\n3.要求提供\n公开\n" * n),
        "beginnings of words": (30_000, lambda n: _SECTION_3 + "7 其 8\n" * n),
        "words run together with numbers": (30_000, lambda n: _SECTION_3 + "总计总计 7\n" * n),
        "rules": (200_000, lambda n: _SECTION_3 + "|---" * n),
        "lines of tabs": (100_000, lambda n: _SECTION_3 + "\t\n" * n),
        "line ends": (300_000, lambda n: "\n" * n),
        "line ends of windows": (300_000, lambda n: "\r\n" * n),
        "spaces": (200_000, lambda n: _SECTION_3 + " " * n),
        "wide spaces": (200_000, lambda n: _SECTION_3 + "\u3000" * n),
        "strays": (20_000, lambda n: _SECTION_3 + "柳青\t4\n" * n),
        "prose without a line end": (500_000, lambda n: "一、总体情况\n" + "水" * n),
        "radicals": (300_000, lambda n: "⼀" * n),
        "zero bytes": (300_000, lambda n: "\x00" * n),
        "lone surrogates": (100_000, lambda n: "一、总体情况\n" + "\ud800" * n),
    }
)
IN_C = frozenset(
    (
        *("a line of tabs", "a line of digits", "a cell of digits", "labels run together", "a title that does not end"),
        *("dates", "years", "open brackets", "nested brackets", "bars", "commas", "quotation marks", "rules"),
        *("spaces", "wide spaces", "prose without a line end", "radicals", "zero bytes", "lone surrogates"),
    )
)
"""Texts of a few long pieces: a regular expression matches each in one call, which counts as one step."""

WORDS: Mapping[str, tuple[int, Repeat]] = MappingProxyType(
    {
        "words without digits": (60_000, lambda n: _SECTION_3 + "政务 信息 公开 工作 " * n),
        "words of the form": (60_000, lambda n: _SECTION_3 + "其他 总计 规章 " * n),
        "words between tabs": (60_000, lambda n: _SECTION_3 + "政务\t信息\t" * n),
    }
)
"""Texts of one line after a heading, in which a layout may search for tables."""


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", TEXTS)
def test_it_ends_in_time_that_grows_with_the_length(name: str) -> None:
    size, repeat = TEXTS[name]
    size, slack = (size, 1.0) if name in IN_C else (size // 6, 1 / 16)  # steps are also counted where there are many
    ends_in_time(repeat(size // 4), repeat(size), slack)


def ends_in_time(short: str, long: str, slack: float) -> None:
    """Check that a text of four times the length does not take nine times as long, but for `slack` seconds."""
    tries = []
    for _ in range(3):  # a busy machine may spoil one measurement; quadratic time spoils all
        few, many = seconds(short), seconds(long)
        if many < 9 * few + slack:
            return
        tries.append(f"{few:.2f} s for {len(short)} characters, {many:.2f} s for {len(long)}")
    pytest.fail("; ".join(tries))


@pytest.mark.timeout(180)
@pytest.mark.parametrize("name", [name for name in TEXTS if name not in IN_C])
def test_steps_grow_with_the_length(name: str) -> None:
    few, many = counted(name)
    assert 2 * few < many < 5 * few, f"{few} steps for a text, {many} for one of four times its length"


@pytest.mark.timeout(180)
@pytest.mark.parametrize("name", sorted(IN_C))
def test_steps_stay_the_same_where_regular_expressions_do_the_work(name: str) -> None:
    few, many = counted(name)
    assert many < 2 * few, f"{few} steps for a text, {many} for one of four times its length: no longer of IN_C"


def counted(name: str) -> tuple[int, int]:
    """Return the number of steps for a small text of TEXTS, and for one of four times its length."""
    size, repeat = TEXTS[name]
    small = max(200, size // 2_000)
    reportc.compile(repeat(10))  # loading and caching on first use do not count
    return steps(repeat(small)), steps(repeat(4 * small))


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", [*WORDS, *(name for name, (_, repeat) in TEXTS.items() if "\n" in repeat(3)[30:])])
def test_a_single_line_takes_no_more_than_its_length(name: str) -> None:
    size, repeat = WORDS.get(name) or TEXTS[name]
    small = max(200, size // 2_000)

    def line(count: int) -> str:
        return " ".join(repeat(count).split("\n"))

    reportc.compile(line(10))
    few, many = steps(line(small)), steps(line(4 * small))
    assert many < 5 * few + 10_000, f"{few} steps for {small}, {many} for {4 * small}"
    ends_in_time(line(4 * small), line(16 * small), 0.2)


def seconds(text: str) -> float:
    """Return the CPU seconds for `text`, from its characters to its JSON.

    The garbage collector is off, as its time depends on the objects of other tests in this process: so does that of a
    collection before, nearly a second after some thousands of tests.
    """
    gc.disable()
    try:
        begun = time.process_time()
        assert canonical.pretty(reportc.compile(text).report)
        return time.process_time() - begun
    finally:
        gc.enable()


def steps(text: str) -> int:
    """Count the lines of Python that compiling `text` executes, repeatedly in loops."""
    count = 0

    def note(_frame: FrameType, event: str, _argument: Any) -> Any:  # the type that sys.settrace requires
        nonlocal count
        count += event == "line"
        return note

    before = sys.gettrace()
    sys.settrace(note)
    try:
        reportc.compile(text)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.timeout(180)
def test_bytes_in_no_encoding_end() -> None:
    assert reportc.compile(bytes(range(256)) * 1_000).report
