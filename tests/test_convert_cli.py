"""`reportc convert` and the files of `reportc new` as run by users: kinds, folders, existing files, statuses."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import reportc
from kinds import READ, ready
from reportc import api
from reportc.cli import program
from reportc.commands.convert import To
from reportc.emit.document.files import KINDS

CHECKOUT = Path(__file__).parents[1]
EXAMPLES = sorted((CHECKOUT / "examples").glob("*.txt"))
WRITTEN = [name for name, kind in KINDS.items() if not kind.draw or name in READ]
REPORT = (CHECKOUT / "examples" / "tab-rows-2021.txt").read_bytes()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, stdin: bytes = b"") -> Result:
    """Run the program in this process."""
    return CliRunner().invoke(program(()), arguments, input=stdin)


def test_the_command_knows_all_kinds() -> None:
    assert {kind.value for kind in To} == set(KINDS)


@pytest.mark.parametrize("kind", WRITTEN)
def test_a_file_is_written_in_the_kind_of_its_ending(kind: str, folder: Path) -> None:
    ready(kind)
    (folder / "a.txt").write_bytes(REPORT)
    done = run("convert", "a.txt", "-o", f"b.{kind}")
    assert (done.exit_code, done.stderr, done.stdout) == (0, f"a.txt → b.{kind}\n", "")
    want = reportc.compile(REPORT).report
    if kind == "json":
        assert type(want).model_validate_json((folder / "b.json").read_bytes()) == want
    else:
        assert reportc.compile((folder / f"b.{kind}").read_bytes()).report.applications == want.applications


def test_text_goes_to_the_output(folder: Path) -> None:
    done = run("convert", "-", "--to", "md", stdin=REPORT)
    assert (done.exit_code, done.stdout) == (0, api.format(REPORT).text)
    assert list(folder.iterdir()) == []


def test_nothing_is_overwritten_without_force(folder: Path) -> None:
    (folder / "a.txt").write_bytes(REPORT)
    (folder / "b.html").write_text("before")
    done = run("convert", "a.txt", "-o", "b.html")
    assert (done.exit_code, (folder / "b.html").read_text()) == (2, "before")
    assert "--force" in done.stderr
    assert run("convert", "a.txt", "-o", "b.html", "--force").exit_code == 0
    assert (folder / "b.html").read_bytes() == api.convert(REPORT, "html").data


def test_an_input_is_never_overwritten(folder: Path) -> None:
    (folder / "a.txt").write_bytes(REPORT)
    done = run("convert", "a.txt", "-o", "a.txt", "--force")
    assert (done.exit_code, (folder / "a.txt").read_bytes()) == (2, REPORT)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_folder_keeps_its_shape(folder: Path, jobs: str) -> None:
    (folder / "in" / "deep").mkdir(parents=True)
    for at, path in enumerate(EXAMPLES * 2):
        shutil.copy(path, folder / "in" / ("deep" if at % 2 else "") / f"{at}-{path.name}")
    (folder / "in" / "other.txt").write_text("今天天气很好。", "utf-8")
    done = run("convert", "in", "-o", "out/", "--to", "html", "-j", jobs)
    written = {path.relative_to(folder / "out").as_posix() for path in (folder / "out").rglob("*.html")}
    assert done.exit_code == 2
    assert "in/other.txt：不是政府信息公开工作年度报告，未写出" in done.stderr
    assert done.stderr.endswith("共 11 份｜写出 10 份，失败 1 份\n")
    inputs = (folder / "in").rglob("*-*.txt")
    assert written == {path.relative_to(folder / "in").with_suffix(".html").as_posix() for path in inputs}


def test_what_is_no_report_in_a_folder_is_counted(folder: Path) -> None:
    (folder / "in").mkdir()
    (folder / "in" / "a.txt").write_bytes(REPORT)
    (folder / "in" / "b.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    done = run("convert", "in", "-o", "out/", "--to", "txt")
    assert done.exit_code == 0
    assert done.stderr.endswith("共 1 份｜写出 1 份\n跳过 1 个文件：图片 1 个\n")


def test_two_inputs_for_one_file_are_told(folder: Path) -> None:
    for name in ("x", "y"):
        (folder / name).mkdir()
        (folder / name / "a.txt").write_bytes(REPORT)
    done = run("convert", "x/a.txt", "y/a.txt", "-o", "out/", "--to", "txt", "--force")
    assert done.exit_code == 2
    assert "另一份报告也要写成这个文件" in done.stderr
    assert done.stderr.endswith("共 2 份｜写出 1 份，失败 1 份\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["a.txt", "-o", "b.doc"], "--to"),
        (["a.txt"], "--to"),
        (["a.txt", "a.txt", "-o", "b.docx"], "-o 文件夹/"),
        (["a.txt", "-o", "b.docx", "--findings"], "--findings"),
        (["a.txt", "-o", "a.txt/b.html"], "无法写入"),
        ([], "没有输入"),
    ],
)
def test_what_cannot_work_is_said(arguments: list[str], said: str, folder: Path) -> None:
    (folder / "a.txt").write_bytes(REPORT)
    done = run("convert", *arguments)
    assert done.exit_code != 0
    assert said in (str(done.exception) + done.stderr)
    assert [path.name for path in folder.iterdir()] == ["a.txt"]


def test_findings_stand_beside_the_cells_if_asked(folder: Path) -> None:
    shutil.copy(CHECKOUT / "examples" / "faults-2021.txt", folder / "a.txt")
    run("convert", "a.txt", "-o", "plain.html")
    run("convert", "a.txt", "-o", "noted.html", "--findings", "--lang", "en")
    assert "data-finding" not in (folder / "plain.html").read_text("utf-8")
    assert "row-total" not in (folder / "noted.html").read_text("utf-8")
    assert "A303" in (folder / "noted.html").read_text("utf-8")


def test_spelling_stays_if_asked(folder: Path) -> None:
    report = REPORT.replace("科研机构".encode(), "科研单位".encode())
    (folder / "a.txt").write_bytes(report)
    run("convert", "a.txt", "-o", "mended.html")
    run("convert", "a.txt", "-o", "kept.html", "--no-fix")
    assert "科研单位" not in (folder / "mended.html").read_text("utf-8")
    assert "科研单位" in (folder / "kept.html").read_text("utf-8")


@pytest.mark.parametrize("kind", WRITTEN)
def test_a_blank_report_in_a_file_of_any_kind(kind: str, folder: Path) -> None:
    ready(kind)
    done = run("new", "--agency", "青岚县水利局", "--year", "2020", "-o", f"draft.{kind}")
    assert (done.exit_code, done.stderr) == (0, "")
    data = (folder / f"draft.{kind}").read_bytes()
    if kind == "json":
        assert b'"agency": "\xe9\x9d\x92' in data
        return
    report = reportc.compile(data).report
    assert (report.agency, report.year, report.edition) == ("青岚县水利局", 2020, "2019")
    assert run("new", "--agency", "青岚县水利局", "--year", "2020", "-o", f"draft.{kind}").exit_code != 0
    assert (folder / f"draft.{kind}").read_bytes() == data


def test_no_agency_no_file(folder: Path) -> None:
    assert run("new", "--agency", "，", "--year", "2020", "-o", "draft.docx").exit_code != 0
    assert list(folder.iterdir()) == []
