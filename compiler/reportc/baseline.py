"""Baselines: known findings in reports, and why they may stay; kept in a JSON file next to them.

A finding is recognised by its report, its rule's code and its cells, or the words at its place, so
that it stays known when lines move. Reports are named as seen from the baseline's own folder.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from reportc.diagnostic import Diagnostic
from reportc.emit import canonical
from reportc.emit.findings import Gone, Known
from reportc.emit.sarif import identity
from reportc.failure import ConfigError, because
from reportc.language import Language

_FORMAT, _VERSION = "reportc-baseline", 1
_MEMBERS = ("report", "code", "name", "at", "message", "reason")


class BaselineEntry(NamedTuple):
    """A known finding; `at` are its cells or words, `message` and `name` are for readers, who write the `reason`."""

    report: str
    code: str
    name: str
    at: str
    message: str
    reason: str = ""


class Compared(NamedTuple):
    """A report's findings compared with a baseline."""

    new: tuple[Diagnostic, ...]
    known: tuple[Known, ...]
    gone: tuple[Gone, ...]


@dataclass(frozen=True, slots=True)
class Baseline:
    """The known findings by report, and the folder that reports are named from."""

    folder: str
    entries: Mapping[str, Sequence[BaselineEntry]] = field(default_factory=dict)

    def report(self, path: str) -> str:
        """Return the name of the report at `path` in this baseline."""
        absolute = os.path.abspath(path)
        try:
            return Path(os.path.relpath(absolute, self.folder)).as_posix()
        except ValueError:  # on another drive
            return Path(absolute).as_posix()

    def compare(self, report: str, text: str, findings: Iterable[Diagnostic]) -> Compared:
        """Divide the findings of `report`, by its name here, into new and known ones; an entry matches one finding."""
        waiting: dict[tuple[str, str], list[BaselineEntry]] = {}
        for entry in self.entries.get(report, ()):
            waiting.setdefault((entry.code, entry.at), []).append(entry)
        new, known = [], []
        for finding in findings:
            if entries := waiting.get((finding.rule.code, identity(finding, text))):
                known.append(Known(finding, entries.pop(0).reason))
            else:
                new.append(finding)
        gone = [Gone(one.code, one.at, one.message) for entries in waiting.values() for one in entries]
        return Compared(tuple(new), tuple(known), tuple(gone))


def taken(report: str, text: str, found: Compared, language: Language) -> tuple[BaselineEntry, ...]:
    """Return all findings of `report` as entries, in the order of the text; reasons are kept."""
    pairs = [(finding, "") for finding in found.new] + [(one.finding, one.reason) for one in found.known]
    return tuple(
        BaselineEntry(report, one.rule.code, one.rule.name, identity(one, text), one.message(language), reason)
        for one, reason in sorted(pairs, key=lambda pair: pair[0].span)
    )


def load(path: str, *, must_exist: bool = True) -> Baseline:
    """Read the baseline at `path`; raise `ConfigError` if the file is absent, or is no baseline."""
    folder = os.path.dirname(os.path.abspath(path))
    try:
        data = json.loads(Path(path).read_text("utf-8"))
    except FileNotFoundError as error:
        if not must_exist:
            return Baseline(folder)
        raise ConfigError(*because(error, f"无法读取 {path}", "cannot be read")) from None
    except OSError as error:
        raise ConfigError(*because(error, f"无法读取 {path}", "cannot be read")) from None
    except (ValueError, RecursionError):
        data = None
    entries: dict[str, list[BaselineEntry]] = {}
    for entry in _entries(data, path):
        entries.setdefault(entry.report, []).append(entry)
    return Baseline(folder, entries)


def text(entries: Mapping[str, Sequence[BaselineEntry]]) -> str:
    """Return the text of a baseline with `entries`, by report."""
    findings = [entry._asdict() for report in sorted(entries) for entry in entries[report]]
    return canonical.block({_FORMAT: _VERSION, "findings": findings})


def _entries(data: object, path: str) -> list[BaselineEntry]:
    """Return the entries in what `text` wrote; a reason may have been deleted by hand."""
    found = data.get("findings") if isinstance(data, dict) and data.get(_FORMAT) == _VERSION else None
    if not isinstance(found, list) or not all(map(_is_entry, found)):
        raise ConfigError(f"{path} 不是基线文件", "not a baseline")
    return [BaselineEntry(*(one.get(member, "") for member in _MEMBERS)) for one in found]


def _is_entry(one: object) -> bool:
    return isinstance(one, dict) and all(isinstance(one.get(member, ""), str) for member in _MEMBERS)
