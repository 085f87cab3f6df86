"""Texts stay the same on both sides, after edits of every kind, in every encoding, in several files."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from broken import BROKEN, CLEAN, HEADING, TOTAL, broken
from editor import Editor, capabilities
from reportc import api
from reportc.emit import lsp
from reportc.lsp.positions import Encoding, Lines
from reportc.lsp.threads import CancellableJob
from reports.generate import seeded

EDITS = 1_000
SETTLED = 300
"""After this many edits all caches are full."""
MOST_GROWTH = 8 * 1024
"""Allowed growth of a process, in kB; a leak of every text would be ten times as much."""
SHORT = CLEAN[: CLEAN.index("其中自然人")] + "。\n" + CLEAN[CLEAN.index("四、政府信息公开行政复议") :]
SNIPPETS = (
    *("0", "7", "12", "\t", "\n", "\r\n", "\r", " ", "|", "\f", "\u2028", "𠮷", "", "", "、", "三", "万元"),
    *(
        "结果维持",
        "总计\t3\n",
        "第二十条第（五）项\n",
        "四、结转下年度继续办理",
        "\n三、收到和处理政府信息公开申请情况\n",
        "（七）总计",
    ),
)
SIZES = {"utf-8": 1, "utf-16-le": 2, "utf-32-le": 4}


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """Open an editor."""
    opened = Editor(tmp_path_factory.mktemp("cache"))
    yield opened
    opened.kill()


def position(text: str, offset: int, codec: str = "utf-16-le") -> types.Position:
    """Return a position by encoding the line, independently of the server's code."""
    before = re.split(r"\r\n|\r|\n", text[:offset])
    if text[offset - 1 : offset + 1] == "\r\n":
        before.pop()  # between the two characters of a line end is its line's end
        before[-1:] = [before[-1]]
    return types.Position(len(before) - 1, len(before[-1].encode(codec)) // SIZES[codec])


def edit(text: str, start: int, end: int, new: str, codec: str = "utf-16-le") -> types.TextDocumentContentChangePartial:
    """Return the change that replaces a part of `text` with `new`."""
    place = types.Range(position(text, start, codec), position(text, end, codec))
    return types.TextDocumentContentChangePartial(range=place, text=new)


def findings(text: str, uri: str) -> Any:
    """Return the findings of a check of `text`, as JSON."""
    checked = api.check(text)
    return json.loads(json.dumps([lsp.convert(one, checked.result.lines, uri) for one in checked.diagnostics]))


def said(editor: Editor, uri: str) -> Any:
    """Return the server's findings for the newest version, as JSON, without the addresses of pages."""
    found = editor.client.protocol._converter.unstructure(editor.diagnostics(uri))
    return [{key: value for key, value in one.items() if key != "codeDescription"} for one in found]


def resident(editor: Editor) -> int:
    """Return the server's resident memory in kB."""
    status = Path(f"/proc/{editor.process.pid}/status").read_text()
    return int(re.findall(r"VmRSS:\s+(\d+)", status)[0])


def test_a_thousand_random_edits_leave_the_findings_of_a_check_and_no_growth(editor: Editor) -> None:
    choice, uri, text, size = seeded("edits"), "file:///reports/edited.txt", SHORT, 0
    editor.open(uri, text)
    for number in range(EDITS):
        start = choice.randint(0, len(text))
        end = min(len(text), start + choice.choice((0, 0, 1, 1, 2, 5, 30)))
        while text[start - 1 : start + 1] == "\r\n" or text[end - 1 : end + 1] == "\r\n":
            start, end = max(start - 1, 0), end - (end > start)  # no position is inside a line end
        new = choice.choice(SNIPPETS)
        change = edit(text, start, end, new)
        text = text[:start] + new + text[end:]
        if number % 50 == 0 or len(text) > 2 * len(SHORT):
            text = SHORT
            editor.replace(uri, text)
        else:
            editor.change(uri, change)
        expected = findings(text, uri)  # while the server notices it itself
        assert said(editor, uri) == expected, number
        if number == SETTLED and Path("/proc/self/status").exists():
            size = resident(editor)
    assert not size or resident(editor) - size < MOST_GROWTH


def test_changes_of_one_message_apply_one_after_the_other(editor: Editor) -> None:
    uri, text = "file:///reports/several.txt", CLEAN
    editor.open(uri, text)
    changes: list[types.TextDocumentContentChangeEvent] = []
    for old, new in (TOTAL, HEADING):
        start = text.index(old)
        changes.append(edit(text, start, start + len(old), new))
        text = text.replace(old, new, 1)
    editor.change(uri, *changes)
    assert said(editor, uri) == findings(text, uri) != []


@pytest.mark.parametrize(("encoding", "codec"), [("utf-8", "utf-8"), ("utf-32", "utf-32-le")])
def test_columns_count_as_client_and_server_agreed(tmp_path: Path, encoding: str, codec: str) -> None:
    editor = Editor(tmp_path, capabilities(encodings=[encoding, "utf-16"]))
    try:
        assert editor.server.capabilities.position_encoding == encoding
        uri, text = "file:///reports/wide.txt", broken(TOTAL, ("32\t15\t56", "32\t𠮷15\t56"))
        editor.open(uri, text)
        (found,) = [one for one in editor.diagnostics(uri) if "𠮷15" in one.message]
        start = text.index("𠮷15")
        assert found.range == types.Range(position(text, start, codec), position(text, start + 3, codec))
        editor.change(uri, edit(text, start, start + 1, "", codec))
        assert [str(one.code) for one in editor.diagnostics(uri)] == ["P401"]
    finally:
        editor.kill()


def test_several_files_are_kept_apart_and_closing_one_takes_its_findings_back(editor: Editor, tmp_path: Path) -> None:
    path = tmp_path / "报告 一.ogi.txt"
    path.write_text(BROKEN, "utf-8")
    one, other = path.as_uri(), "file:///reports/other.txt"
    editor.open(one, BROKEN)
    editor.open(other, CLEAN)
    assert editor.codes(one)
    assert not editor.codes(other)
    path.unlink()  # an open document is the editor's, whatever happens to the file
    editor.replace(one, broken(TOTAL))
    assert editor.codes(one) == ["P401"]
    editor.notify(
        types.TEXT_DOCUMENT_DID_SAVE, types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(one), CLEAN)
    )
    editor.close(one)
    assert editor.request(types.TEXT_DOCUMENT_HOVER, hover(one)) is None
    assert editor.found[one].diagnostics == ()
    editor.replace(other, broken(TOTAL))
    assert editor.codes(other) == ["P401"]


def hover(uri: str) -> types.HoverParams:
    """Return a hover request for the beginning of a document."""
    return types.HoverParams(types.TextDocumentIdentifier(uri), types.Position(0, 1))


def test_a_long_text_does_not_keep_a_short_one_waiting(editor: Editor) -> None:
    long, short = "file:///reports/long.txt", "file:///reports/short.txt"
    editor.open(long, BROKEN * 60)
    editor.open(short, BROKEN)
    editor.replace(long, BROKEN * 60 + "\n")
    assert editor.request(types.TEXT_DOCUMENT_HOVER, hover(short)) is None or editor.codes(short)
    assert editor.diagnostics(short)
    assert long not in editor.found
    editor.replace(long, CLEAN)
    assert editor.diagnostics(long) == []
    editor.close(long)


def test_the_language_and_the_settings_are_the_editors(tmp_path: Path) -> None:
    editor = Editor(tmp_path, capabilities(configuration=True), {"language": "en"})
    try:
        uri = "file:///reports/english.txt"
        editor.open(uri, broken(TOTAL))
        assert "is printed as 165" in editor.diagnostics(uri)[0].message
        editor.configuration = {"language": "zh"}
        editor.found.clear()
        editor.notify(types.WORKSPACE_DID_CHANGE_CONFIGURATION, types.DidChangeConfigurationParams(None))
        assert "印为 165" in editor.diagnostics(uri)[0].message
    finally:
        editor.kill()


def test_the_project_says_which_rules_judge(editor: Editor, tmp_path: Path) -> None:
    settings, uri = tmp_path / "reportc.toml", (tmp_path / "a.txt").as_uri()
    editor.open(uri, broken(TOTAL))
    assert editor.codes(uri) == ["P401"]
    settings.write_text('ignore = ["P4"]', "utf-8")
    editor.found.clear()
    event = types.FileEvent(settings.as_uri(), types.FileChangeType.Created)
    editor.notify(types.WORKSPACE_DID_CHANGE_WATCHED_FILES, types.DidChangeWatchedFilesParams([event]))
    assert editor.codes(uri) == []
    settings.write_text('severity = { P4 = "info" }\nlanguage = "en"', "utf-8")
    editor.replace(uri, broken(TOTAL))
    (found,) = editor.diagnostics(uri)
    assert found.severity == types.DiagnosticSeverity.Information
    assert "is printed as 165" in found.message
    settings.write_text('ignore = ["Q9"]', "utf-8")
    editor.replace(uri, broken(TOTAL, HEADING))
    assert "P401" in editor.codes(uri)
    assert "Q9" in editor.shown[-1]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_positions_are_those_of_the_encoded_text(encoding: Encoding) -> None:
    text = "一二\r\n𠮷a\t𠮷\r三\n\n" + "字𠮷x" * 1_500 + "\u2028\f尾"
    codec = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}[encoding]
    lines = Lines(text, encoding)
    for offset in [*range(12), *range(12, len(text), 101), len(text)]:
        if text[offset - 1 : offset + 1] != "\r\n":
            place = position(text, offset, codec)
            assert lines.position(offset) == (place.line, place.character)
            assert lines.offset(place.line, place.character) == offset
    assert lines.offset(0, 99) == 2
    assert lines.offset(99, 0) == len(text)


def test_a_column_within_a_character_is_the_place_before_it() -> None:
    assert [Lines("a𠮷b", "utf-16").offset(0, column) for column in range(5)] == [0, 1, 1, 2, 3]
    assert [Lines("字b", "utf-8").offset(0, column) for column in range(5)] == [0, 0, 0, 1, 2]


def test_work_is_called_off_before_it_runs_and_while_it_does() -> None:
    from threading import Thread

    waiting = CancellableJob(lambda: 1)
    waiting.cancel()
    assert waiting.run() is None
    steps: list[int] = []

    def work() -> None:
        steps.extend(step for step in iter(accumulate(iter(lambda: 1, 0)).__next__, 0) if step % 1_000 == 0)

    running, results = CancellableJob(work), list[object]()
    thread = Thread(target=lambda: results.append(running.run()))
    thread.start()
    while not running._thread:
        time.sleep(0.001)
    running.cancel()
    thread.join(10)
    assert results == [None]
    assert CancellableJob(lambda: 1).run() == 1
