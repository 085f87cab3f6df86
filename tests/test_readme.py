"""The guides show the program's real output, and everything that they name exists: README.md and those it links to."""

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
CLERK = CHECKOUT / "examples" / "clerk.md"
GUIDES = [
    README,
    CLERK,
    *sorted(CHECKOUT.glob("*/README.md")),
    *sorted(CHECKOUT.glob("examples/*/README.md")),
    CHECKOUT / "compiler" / "page" / "README.md",
]
TRANSCRIPTS = [README, CLERK, CHECKOUT / "examples" / "README.md"]
"""Guides with blocks of commands or of Python: each runs in a separate folder with the examples."""
_LONGEST = 10_000
"""Bytes of README.md, which takes five minutes to read; the rest is in other guides."""
_BLOCK = re.compile(r"^```(console|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_PATH = re.compile(r"`((?:compiler|grammar|tests|examples)/[^`\s]*|[a-z_]+/[a-z_]+\.py|[a-z_/]+/)`")
_SHELL = shutil.which("bash")
_WORDS = CHECKOUT / "compiler" / "page" / "src" / "ui" / "words.ts"


def named(path: Path) -> str:
    """Return a guide's name for the name of a test."""
    return path.relative_to(CHECKOUT).as_posix()


def blocks(guide: Path, kind: str) -> Iterator[tuple[str, str]]:
    """Yield the blocks of one kind, each with its heading."""
    text = guide.read_text("utf-8")
    for block in _BLOCK.finditer(text):
        if block[1] == kind:
            yield text[: block.start()].rpartition("\n## ")[2].partition("\n")[0], block[2]


def commands(transcript: str) -> Iterator[str]:
    """Yield each command; a line with an open quote continues on the next one."""
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
    """Copy the examples and the programs into `folder`; return an environment with them on the path."""
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
    """Run the commands of a transcript and return the real transcript."""
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
@pytest.mark.parametrize("guide", TRANSCRIPTS, ids=named)
def test_the_transcripts_are_what_happens_one_after_the_other(guide: Path, tmp_path: Path) -> None:
    environment = prepare(tmp_path)
    for heading, transcript in blocks(guide, "console"):
        assert run(transcript, tmp_path, environment) == transcript, heading


@pytest.mark.parametrize("guide", [guide for guide in TRANSCRIPTS if guide != CLERK], ids=named)
def test_the_sessions_are_what_happens_one_after_the_other(guide: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CHECKOUT)
    names: dict[str, object] = {}
    for heading, session in blocks(guide, "python"):
        test = doctest.DocTestParser().get_doctest(session, names, heading, str(guide), 0)
        assert test.examples
        assert doctest.DocTestRunner().run(test, clear_globs=False).failed == 0
        names = test.globs
    assert names


def test_there_is_something_to_run_in_each_and_nothing_in_others() -> None:
    assert [len([*blocks(guide, "console")]) for guide in TRANSCRIPTS] == [1, 4, 11]
    assert [len([*blocks(guide, "python")]) for guide in TRANSCRIPTS] == [1, 0, 2]
    assert not [
        guide
        for guide in GUIDES
        if guide not in TRANSCRIPTS
        for kind in ("console", "python")
        if [*blocks(guide, kind)]
    ]


def test_the_readme_is_short() -> None:
    assert README.stat().st_size <= _LONGEST


@pytest.mark.parametrize("guide", GUIDES, ids=named)
def test_what_a_guide_links_to_is_there(guide: Path) -> None:
    for target in _LINK.findall(guide.read_text("utf-8")):
        path, _, anchor = target.partition("#")
        if not path.startswith("http"):
            linked = guide.parent / path if path else guide
            assert linked.exists(), target
            assert not anchor or anchor in anchors(linked.read_text("utf-8")), target


def anchors(text: str) -> set[str]:
    """Return the anchors of the headings of a Markdown text."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("guide", GUIDES, ids=named)
def test_the_files_that_a_guide_names_are_there(guide: Path) -> None:
    places = [CHECKOUT, guide.parent, CHECKOUT / "compiler" / "reportc"]
    for path in _PATH.findall(guide.read_text("utf-8")):
        is_a_pattern = path != path.replace("NAME", "").replace("CODE", "").replace("*", "")
        assert is_a_pattern or any((place / path).exists() for place in places), path


def test_the_clerks_guide_calls_things_as_the_page_does() -> None:
    page = CLERK.read_text("utf-8").partition("## 二")[0]
    words = set(re.findall(r"“([^”]{2,})”", page))
    known = re.findall(r'\["([^"]+)", ', _WORDS.read_text("utf-8"))
    assert len(words) > 8
    assert not [word for word in words if not any(one.partition("（{")[0] == word for one in known)]
