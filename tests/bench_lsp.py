"""The language server's time while one types: from a change to its findings, also while a long text is checked.

Run by `make bench`. It asserts nothing.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles

from lsprotocol import types

from broken import BROKEN, CLEAN
from editor import Editor

CHANGES = 300
BYTES = 10_000
LONG = 1_000_000


def main() -> None:
    """Measure and print everything."""
    with tempfile.TemporaryDirectory() as cache:
        begun = time.perf_counter()
        editor = Editor(Path(cache))
        editor.open("file:///first.txt", "")
        editor.diagnostics("file:///first.txt")
        print("language server")
        print(f"  start to first findings    {1_000 * (time.perf_counter() - begun):8.0f} ms")
        typing(editor)
        beside(editor)
        editor.quit()
        editor.kill()


def typing(editor: Editor) -> None:
    """Print the time from a change to the findings, for the whole text and for a single character."""
    text = padded(BROKEN)
    uri = "file:///typed.txt"
    editor.open(uri, text)
    editor.diagnostics(uri)
    line = text[: text.index("一年来还有")].count("\n")
    at = types.Range(types.Position(line, 0), types.Position(line, 0))

    def whole(number: int) -> None:
        editor.replace(uri, f"{text}{number}")

    def character(_: int) -> None:
        editor.change(uri, types.TextDocumentContentChangePartial(range=at, text="字"))

    for name, change in (("whole text", whole), ("a character", character)):
        print(f"  {len(text.encode()):,} bytes, {name:12}", end="")
        before = spent(editor)
        report([timed(editor, uri, change, number) for number in range(CHANGES)])
        print(f"    of the server's own time {1_000 * (spent(editor) - before) / CHANGES:12.1f} ms a change")


def padded(text: str) -> str:
    """Return a report of `BYTES` bytes: section 5 is repeated, as long reports are long by their prose."""
    head, mark, rest = text.partition("\n\n六、其他需要报告的事项")
    prose = head[head.index("一年来还有") :]
    lack = max(BYTES - len(text.encode()), 0)
    return f"{head}{prose * (lack // len(prose.encode()))}{mark}{rest}"


def spent(editor: Editor) -> float:
    """Return the server's CPU seconds; 0 if the system does not provide them."""
    try:
        fields = Path(f"/proc/{editor.process.pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def timed(editor: Editor, uri: str, change: Callable[[int], None], number: int) -> float:
    """Return the seconds from a change to its findings."""
    begun = time.perf_counter()
    change(number)
    editor.diagnostics(uri)
    return time.perf_counter() - begun


def report(seconds: list[float]) -> None:
    """Print median and 95th percentile."""
    print(f"{1_000 * median(seconds):8.1f} ms, 95 % within {1_000 * quantiles(seconds, n=20)[-1]:.1f} ms")


def beside(editor: Editor) -> None:
    """Print the time for a short report while a long one is checked, and that checks of old texts are cancelled."""
    long, short = "file:///long.txt", "file:///short.txt"
    text = (BROKEN + "\n") * (LONG // len(BROKEN.encode()))
    editor.open(long, text)
    begun = time.perf_counter()
    editor.diagnostics(long)
    once = time.perf_counter() - begun
    editor.open(short, CLEAN)
    begun = time.perf_counter()
    for number in range(20):
        editor.replace(long, f"{text}{number}")
    waits = []
    for number in range(20):
        asked = time.perf_counter()
        position = types.HoverParams(types.TextDocumentIdentifier(short), types.Position(0, 1))
        editor.replace(short, f"{CLEAN}{number}")
        editor.request(types.TEXT_DOCUMENT_HOVER, position)
        waits.append(time.perf_counter() - asked)
    editor.diagnostics(long)
    print(f"  {len(text.encode()):,} bytes checked once {once:8.2f} s, 20 changes {time.perf_counter() - begun:.2f} s")
    print("  change and hover beside it ", end="")
    report(waits)


if __name__ == "__main__":
    main()
