"""The program as run by users: in a shell, with their files, their locale and Ctrl-C."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

import pytest
import typer
from typer.testing import CliRunner

import reportc
from called import Run, call
from reportc.commands.options import grouped
from reportc.emit import canonical

CHECKOUT = Path(__file__).parents[1]
EXAMPLE = CHECKOUT / "examples" / "tab-rows-2021.txt"
REPORT = EXAMPLE.read_bytes()
COMMAND = (sys.executable, "-m", "reportc")
ENVIRONMENT = os.environ | {"PYTHONPATH": str(CHECKOUT / "compiler"), "COLUMNS": "100"}
posix = pytest.mark.skipif(os.name == "nt", reason="signals, modes and devices are those of POSIX")
not_root = pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everywhere")

NOTHING: Mapping[str, str] = MappingProxyType({})


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder, with a fixed width of the terminal."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


def run(*arguments: str | bytes, stdin: bytes = b"", environment: Mapping[str, str] = NOTHING) -> Run:
    """Run the program to its end, in a process of its own."""
    env = ENVIRONMENT | {**environment}
    done = subprocess.run([*COMMAND, *arguments], input=stdin, env=env, capture_output=True, check=False, timeout=60)
    return Run(done.returncode, done.stdout, done.stderr)


def put(folder: Path, *names: str, data: bytes = REPORT) -> None:
    """Write files with `data`."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def sources(output: bytes) -> list[str]:
    """Return the source of each record."""
    return [json.loads(line)["source"] for line in output.decode("utf-8").splitlines()]


def refused(done: Run, words: str) -> None:
    """Check that one line gives the reason why nothing was done."""
    message = done.stderr.decode("utf-8")
    assert (done.returncode, done.stdout, message.count("\n")) == (2, b"", 1), message
    assert message.startswith("reportc: ")
    assert words in message


def leftovers(folder: Path) -> list[Path]:
    """Return half-written files."""
    return list(folder.glob(".reportc-*"))


# ---------------------------------------------------------------- what is printed


def test_one_report_gives_canonical_json_and_a_summary(folder: Path) -> None:
    put(folder, "a.txt")
    done = run("compile", "a.txt")
    assert done.stdout.decode("utf-8") == canonical.pretty(reportc.compile(REPORT).report)
    assert done.stderr.decode("utf-8").splitlines()[-1].startswith("a.txt：")
    assert done.returncode == 0
    assert call("compile", "a.txt", "--to", "json").stdout == done.stdout
    assert call("compile", "-", stdin=REPORT).stdout == done.stdout
    assert call("compile", "a.txt", "--lang", "en").stderr.startswith(b"a.txt: ")


def test_several_give_a_record_each_in_the_order_given(folder: Path) -> None:
    put(folder, "b.txt", "a.txt")
    done = call("compile", "b.txt", "a.txt", "b.txt")
    assert sources(done.stdout) == ["b.txt", "a.txt", "b.txt"]
    assert done.stderr.decode("utf-8").startswith("共 3 份报告｜")
    assert done.returncode == 0
    record = json.loads(done.stdout.splitlines()[0])
    assert list(record) == ["source", "report", "diagnostics", "coverage"]
    assert record["report"] == json.loads(canonical.pretty(reportc.compile(REPORT).report))


def test_ndjson_may_be_asked_for_one_report(folder: Path) -> None:
    put(folder, "a.txt")
    assert sources(call("compile", "a.txt", "--to", "ndjson").stdout) == ["a.txt"]


def test_json_of_several_is_an_array(folder: Path) -> None:
    put(folder, *(f"r/{number}.txt" for number in range(12)))
    array = json.loads(call("compile", "r", "--to", "json").stdout)
    assert array == [json.loads(line) for line in call("compile", "r").stdout.splitlines()]


def test_folders_and_patterns(folder: Path) -> None:
    put(folder, "r/b.txt", "r/a/c.md", "r/.hidden.txt", "r/d.json")
    assert sources(call("compile", "r").stdout) == [str(Path("r/a/c.md")), str(Path("r/b.txt"))]
    assert sources(call("compile", "r/**/*.txt").stdout) == [str(Path("r/b.txt"))]


def test_standard_input_is_bytes_and_has_a_name(folder: Path) -> None:
    put(folder, "a.txt")
    done = run("compile", "-", "a.txt", "--stdin-filename", "望舒.txt", stdin=REPORT.decode().encode("gb18030"))
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert first["source"] == "望舒.txt"
    assert first["report"] == second["report"]


@pytest.mark.parametrize("count", [3, 20])
def test_standard_input_goes_to_workers_too(folder: Path, count: int) -> None:
    names = [f"{number}.txt" for number in range(count)]
    put(folder, *names)
    done = run("compile", *names[:2], "-", *names[2:], "-j", "2", stdin=REPORT)
    assert sources(done.stdout) == [*names[:2], "-", *names[2:]]


def test_workers_change_no_byte(folder: Path) -> None:
    for number in range(40):
        put(folder, f"r/{number}.txt", data=REPORT[: len(REPORT) * number // 40])
    runs = [call("compile", "r", "-j", "1"), *(run("compile", "r", "-j", str(jobs)) for jobs in (2, 5))]
    assert len(sources(runs[0].stdout)) == 40
    assert {done.stdout for done in runs} == {runs[0].stdout}
    assert {(done.stderr, done.returncode) for done in runs} == {(runs[0].stderr, runs[0].returncode)}


@pytest.mark.parametrize("environment", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"PYTHONUTF8": "0"}])
def test_json_is_utf8_in_every_locale(folder: Path, environment: dict[str, str]) -> None:
    put(folder, "a.txt")
    put(folder, "weather.txt", data="明日晴。".encode())
    done = run("compile", "a.txt", "weather.txt", environment=environment)
    assert done.stdout == call("compile", "a.txt", "weather.txt").stdout
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["with space.txt", "报告（一）.txt", "-dash.txt", "a\nb.txt", "a[1].txt", "👍.txt"])
def test_names_of_all_kinds(folder: Path, name: str) -> None:
    if os.name == "nt" and "\n" in name:
        pytest.skip("no such names on Windows")
    put(folder, name)
    assert sources(call("compile", "--to", "ndjson", "--", name).stdout) == [name]
    assert call("compile", "--", name).stderr.count(b"\n") == 1


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes any byte in a name")
def test_a_name_that_is_no_text(folder: Path) -> None:
    name = b"r/a\xff.txt"
    (folder / "r").mkdir()
    Path(os.fsdecode(name)).write_bytes(REPORT)
    ways = call("compile", "r"), call("compile", name, "--to", "ndjson"), run("compile", name, "-j", "2", *[name] * 20)
    for done in ways:
        assert set(sources(done.stdout)) == {"r/a\\xff.txt"}
        assert done.returncode == 0
    assert call("compile", name).stderr.startswith(b"r/a\\xff.txt")
    refused(call("compile", b"b\xff.txt"), "b\\xff.txt")


def test_what_is_no_report(folder: Path) -> None:
    put(folder, "weather.txt", data="明日晴。".encode())
    done = call("compile", "weather.txt")
    assert done.returncode == 1
    assert "X008" in done.stderr.decode("utf-8")
    report = json.loads(done.stdout)
    assert {report[key] for key in ("title", "agency", "applications", "proceedings")} == {None}
    put(folder, "a.txt")
    assert call("compile", "a.txt", "weather.txt").returncode == 1


# ---------------------------------------------------------------- what cannot be done


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nowhere.txt",), "找不到：nowhere.txt (no such file or folder)"),
        (("a.txt", "nowhere.txt"), "找不到：nowhere.txt"),
        (("empty",), "文件夹中没有报告"),
        (("*.pdf",), "没有匹配的文件：*.pdf"),
        (("-", "-"), "只能给一次"),
        ((), "没有输入"),
        (("a.txt", "-o", "nowhere/x.json"), "无法写入 nowhere/x.json：不存在"),
        (("a.txt", "-o", "empty"), "无法写入 empty：这是一个文件夹"),
        (("a.txt", "-o", "a.txt"), "输出会覆盖输入 a.txt"),
        ((".", "-o", "./a.txt"), "输出会覆盖输入 ./a.txt"),
        (("a.txt", "-o", "x" * 300), "无法写入"),
    ],
)
def test_one_line_says_why_nothing_is_done(folder: Path, arguments: tuple[str, ...], words: str) -> None:
    put(folder, "a.txt", "empty/data.json")
    refused(call("compile", *arguments), words)
    assert (folder / "a.txt").read_bytes() == REPORT
    assert not leftovers(folder)


@posix
@not_root
def test_what_may_not_be_written(folder: Path) -> None:
    put(folder, "a.txt", "old.json", "locked/x")
    (folder / "old.json").chmod(0o444)
    (folder / "locked").chmod(0o555)
    refused(call("compile", "a.txt", "-o", "old.json"), "没有权限")
    refused(call("compile", "a.txt", "-o", "locked/new.json"), "没有权限")


@pytest.mark.parametrize("arguments", [("-j", "0", "a"), ("-j", "x", "a"), ("--to", "xml", "a"), ("--nonsense",)])
def test_wrong_usage(arguments: tuple[str, ...]) -> None:
    done = call("compile", *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Error" in done.stderr  # in a box or not, by the version of typer
    assert b"Traceback" not in done.stderr


@posix
@pytest.mark.parametrize("count", [2, 20])
def test_a_file_that_cannot_be_read_does_not_stop_the_others(folder: Path, count: int) -> None:
    put(folder, *(f"r/{number}.txt" for number in range(count)))
    (folder / "r" / "1a.txt").symlink_to("nowhere")
    done = run("compile", "r", "-j", "2", "-o", "out.ndjson")
    assert done.returncode == 2
    unread, total = done.stderr.decode("utf-8").splitlines()
    assert unread.startswith("无法读取 r/1a.txt：不存在")
    assert total.endswith("｜1 个文件未能读取")
    assert len(sources((folder / "out.ndjson").read_bytes())) == count


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize(
    "arguments", [("compile", "a.txt"), ("compile", "r"), ("schema",), ("--version",), ("--help",)]
)
def test_a_full_disk(folder: Path, arguments: tuple[str, ...]) -> None:
    put(folder, "a.txt", *(f"r/{number}.txt" for number in range(20)))
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*COMMAND, *arguments], env=ENVIRONMENT, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert done.stderr.decode("utf-8").startswith("reportc: 无法写入标准输出：磁盘已满")
    assert done.stderr.count(b"\n") == 1


@posix
def test_closed_streams(folder: Path) -> None:
    put(folder, "a.txt")
    shell = shutil.which("sh") or "sh"
    line = f'"{sys.executable}" -m reportc compile a.txt'
    for redirection, status in [(">&-", 2), ("2>&-", 0), ("<&-", 0)]:
        done = subprocess.run([shell, "-c", f"{line} {redirection}"], env=ENVIRONMENT, capture_output=True, check=False)
        assert done.returncode == status
        assert b"Traceback" not in done.stderr


# ---------------------------------------------------------------- -o


def test_output_to_a_file(folder: Path) -> None:
    put(folder, "a.txt")
    done = call("compile", "a.txt", "-o", "out.json")
    assert done.stdout == b""
    assert (folder / "out.json").read_bytes() == call("compile", "a.txt", "-o", "-").stdout
    assert sorted(path.name for path in folder.iterdir()) == ["a.txt", "out.json"]


@posix
def test_a_replaced_file_keeps_its_mode_and_its_links(folder: Path) -> None:
    put(folder, "a.txt", "place/old.json")
    (folder / "place" / "old.json").chmod(0o640)
    (folder / "link.json").symlink_to("place/old.json")
    call("compile", "a.txt", "-o", "link.json")
    call("compile", "a.txt", "-o", "new.json")
    assert (folder / "link.json").is_symlink()
    assert (folder / "place" / "old.json").read_bytes() == call("compile", "a.txt").stdout
    assert (folder / "place" / "old.json").stat().st_mode & 0o777 == 0o640
    assert (folder / "new.json").stat().st_mode & 0o111 == 0


@posix
def test_a_device_is_written_to_and_not_replaced(folder: Path) -> None:
    put(folder, "a.txt")
    assert call("compile", "a.txt", "-o", "/dev/null").returncode == 0
    assert Path("/dev/null").is_char_device()
    os.mkfifo(folder / "pipe")
    with subprocess.Popen([*COMMAND, "compile", "a.txt", "-o", "pipe"], env=ENVIRONMENT, stderr=subprocess.PIPE):
        assert (folder / "pipe").read_bytes() == call("compile", "a.txt").stdout
    assert (folder / "pipe").is_fifo()


@posix
def test_the_old_file_stays_when_nothing_was_compiled(folder: Path) -> None:
    put(folder, "r/a.txt")
    put(folder, "old.ndjson", data=b"old")
    (folder / "r" / "a.txt").unlink()
    (folder / "r" / "a.txt").symlink_to("nowhere")
    assert call("compile", "r", "-o", "old.ndjson").returncode == 2
    assert (folder / "old.ndjson").read_bytes() == b"old"
    assert not leftovers(folder)


# ---------------------------------------------------------------- interruptions

Started = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def started(folder: Path) -> Started:
    """Return a function that starts work on many reports, with an old output file, and waits until it runs."""
    put(folder, "out.ndjson", data=b"old")

    def start(*arguments: str, reports: int = 600) -> subprocess.Popen[bytes]:
        names = [f"r/{number}.txt" for number in range(reports)]
        put(folder, names[0])
        for name in names[1:]:
            os.link(folder / names[0], folder / name)
        command = [*COMMAND, "compile", "r", *arguments]
        process = subprocess.Popen(command, env=ENVIRONMENT, stderr=subprocess.PIPE, start_new_session=True)
        deadline = time.monotonic() + 20
        while not any(path.stat().st_size for path in leftovers(folder)) and time.monotonic() < deadline:
            time.sleep(0.01)
        return process

    return start


def group_is_gone(process: subprocess.Popen[bytes]) -> bool:
    """Return whether no process of the group is left, a moment after its leader ended."""
    for _ in range(100):
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


@posix
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("to_all", [True, False], ids=["group", "leader"])
def test_an_interruption_ends_at_once_and_leaves_nothing(
    folder: Path, started: Started, number: signal.Signals, status: int, jobs: str, *, to_all: bool
) -> None:
    process = started("-o", "out.ndjson", "-j", jobs)
    then = time.monotonic()
    (os.killpg if to_all else os.kill)(process.pid, number)
    _, message = process.communicate(timeout=10)
    assert time.monotonic() - then < 2
    assert (process.returncode, message) == (status, b"")
    assert (folder / "out.ndjson").read_bytes() == b"old"
    assert not leftovers(folder)
    assert group_is_gone(process)


@posix
def test_a_kill_leaves_the_old_file_and_no_worker(folder: Path, started: Started) -> None:
    process = started("-o", "out.ndjson", "-j", "2")
    process.kill()
    process.communicate(timeout=10)
    assert (folder / "out.ndjson").read_bytes() == b"old"
    assert group_is_gone(process)


@pytest.mark.skipif(shutil.which("pgrep") is None, reason="no pgrep")
def test_a_worker_that_is_killed_costs_no_report(folder: Path, started: Started) -> None:
    process = started("-o", "out.ndjson", "-j", "2", reports=300)
    workers = subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, check=True).stdout.split()  # noqa: S607  # part of every system
    os.kill(int(workers[0]), signal.SIGKILL)
    _, message = process.communicate(timeout=120)
    assert process.returncode == 0, message.decode("utf-8")
    assert len(set((folder / "out.ndjson").read_bytes().splitlines())) == 300
    assert not leftovers(folder)
    assert group_is_gone(process)


@posix
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_reader_that_leaves_is_no_error(folder: Path, jobs: str) -> None:
    put(folder, *(f"r/{number}.txt" for number in range(100)))
    command = [*COMMAND, "compile", "r", "-j", jobs]
    with subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


# ---------------------------------------------------------------- the rest


def test_version() -> None:
    assert run("--version").stdout == f"reportc {reportc.__version__}\n".encode()
    assert call("--version", "schema").stdout == call("--version").stdout == run("--version").stdout


def test_schema() -> None:
    assert call("schema").stdout.decode("utf-8") == canonical.schema()


def test_help_is_chinese_with_english_beside_it() -> None:
    for arguments in [("-h",), ("compile", "--help"), ("schema", "-h")]:
        done = call(*arguments)
        assert done.returncode == 0
        assert "编译" in done.stdout.decode("utf-8") or "打印" in done.stdout.decode("utf-8")
        assert b"print" in done.stdout or b"write" in done.stdout
    done = call()
    assert b"Usage: reportc" in done.stdout + done.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shell_completion(shell: str) -> None:
    done = run(environment={"_REPORTC_COMPLETE": f"source_{shell}"})
    assert done.returncode == 0
    assert b"reportc" in done.stdout


@posix
def test_a_progress_bar_is_for_terminals_only(folder: Path) -> None:
    import pty

    put(folder, *(f"r/{number}.txt" for number in range(60)))
    (folder / "r" / "dead.txt").symlink_to("nowhere")
    seen = {}
    for output in ("out.ndjson", "-"):
        ours, theirs = pty.openpty()
        command = [*COMMAND, "compile", "r", "-o", output]
        stdout = theirs if output == "-" else subprocess.DEVNULL
        with subprocess.Popen(command, env=ENVIRONMENT | {"TERM": "xterm"}, stdout=stdout, stderr=theirs) as process:
            os.close(theirs)
            seen[output] = drained(ours)
        assert process.returncode == 2
        assert "无法读取 r/dead.txt" in seen[output]
        assert "共 60 份报告" in seen[output]
    assert "61/61" in seen["out.ndjson"]
    assert "/61" not in seen["-"]
    assert len(sources((folder / "out.ndjson").read_bytes())) == 60


def drained(terminal: int) -> str:
    """Read a terminal until its other end is closed."""
    seen = b""
    try:
        while block := os.read(terminal, 65536):
            seen += block
    except OSError:  # Linux's error if the other end is closed
        pass
    os.close(terminal)
    return seen.decode("utf-8", "replace")


@dataclass(frozen=True)
class _Asked:
    """A group of options."""

    name: Annotated[str, typer.Argument()]
    times: Annotated[int, typer.Option("--times", help="how often")] = 1
    deep: Annotated[bool, typer.Option("--deep")] = False


def test_the_fields_of_a_group_are_the_options_of_a_command() -> None:
    given: list[_Asked] = []
    app = typer.Typer()
    app.command()(grouped(_Asked)(given.append))
    assert CliRunner().invoke(app, ["a", "--times", "2"]).exit_code == 0
    assert CliRunner().invoke(app, ["b", "--deep"]).exit_code == 0
    assert given == [_Asked("a", 2), _Asked("b", deep=True)]
    assert CliRunner().invoke(app, []).exit_code == 2
