"""The input files and their order; several workers give the same output as one, and end correctly."""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from reportc import corpus
from reportc.corpus import inputs, outcome, pool
from reportc.failure import InputError, WorkerDied

Files = Callable[..., None]

needs_fork = pytest.mark.skipif(os.name == "nt", reason="workers are killed by POSIX signals")


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Files:
    """Return a function that makes files in an empty current folder."""
    monkeypatch.chdir(tmp_path)

    def make(*names: str) -> None:
        for name in names:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(name)

    return make


def expanded(*arguments: str) -> list[str]:
    """Return the files of `arguments`, with forward slashes."""
    return [path.replace(os.sep, "/") for path in inputs.expand(arguments)]


# ---------------------------------------------------------------- files, folders, patterns


def test_files_stand_as_given_and_twice_if_named_twice(files: Files) -> None:
    files("b.txt", "a.doc")
    assert expanded("b.txt", "./a.doc", "b.txt", "-") == ["b.txt", "./a.doc", "b.txt", "-"]


def test_a_folder_gives_known_suffixes_in_order_to_the_bottom(files: Files) -> None:
    files("r/b.txt", "r/a/2.md", "r/a/10.HTML", "r/c.htm", "r/d.text", "r/e.json", "r/f", "r/.g.txt", "r/.h/i.txt")
    assert expanded("r") == ["r/a/10.HTML", "r/a/2.md", "r/b.txt", "r/c.htm", "r/d.text"]
    assert expanded("r/") == expanded("r")
    assert expanded("./r")[0] == "./r/a/10.HTML"


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*.txt", ["a.txt"]),
        ("*/*.txt", ["x/b.txt", "y/c.txt"]),
        ("**/*.txt", ["a.txt", "x/b.txt", "x/z/d.txt", "y/c.txt"]),
        ("x/**/*.txt", ["x/b.txt", "x/z/d.txt"]),
        ("x/**", ["x/b.txt", "x/z/d.txt"]),
        ("**/z/*", ["x/z/d.txt", "x/z/e.dat"]),
        ("**/e.dat", ["x/z/e.dat"]),
        ("[xy]", ["x/b.txt", "x/z/d.txt", "y/c.txt"]),
        ("?/?.txt", ["x/b.txt", "y/c.txt"]),
        ("./x/[a-b].t*t", ["x/b.txt"]),
        ("*.zip", []),
        ("nowhere/*.txt", []),
    ],
)
def test_a_pattern_that_the_shell_left_alone(files: Files, pattern: str, expected: list[str]) -> None:
    files("a.txt", "x/b.txt", "x/z/d.txt", "x/z/e.dat", "y/c.txt", ".hidden/f.txt", "x/.g.txt")
    assert expanded(pattern) == expected


def test_a_pattern_may_be_absolute(files: Files, tmp_path: Path) -> None:
    files("x/b.txt")
    assert expanded(f"{tmp_path}/*/b.txt") == [(tmp_path / "x" / "b.txt").as_posix()]


def test_a_file_whose_name_looks_like_a_pattern_is_a_file(files: Files) -> None:
    files("a[1].txt", "a1.txt")
    assert expanded("a[1].txt") == ["a[1].txt"]


def test_links_are_followed_but_not_in_circles(files: Files, tmp_path: Path) -> None:
    files("r/x/a.txt", "outside/b.txt")
    links = {"r/x/up": "..", "r/x/self": ".", "r/loop": "loop", "r/link": "../outside", "r/x/dead.txt": "nowhere"}
    for link, target in links.items():
        (tmp_path / link).symlink_to(target)
    assert expanded("r") == ["r/link/b.txt", "r/x/a.txt", "r/x/dead.txt"]
    assert expanded("**/b.txt") == ["outside/b.txt", "r/link/b.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_a_pipe_in_a_folder_is_left_alone(files: Files) -> None:
    files("r/a.txt")
    os.mkfifo("r/pipe.txt")
    assert expanded("r") == ["r/a.txt"]


@pytest.mark.parametrize(
    ("arguments", "zh"),
    [
        ([], "没有输入"),
        (["a.txt", "nowhere.txt"], "找不到：nowhere.txt"),
        (["dead.txt"], "找不到：dead.txt"),
        (["empty"], "文件夹中没有报告"),
        (["*.zip"], "没有匹配的文件：*.zip"),
        (["-", "a.txt", "-"], "只能给一次"),
    ],
)
def test_an_argument_that_names_nothing(files: Files, tmp_path: Path, arguments: list[str], zh: str) -> None:
    files("a.txt", "empty/not-a-report.json")
    (tmp_path / "dead.txt").symlink_to("nowhere")
    with pytest.raises(InputError) as caught:
        inputs.check(arguments)
    assert zh in caught.value.text.zh
    assert caught.value.text.en.isascii()
    assert str(caught.value).isprintable()


def test_what_names_something_passes(files: Files) -> None:
    files("a.txt", "r/b.txt")
    inputs.check(["a.txt", "r", "*/b.*", "-"])


@pytest.mark.parametrize(("arguments", "single"), [("a.txt", True), ("-", True), ("r", False), ("a.*", False)])
def test_one_report_is_a_file_or_standard_input(files: Files, arguments: str, *, single: bool) -> None:
    files("a.txt", "r/b.txt")
    assert inputs.is_single([arguments]) is single
    assert not inputs.is_single([arguments, arguments])


def test_every_name_can_be_shown() -> None:
    assert inputs.shown("报告 1.txt") == "报告 1.txt"
    assert inputs.shown(os.fsdecode(b"a\xff.txt")) == "a\\xff.txt"


# ---------------------------------------------------------------- the pool


def double(number: int) -> int:
    return 2 * number


def slow_first(number: int) -> int:
    time.sleep(0.5 if number == 0 else 0)
    return number


def deadly(number: int) -> int:
    if number == 7:
        os.kill(os.getpid(), 9)
    return number


def deadly_once(mark: Path, number: int) -> int:
    if number == 7 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), 9)
    return number


def faulty(number: int) -> int:
    return 1 // (number - 7)


def large(number: int) -> bytes:
    return bytes(300_000 + number)


def endless(number: int) -> int:
    while number:
        time.sleep(0.1)
    return number


@pytest.fixture(autouse=True)
def nothing_is_left_running() -> Iterator[None]:
    yield
    assert not multiprocessing.active_children()


@pytest.mark.parametrize("workers", [1, 2, 5])
@pytest.mark.parametrize("count", [0, 1, pool.BATCH, pool.BATCH + 1, 1000])
def test_answers_come_in_order(workers: int, count: int) -> None:
    assert list(pool.ordered(double, range(count), workers)) == [2 * number for number in range(count)]


def test_a_process_with_threads_is_not_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert pool._method() == "spawn"
    assert list(pool.ordered(double, range(20), 2)) == [2 * number for number in range(20)]


def test_only_so_much_is_done_ahead() -> None:
    numbers = iter(range(100_000))
    with closing(pool.ordered(slow_first, numbers, 2)) as answers:
        assert next(answers) == 0
        assert pool.BATCH < next(numbers) <= 2 * pool.AHEAD * pool.BATCH


def test_workers_are_hired_as_there_is_work() -> None:
    with closing(pool.ordered(slow_first, range(1, pool.BATCH + 2), 64)) as answers:
        assert next(answers) == 1
        assert len(multiprocessing.active_children()) <= 2


def test_large_items_and_answers_block_nothing() -> None:
    assert [len(answer) for answer in pool.ordered(large, range(40), 2)] == [300_000 + number for number in range(40)]
    data = [bytes(1_000_000)] * 20
    assert list(pool.ordered(len, data, 2)) == [1_000_000] * 20


@needs_fork
def test_a_worker_that_dies_is_an_error_and_no_hang() -> None:
    answers = pool.ordered(deadly, range(100), 2)
    with pytest.raises(WorkerDied, match=r"-9.*7"):
        list(answers)


@needs_fork
def test_an_item_that_kills_its_workers_is_lost_alone() -> None:
    answers = list(pool.ordered(deadly, range(100), 2, lambda number, died: -number if "-9" in died.text.zh else 0))
    assert answers == [-7 if number == 7 else number for number in range(100)]


@needs_fork
def test_a_worker_that_dies_once_costs_nothing(tmp_path: Path) -> None:
    answers = pool.ordered(partial(deadly_once, tmp_path / "died"), range(100), 2, lambda number, _: -number)
    assert list(answers) == [*range(100)]


@needs_fork
def test_a_worker_that_dies_while_it_waits_costs_nothing() -> None:
    crew: pool._Crew[int, int] = pool._Crew(double, range(100), 2, lambda number, _: -number)
    answers = crew.run()
    found = [next(answers)]
    for process in crew.workers.values():
        process.kill()
        process.join()
    assert [*found, *answers] == [2 * number for number in range(100)]
    crew.stop()


@needs_fork
def test_a_job_that_raises_is_an_error_and_no_hang(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(WorkerDied):
        list(pool.ordered(faulty, range(100), 2))
    assert "ZeroDivisionError" in capfd.readouterr().err


def test_closing_ends_workers_at_once() -> None:
    started = time.monotonic()
    with closing(pool.ordered(endless, (number // pool.BATCH for number in range(100)), 2)) as answers:
        assert next(answers) == 0
    assert time.monotonic() - started < 2


# ---------------------------------------------------------------- outcomes


REPORT = "一、总体情况\n今年没有什么可说的。\n"


def test_workers_change_nothing_but_the_time(files: Files, tmp_path: Path) -> None:
    files(*(f"{number}.txt" for number in range(30)))
    for number in range(0, 30, 3):
        (tmp_path / f"{number}.txt").write_text(REPORT * number, "utf-8")
    (tmp_path / "dead.txt").symlink_to("nowhere")
    paths = expanded(".")
    runs = [list(corpus.run(outcome.record, paths, workers=workers)) for workers in (1, 2, 3, None)]
    assert len(runs[0]) == 31
    assert all(run == runs[0] for run in runs)


def test_few_files_start_no_process(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "ordered", None)
    files(*(f"{number}.txt" for number in range(corpus.FEW)))
    assert len(list(corpus.run(outcome.record, expanded("."), workers=8))) == corpus.FEW


def test_a_fault_of_ours_costs_one_report(files: Files) -> None:
    files("a.txt", "b.txt")

    def faulty(_: inputs.Input, data: bytes) -> outcome.Outcome:
        return EMPTY if data != b"a.txt" else outcome.Outcome(b"", (), outcome.Tally(1 // 0))

    first, second = corpus.run(partial(outcome.safely, faulty), ["a.txt", "b.txt"])
    assert first.tally.unread == 1
    assert "ZeroDivisionError" in first.remarks[0]
    assert second == EMPTY


EMPTY = outcome.Outcome(b"", (), outcome.Tally())


def test_the_sum_and_its_status() -> None:
    clean, wrong, unread = (
        outcome.Tally(reports=1, printed=3),
        outcome.Tally(1, 2, 3, failing=2),
        outcome.Tally(unread=1),
    )
    total = clean.plus(wrong)
    assert (clean.status, total.status, total.plus(unread).status) == (0, 1, 2)
    assert total.words() == "共 2 份报告｜数字 3 个，空缺 0 个｜错误 2，警告 3，提示 0"
    assert total.plus(unread).words("en").endswith("| 1 files not read")
