"""Every command accepts Word files as well as text; its messages have places that a person finds in Word."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from reportc import cli
from reports import word
from reports.generate import generate, seeded

LABEL = ("2.其他法律行政法规禁止公开", "2.其他法律法规禁止公开")


@pytest.fixture(name="draft")
def a_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a file with a label that is not worded as in the form, and a blank total."""
    monkeypatch.chdir(tmp_path)
    cells = [["二、上年结转政府信息公开申请数量", *"1111116"], ["一、本年新收政府信息公开申请数量", *"123456", ""]]
    rows = [*cells, [LABEL[1], *"0000000"]]
    paragraph = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    table = "".join(f"<w:tr>{''.join(f'<w:tc>{paragraph.format(t)}</w:tc>' for t in row)}</w:tr>" for row in rows)
    heading = paragraph.format("三、收到和处理政府信息公开申请情况")
    path = tmp_path / "draft.docx"
    path.write_bytes(word.package(f"{heading}<w:tbl>{table}</w:tbl>"))
    return path


def run(capfdbinary: pytest.CaptureFixture[bytes], *arguments: str) -> tuple[int, str, str]:
    """Run a command; return its status and its output."""
    with pytest.raises(SystemExit) as end:
        cli.call(arguments)
    out, err = capfdbinary.readouterr()
    assert isinstance(end.value.code, int)
    return end.value.code, out.decode("utf-8", "replace"), err.decode()


@pytest.mark.usefixtures("draft")
def test_a_finding_has_its_place_and_shows_its_row(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    _, out, _ = run(capfdbinary, "check", "draft.docx", "--select", "F801")
    assert "提示 F801 label-wording ×1：表1 第3行第1列（--fix 可改）\n" in out
    _, out, _ = run(capfdbinary, "check", "draft.docx", "--select", "F801", "--all")
    assert "--> draft.docx 表1 第3行第1列\n" in out
    assert "4 | 2.其他法律法规禁止公开    0    0    0    0    0    0    0\n" in out
    _, out, _ = run(capfdbinary, "check", "draft.docx", "--select", "F801", "--format", "concise")
    message = f"「{LABEL[1]}」在表式中写作「{LABEL[0]}」"
    assert out == f"draft.docx:4:1: F801 [表1 第3行第1列] {message}\n"


@pytest.mark.usefixtures("draft")
@pytest.mark.parametrize(("language", "place"), [("zh", "表1 第3行第1列"), ("en", "table 1, row 3, cell 1")])
def test_the_place_is_in_the_json(capfdbinary: pytest.CaptureFixture[bytes], language: str, place: str) -> None:
    _, out, _ = run(capfdbinary, "check", "draft.docx", "--select", "F801", "--format", "json", "--lang", language)
    ((finding,),) = (one["diagnostics"] for one in json.loads(out))
    assert finding["data"]["place"] == place
    assert finding["range"]["start"] == {"line": 3, "character": 0}
    _, out, _ = run(capfdbinary, "compile", "draft.docx", "--to", "ndjson", "--lang", language)
    places = [one["data"]["place"] for one in json.loads(out)["diagnostics"]]
    assert place in places


@pytest.mark.usefixtures("draft")
def test_the_projection_can_be_printed(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    status, out, err = run(capfdbinary, "text", "draft.docx")
    assert (status, err) == (0, "")
    assert out.splitlines()[2] == "一、本年新收政府信息公开申请数量\t1\t2\t3\t4\t5\t6\t"
    assert run(capfdbinary, "text", "draft.docx", "-o", "out.txt") == (0, "", "")
    assert Path("out.txt").read_text("utf-8") == out


@pytest.mark.usefixtures("draft")
def test_what_is_not_read_has_no_text(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    Path("scan.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    status, out, err = run(capfdbinary, "text", "scan.png")
    assert (status, out) == (2, "")
    assert "图片" in err


def test_fixes_go_into_the_file(draft: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    before = draft.read_bytes()
    _, out, _ = run(capfdbinary, "check", "draft.docx", "--fix", "--diff")
    assert f"+{LABEL[0]}\t0" in out
    assert "+一、本年新收政府信息公开申请数量\t1\t2\t3\t4\t5\t6\t21" in out
    assert draft.read_bytes() == before
    _, out, err = run(capfdbinary, "check", "draft.docx", "--fix")
    assert "改正 2 处" in err
    assert "F801" not in out
    with zipfile.ZipFile(io.BytesIO(draft.read_bytes())) as archive:
        assert LABEL[0] in archive.read("word/document.xml").decode()


def test_comments_go_into_a_copy(draft: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    before = draft.read_bytes()
    _, _, err = run(capfdbinary, "check", "draft.docx", "--annotate", "out.docx")
    assert "批注写入 out.docx" in err
    assert draft.read_bytes() == before
    with zipfile.ZipFile("out.docx") as archive:
        assert "F801" in archive.read("word/comments.xml").decode()


@pytest.mark.usefixtures("draft")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(("draft.docx", "--annotate", "draft.docx"), "输出会覆盖输入", id="onto itself"),
        pytest.param(("draft.docx", "--annotate", "a.docx", "--fix"), "--annotate", id="with --fix"),
        pytest.param(("draft.docx", "draft.docx", "--annotate", "a.docx"), "--annotate", id="of two reports"),
        pytest.param(("text.txt", "--annotate", "a.docx"), "不能加批注", id="of a text"),
    ],
)
def test_comments_that_cannot_be(
    capfdbinary: pytest.CaptureFixture[bytes], arguments: tuple[str, ...], said: str
) -> None:
    Path("text.txt").write_text("三、收到和处理政府信息公开申请情况\n", "utf-8")
    status, _, err = run(capfdbinary, "check", *arguments)
    assert status == 2
    assert said in err
    assert not Path("a.docx").exists()


def test_a_word_file_is_laid_out_elsewhere(draft: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    before = draft.read_bytes()
    status, _, err = run(capfdbinary, "fmt", "draft.docx")
    assert (status, "不在原处整理" in err) == (0, True)
    status, out, _ = run(capfdbinary, "fmt", "draft.docx", "--diff")
    assert (status, "+## 三、收到和处理政府信息公开申请情况" in out) == (1, True)
    assert draft.read_bytes() == before
    status, _, _ = run(capfdbinary, "fmt", "draft.docx", "-o", "out.md")
    assert status == 0
    assert "## 三、收到和处理政府信息公开申请情况" in Path("out.md").read_text("utf-8")


def test_folders_give_word_files(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    rng = seeded("folder")
    for name in ("a.docx", "b.docx"):
        (tmp_path / name).write_bytes(word.document(generate(rng, plain=True), rng))
    status, out, _ = run(capfdbinary, "compile", str(tmp_path))
    assert status == 0
    assert [json.loads(line)["coverage"]["cells_null"] for line in out.splitlines()] == [0, 0]
