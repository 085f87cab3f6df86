"""`reportc check` as run by users: statuses, formats, settings, fixes, baselines, many files."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from wcwidth import wcswidth

from called import Run, call
from reportc import api
from reportc.emit import human

CHECKOUT = Path(__file__).parents[1]
RIGHT = (CHECKOUT / "examples" / "tab-rows-2021.txt").read_text("utf-8")
WRONG = RIGHT.replace("\t330\t", "\t335\t", 1)
WORDED = RIGHT.replace("其他法律行政法规禁止公开", "其他法律法规禁止公开")
BOTH = WRONG.replace("其他法律行政法规禁止公开", "其他法律法规禁止公开")
FAULTY = (CHECKOUT / "examples" / "faults-2021.txt").read_text("utf-8")
COMMAND = (sys.executable, "-m", "reportc")
ENVIRONMENT = os.environ | {"PYTHONPATH": str(CHECKOUT / "compiler"), "COLUMNS": "100"}
posix = pytest.mark.skipif(os.name == "nt", reason="terminals and modes are those of POSIX")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder, with a fixed width of the terminal."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


def run(*arguments: str, stdin: bytes = b"") -> Run:
    """Run a check."""
    return call("check", *arguments, stdin=stdin)


def started(*arguments: str) -> Run:
    """Run a check in a separate process."""
    done = subprocess.run(
        [*COMMAND, "check", *arguments], env=ENVIRONMENT, capture_output=True, check=False, timeout=60
    )
    return Run(done.returncode, done.stdout, done.stderr)


def put(**texts: str) -> None:
    """Write text files, given by their names without the suffix."""
    for name, text in texts.items():
        Path(f"{name}.txt").write_bytes(text.encode())


def out(done: Run) -> str:
    """Return what went to stdout."""
    return done.stdout.decode("utf-8")


def err(done: Run) -> str:
    """Return what went to stderr."""
    return done.stderr.decode("utf-8")


def refused(done: Run, words: str) -> None:
    """Check that one line gives the reason why nothing was done."""
    assert (done.returncode, done.stdout, err(done).count("\n")) == (2, b"", 1), err(done)
    assert words in err(done)


def codes(done: Run) -> list[str]:
    """Return the codes of findings in the format of lines."""
    return [line.split(": ", 1)[1].split(" ")[0] for line in out(done).splitlines()]


# ---------------------------------------------------------------- statuses and formats


def test_the_status_and_what_goes_where() -> None:
    put(right=RIGHT, wrong=WRONG)
    done = run("right.txt")
    assert (done.returncode, err(done)) == (0, "")
    assert out(done).startswith("right.txt：通过：")
    done = run("wrong.txt")
    assert (done.returncode, err(done)) == (1, "")
    assert out(done).startswith("错误 A303 A302：「1.属于国家秘密·科研机构」印为 335，应为 330")
    done = run("wrong.txt", "right.txt", "--lang", "en")
    assert done.returncode == 1
    assert err(done).startswith("2 reports | errors 2, warnings 0, notes 0 | equations: 82 hold, 2 broken")


@pytest.mark.parametrize(
    ("level", "statuses"),
    [("error", (1, 0, 0)), ("warning", (1, 1, 0)), ("info", (1, 1, 1)), ("never", (0, 0, 0))],
)
def test_what_makes_a_check_fail(level: str, statuses: tuple[int, ...]) -> None:
    put(error=WRONG, warning=RIGHT.replace("\t259\t", "\t\t", 1), info=WORDED)
    found = [run(f"{name}.txt", "--fail-on", level).returncode for name in ("error", "warning", "info")]
    assert tuple(found) == statuses


def test_a_line_a_finding() -> None:
    put(a=BOTH)
    checked = api.check(BOTH)
    assert out(run("a.txt", "--format", "concise")).splitlines() == list(human.concise(checked, "a.txt"))


def test_json_is_one_array_of_all_reports() -> None:
    put(a=BOTH, b=RIGHT)
    done = run("a.txt", "b.txt", "a.txt", "--format", "json")
    first, second, third = json.loads(out(done))
    assert [first["source"], second["source"]] == ["a.txt", "b.txt"]
    assert (first, second["diagnostics"]) == (third, [])
    assert [one["code"] for one in first["diagnostics"]] == [one.rule.code for one in api.check(BOTH).diagnostics]
    assert out(done).count("\n") == 4
    assert json.loads(out(run("b.txt", "--format", "json"))) == [
        {"source": "b.txt", "verdict": "passed", "diagnostics": []}
    ]


def test_what_one_cell_breaks_has_one_cause() -> None:
    put(a=RIGHT.replace("\t25870\n", "\t25875\n", 1))
    (report,) = json.loads(out(run("a.txt", "--format", "json")))
    assert {one["code"]: one["data"]["cause"] for one in report["diagnostics"]} == dict.fromkeys(
        ("N501", "A303", "A301"), "/applications/new/total"
    )
    results = json.loads(out(run("a.txt", "--format", "sarif")))["runs"][0]["results"]
    assert {one["properties"]["cause"] for one in results} == {"/applications/new/total"}


HOLE = RIGHT.replace("\t30\t", "\t\t", 1)


def test_a_report_with_a_blank_cell_is_not_finished() -> None:
    put(hole=HOLE, right=RIGHT)
    done = run("hole.txt")
    assert (done.returncode, "未完成：有 1 格没有数" in out(done)) == (0, True)
    assert run("hole.txt", "--complete").returncode == 1
    assert run("right.txt", "--complete").returncode == 0
    assert json.loads(out(run("hole.txt", "--format", "json")))[0]["verdict"] == "incomplete"
    Path("reportc.toml").write_text("complete = true\n")
    assert run("hole.txt", "--fail-on", "never").returncode == 1
    Path("reportc.toml").write_text('complete = "yes"\n')
    refused(run("hole.txt"), "应为 true 或 false")


def test_a_dash_under_rules_is_no_hole() -> None:
    put(a=RIGHT.replace("规章\t4\t2\t45", "规章\t/\t/\t/", 1))
    assert run("a.txt", "--complete").returncode == 0


# ---------------------------------------------------------------- several reports


def test_several_reports_are_a_table_and_those_with_errors_in_detail() -> None:
    put(hole=HOLE, right=RIGHT, wrong=WRONG, word="天气")
    Path("none.txt").write_text("")
    table, _, detail = out(run("*.txt")).partition("\n\n")
    cells = [line.split() for line in table.splitlines()]
    assert cells[0] == ["报告", "机关", "年度", "版本", "结论", "错误", "警告", "无法核对"]
    agency = "望舒市人民政府"
    assert cells[1:] == [
        ["hole.txt", agency, "2023", "2021", "未完成", "0", "1", "0"],
        ["none.txt", "不是报告", "1", "0"],
        ["right.txt", agency, "2023", "2021", "通过", "0", "0", "0"],
        ["word.txt", "不是报告", "1", "0"],
        ["wrong.txt", agency, "2023", "2021", "有错误", "2", "0", "0"],
    ]
    assert [name for name in ("hole", "none", "right", "word", "wrong") if f"{name}.txt：" in detail] == [
        "none",
        "word",
        "wrong",
    ]
    assert "hole.txt：未完成" in out(run("*.txt", "--detail", "h*.txt"))
    assert "right.txt：通过" in out(run("*.txt", "--all"))


def test_the_table_alone_and_for_other_programs() -> None:
    put(hole=HOLE, wrong=WRONG)
    assert out(run("*.txt", "--summary")).count("\n") == 3
    assert out(run("hole.txt", "--summary")).count("\n") == 2
    sheet = out(run("*.txt", "--summary", "--format", "csv"))
    assert sheet.startswith("\ufeff报告,机关,年度,版本,结论,错误,警告,提示,空缺,无法核对\r\n")
    assert sheet.splitlines()[1] == "hole.txt,望舒市人民政府,2023,2021,未完成,0,1,0,1,0"
    first, second = json.loads(out(run("*.txt", "--summary", "--format", "json")))
    assert first == {
        "source": "hole.txt",
        "agency": "望舒市人民政府",
        "year": 2023,
        "edition": "2021",
        "verdict": "incomplete",
        "errors": 0,
        "warnings": 1,
        "notes": 0,
        "holes": 1,
        "unknown": 0,
    }
    assert second["verdict"] == "errors"
    assert run("*.txt", "--summary", "--format", "json", "-o", "all.json").returncode == 1
    assert json.loads(Path("all.json").read_text())[0] == first
    refused(run("*.txt", "--summary", "--format", "sarif"), "--summary")
    refused(run("*.txt", "--format", "csv"), "--summary")


def test_a_table_fits_its_terminal_and_holds_no_formula(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "70")
    put(**{"=1+1" + "长" * 60: RIGHT})
    lines = out(run("*.txt", "--summary")).splitlines()
    assert all(wcswidth(line) <= 70 for line in lines)
    assert lines[1].startswith("…")
    assert "'=1+1" in out(run("*.txt", "--summary", "--format", "csv"))


def test_sarif_and_github() -> None:
    put(a=BOTH, b=RIGHT, c=FAULTY)
    results = json.loads(out(run("a.txt", "b.txt", "c.txt", "--format", "sarif")))["runs"][0]["results"]
    expected = [one.rule.code for text in (BOTH, FAULTY) for one in api.check(text).diagnostics]
    assert [one["ruleId"] for one in results] == expected
    assert json.loads(out(run("b.txt", "--format", "sarif")))["runs"][0]["results"] == []
    assert out(run("a.txt", "--format", "github")).startswith(
        "::error file=a.txt,line=46,col=42,endLine=46,title=A303 "
    )


def test_statistics_stand_in_place_of_findings() -> None:
    put(a=BOTH, b=WRONG)
    done = run("a.txt", "b.txt", "--statistics")
    assert [line.split()[:2] for line in out(done).splitlines()] == [["2", "A302"], ["2", "A303"], ["1", "F801"]]
    assert done.returncode == 1
    counts = json.loads(out(run("a.txt", "--statistics", "--format", "json")))
    assert {one["code"]: one["fixable"] for one in counts} == {"A302": 0, "A303": 0, "F801": 1}


@pytest.mark.parametrize("form", ["human", "json", "sarif"])
def test_output_to_a_file_and_the_same_with_any_number_of_workers(folder: Path, form: str) -> None:
    put(**{f"r{number}": text for number, text in enumerate([RIGHT, BOTH, FAULTY, "", "天气"] * 4)})
    alone = run(".", "--format", form, "-j", "1")
    several = started(".", "--format", form, "-j", "2", "-o", "out.file")
    assert several.stdout == b""
    assert (folder / "out.file").read_bytes() == alone.stdout
    assert (several.stderr, several.returncode) == (alone.stderr, 1)


def test_standard_input_has_a_name() -> None:
    done = run("-", "--stdin-filename", "望舒.txt", "--format", "concise", stdin=WRONG.encode("gb18030"))
    assert all(line.startswith("望舒.txt:") for line in out(done).splitlines())
    assert codes(done) == ["A303", "A302"]


def test_a_file_that_cannot_be_read_does_not_stop_the_others(folder: Path) -> None:
    put(a=RIGHT)
    (folder / "b.txt").symlink_to("nowhere")
    done = run(".", "--format", "json")
    assert done.returncode == 2
    assert [one["source"] for one in json.loads(out(done))] == ["./a.txt"]
    assert err(done).splitlines()[0].startswith("无法读取 ./b.txt：不存在")
    assert err(done).splitlines()[1].endswith("｜1 个文件未能读取")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "没有输入"),
        (("nowhere.txt",), "找不到：nowhere.txt"),
        (("a.txt", "--select", "Q1"), "没有规则 Q1"),
        (("a.txt", "--ignore", "A3,A399"), "没有规则 A399；相近的有 A30"),
        (("a.txt", "--severity", "A303=fatal"), "没有「fatal」这个级别，可用的是 error、warning、info"),
        (("a.txt", "--severity", "A303"), "这个级别"),
        (("a.txt", "--config", "nowhere.toml"), "无法读取 nowhere.toml：不存在"),
        (("a.txt", "--statistics", "--format", "sarif"), "--statistics 只能与"),
        (("a.txt", "--statistics", "--diff"), "--statistics 只能与"),
        (("a.txt", "-", "--fix"), "不能有别的输入"),
        (("a.txt", "--baseline", "x.json", "--write-baseline", "x.json"), "只能用一个"),
        (("a.txt", "--baseline", "x.json"), "无法读取 x.json：不存在"),
        (("a.txt", "--baseline", "a.txt"), "a.txt 不是基线文件"),
        (("a.txt", "--write-baseline", "a.txt"), "输出会覆盖输入 a.txt"),
        (("a.txt", "-o", "a.txt"), "输出会覆盖输入 a.txt"),
    ],
)
def test_one_line_says_why_nothing_is_done(arguments: tuple[str, ...], words: str) -> None:
    put(a=RIGHT)
    refused(run(*arguments), words)
    assert Path("a.txt").read_bytes() == RIGHT.encode()


# ---------------------------------------------------------------- settings


def test_rules_are_chosen_and_graded() -> None:
    put(a=BOTH)
    assert codes(run("a.txt", "--format", "concise", "--select", "A303,F8")) == ["A303", "F801"]
    assert codes(run("a.txt", "--format", "concise", "--ignore", "A3", "--ignore", "X")) == ["F801"]
    assert codes(run("a.txt", "--format", "concise", "--select", "a3", "--ignore", "A303")) == ["A302"]
    assert run("a.txt", "--severity", "A=info,A302=warning").returncode == 0
    assert run("a.txt", "--severity", "A=info,F801=error", "--select", "F").returncode == 1


def test_the_command_line_goes_before_the_file(folder: Path) -> None:
    put(a=BOTH)
    (folder / "pyproject.toml").write_text(
        '[tool.reportc]\nselect = ["A"]\nignore = ["A302"]\nlanguage = "en"\nfail-on = "never"\n', "utf-8"
    )
    done = run("a.txt", "--format", "concise")
    assert codes(done) == ["A303"]
    assert "parts sum to" in out(done)
    assert done.returncode == 0
    done = run("a.txt", "--format", "concise", "--select", "A,F", "--lang", "zh", "--fail-on", "error")
    assert codes(done) == ["A303", "F801"]
    assert "各项之和" in out(done)
    assert done.returncode == 1
    (folder / "other.toml").write_text('per-file-ignores = { "a.*" = ["A"] }', "utf-8")
    assert codes(run("a.txt", "--format", "concise", "--config", "other.toml")) == ["F801"]


def test_a_wrong_setting_is_said_with_its_file(folder: Path) -> None:
    put(a=RIGHT)
    (folder / "reportc.toml").write_text("color = true", "utf-8")
    refused(run("a.txt"), f"{folder / 'reportc.toml'}：没有「color」这项设置")


# ---------------------------------------------------------------- fixes


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_fixes_leave_every_other_byte(folder: Path, encoding: str, ends: str) -> None:
    wrong, right = (text.replace("\n", ends).encode(encoding) for text in (BOTH, RIGHT))
    (folder / "a.txt").write_bytes(wrong)
    done = run("a.txt", "--fix", "--unsafe-fixes")
    assert (done.returncode, err(done)) == (0, "a.txt：改正 2 处\n")
    assert out(done).startswith("a.txt：通过：")
    assert (folder / "a.txt").read_bytes() == right
    assert [path.name for path in folder.iterdir()] == ["a.txt"]


def test_safe_fixes_alone_leave_what_is_said(folder: Path) -> None:
    put(a=BOTH)
    done = run("a.txt", "--fix", "--format", "concise")
    assert codes(done) == ["A303", "A302"]
    assert done.returncode == 1
    assert (folder / "a.txt").read_bytes() == WRONG.encode()


def test_many_files_are_fixed_by_workers_and_written_once(folder: Path) -> None:
    put(**{f"r{number}": BOTH for number in range(12)}, right=RIGHT)
    before = (folder / "right.txt").stat().st_mtime_ns
    done = started(".", "--fix", "--unsafe-fixes", "-j", "2")
    assert done.returncode == 0
    assert err(done).endswith("｜改正 24 处\n")
    assert {path.read_bytes() for path in folder.glob("*.txt")} == {RIGHT.encode()}
    assert (folder / "right.txt").stat().st_mtime_ns == before


def test_standard_input_is_fixed_to_standard_output() -> None:
    done = run("-", "--fix", "--unsafe-fixes", stdin=BOTH.encode("gb18030"))
    assert done.stdout == RIGHT.encode("gb18030")
    assert err(done).splitlines()[0] == "-：改正 2 处"
    assert "通过" in err(done)
    assert run("-", "--fix", stdin=RIGHT.encode()).stdout == RIGHT.encode()


@posix
def test_a_diff_writes_nothing_and_can_be_patched(folder: Path) -> None:
    put(a=BOTH)
    done = run("a.txt", "--diff", "--fix", "--unsafe-fixes")
    assert (folder / "a.txt").read_bytes() == BOTH.encode()
    assert done.returncode == 1
    assert err(done).endswith("｜可改正 2 处\n")
    subprocess.run(["patch", "--quiet", "a.txt"], input=done.stdout, check=True)  # noqa: S607  # every system's
    assert (folder / "a.txt").read_bytes() == RIGHT.encode()
    assert run("a.txt", "--diff").stdout == b""


def test_a_file_that_cannot_be_written_back_is_left(folder: Path) -> None:
    damaged = WORDED.encode() + b"\xff\xfe\xff"
    (folder / "a.txt").write_bytes(damaged)
    done = run("a.txt", "--fix", "--format", "concise")
    assert "a.txt：编码 UTF-8 不能原样写回改正后的文字，未改" in err(done)
    assert (folder / "a.txt").read_bytes() == damaged
    assert {"F801", "X009"} <= set(codes(done))


def test_a_fix_that_is_not_taken_is_named() -> None:
    without_total = WRONG.replace("\t1354\n", "\t\n", 1)
    put(a=without_total)
    done = run("a.txt", "--fix")
    assert err(done).startswith(
        "a.txt:46:10: A305 的改正未采用（填 1359）：改后会有 A302：「（七）总计·总计」印为 26557，"
    )
    assert Path("a.txt").read_bytes() == without_total.encode()


# ---------------------------------------------------------------- baselines


def baseline(folder: Path, name: str = "known.json") -> list[dict[str, Any]]:
    """Read the entries of a baseline."""
    found: list[dict[str, Any]] = json.loads((folder / name).read_text("utf-8"))["findings"]
    return found


def test_known_findings_are_not_reported(folder: Path) -> None:
    put(a=BOTH, b=RIGHT)
    done = run("a.txt", "b.txt", "--write-baseline", "known.json")
    assert done.returncode == 0
    assert "基线写入 known.json：3 条，其中 0 条写有理由" in err(done)
    assert [(one["report"], one["code"]) for one in baseline(folder)] == [
        (("a.txt"), c) for c in ("A303", "F801", "A302")
    ]
    done = run("a.txt", "b.txt", "--baseline", "known.json", "--format", "concise")
    assert (done.returncode, out(done)) == (0, "")
    assert err(done).endswith("｜基线已知 3\n")
    put(a="新写的一行。\n\n" + BOTH.replace("\t222\t", "\t223\t", 1))
    done = run("a.txt", "--baseline", "known.json", "--format", "concise")
    assert done.returncode == 1
    assert "/applications/outcomes/withheld/state_secret/total" in {one["at"] for one in baseline(folder)}
    assert codes(done) == ["A302"]  # the row was known to differ; another column is new


def test_what_is_gone_is_said_and_no_failure() -> None:
    put(a=BOTH)
    run("a.txt", "--write-baseline", "known.json")
    put(a=WRONG)
    done = run("a.txt", "--baseline", "known.json")
    assert done.returncode == 0
    assert err(done).startswith("a.txt：基线中的 F801 已不存在：「2.其他法律法规禁止公开」")
    done = run("a.txt", "--baseline", "known.json", "--format", "concise")
    assert err(done).endswith("｜基线已知 2｜基线中已不存在 1\n")


def test_reasons_survive_and_reports_not_checked_keep_their_entries(folder: Path) -> None:
    put(a=BOTH, b=WRONG)
    run("a.txt", "b.txt", "--write-baseline", "known.json")
    data = json.loads((folder / "known.json").read_text("utf-8"))
    for one in data["findings"]:
        one["reason"] = f"{one['report']} {one['code']}"
    (folder / "known.json").write_text(json.dumps(data), "utf-8")
    put(a="改了。\n\n" + WRONG.replace("\t259\t", "\t\t", 1))
    done = run("a.txt", "--write-baseline", "known.json", "--lang", "en")
    assert "baseline written to known.json: 5 findings, 4 of them with a reason" in err(done)
    reasons = [(one["report"], one["code"], one["reason"]) for one in baseline(folder)]
    assert sorted(reasons) == [
        ("a.txt", "A302", "a.txt A302"),
        ("a.txt", "A303", "a.txt A303"),
        ("a.txt", "A304", ""),
        ("b.txt", "A302", "b.txt A302"),
        ("b.txt", "A303", "b.txt A303"),
    ]


def test_reports_are_named_from_the_folder_of_the_baseline(folder: Path) -> None:
    (folder / "r" / "kept").mkdir(parents=True)
    (folder / "r" / "a.txt").write_bytes(BOTH.encode())
    run("r", "--write-baseline", "r/kept/known.json")
    assert {one["report"] for one in baseline(folder, "r/kept/known.json")} == {"../a.txt"}
    assert run(str(folder / "r" / "a.txt"), "--baseline", "r/kept/known.json").returncode == 0
    os.chdir("r/kept")
    assert run("../a.txt", "--baseline", "known.json").returncode == 0


def test_sarif_shows_what_a_baseline_knows() -> None:
    put(a=BOTH)
    run("a.txt", "--write-baseline", "known.json")
    results = json.loads(out(run("a.txt", "--baseline", "known.json", "--format", "sarif")))["runs"][0]["results"]
    assert [one["baselineState"] for one in results] == ["unchanged"] * 3


def test_one_entry_knows_one_finding(folder: Path) -> None:
    twice = FAULTY.replace("\t\t制表人柳青\n", "\t\t制表人柳青\n" * 2)
    put(a=FAULTY)
    run("a.txt", "--write-baseline", "known.json")
    put(a=twice)
    assert codes(run("a.txt", "--baseline", "known.json", "--format", "concise")) == ["X001"]
    assert len(baseline(folder)) == len(api.check(FAULTY).diagnostics)


# ---------------------------------------------------------------- terminals


class Terminal(io.TextIOWrapper):
    """A stream that claims to be a terminal."""

    def isatty(self) -> bool:
        """Return True."""
        return True


@pytest.mark.parametrize(
    ("arguments", "environment", "colored"),
    [
        ((), {}, True),
        ((), {"NO_COLOR": "1"}, False),
        ((), {"TERM": "dumb"}, False),
        (("-o", "out.txt"), {}, False),
        (("--color", "never"), {}, False),
        (("--color", "always"), {"NO_COLOR": "1"}, True),
        (("--diff",), {}, True),
    ],
)
def test_colour_is_for_terminals(
    arguments: tuple[str, ...], environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, *, colored: bool
) -> None:
    put(a=BOTH)
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with monkeypatch.context() as patched:
        patched.setattr(io, "TextIOWrapper", Terminal)
        seen = run("a.txt", *arguments)
    assert (b"\x1b[" in seen.stdout) is colored
    assert seen.returncode == 1
    if "always" not in arguments:
        assert b"\x1b[" not in run("a.txt", *arguments).stdout


@posix
def test_a_terminal_is_filled_to_its_width() -> None:
    import pty

    put(a=WRONG)
    ours, theirs = pty.openpty()
    env = {name: value for name, value in ENVIRONMENT.items() if name != "NO_COLOR"} | {
        "TERM": "xterm",
        "COLUMNS": "60",
    }
    with subprocess.Popen([*COMMAND, "check", "a.txt"], env=env, stdout=theirs, stderr=subprocess.DEVNULL):
        os.close(theirs)
        seen = b""
        try:
            while block := os.read(ours, 65536):
                seen += block
        except OSError:  # Linux's error if the other end is closed
            pass
        os.close(ours)
    assert b"\x1b[1;31m" in seen
    sources = [line for line in seen.decode().splitlines() if "46 |" in line]
    assert sources
    assert all("…" in line for line in sources)


def test_nothing_heavy_is_imported_for_a_check() -> None:
    put(a=BOTH)
    code = (
        "import sys; sys.argv = ['reportc', 'check', 'a.txt', '--format', 'concise']\n"
        "from reportc.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(*sorted({'reportc.result.model', 'rich', 'multiprocessing', 'pygls'} & {*sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], env=ENVIRONMENT, capture_output=True, check=True)
    assert done.stderr.splitlines()[-1] == b""


# ---------------------------------------------------------------- rules, and what compile says


def test_the_page_of_a_rule() -> None:
    assert out(call("rule", "a303")).startswith("A303 row-total-differs（错误）\n一行的总计不等于各类申请人之和\n")
    assert out(call("rule", "row-total-differs", "--lang", "en")).startswith("A303 row-total-differs (error)\n")
    assert out(call("rule", "A303", "--format", "markdown")).startswith("# A303 row-total-differs\n")
    assert json.loads(out(call("rule", "A303", "--format", "json")))["severity"] == "error"
    refused(call("rule", "A333"), "没有规则 A333；相近的有 A30")
    refused(call("rule", "row-total"), "row-total-differs")
    refused(call("rule", "cell-blank"), "cell-blank 不止一条：A304、D201、P402")


def test_all_rules() -> None:
    from reportc.check import RULES

    codes = [rule.code for rule in RULES]
    assert [line.split()[0] for line in out(call("rules")).splitlines()] == codes
    assert [one["code"] for one in json.loads(out(call("rules", "--format", "json")))] == codes
    table = out(call("rules", "--format", "markdown", "--lang", "en")).splitlines()
    assert table[:2] == ["| code | name | severity | title |", "| --- | --- | --- | --- |"]
    assert [line.split(" | ")[0] for line in table[2:]] == [f"| {code}" for code in codes]


def test_records_hold_the_findings_of_a_check(folder: Path) -> None:
    put(a=BOTH, b=FAULTY)
    (folder / "reportc.toml").write_text('select = ["F"]', "utf-8")  # settings are not for records
    records = [json.loads(line) for line in out(call("compile", "a.txt", "b.txt")).splitlines()]
    for record, text in zip(records, (BOTH, FAULTY), strict=True):
        assert [one["code"] for one in record["diagnostics"]] == [one.rule.code for one in api.check(text).diagnostics]


def test_a_compile_fails_for_what_it_cannot_read_and_not_for_contradictions() -> None:
    put(a=WRONG, b=FAULTY)
    done = call("compile", "a.txt")
    assert done.returncode == 0
    assert "a.txt:46:42: A303" in err(done)
    assert call("compile", "b.txt").returncode == 1
