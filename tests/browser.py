"""The clerk's page in Chromium, driven by node: it is built if necessary, and opened without a network."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import npm

CHECKOUT = Path(__file__).parents[1]
PAGE = CHECKOUT / "dist" / "reportc.html"
CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), ""
)
Json = dict[str, Any]
_LONGEST = 280


def needed() -> None:
    """Skip the test without Chromium or the tools to build the page; in CI it fails."""
    for program, found in (("Chromium", CHROMIUM), ("make", shutil.which("make"))):
        if not found:
            npm.lacking(f"{program} is not installed")
    npm.installed()


def built() -> Path:
    """Return the page, built if any of its sources is newer."""
    needed()
    command = ["make", "--silent", f"VENV={sys.prefix}", "dist/reportc.html"]
    with npm.alone(CHECKOUT / "build" / "page.lock"):
        run = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False, timeout=_LONGEST)
    if run.returncode and (npm.OFFLINE.search(run.stderr) or "No matching distribution" in run.stderr):
        npm.lacking("the wheels of the page cannot be downloaded")
    assert run.returncode == 0, run.stdout + run.stderr
    return PAGE


class Browser:
    """Chromium with an open page; every method waits for its answer."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process = subprocess.Popen(
            [npm.NODE or "node", str(npm.PAGE / "test" / "drive.mjs")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"REPORTC_CHROMIUM": CHROMIUM},
        )

    def open(self, where: str, *, offline: bool = True) -> None:
        """Open a page by its path or address, and wait until its compiler is ready."""
        self._do("open", where=where, offline=offline)

    def ask(self, method: str, *paths: Path, **given: object) -> Json:
        """Call the compiler; return the result, with the paths of the blobs as `made`."""
        answer = self.said(method, *paths, **given)
        assert not answer.get("problem"), answer["problem"]
        result: Json = answer["result"]
        return {**result, "made": [Path(path) for path in answer["made"]]}

    def said(self, method: str, *paths: Path, **given: object) -> Json:
        """Call the compiler; return the answer, a result or a problem."""
        return self._do("ask", method=method, given=given, paths=[*map(str, paths)], folder=str(self._folder))

    def drop(self, paths: Sequence[Path]) -> list[Json]:
        """Drop files on the page, where no others are; return their lines in its list, and take them off it."""
        entries: list[Json] = self._do("drop", paths=[*map(str, paths)])["entries"]
        return entries

    def stop(self) -> Json:
        """Make the compiler stop during a call, and return the outcome of the call."""
        return self._do("stop")

    def left(self) -> Json:
        """Return the page's network requests and its errors."""
        return self._do("left")

    def close(self) -> None:
        """End Chromium."""
        if self._process.stdin:
            self._process.stdin.close()
        self._process.wait(30)

    def _do(self, command: str, **given: object) -> Json:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({"command": command, **given}).encode() + b"\n")
        self._process.stdin.flush()
        answer: Json = json.loads(self._process.stdout.readline() or '{"fault": "the driver is gone"}')
        assert "fault" not in answer, answer["fault"]
        return answer


@contextmanager
def browser(folder: Path) -> Iterator[Browser]:
    """Give a browser, and close it afterwards."""
    made = Browser(folder)
    try:
        yield made
    finally:
        made.close()


@contextmanager
def served() -> Iterator[str]:
    """Serve the page on this machine, and give its address."""
    command = [sys.executable, "-m", "reportc", "page", "--serve", "--no-browser"]
    paths = os.pathsep.join([str(CHECKOUT / "compiler"), os.environ.get("PYTHONPATH", "")])
    environment = os.environ | {"PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8"}
    with subprocess.Popen(command, stderr=subprocess.PIPE, env=environment) as process:
        assert process.stderr
        line = process.stderr.readline().decode()
        try:
            yield line.partition("在 ")[2].partition("（")[0]
        finally:
            process.terminate()
