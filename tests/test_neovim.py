"""Neovim, headless, with the configuration of the examples: a broken report is opened, fixed and saved."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from broken import CELL, CLEAN, broken
from editor import COMMAND, environment

CHECKOUT = Path(__file__).parents[1]
EDITORS = CHECKOUT / "examples" / "editors"
OLDEST = (0, 8)


def neovim() -> str | None:
    """Find a Neovim that supports language servers: from the environment variable, or else from the path."""
    found = shutil.which("nvim", path=str(Path(sys.executable).parent)) or shutil.which("nvim")
    said = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout if found else ""
    version = re.match(r"NVIM v(\d+)\.(\d+)", said)
    return found if version and tuple(map(int, version.groups())) >= OLDEST else None


NEOVIM = neovim()


@pytest.mark.skipif(NEOVIM is None, reason="Neovim 0.8 or newer is not installed")
def test_a_broken_report_is_opened_mended_and_saved(tmp_path: Path) -> None:
    assert NEOVIM
    report, answers = tmp_path / "报告.ogi.txt", tmp_path / "answers.json"
    report.write_text(broken(CELL), "utf-8")
    variables = {
        "CONFIGURATION": str(EDITORS / "neovim" / "ogi-report.lua"),
        "REPORT": str(report),
        "ANSWERS": str(answers),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
    }
    command = f"vim.g.reportc_cmd = {{ {', '.join(f'[[{word}]]' for word in COMMAND)} }}"
    done = subprocess.run(
        [NEOVIM, "--headless", "-u", "NONE", "--cmd", f"lua {command}", "-S", str(CHECKOUT / "tests" / "drive.lua")],
        env=environment(tmp_path / "cache") | variables,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert answers.exists(), done.stderr
    shown = json.loads(answers.read_text("utf-8"))
    assert shown == {
        "filetype": "ogi-report",
        "found": True,
        "codes": ["A302", "A303"],
        "marked": "776",
        "mended": True,
        "left": [],
    }
    assert report.read_text("utf-8") == CLEAN


def test_the_configuration_for_helix_names_the_server_and_the_files() -> None:
    settings = tomllib.loads((EDITORS / "helix" / "languages.toml").read_text("utf-8"))
    (language,) = settings["language"]
    assert language["language-servers"] == list(settings["language-server"])
    assert next(iter(settings["language-server"].values()))["args"] == ["lsp"]
    assert language["file-types"] == [{"glob": "*.ogi.txt"}, {"glob": "*.ogi.md"}]
