"""The recipes for editors without a language server, run in these editors, if they are installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from broken import CELL, CLEAN, HEADING, TOTAL, broken
from reportc import api

CHECKOUT = Path(__file__).parents[1]
EDITORS = CHECKOUT / "examples" / "editors"
BESIDE = str(Path(sys.executable).parent)
VIM = shutil.which("vim") or shutil.which("nvim", path=f"{BESIDE}{os.pathsep}{os.environ['PATH']}")
EMACS = shutil.which("emacs")
NAME = "报告 a.ogi.txt"
FOUND = {"48 776 A303", "65 4219 A302", "74 165 P401", "77 存在的主要问题及整改措施 S105"}
"""The line of each finding, the words at the cursor, the code."""
pytestmark = pytest.mark.skipif(os.name == "nt", reason="the program is a shell script here")

VIM_SCRIPT = r"""
set encoding=utf-8
execute 'set runtimepath+=' . $RECIPE
edit 报告\ a.ogi.txt
compiler reportc
silent make!
let out = []
for item in getqflist()
  execute 'cc ' . (len(out) + 1)
  call add(out, line('.') . ' ' . matchstr(getline('.'), '\%' . col('.') . 'c[^\t]*') . ' ' . item.text[:3])
endfor
call writefile(out, 'found')
qall!
"""
EMACS_SCRIPT = """
(require 'reportc-flymake)
(find-file "报告 a.ogi.txt")
(let ((deadline (+ (float-time) 30)))
  (flymake-start)
  (while (and (null (flymake-diagnostics)) (< (float-time) deadline))
    (accept-process-output nil 0.05)))
(let ((coding-system-for-write 'utf-8))
  (with-temp-file "found"
    (let ((report (get-file-buffer "报告 a.ogi.txt")) (out (current-buffer)))
      (with-current-buffer report
        (dolist (one (flymake-diagnostics))
          (let ((line (format "%d %s %s\\n" (line-number-at-pos (flymake-diagnostic-beg one))
                              (buffer-substring (flymake-diagnostic-beg one) (flymake-diagnostic-end one))
                              (substring (flymake-diagnostic-text one) 0 4))))
            (with-current-buffer out (insert line))))))))
"""

EMACS_FORMAT = """
(require 'reportc-flymake)
(find-file "报告 a.ogi.txt")
(reportc-format-buffer)
(let ((coding-system-for-write 'utf-8))
  (write-region (point-min) (point-max) "found"))
"""


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Write a broken report into an empty folder, and put `reportc` on the path."""
    monkeypatch.chdir(tmp_path)
    Path(NAME).write_text(broken(CELL, TOTAL, HEADING), "utf-8")
    script = tmp_path / "bin" / "reportc"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m reportc "$@"\n')
    script.chmod(0o755)
    path = f"{script.parent}{os.pathsep}{os.environ['PATH']}"
    more = {"PATH": path, "PYTHONPATH": str(CHECKOUT / "compiler"), "LC_ALL": "C.UTF-8", "HOME": str(tmp_path)}
    return os.environ | more


def found(command: list[str], environment: dict[str, str]) -> set[str]:
    """Return the findings printed by an editor's script."""
    done = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=60
    )
    assert Path("found").exists(), done.stderr.decode()
    return set(Path("found").read_text("utf-8").splitlines())


@pytest.mark.skipif(VIM is None, reason="neither Vim nor Neovim is installed")
def test_vim_jumps_to_each_finding(environment: dict[str, str]) -> None:
    assert VIM
    Path("script.vim").write_text(VIM_SCRIPT, "utf-8")
    silent = ["--headless"] if VIM.endswith("nvim") else ["-N", "-es"]
    recipe = {"RECIPE": str(EDITORS / "vim")}
    assert found([VIM, *silent, "-u", "NONE", "-S", "script.vim"], environment | recipe) == FOUND


@pytest.mark.skipif(EMACS is None, reason="Emacs is not installed")
def test_emacs_marks_each_finding(environment: dict[str, str]) -> None:
    assert EMACS
    Path("script.el").write_text(EMACS_SCRIPT, "utf-8")
    command = [EMACS, "--batch", "-Q", "-L", str(EDITORS / "emacs"), "-l", "script.el"]
    assert found(command, environment) == FOUND


@pytest.mark.skipif(EMACS is None, reason="Emacs is not installed: apt-get install emacs-nox")
def test_emacs_lays_a_report_out_in_its_own_layout(environment: dict[str, str]) -> None:
    assert EMACS
    Path("script.el").write_text(EMACS_FORMAT, "utf-8")
    before = Path(NAME).read_text("utf-8")
    found([EMACS, "--batch", "-Q", "-L", str(EDITORS / "emacs"), "-l", "script.el"], environment)
    assert Path("found").read_text("utf-8") == api.format(before, layout="keep").text


def test_the_report_is_right_but_for_what_is_broken_in_it() -> None:
    assert api.check(CLEAN).diagnostics == ()
