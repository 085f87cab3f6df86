"""`reportc check --watch` in a terminal: a clear screen each time, only changed files, an end by Ctrl-C."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from broken import CLEAN, TOTAL, broken

CHECKOUT = Path(__file__).parents[1]
COMMAND = (sys.executable, "-m", "reportc", "check", "--format", "concise")
ENVIRONMENT = os.environ | {"PYTHONPATH": str(CHECKOUT / "compiler")}
CLEAR = "\x1b[2J\x1b[3J\x1b[H"
PATIENCE = 30
pytestmark = pytest.mark.skipif(os.name == "nt", reason="terminals are those of POSIX")


class Terminal:
    """A program in a terminal."""

    def __init__(self, folder: Path) -> None:
        """Start watching `folder`."""
        import pty  # not on Windows

        self.screen, end = pty.openpty()
        self.program = subprocess.Popen(
            [*COMMAND, "--watch", str(folder)], stdin=end, stdout=end, stderr=end, env=ENVIRONMENT
        )
        os.close(end)

    def until(self, words: str) -> str:
        """Return the output up to `words`."""
        shown, last = b"", time.monotonic() + PATIENCE
        while words not in shown.decode("utf-8", "ignore"):
            assert time.monotonic() < last, shown.decode()
            if select.select([self.screen], [], [], 0.1)[0]:
                shown += os.read(self.screen, 65536)
        return shown.decode("utf-8")


@contextmanager
def watching(folder: Path) -> Iterator[Terminal]:
    """Watch a folder, and stop afterwards."""
    terminal = Terminal(folder)
    try:
        yield terminal
    finally:
        terminal.program.kill()
        terminal.program.wait()
        os.close(terminal.screen)


def test_what_changes_is_checked_on_a_clean_screen(tmp_path: Path) -> None:
    one, other = tmp_path / "一.txt", tmp_path / "二.txt"
    one.write_text(broken(TOTAL), "utf-8")
    other.write_text(CLEAN, "utf-8")
    with watching(tmp_path) as terminal:
        shown = terminal.until("监视 2 个文件")
        assert shown.startswith(CLEAR)
        assert "一.txt:74:13: P401" in shown
        other.write_text(broken(TOTAL), "utf-8")
        shown = terminal.until("监视 2 个文件")
        assert shown.startswith(CLEAR)
        assert re.search(r"二.txt:74:13: P401", shown)
        assert "一.txt" not in shown
        other.unlink()
        assert "P401" not in terminal.until("监视 1 个文件")
        (tmp_path / "三.txt").write_text(CLEAN, "utf-8")
        assert "共 1 份报告" in terminal.until("监视 2 个文件")
        terminal.program.send_signal(signal.SIGINT)
        assert terminal.program.wait(PATIENCE) == 130


@pytest.mark.parametrize("arguments", [["-"], ["a.txt", "-o", "b"], ["a.txt", "--fix"]])
def test_what_cannot_be_watched_is_refused(tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "a.txt").write_text(CLEAN, "utf-8")
    done = subprocess.run(
        [*COMMAND, "--watch", *arguments], cwd=tmp_path, env=ENVIRONMENT, capture_output=True, check=False, timeout=30
    )
    assert done.returncode == 2
    assert "--watch" in done.stderr.decode()
