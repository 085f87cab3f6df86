"""The content of the desk: open reports and roll-ups by id, up to a limit."""

from __future__ import annotations

from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING

from reportc.desk.answers import LARGEST, Json, LostReport, Problem, text
from reportc.desk.report import OpenReport

if TYPE_CHECKING:
    from reportc.desk.county import Counties

_MOST = 100
"""How many reports may be on the desk at once."""


class Papers:
    """Open reports, and roll-ups."""

    def __init__(self) -> None:
        """Begin without any."""
        self._reports: dict[str, OpenReport] = {}
        self._numbers = count(1)

    @cached_property
    def counties(self) -> Counties:
        """The roll-ups."""
        from reportc.desk.county import Counties  # a fifth of all imports, and few clerks have a county

        return Counties()

    def has_county(self, key: str) -> bool:
        """Return whether there is a roll-up with that id."""
        return "counties" in self.__dict__ and key in self.counties

    def key(self, kind: str) -> str:
        """Return a new id."""
        return f"{kind}{next(self._numbers)}"

    def open(self, name: str, data: bytes) -> Json:
        """Open a report, and return its document; raise a `Problem` for a file larger than `LARGEST`."""
        if len(data) > LARGEST:
            raise Problem(f"文件超过 {LARGEST // 2**20} MB", f"the file is larger than {LARGEST // 2**20} MB")
        self._make_room()
        key, report = self.key("r"), OpenReport(name, data)
        document = {"id": key, **report.json()}
        self._reports[key] = report
        return document

    def asked(self, given: Json) -> OpenReport:
        """Return the report that a question is about; raise a `Problem` if it is gone or has changed."""
        key = text(given, "id")
        report = self._reports.pop(key, None)
        if report is None:
            raise LostReport("这份报告已经关闭", "the report is closed")
        self._reports[key] = report  # moved to the end, as the most recently used
        if given.get("revision", report.revision) != report.revision:
            raise Problem("报告已有新的改动，请再试一次", "the report has changed meanwhile: try again")
        return report

    def _make_room(self) -> None:
        """Forget the least recently used of the reports in which nothing was changed."""
        if len(self._reports) >= _MOST:
            unchanged = next((key for key, report in self._reports.items() if not report.revision), None)
            if unchanged is None:
                raise Problem(
                    f"最多同时改 {_MOST} 份，请先关闭一些", f"{_MOST} reports are being edited: close some first"
                )
            del self._reports[unchanged]

    def forget(self, key: str) -> None:
        """Take a report or a roll-up off the desk, if it is there."""
        self._reports.pop(key, None)
        if self.has_county(key):
            self.counties.forget(key)

    def close(self) -> None:
        """Take everything off the desk."""
        self._reports.clear()
        if "counties" in self.__dict__:
            self.counties.close()
