"""The hooks for pre-commit, run by pre-commit itself on a repository with a report, without the network."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from reportc import api

CHECKOUT = Path(__file__).parents[1]
HOOKS = CHECKOUT / ".pre-commit-hooks.yaml"
REPORT = (CHECKOUT / "examples" / "tab-rows-2021.txt").read_bytes()


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command in the repository; the program is that of this checkout."""
    paths = {"PYTHONPATH": str(CHECKOUT / "compiler"), "PRE_COMMIT_HOME": str(folder / ".git" / "pre-commit")}
    return subprocess.run(
        command, cwd=folder, env=os.environ | paths, capture_output=True, text=True, check=False, timeout=120
    )


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Make a repository with our hooks, run by this Python, as an environment of their own needs the network."""
    yaml = pytest.importorskip("yaml", reason="pre-commit is not installed")
    pytest.importorskip("pre_commit", reason="pre-commit is not installed")
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    hooks: list[dict[str, Any]] = yaml.safe_load(HOOKS.read_text("utf-8"))
    local = [{**hook, "language": "system", "entry": f"{sys.executable} -m {hook['entry']}"} for hook in hooks]
    config = {"repos": [{"repo": "local", "hooks": local}]}
    (tmp_path / ".pre-commit-config.yaml").write_text(json.dumps(config), "utf-8")
    (tmp_path / "年报.txt").write_bytes(REPORT)
    (tmp_path / "notes.md").write_text("# Notes\n", "utf-8")
    assert run(tmp_path, "git", "init", "--quiet").returncode == 0
    assert run(tmp_path, "git", "add", ".").returncode == 0
    return tmp_path


def test_fmt_corrects_a_report_and_then_lets_it_pass(repository: Path) -> None:
    command = (sys.executable, "-m", "pre_commit", "run", "reportc-fmt", "--all-files")
    first = run(repository, *command)
    assert first.returncode == 1, first.stdout + first.stderr
    assert (repository / "年报.txt").read_bytes() == api.format(REPORT).text.encode()
    assert (repository / "notes.md").read_text("utf-8") == "# Notes\n"
    run(repository, "git", "add", ".")
    assert run(repository, *command).returncode == 0


def test_check_stops_a_report_with_a_wrong_sum(repository: Path) -> None:
    command = (sys.executable, "-m", "pre_commit", "run", "reportc-check", "--files", "年报.txt")
    assert run(repository, *command).returncode == 0
    (repository / "年报.txt").write_bytes((CHECKOUT / "examples" / "faults-2021.txt").read_bytes())
    run(repository, "git", "add", ".")
    stopped = run(repository, *command)
    assert stopped.returncode == 1
    assert "X005" in stopped.stdout
