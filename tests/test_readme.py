"""What the README shows is what the program prints: its transcripts are run, its Python too."""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]
README = CHECKOUT / "README.md"
_BLOCK = re.compile(r"^```(console|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SHELL = shutil.which("bash")


def blocks(kind: str) -> Iterator[tuple[str, str]]:
    """Yield the blocks of one kind with the heading that they stand under."""
    text = README.read_text("utf-8")
    for block in _BLOCK.finditer(text):
        if block[1] == kind:
            yield text[: block.start()].rpartition("\n## ")[2].partition("\n")[0], block[2]


def commands(transcript: str) -> Iterator[str]:
    """Yield each command; a line that ends with an open quote goes on."""
    command = ""
    for line in transcript.splitlines(keepends=True):
        if line.startswith("$ "):
            command = line.removeprefix("$ ")
        elif command.count("'") % 2:
            command += line
        else:
            continue
        if command.count("'") % 2 == 0:
            yield command


def prepare(folder: Path) -> dict[str, str]:
    """Lay the examples into `folder`, and the programs; return the environment in which they are found."""
    for name in ("bin", "examples"):
        (folder / name).mkdir()
    for example in sorted({*(CHECKOUT / "examples").glob("*.txt"), *(CHECKOUT / "examples").glob("*.docx")}):
        shutil.copy(example, folder / "examples")
    shutil.copytree(CHECKOUT / "examples" / "county", folder / "examples" / "county")
    for name, command in (("reportc", "-m reportc"), ("python", "")):
        (folder / "bin" / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {command} "$@"\n', "utf-8")
        (folder / "bin" / name).chmod(0o755)
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return os.environ | {"PATH": path, "PYTHONPATH": str(CHECKOUT / "compiler"), "COLUMNS": "100"}


def run(transcript: str, folder: Path, environment: dict[str, str]) -> str:
    """Run the commands of a transcript and return it as it is."""
    seen = ""
    for command in commands(transcript):
        done = subprocess.run(
            [_SHELL or "bash", "-c", command],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        seen += f"$ {command}{done.stdout.decode('utf-8')}"
    return seen


@pytest.mark.skipif(_SHELL is None, reason="no shell")
def test_the_transcripts_are_what_happens_one_after_the_other(tmp_path: Path) -> None:
    environment = prepare(tmp_path)
    for heading, transcript in blocks("console"):
        assert run(transcript, tmp_path, environment) == transcript, heading


def test_the_sessions_are_what_happens_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CHECKOUT)
    names: dict[str, object] = {}
    for heading, session in blocks("python"):
        test = doctest.DocTestParser().get_doctest(session, names, heading, str(README), 0)
        assert test.examples
        assert doctest.DocTestRunner().run(test, clear_globs=False).failed == 0
        names = test.globs


def test_there_is_something_to_run() -> None:
    assert len([*blocks("console")]) >= 4
    assert len([*blocks("python")]) >= 1
