"""The roster: the agencies that have to report, their other names, and the agency that a name belongs to."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from reportc.failure import ConfigError, because
from reportc.source.decode import decode
from reportc.source.fold import fold
from reportc.syntax import agencies
from reportc.syntax.phrase_patterns import phrases

RosterRows = list[list[str]]
_LARGEST = 4_000_000
"""In bytes; a list of all agencies of a province is a hundredth of it."""


@dataclass(frozen=True)
class Roster:
    """Agencies in order, with their other names; `home` is the place whose agencies they are."""

    names: tuple[str, ...]
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    home: str = ""

    def of(self, name: str | None) -> tuple[str, ...]:
        """Return the agencies that certainly have `name`: one, or none, or several that it fits."""
        if not name:
            return ()
        wanted = agencies.plain(name)
        exact = self._by_name.get(wanted)
        if exact:
            return tuple(exact)
        ending = [known for known in self._by_ending.get(wanted[-1:], ()) if agencies.same(known, wanted, self.home)]
        return tuple(dict.fromkeys(one for known in ending for one in self._by_name[known]))

    def alike(self, name: str) -> tuple[str, ...]:
        """Return the agencies that `name` may mean."""
        return agencies.alike(name, self.names, self.home)

    @cached_property
    def _by_ending(self) -> Mapping[str, list[str]]:
        """The names by their last character, which two names of one agency share; a province has thousands."""
        found: dict[str, list[str]] = {}
        for known in self._by_name:
            found.setdefault(known[-1:], []).append(known)
        return found

    @cached_property
    def _by_name(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name in self.names:
            for known in (name, *self.aliases.get(name, ())):
                entries = found.setdefault(agencies.plain(known), [])
                if name not in entries:
                    entries.append(name)
        return found


def load(path: str, others: Iterable[str] = ()) -> Roster:
    """Read a roster: .csv, .txt or .xlsx; `others` are names that may show the place. Raise `ConfigError`."""
    rows = [row for row in _table(path) if any(row)]
    name, alias, first = _columns(rows)
    aliases: dict[str, tuple[str, ...]] = {}
    for row in rows[first:]:
        if agency := _cell(row, name):
            aliases[agency] = (*aliases.get(agency, ()), *_parts(_cell(row, alias)))
    if not aliases:
        raise ConfigError(f"名册中没有单位名称：{path}", "the roster names no agency")
    place = agencies.home(aliases) or agencies.home(others)
    return Roster(tuple(aliases), {key: names for key, names in aliases.items() if names}, place)


def _table(path: str) -> RosterRows:
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise ConfigError(*because(error, f"无法读取名册 {path}", "cannot read the roster")) from None
    if len(data) > _LARGEST:
        raise ConfigError(f"名册过大：{path}", "the roster is too large")
    if data.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        return _workbook(data, path)
    text = decode(data).text.lstrip("\ufeff")
    separator = "\t" if "\t" in text else ","
    return [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), delimiter=separator)]


def _workbook(data: bytes, path: str) -> RosterRows:
    """Return the first sheet that holds anything."""
    try:
        from python_calamine import CalamineWorkbook  # an extra: only needed for workbooks
    except ImportError:
        raise ConfigError(
            f"读取工作簿名册需要安装：pip install 'reportc[files]'（{path}）",
            "to read a workbook, install reportc[files]",
        ) from None
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    except Exception:  # noqa: BLE001  # whatever is wrong with the file, the answer is the same
        raise ConfigError(f"无法读取名册 {path}：不是工作簿", "the roster is not a workbook") from None
    return [[str(cell).strip() for cell in row] for row in next((sheet for sheet in sheets if sheet), [])]


def _columns(rows: Sequence[Sequence[str]]) -> tuple[int, int | None, int]:
    """Return the column of names, that of other names, and the row at which the list begins."""
    for at, row in enumerate(rows[:5]):
        named = [column for column, cell in enumerate(row) if phrases()["NAME_COLUMN"].fullmatch(agencies.plain(cell))]
        if named:
            found = (column for column, cell in enumerate(row) if phrases()["ALIAS_COLUMN"].search(cell))
            return named[0], next(found, None), at + 1
    width = max(map(len, rows), default=0)
    likely = [sum(bool(phrases()["AGENCY_LIKE"].match(_cell(row, column))) for row in rows) for column in range(width)]
    return (likely.index(max(likely)) if likely else 0), None, 0


def _cell(row: Sequence[str], column: int | None) -> str:
    return row[column].strip() if column is not None and column < len(row) else ""


def _parts(cell: str) -> tuple[str, ...]:
    """Return the names in one cell."""
    return tuple(part.strip() for part in phrases()["NAME_END"].split(fold(cell)) if part.strip())
