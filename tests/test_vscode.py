"""The extension for VS Code: its types, and its own tests with the real server, if npm is installed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]
FOLDER = Path("examples", "editors", "vscode")
NPM = shutil.which("npm")
OFFLINE = re.compile("ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET")
pytestmark = [
    pytest.mark.skipif(NPM is None, reason="npm is not installed"),
    pytest.mark.skipif(os.name == "nt", reason="the server is started by a shell script here"),
]


def npm(folder: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run npm in `folder`."""
    assert NPM
    return subprocess.run(
        [NPM, *arguments], cwd=folder, env=os.environ | more, capture_output=True, text=True, check=False, timeout=240
    )


@pytest.fixture(scope="module")
def extension(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the extension and the examples, and install its packages."""
    top = tmp_path_factory.mktemp("vscode")
    junk = shutil.ignore_patterns("node_modules", "dist", "out")
    shutil.copytree(CHECKOUT / "examples", top / "examples", ignore=junk)
    done = npm(top / FOLDER, "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline")
    if done.returncode and OFFLINE.search(done.stderr):
        pytest.skip("the registry of npm cannot be reached")
    assert done.returncode == 0, done.stderr
    return top / FOLDER


def test_the_types_are_right(extension: Path) -> None:
    done = npm(extension, "run", "check")
    assert done.returncode == 0, done.stdout


def test_its_own_tests_pass_against_the_real_server(extension: Path, tmp_path: Path) -> None:
    script = tmp_path / "reportc"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m reportc "$@"\n')
    script.chmod(0o755)
    done = npm(extension, "test", REPORTC=str(script), PYTHONPATH=str(CHECKOUT / "compiler"))
    assert done.returncode == 0, done.stdout
    assert re.search(r"^# pass 12$", done.stdout, re.MULTILINE), done.stdout


def test_the_lock_names_no_registry() -> None:
    lock = (CHECKOUT / FOLDER / "package-lock.json").read_text("utf-8")
    addresses = set(re.findall(r'"resolved": "(https?://[^/"]+)', lock))
    assert addresses <= {"https://registry.npmjs.org"}
