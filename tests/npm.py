"""The npm packages of the page, for tests that run its scripts: installed in the checkout, once, by the lock file."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn

import pytest

PAGE = Path(__file__).parents[1] / "compiler" / "page"
NODE, NPM = shutil.which("node"), shutil.which("npm")
OFFLINE = re.compile("ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET")
_LONGEST = 240


def lacking(reason: str) -> NoReturn:
    """Skip a test that lacks something; in CI, where nothing may be lacking, it fails."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def installed() -> Path:
    """Return the folder of the page with its packages installed; skip the test if that is impossible."""
    if NODE is None or NPM is None:
        lacking("node and npm are not installed")
    lock, done = PAGE / "package-lock.json", PAGE / "node_modules" / ".package-lock.json"
    with alone(PAGE / "node_modules.lock"):
        if not done.exists() or done.stat().st_mtime < lock.stat().st_mtime:
            _install(NPM)
    return PAGE


@contextmanager
def alone(guard: Path) -> Iterator[None]:
    """Hold a lock against the other test workers; the lock of a killed worker is ignored."""
    guard.parent.mkdir(exist_ok=True)
    while True:
        try:
            guard.mkdir()
            break
        except FileExistsError:
            with suppress(FileNotFoundError):
                if time.time() - guard.stat().st_mtime > _LONGEST:
                    guard.rmdir()
            time.sleep(0.2)
    try:
        yield
    finally:
        guard.rmdir()


def _install(npm: str) -> None:
    command = [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline"]
    run = subprocess.run(command, cwd=PAGE, capture_output=True, text=True, check=False, timeout=_LONGEST)
    if run.returncode and OFFLINE.search(run.stderr):
        lacking("the registry of npm cannot be reached")
    assert run.returncode == 0, run.stderr
    os.utime(PAGE / "node_modules" / ".package-lock.json")
