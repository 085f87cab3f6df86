"""Loaded grammars are cached for the next process, which then needs no Lark; no cached file changes a result."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reportc.grammar import kept

CHECKOUT = Path(__file__).parents[1]
posix = pytest.mark.skipif(os.name == "nt", reason="Windows keeps others out of a profile by other means")
REPORT = CHECKOUT / "examples" / "tab-rows-2021.txt"
CODE = """
import sys, reportc
from reportc.emit import canonical
checked = reportc.check(open(sys.argv[1], "rb").read())
print("lark" in sys.modules, len(checked.diagnostics), hash(canonical.pretty(checked.report)))
"""


def run(home: Path) -> list[str]:
    """Check a report in a process with its cache in `home`; return whether Lark was imported, and the result."""
    env = os.environ | {
        "PYTHONPATH": str(CHECKOUT / "compiler"),
        "PYTHONHASHSEED": "0",
        **dict.fromkeys(("HOME", "XDG_CACHE_HOME", "LOCALAPPDATA"), str(home)),
    }
    command = [sys.executable, "-c", CODE, str(REPORT)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def files(home: Path) -> list[Path]:
    return sorted(home.rglob("*.json"))


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """Run a first process in an empty home; return the home, which tests copy, and the result."""
    home = tmp_path_factory.mktemp("first")
    return home, run(home)


@pytest.fixture
def home(first: tuple[Path, list[str]], tmp_path: Path) -> Path:
    """Copy the home in which the first process ran."""
    return shutil.copytree(first[0], tmp_path, dirs_exist_ok=True)


def test_the_second_process_does_not_import_lark(home: Path, first: tuple[Path, list[str]]) -> None:
    second = run(home)
    assert [first[1][0], second[0]] == ["True", "False"]
    assert first[1][1:] == second[1:]
    assert files(home)
    assert not list(home.rglob("*.tmp"))


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def changed(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"start", b"stark", 1))


def of_another_kind(path: Path) -> None:
    text = '{"terminals": [[1]], "rules": {}}'
    path.write_text(f"{kept._digest(text.encode())}\n{text}")


def open_to_all(path: Path) -> None:
    path.chmod(0o666)


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.fixture
def names(home: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    """Have this process look into the same home; return the files of the grammars there."""
    monkeypatch.setattr(kept, "_folder", lambda: home / "reportc" / "grammar")
    found = {path.name.partition("-")[0]: path for path in files(home)}
    assert found
    assert all(map(kept.find, found))
    return found


@posix
@pytest.mark.parametrize("spoil", [emptied, cut, changed, open_to_all, a_folder])
def test_what_is_spoilt_is_not_taken(names: dict[str, Path], spoil: Callable[[Path], None]) -> None:
    for path in names.values():
        spoil(path)
    assert not any(map(kept.find, names))


@posix
@pytest.mark.parametrize("spoil", [emptied, of_another_kind, a_folder])
def test_what_is_spoilt_is_loaded_again(
    home: Path, names: dict[str, Path], first: tuple[Path, list[str]], spoil: Callable[[Path], None]
) -> None:
    for path in names.values():
        spoil(path)
    assert run(home) == first[1]
    if spoil is not a_folder:
        assert all(len(kept.find(name) or "") > 1_000 for name in names), "it was written again"


def test_a_home_that_cannot_be_written_changes_nothing(tmp_path: Path, first: tuple[Path, list[str]]) -> None:
    nowhere = tmp_path / "a file"
    nowhere.write_bytes(b"")
    assert run(nowhere) == first[1]


def test_a_bounded_number_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_folder", lambda: tmp_path)
    for number in range(60):
        kept.keep(f"{number}.lark", "{}")
    assert len(files(tmp_path)) <= 40
    assert kept.find("59.lark") == "{}"


def test_another_python_keeps_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_folder", lambda: tmp_path)
    kept.keep("a.lark", "{}")
    monkeypatch.setattr(sys, "version_info", (3, 99))
    kept._key.cache_clear()
    assert kept.find("a.lark") is None
    kept._key.cache_clear()
