"""The manual pages: everything in --help, as roff that groff accepts without warnings."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from reportc.cli import program

GROFF = shutil.which("groff")


def printed(*arguments: str) -> str:
    done = CliRunner().invoke(program(()), arguments)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_every_command_has_a_page_with_all_its_options(tmp_path: Path) -> None:
    printed("man", "-o", str(tmp_path))
    whole = (tmp_path / "reportc.1").read_text("utf-8")
    commands = re.findall(r"^  (\w+) ", printed("--help").partition("Commands:")[2], re.MULTILINE)
    assert len(commands) > 10
    assert len(list(tmp_path.iterdir())) == len(commands) + 1
    for command in commands:
        page = (tmp_path / f"reportc-{command}.1").read_text("utf-8").replace("\\-", "-")
        assert f".B {command}\n" in whole
        for option in re.findall(r"^  .*?(--[a-z-]+)", printed(command, "--help"), re.MULTILINE):
            assert option in page, (command, option)


def test_a_page_says_what_the_exit_statuses_mean() -> None:
    page = printed("man", "check")
    assert page.startswith('.TH "REPORTC-CHECK" 1')
    assert "--complete" in page.partition(".SH EXIT STATUS")[2].replace("\\-", "-")


def test_a_command_that_is_not_there_is_one_line() -> None:
    done = CliRunner().invoke(program(()), ["man", "compost"])
    assert done.exit_code != 0
    assert "compost" in str(done.exception)


@pytest.mark.skipif(GROFF is None, reason="groff is not installed: apt-get install groff")
@pytest.mark.parametrize("name", ["", "check", "compile", "rollup"])
def test_groff_sets_a_page_without_a_warning(name: str) -> None:
    page = printed("man", *([name] if name else []))
    command = [str(GROFF), "-man", "-Tutf8", "-Kutf8", "-ww"]
    done = subprocess.run(command, input=page.encode(), capture_output=True, check=False)
    assert done.returncode == 0
    assert not done.stderr
    assert "EXIT STATUS" in re.sub(r"\x1b\[[0-9;]*m|.\x08", "", done.stdout.decode())
