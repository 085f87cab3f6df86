"""The user interface of the clerk's page: its types, its components, and all of it in Chromium, with axe."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence

import pytest

import browser
import npm

_LONGEST = 560


def run(command: Sequence[str], **environment: str) -> None:
    """Run a program of node in the folder of the page; its output is shown if it fails."""
    made = subprocess.run(
        [npm.NODE or "node", *command],
        cwd=npm.installed(),
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=_LONGEST,
    )
    assert made.returncode == 0, made.stdout[-20_000:] + made.stderr[-2_000:]


def test_its_types_fit() -> None:
    run([str(npm.installed() / "node_modules" / "typescript" / "bin" / "tsc"), "--noEmit"])


def test_its_parts_do_what_they_say() -> None:
    run(["test/run.mjs"])


@pytest.mark.timeout(600)
def test_a_person_can_work_with_it() -> None:
    page = browser.built()
    run(["--test", "test/ui.test.mjs"], REPORTC_PAGE=str(page), REPORTC_CHROMIUM=browser.CHROMIUM)
