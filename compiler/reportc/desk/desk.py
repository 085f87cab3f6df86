"""The desk: what is asked of it in JSON, and what it answers. It answers any question, and nothing escapes it."""

from __future__ import annotations

import json

from reportc.desk.methods import METHODS, Answered, Blobs
from reportc.desk.papers import Papers
from reportc.desk.report import Report
from reportc.desk.words import Json, Lost, Problem, words
from reportc.failure import Failure
from reportc.language import Text


class Desk:
    """Opened reports and roll-ups. One question at a time."""

    def __init__(self) -> None:
        """Begin with an empty desk."""
        self._papers = Papers()

    def answer(self, method: str, given: str, blobs: Blobs = ()) -> tuple[str, list[bytes]]:
        """Answer a question: JSON with a `result` or a `problem`, and bytes beside it. Nothing is raised."""
        made: list[bytes] = []
        try:
            result, made = self._answered(method, json.loads(given), blobs)
            told: Json = {"result": result}
        except Failure as failure:
            told = {"problem": words(failure.text), "lost": isinstance(failure, Lost)}
        except (MemoryError, RecursionError):
            told = {
                "problem": words(Text("文件太大或嵌套太深，处理不了", "the file is too large or nested too deeply"))
            }
        except Exception as error:  # noqa: BLE001  # whatever it is, the page goes on, and the clerk is told
            name = type(error).__name__
            told = {
                "problem": words(Text(f"程序出错（{name}），其他报告不受影响", f"an error of the program ({name})"))
            }
        text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        return text.encode("utf-8", "replace").decode("utf-8"), made  # half a surrogate pair ends in no other program

    def warm(self) -> None:
        """Load all that the first report would wait for: the grammar, the rules, the form."""
        Report("", "").json()

    def close(self) -> None:
        """Clear the desk."""
        self._papers.close()

    def _answered(self, method: str, given: Json, blobs: Blobs) -> Answered:
        found = METHODS.get(method)
        if found is None or not isinstance(given, dict):
            raise Problem(f"没有「{method}」这个操作", f"there is no method {method}")
        return found(self._papers, given, blobs)
