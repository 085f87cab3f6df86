"""The desk: what is asked of it in JSON, and what it answers. It answers any question, and nothing escapes it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from itertools import count
from typing import Any

from reportc import __version__
from reportc.corpus.sources import LARGEST
from reportc.desk.county import Counties
from reportc.desk.report import Report
from reportc.desk.saving import Made, save
from reportc.desk.words import Json, Problem, words
from reportc.failure import Failure
from reportc.mend import Fixed
from reportc.mend.proof import Objection
from reportc.source.office import is_there

_MOST = 100
"""Reports that lie on the desk at once."""
_READS = (".docx", ".pdf", ".xlsx", ".ofd", ".html", ".htm", ".mht", ".txt", ".md", ".xls", ".ods", ".xml")
_READS_NATIVELY = (".doc", ".wps", ".rtf", ".odt")

Blobs = Sequence[bytes]
Answered = tuple[Json, list[bytes]]


class Desk:
    """Opened reports and roll-ups by id. One question at a time."""

    def __init__(self) -> None:
        """Begin with an empty desk."""
        self._reports: dict[str, Report] = {}
        self._counties = Counties()
        self._numbers = count(1)

    def answer(self, method: str, given: str, blobs: Blobs = ()) -> tuple[str, list[bytes]]:
        """Answer a question: JSON with a `result` or a `problem`, and bytes beside it. Nothing is raised."""
        made: list[bytes] = []
        try:
            result, made = self._answered(method, json.loads(given), blobs)
            told: Json = {"result": result}
        except Failure as failure:
            told = {"problem": words(failure.zh, failure.en)}
        except (MemoryError, RecursionError):
            told = {"problem": words("文件太大或嵌套太深，处理不了", "the file is too large or nested too deeply")}
        except Exception as error:  # noqa: BLE001  # whatever it is, the page goes on, and the clerk is told
            name = type(error).__name__
            told = {"problem": words(f"程序出错（{name}），其他报告不受影响", f"an error of the program ({name})")}
        return json.dumps(told, ensure_ascii=False, separators=(",", ":")), made

    def warm(self) -> None:
        """Load all that the first report would wait for: the grammar, the rules, the form."""
        Report("", "").json()

    def close(self) -> None:
        """Clear the desk."""
        self._reports.clear()
        self._counties.close()

    def _answered(self, method: str, given: Json, blobs: Blobs) -> Answered:
        found = _METHODS.get(method)
        if found is None or not isinstance(given, dict):
            raise Problem(f"没有「{method}」这个操作", f"there is no method {method}")
        return found(self, given, blobs)

    def _hello(self, _given: Json, _blobs: Blobs) -> Answered:
        native = is_there()
        reads = [*_READS, *(_READS_NATIVELY if native else ())]
        return {"version": __version__, "reads": reads, "native": native}, []

    def _open(self, given: Json, blobs: Blobs) -> Answered:
        if len(blobs) != 1:
            raise Problem("没有收到文件", "no file came")
        return self._laid(_text(given, "name"), bytes(blobs[0]))

    def _paste(self, given: Json, _blobs: Blobs) -> Answered:
        html, text = str(given.get("html") or ""), str(given.get("text") or "")
        taken = html if "<table" in html.lower() or not text.strip() else text
        return self._laid("粘贴的内容.html" if taken == html else "粘贴的内容.txt", taken.encode("utf-8", "replace"))

    def _laid(self, name: str, data: bytes) -> Answered:
        """Lay a report on the desk."""
        if len(data) > LARGEST:
            raise Problem(f"文件超过 {LARGEST // 2**20} MB", f"the file is larger than {LARGEST // 2**20} MB")
        if len(self._reports) >= _MOST:
            raise Problem(f"最多同时打开 {_MOST} 份，请先关闭一些", f"{_MOST} reports are open: close some first")
        key, report = f"r{next(self._numbers)}", Report(name, data)
        told = self._document(key, report)
        self._reports[key] = report
        return told, []

    def _edit(self, given: Json, _blobs: Blobs) -> Answered:
        key, report = self._asked(given)
        reason = report.edit(_text(given, "element"), _text(given, "text"))
        return self._changed(key, report, [reason] if reason else [])

    def _fix(self, given: Json, _blobs: Blobs) -> Answered:
        key, report = self._asked(given)
        names = given.get("fixes")
        return self._fixed(key, report, report.fix([str(name) for name in names] if isinstance(names, list) else []))

    def _fix_safe(self, given: Json, _blobs: Blobs) -> Answered:
        key, report = self._asked(given)
        return self._fixed(key, report, report.fix())

    def _undo(self, given: Json, _blobs: Blobs) -> Answered:
        key, report = self._asked(given)
        report.undo()
        return self._document(key, report), []

    def _redo(self, given: Json, _blobs: Blobs) -> Answered:
        key, report = self._asked(given)
        report.redo()
        return self._document(key, report), []

    def _save(self, given: Json, _blobs: Blobs) -> Answered:
        key, kind = _text(given, "id"), _text(given, "kind")
        made = self._counties.save(key, kind) if key in self._counties else save(self._asked(given)[1].file, kind)
        return _saved(made)

    def _source(self, given: Json, _blobs: Blobs) -> Answered:
        return {"text": self._asked(given)[1].file.source.text}, []

    def _close(self, given: Json, _blobs: Blobs) -> Answered:
        key = _text(given, "id")
        self._reports.pop(key, None)
        self._counties.forget(key)
        return {}, []

    def _rollup(self, given: Json, blobs: Blobs) -> Answered:
        key = f"k{next(self._numbers)}"
        return {"id": key, **self._counties.roll_up(key, given, blobs)}, []

    def _asked(self, given: Json) -> tuple[str, Report]:
        """Return the report that a question is about; it must be about what is there now."""
        key = _text(given, "id")
        report = self._reports.get(key)
        if report is None:
            raise Problem("这份报告已经关闭", "the report is closed")
        if given.get("revision", report.revision) != report.revision:
            raise Problem("报告已有新的改动，请再试一次", "the report has changed meanwhile: try again")
        return key, report

    def _fixed(self, key: str, report: Report, fixed: Fixed | Objection) -> Answered:
        if isinstance(fixed, Objection):
            return self._changed(key, report, [fixed])
        reasons = [one.reason for one in fixed.rejected] + ([fixed.refused] if fixed.refused else [])
        return self._changed(key, report, reasons, len(fixed.applied))

    def _changed(self, key: str, report: Report, rejected: Sequence[Objection], applied: int = 0) -> Answered:
        reasons = [words(one.zh, one.en) for one in rejected]
        return {"document": self._document(key, report), "applied": applied, "rejected": reasons}, []

    def _document(self, key: str, report: Report) -> Json:
        return {"id": key, **report.json()}


def _saved(made: Made) -> Answered:
    return {"name": made.name, "type": made.type}, [made.data]


def _text(given: Json, name: str) -> str:
    value: Any = given.get(name)
    if not isinstance(value, str):
        raise Problem(f"缺少 {name}", f"{name} is missing")
    return value


_Method = Callable[[Desk, Json, Blobs], Answered]
_METHODS: dict[str, _Method] = {
    "hello": Desk._hello,
    "open": Desk._open,
    "paste": Desk._paste,
    "edit": Desk._edit,
    "fix": Desk._fix,
    "fixSafe": Desk._fix_safe,
    "undo": Desk._undo,
    "redo": Desk._redo,
    "save": Desk._save,
    "text": Desk._source,
    "close": Desk._close,
    "rollup": Desk._rollup,
}
