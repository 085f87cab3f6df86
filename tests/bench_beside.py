"""This checkout compared with another commit, in turns: the work of one process, two workers, start, typing.

Run by `make bench BASE=commit`. Times are CPU times, which a busy machine affects less than wall-clock times; the
least and the median are shown. It asserts nothing; `beside.py` compares the results of both.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from statistics import median, quantiles

from bench import FEW, REPORTS, folder
from bench_lsp import padded
from beside import CHECKOUT, checkout, environment, reportc
from broken import BROKEN
from editor import Editor

TURNS = 7
KEYS = 300
WORKER = Path(__file__).with_name("bench_worker.py")
Work = Callable[[], float]
"""Does something once, and returns the CPU seconds that it took."""


def main(commit: str) -> None:
    """Measure this checkout and `commit`, and print both."""
    with ExitStack() as stack:
        roots = {"now": CHECKOUT, commit[:12]: stack.enter_context(checkout(commit))}
        texts, many = (stack.enter_context(folder(count)) for count in (FEW, REPORTS))
        one = next(texts.glob("*.txt"))
        cache = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        workers = {name: stack.enter_context(worker(root, texts, many)) for name, root in roots.items()}
        works: dict[str, dict[str, Work]] = {
            work: {name: partial(asked, process, work) for name, process in workers.items()}
            for work in ("whole", "new", "rules")
        }
        works["bare Lark"] = {"now": partial(asked, workers["now"], "bare Lark")}
        works["check one.txt"] = {name: partial(once, root, cache, "check", str(one)) for name, root in roots.items()}
        each = {work: in_turns(both, TURNS) for work, both in works.items()}
        bulk = ("compile", "--to", "ndjson", "-j", "2", str(many))
        each["two workers"] = in_turns({name: partial(once, root, cache, *bulk) for name, root in roots.items()}, 3)
        for work, turns in each.items():
            show(work, turns)
        ratios(each)
        typing(roots, cache)


def in_turns(works: Mapping[str, Work], turns: int) -> dict[str, list[float]]:
    """Run each work once as a warm-up, then all of them in turns; return the seconds of each turn."""
    for work in works.values():
        work()
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(turns):
        for name, work in works.items():
            taken[name].append(work())
    return taken


def show(work: str, turns: Mapping[str, list[float]]) -> None:
    """Print the time of a work in each checkout: least and median, in milliseconds, and their ratio."""
    line = "   ".join(f"{name} {1e3 * min(each):9.1f} ({1e3 * median(each):9.1f})" for name, each in turns.items())
    ours, *theirs = (min(each) for each in turns.values())
    print(f"{work:16}{line}", *(f"  ratio {ours / other:6.3f}" for other in theirs))


def ratios(each: Mapping[str, Mapping[str, list[float]]]) -> None:
    """Print each checkout's work as a ratio to Lark parsing the same tokens."""
    bare = min(each["bare Lark"]["now"])
    for work in ("whole", "new", "rules"):
        for name, turns in each[work].items():
            print(f"{work} : bare Lark, {name:14}{min(turns) / bare:8.2f}")
    for name, turns in each["two workers"].items():
        print(f"reports a second on two free cores, {name:14}{2 * REPORTS / min(turns):8.0f}")


@contextmanager
def worker(root: Path, texts: Path, many: Path) -> Iterator[subprocess.Popen[str]]:
    """Start the worker process of a checkout for the reports of a folder, and for new ones from `many`."""
    paths = os.pathsep.join((str(root / "compiler"), str(WORKER.parent)))
    command = [sys.executable, str(WORKER), str(texts), str(many)]
    env = environment(root) | {"PYTHONPATH": paths}
    with subprocess.Popen(command, env=env, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        yield process
        process.kill()


def asked(process: subprocess.Popen[str], work: str) -> float:
    """Have a worker do a work; return the seconds."""
    assert process.stdin
    assert process.stdout
    process.stdin.write(f"{work}\n")
    process.stdin.flush()
    return float(process.stdout.readline())


def once(root: Path, cache: Path, *arguments: str) -> float:
    """Run a command of a checkout's compiler, with its cache in `cache`; return the CPU seconds."""
    env = environment(root) | {"XDG_CACHE_HOME": str(cache / root.name)}
    null = os.open(os.devnull, os.O_RDWR)
    silent = [(os.POSIX_SPAWN_DUP2, null, stream) for stream in (1, 2)]
    child = os.posix_spawn(sys.executable, reportc(*arguments), env, file_actions=silent)
    _, _, usage = os.wait4(child, 0)
    os.close(null)
    return usage.ru_utime + usage.ru_stime


def typing(roots: Mapping[str, Path], cache: Path) -> None:
    """Print the time of each checkout's server for a key: a character inserted into a report of 10 kB."""
    text, uri = padded(BROKEN), "file:///typed.txt"
    editors = {name: Editor(cache / name, checkout=root) for name, root in roots.items()}
    taken: dict[str, list[float]] = {name: [] for name in editors}
    for editor in editors.values():
        editor.open(uri, text)
        editor.diagnostics(uri)
    at = text.index("一年来还有")
    for number in range(KEYS):
        text = f"{text[:at]}{'字新增问题'[number % 5]}{text[at:]}"
        for name, editor in editors.items():
            before = spent(editor)
            editor.replace(uri, text)
            editor.diagnostics(uri)
            taken[name].append(spent(editor) - before)
    for name, seconds in taken.items():
        print(f"a key, {name:14}{1e3 * median(seconds):8.1f} ms, 95 % within {1e3 * quantiles(seconds, n=20)[-1]:.1f}")
    for editor in editors.values():
        editor.quit()
        editor.kill()


def spent(editor: Editor) -> float:
    """Return the CPU seconds of the server's threads, from Linux."""
    threads = Path(f"/proc/{editor.process.pid}/task").iterdir()
    return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e9


if __name__ == "__main__":
    main(sys.argv[1])
