"""Roll-ups on the desk: a county's reports, with its roster and last year's, added up and kept for saving."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import NamedTuple

from reportc.desk.answers import LARGEST, Json, Problem, words
from reportc.desk.saving import SavedFile
from reportc.desk.sums import grids
from reportc.language import Language, Text
from reportc.rollup import collect, human, outputs
from reportc.rollup.county import Submission
from reportc.rollup.findings import Rollup
from reportc.rollup.human import where
from reportc.rollup.unit import FindingRecord
from reportc.settings import Settings

_MOST = 4
"""How many roll-ups are kept; the oldest goes first."""
_MOST_FILES = 5_000
_ROLES = ("unit", "previous", "roster", "against")
_KINDS: Mapping[str, Text] = MappingProxyType(
    {
        "xlsx": Text("汇总工作簿（Excel）", "the workbook of the roll-up"),
        "html": Text("汇总网页", "the roll-up as a page"),
        "docx": Text("本级报告草稿（Word）", "a draft of the office's own report (Word)"),
        "json": Text("汇总数据（JSON）", "the roll-up as JSON"),
    }
)


class Given(NamedTuple):
    """A file that the clerk dropped, and its role: a report, the roster, last year's report."""

    path: str
    role: str
    data: bytes


@dataclass(frozen=True, slots=True)
class _Kept:
    """A roll-up, and the resources that are closed with it."""

    rollup: Rollup
    stack: ExitStack


class Counties:
    """The roll-ups by id."""

    def __init__(self) -> None:
        """Begin without any."""
        self._kept: dict[str, _Kept] = {}

    def __contains__(self, key: str) -> bool:
        """Return whether there is a roll-up with that id."""
        return key in self._kept

    def roll_up(self, key: str, given: Json, blobs: Sequence[bytes]) -> Json:
        """Roll up the given files; raise a `Failure` if none can be."""
        files = list(_files(given, blobs))
        language: Language = "en" if given.get("language") == "en" else "zh"
        year = given.get("year")
        with ExitStack() as stack:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="reportc-", ignore_cleanup_errors=True))
            request = _request(Path(folder), files, year if isinstance(year, int) else None, language)
            rollup = collect.collect(request, stack)
            answer = _answer(rollup, language)
            self._kept[key] = _Kept(rollup, stack.pop_all())
        for old in list(self._kept)[:-_MOST]:
            self.forget(old)
        return answer

    def save(self, key: str, kind: str) -> SavedFile:
        """Return a roll-up as a file; raise a `Problem` for an unknown kind."""
        if kind not in _KINDS:
            raise Problem(f"不能存成 {kind}", f"it cannot be saved as {kind}")
        rollup, stream = self._kept[key].rollup, io.BytesIO()
        outputs.WRITERS[f".{kind}"](rollup, stream)
        return SavedFile(f"{rollup.agency}{rollup.county.year}年度汇总.{kind}", stream.getvalue())

    def forget(self, key: str) -> None:
        """Forget the roll-up with that id, if there is one."""
        if kept := self._kept.pop(key, None):
            kept.stack.close()

    def close(self) -> None:
        """Forget all of them."""
        for key in list(self._kept):
            self.forget(key)


def _files(given: Json, blobs: Sequence[bytes]) -> Iterator[Given]:
    """Yield the files with their roles; raise a `Problem` for an unknown role, too many files, or none."""
    said = given.get("files")
    if not isinstance(said, list) or len(said) != len(blobs) or not said:
        raise Problem("没有收到文件", "no files came")
    if len(said) > _MOST_FILES:
        raise Problem(f"一次最多汇总 {_MOST_FILES} 个文件", f"at most {_MOST_FILES} files at once")
    for one, data in zip(said, blobs, strict=True):
        path, role = str(one.get("path", "")), str(one.get("role", "unit"))
        if role not in _ROLES:
            raise Problem(f"不知道这些文件的用途：{role}", f"no such role: {role}")
        yield Given(path, role, bytes(data))


def _request(folder: Path, files: Sequence[Given], year: int | None, language: Language) -> collect.Request:
    """Write the files into a folder for each role; none of their names leads out of it."""
    for number, one in enumerate(files):
        if len(one.data) <= LARGEST:
            path = folder / one.role / _below(one.path, number)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(one.data)
    single = {role: _only(folder / role) for role in ("roster", "against")}
    previous = [str(folder / "previous")] if (folder / "previous").is_dir() else []
    return collect.Request(
        [str(folder / "unit")],
        previous,
        single["roster"],
        single["against"],
        year,
        settings=Settings(language=language),
        base=str(folder / "unit"),
    )


def _below(path: str, number: int) -> Path:
    """Return a path without `..`, in characters that every system takes."""
    parts = [part for part in PurePosixPath(path.replace("\\", "/")).parts if part not in {"/", "..", "."}]
    clean = ["".join("_" if c in '<>:"|?*' or not c.isprintable() else c for c in part) for part in parts]
    return Path(*clean) if clean else Path(f"{number}.txt")


def _only(folder: Path) -> str | None:
    """Return the first file below a folder, if there is one."""
    found = (os.path.join(at, name) for at, _, names in os.walk(folder) for name in sorted(names))
    return next(found, None)


def _answer(rollup: Rollup, language: Language) -> Json:
    county = rollup.county
    return {
        "agency": rollup.agency,
        "year": county.year,
        "account": list(human.account(rollup)),
        "units": [_unit(rollup, one) for one in county.entries],
        "missing": county.missing,
        "sum": list(grids(rollup)),
        "findings": [_finding(one, language) for one in rollup.findings()],
        "save": [{"kind": kind, "label": words(label)} for kind, label in _KINDS.items()],
    }


def _unit(rollup: Rollup, one: Submission) -> Json:
    state = one.state.value
    trouble = rollup.county.spool.get(one.at).trouble
    return {
        "source": one.source,
        "agency": one.agency or one.stated,
        "year": one.year,
        "state": state,
        "stateWords": words(human.STATES[state]),
        "verdict": one.verdict,
        "errors": one.errors,
        "warnings": one.warnings,
        "notes": one.notes,
        "trouble": trouble.partition("\n")[0] or None,
    }


def _finding(one: FindingRecord, language: Language) -> Json:
    return {
        "severity": one["severity"],
        "code": one["code"],
        "message": one["message"],
        "agency": one["agency"],
        "source": one["source"] or None,
        "place": where(one, language) or None,
    }
