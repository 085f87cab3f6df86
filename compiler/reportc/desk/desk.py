"""The desk: it answers each method of the page's protocol, called in JSON, and no call ends in an exception."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from reportc import __version__
from reportc.desk.answers import Json, LostReport, Problem, text, words
from reportc.desk.papers import Papers
from reportc.desk.report import OpenReport
from reportc.desk.saving import save
from reportc.failure import Failure
from reportc.fixes import Fixed
from reportc.fixes.proof import Objection
from reportc.language import Text
from reportc.source.office import is_there

_READS = (".docx", ".pdf", ".xlsx", ".ofd", ".html", ".htm", ".mht", ".txt", ".md", ".xls", ".ods", ".xml")
_READS_NATIVELY = (".doc", ".wps", ".rtf", ".odt")

Blobs = Sequence[bytes]
Answered = tuple[Json, list[bytes]]
Method = Callable[[Papers, Json, Blobs], Answered]
"""Answers a question with a result and blobs; raises a `Failure` where there is no answer."""


def _hello(_papers: Papers, _given: Json, _blobs: Blobs) -> Answered:
    native = is_there()
    return {"version": __version__, "reads": [*_READS, *(_READS_NATIVELY if native else ())], "native": native}, []


def _open(papers: Papers, given: Json, blobs: Blobs) -> Answered:
    if len(blobs) != 1:
        raise Problem("没有收到文件", "no file came")
    return papers.open(text(given, "name"), bytes(blobs[0])), []


def _paste(papers: Papers, given: Json, _blobs: Blobs) -> Answered:
    """Open the content of the clipboard: the page's HTML if it has a table, or if there is nothing else."""
    html, plain = str(given.get("html") or ""), str(given.get("text") or "")
    if "<table" in html.lower() or not plain.strip():
        return papers.open("粘贴的内容.html", html.encode("utf-8", "replace")), []
    return papers.open("粘贴的内容.txt", plain.encode("utf-8", "replace")), []


def _edit(papers: Papers, given: Json, _blobs: Blobs) -> Answered:
    reason = papers.asked(given).edit(text(given, "element"), text(given, "text"))
    return _changed(papers, given, [reason] if reason else [])


def _fix(papers: Papers, given: Json, _blobs: Blobs) -> Answered:
    names = given.get("fixes")
    return _fixed(papers, given, papers.asked(given).fix(map(str, names if isinstance(names, list) else ())))


def _fix_safe(papers: Papers, given: Json, _blobs: Blobs) -> Answered:
    return _fixed(papers, given, papers.asked(given).fix())


def _undo(papers: Papers, given: Json, _blobs: Blobs) -> Answered:
    papers.asked(given).undo()
    return _document(papers, given), []


def _redo(papers: Papers, given: Json, _blobs: Blobs) -> Answered:
    papers.asked(given).redo()
    return _document(papers, given), []


def _save(papers: Papers, given: Json, _blobs: Blobs) -> Answered:
    key, kind = text(given, "id"), text(given, "kind")
    is_county = papers.has_county(key)
    made = papers.counties.save(key, kind) if is_county else save(papers.asked(given).file, kind)
    return {"name": made.name, "type": made.type}, [made.data]


def _text(papers: Papers, given: Json, _blobs: Blobs) -> Answered:
    return {"text": papers.asked(given).file.source.text}, []


def _close(papers: Papers, given: Json, _blobs: Blobs) -> Answered:
    papers.forget(text(given, "id"))
    return {}, []


def _rollup(papers: Papers, given: Json, blobs: Blobs) -> Answered:
    key = papers.key("k")
    return {"id": key, **papers.counties.roll_up(key, given, blobs)}, []


METHODS: Mapping[str, Method] = MappingProxyType(
    {
        "hello": _hello,
        "open": _open,
        "paste": _paste,
        "edit": _edit,
        "fix": _fix,
        "fixSafe": _fix_safe,
        "undo": _undo,
        "redo": _redo,
        "save": _save,
        "text": _text,
        "close": _close,
        "rollup": _rollup,
    }
)


def _fixed(papers: Papers, given: Json, fixed: Fixed | Objection) -> Answered:
    if isinstance(fixed, Objection):
        return _changed(papers, given, [fixed])
    reasons = [one.reason for one in fixed.rejected] + ([fixed.refused] if fixed.refused else [])
    return _changed(papers, given, reasons, len(fixed.applied))


def _changed(papers: Papers, given: Json, rejected: Sequence[Objection], applied: int = 0) -> Answered:
    reasons = [words(one) for one in rejected]
    return {"document": _document(papers, given), "applied": applied, "rejected": reasons}, []


def _document(papers: Papers, given: Json) -> Json:
    """Return a report as it is now, whatever revision the question names."""
    key = text(given, "id")
    return {"id": key, **papers.asked({"id": key}).json()}


class Desk:
    """Open reports and roll-ups. It answers one question at a time."""

    def __init__(self) -> None:
        """Begin with an empty desk."""
        self._papers = Papers()

    def answer(self, method: str, given: str, blobs: Blobs = ()) -> tuple[str, list[bytes]]:
        """Answer a question: JSON with a `result` or a `problem`, and bytes with it. Nothing is raised."""
        made: list[bytes] = []
        try:
            result, made = self._answered(method, json.loads(given), blobs)
            reply: Json = {"result": result}
        except Failure as failure:
            reply = {"problem": words(failure.text), "lost": isinstance(failure, LostReport)}
        except (MemoryError, RecursionError):
            reply = {
                "problem": words(Text("文件太大或嵌套太深，处理不了", "the file is too large or nested too deeply"))
            }
        except Exception as error:  # noqa: BLE001  # whatever it is, the page goes on, and shows it
            name = type(error).__name__
            reply = {
                "problem": words(Text(f"程序出错（{name}），其他报告不受影响", f"an error of the program ({name})"))
            }
        answer = json.dumps(reply, ensure_ascii=False, separators=(",", ":"))
        return answer.encode("utf-8", "replace").decode("utf-8"), made  # no other program accepts half a surrogate pair

    def warm(self) -> None:
        """Load what the first report needs: the grammar, the rules, the form."""
        OpenReport("", "").json()

    def close(self) -> None:
        """Clear the desk."""
        self._papers.close()

    def _answered(self, method: str, given: Json, blobs: Blobs) -> Answered:
        found = METHODS.get(method)
        if found is None or not isinstance(given, dict):
            raise Problem(f"没有「{method}」这个操作", f"there is no method {method}")
        return found(self._papers, given, blobs)
