"""`reportc fmt` and `reportc new` as run by users: files in place, exit statuses, faults, a power cut."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pytest
from typer.testing import CliRunner, Result

import reportc
from reportc import api, output
from reportc.cli import program
from reportc.failure import OutputError

CHECKOUT = Path(__file__).parents[1]
EXAMPLES = sorted((CHECKOUT / "examples").glob("*.txt"))
EXAMPLE = CHECKOUT / "examples" / "tab-rows-2021.txt"
REPORT = EXAMPLE.read_bytes()
NORMAL = api.format(REPORT).text.encode()
PAGE = "<html><body><h2>一、总体情况</h2><p>公开信息80条。</p></body></html>".encode()
posix = pytest.mark.skipif(os.name == "nt", reason="modes, links and signals are those of POSIX")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, stdin: bytes = b"") -> Result:
    """Run the program in this process."""
    return CliRunner().invoke(program(()), arguments, input=stdin)


def test_a_file_is_written_in_place_once(folder: Path) -> None:
    report = folder / "a.txt"
    report.write_bytes(REPORT)
    first = run("fmt", "a.txt")
    assert (first.exit_code, first.stderr, report.read_bytes()) == (0, "a.txt：已整理\n", NORMAL)
    before = report.stat()
    second = run("fmt", "a.txt")
    after = report.stat()
    assert (second.exit_code, second.stderr) == (0, "")
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)


@posix
def test_mode_and_links_are_kept(folder: Path) -> None:
    report, link = folder / "a.txt", folder / "link.txt"
    report.write_bytes(REPORT)
    report.chmod(0o640)
    link.symlink_to("a.txt")
    assert run("fmt", "link.txt").exit_code == 0
    assert link.is_symlink()
    assert report.read_bytes() == NORMAL
    assert report.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(("data", "status"), [(REPORT, 1), (NORMAL, 0)], ids=["to be changed", "in form"])
@pytest.mark.parametrize("option", ["--check", "--diff"])
def test_check_and_diff_write_nothing(folder: Path, option: str, data: bytes, status: int) -> None:
    (folder / "a.txt").write_bytes(data)
    done = run("fmt", option, "a.txt")
    assert done.exit_code == status
    assert (folder / "a.txt").read_bytes() == data
    assert done.stderr == ("a.txt：需要整理\n" if status else "")
    assert bool(done.stdout) == (status == 1 and option == "--diff")


def test_a_diff_can_be_applied_by_eye_and_is_coloured(folder: Path) -> None:
    (folder / "a.txt").write_bytes(REPORT)
    plain, coloured = (run("fmt", "--diff", "a.txt", "--color", color).stdout for color in ("never", "always"))
    assert plain.startswith("--- a.txt\n+++ a.txt\n@@")
    assert "+## 一、总体情况\n" in plain
    assert "\x1b[" in coloured
    assert "\x1b[" not in plain


def test_standard_input_goes_to_standard_output() -> None:
    done = run("fmt", "-", stdin=REPORT)
    assert (done.exit_code, done.stdout_bytes, done.stderr) == (0, NORMAL, "")
    checked = run("fmt", "-", "--check", "--stdin-filename", "年报.txt", stdin=REPORT)
    assert (checked.exit_code, checked.stderr) == (1, "年报.txt：需要整理\n")


def test_one_report_goes_where_o_says(folder: Path) -> None:
    (folder / "a.txt").write_bytes(REPORT)
    assert run("fmt", "a.txt", "-o", "b.md").exit_code == 0
    assert (folder / "b.md").read_bytes() == NORMAL
    assert (folder / "a.txt").read_bytes() == REPORT
    assert isinstance(run("fmt", ".", "-o", "c.md").exception, Exception)


@pytest.mark.parametrize("layout", ["tabs", "lines", "bars", "official"])
def test_a_layout_is_written_and_turned_back(folder: Path, layout: str) -> None:
    (folder / "a.txt").write_bytes(REPORT)
    assert run("fmt", "a.txt", "--layout", layout).exit_code == 0
    assert (folder / "a.txt").read_text("utf-8") == api.format(REPORT, layout=layout).text
    assert run("fmt", "a.txt").exit_code == 0
    assert (folder / "a.txt").read_bytes() == NORMAL


def test_what_is_no_report_and_pages_are_left_and_named(folder: Path) -> None:
    for name, data in (("a.txt", b"hello\n"), ("b.html", PAGE), ("c.txt", REPORT), ("d.txt", REPORT + b"\xff")):
        (folder / name).write_bytes(data)
    done = run("fmt", ".", "-j", "1")
    assert done.exit_code == 0
    assert (folder / "a.txt").read_bytes() == b"hello\n"
    assert (folder / "b.html").read_bytes() == PAGE
    assert (folder / "c.txt").read_bytes() == NORMAL
    for words in (
        "a.txt：不是",
        "b.html：是网页",
        "d.txt：有无法解码",
        "共 4 份｜整理 1 份，已是规范格式 0 份，未动 3 份",
    ):
        assert words in done.stderr
    assert run("fmt", "b.html", "-o", "b.md").exit_code == 0
    assert (folder / "b.md").read_text("utf-8") == "## 一、总体情况\n\n公开信息80条。\n"


def test_a_folder_is_the_same_for_any_number_of_processes(folder: Path) -> None:
    written = []
    for jobs in ("1", "2"):
        place = folder / jobs
        place.mkdir()
        for at in range(12):
            shutil.copy(EXAMPLES[at % len(EXAMPLES)], place / f"{at:02}.txt")
        assert run("fmt", jobs, "-j", jobs).exit_code == 0
        written.append([path.read_bytes() for path in sorted(place.iterdir())])
    assert written[0] == written[1]


def test_a_file_that_fails_costs_the_others_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (folder / name).write_bytes(REPORT)
    (folder / "d.txt").symlink_to("nowhere")
    writing = output.writing

    @contextmanager
    def full(path: str | None) -> Iterator[BinaryIO]:
        if path and path.endswith("b.txt"):
            raise OutputError(f"无法写入 {path}：磁盘已满", "cannot be written: No space left on device")
        with writing(path) as stream:
            yield stream

    monkeypatch.setattr(output, "writing", full)
    done = run("fmt", ".", "-j", "1")
    assert done.exit_code == 2
    assert [(folder / name).read_bytes() == NORMAL for name in ("a.txt", "b.txt", "c.txt")] == [True, False, True]
    assert sum("磁盘已满" in line or "d.txt" in line for line in done.stderr.splitlines()) == 2


def test_a_proof_that_fails_leaves_the_file_and_says_whose_fault_it_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reportc.emit.text import formatted, writers

    (folder / "a.txt").write_bytes(REPORT)
    right = writers.write
    monkeypatch.setattr(formatted, "write", lambda *a, **k: right(*a, **k).replace("规章", "规范性文件", 1))
    done = run("fmt", "a.txt")
    assert done.exit_code == 2
    assert (folder / "a.txt").read_bytes() == REPORT
    assert "这是 reportc 的错误" in done.stderr


def sizes(folder: Path) -> list[int]:
    """Return the sizes of the reports in a folder, and -1 for a file that is written beside them."""
    with os.scandir(folder) as found:
        return [entry.stat().st_size if entry.name.endswith(".txt") else -1 for entry in found]


@posix
@pytest.mark.parametrize("written", [1, 4])
def test_a_power_cut_leaves_every_file_old_or_new(folder: Path, written: int) -> None:
    """Kill the program while it writes another file than the first ones."""
    for at in range(20):
        (folder / f"{at:02}.txt").write_bytes(REPORT)
    environment = os.environ | {"PYTHONPATH": str(CHECKOUT / "compiler")}
    command = [sys.executable, "-m", "reportc", "fmt", ".", "-j", "1"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    whole = {len(REPORT), len(NORMAL)}
    while process.poll() is None:
        now = sizes(folder)
        if now.count(len(NORMAL)) >= written and not whole >= {*now}:
            break
        time.sleep(0.0002)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert {path.read_bytes() for path in folder.glob("*.txt")} <= {REPORT, NORMAL}
    assert len(list(folder.glob("*.txt"))) == 20
    assert run("fmt", ".", "-j", "1").exit_code == 0  # the file that the killed run left is not a report
    assert {path.read_bytes() for path in folder.glob("*.txt")} == {NORMAL}


@pytest.mark.parametrize("layout", ["markdown", "tabs", "lines", "bars", "official"])
@pytest.mark.parametrize(("year", "edition"), [("2020", "2019"), ("2024", "2021"), ("2024", "2019")])
def test_a_new_report_is_blank_and_complete(year: str, edition: str, layout: str) -> None:
    done = run("new", "--agency", "望舒市人民政府", "--year", year, "--edition", edition, "--layout", layout)
    assert done.exit_code == 0
    result = reportc.compile(done.stdout)
    assert (result.report.agency, result.report.year, result.report.edition) == ("望舒市人民政府", int(year), edition)
    assert result.diagnostics == ()
    assert len(result.tree.sections) == 6
    assert api.format(done.stdout, layout=layout).text == done.stdout
    rows = [row for section in result.tree.sections for row in getattr(section, "rows", ())]
    assert {cell.state.value for row in rows for cell in row.cells} == {"blank"}


@pytest.mark.parametrize("layout", ["markdown", "tabs", "lines", "bars", "official"])
def test_the_sentences_of_a_new_report_have_marks_that_a_check_finds(layout: str) -> None:
    done = run("new", "--agency", "望舒市水务局", "--year", "2024", "--layout", layout)
    checked = api.check(done.stdout)
    found = [one for one in checked.diagnostics if one.rule.code == "S116"]
    assert len(found) == done.stdout.count("【待填") > 10
    assert not {one.rule.code for one in checked.diagnostics} & {"S106", "S107", "S108", "S109", "S112", "S113", "X008"}
    for part in ("望舒市水务局按照", "2024年1月1日至2024年12月31日", "收取信息处理费【待填"):
        assert part in done.stdout


def test_the_official_layout_has_section_2_in_one_grid_of_four_columns() -> None:
    done = run("new", "--agency", "望舒市水务局", "--year", "2020", "--layout", "official")
    section = done.stdout.partition("二、主动公开政府信息情况\n\n")[2].partition("\n\n三、")[0]
    assert {line.count("\t") for line in section.splitlines()} == {3}
    assert section.count("第二十条第") == 5
    assert "" not in section.splitlines()


def test_new_takes_the_edition_of_the_year_and_overwrites_nothing(folder: Path) -> None:
    assert run("new", "--agency", "望舒市", "--year", "2019", "-o", "a.md").exit_code == 0
    assert reportc.compile((folder / "a.md").read_bytes()).report.edition == "2019"
    assert isinstance(run("new", "--agency", "望舒市", "--year", "2019", "-o", "a.md").exception, OutputError)
    for agency in (" ", "望舒市，云岫县", "2022年望舒市"):
        assert run("new", "--agency", agency, "--year", "2024").exception is not None
    assert run("new", "--agency", "望舒市", "--year", "2024", "--edition", "2020").exception is not None
