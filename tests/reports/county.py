"""Draw a county: the reports of its units for two years, as they arrive, with known faults."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from random import Random
from types import MappingProxyType

from reports import numbers, prose
from reports.filing import EMPTY_CELLS, KINDS
from reports.generate import seeded
from reports.layouts import tabs
from reports.report import Report, Value
from reports.words import COLUMNS, MATRIX, Edition

PLACE, YEAR = "云岫县", 2024
EDITION: Edition = "2021"
OWN = f"{PLACE}人民政府"
_BUREAUS = [
    "教育",
    "民政",
    "司法",
    "财政",
    "水务",
    "审计",
    "统计",
    "公安",
    "交通运输",
    "农业农村",
    "自然资源",
    "应急管理",
    "住房和城乡建设",
    "文化广电和旅游",
    "市场监督管理",
    "生态环境",
    "医疗保障",
    "城市管理",
    "林业",
    "信访",
    "科学技术",
    "工业和信息化",
    "民族宗教事务",
    "人力资源和社会保障",
    "退役军人事务",
    "商务",
    "体育",
    "乡村振兴",
    "行政审批服务",
    "气象",
    "税务",
    "粮食和物资储备",
    "机关事务管理",
    "供销合作",
    "园林绿化",
    "档案",
]
_TOWNSHIPS = [
    *("荻花镇", "烟渚乡", "竹坞镇", "柳堤镇", "松影镇", "鹤鸣乡", "石门镇", "白沙镇", "杏林镇"),
    *("梅岭乡", "青溪镇", "枫桥镇", "桂湾乡", "龙潭镇", "沙河镇", "茶亭乡", "永宁镇", "新店镇"),
]
_NAMES = (
    *(f"{name}局" for name in _BUREAUS),
    *(f"{name}人民政府" for name in _TOWNSHIPS),
    "卫生健康委员会",
    "发展和改革局",
    "晴岚街道办事处",
    "望江街道办事处",
    "城南街道办事处",
    "人民政府办公室",
)
AGENCIES = tuple(PLACE + name for name in _NAMES)
_APPLICANTS = tuple(name for name, _ in COLUMNS[:-1])
_DOCUMENTS = "/proactive_disclosure/article_20_1"
_PENALTIES = "/proactive_disclosure/article_20_6/penalties/decisions"
Values = dict[str, Value]


@dataclass
class County:
    """The files in `folder`, and the expected result of a roll-up.

    `units` are the values of the units that count; `findings` are pairs of a code and an agency.
    """

    roster: list[str] = field(default_factory=list)
    units: dict[str, Values] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    repeated: dict[str, list[str]] = field(default_factory=dict)
    wrong_year: dict[str, list[str]] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    holes: dict[str, list[str]] = field(default_factory=dict)
    differences: set[str] = field(default_factory=set)
    findings: set[tuple[str, str]] = field(default_factory=set)

    def sums(self) -> Values:
        """Return the exact sum of each cell; None if some unit prints nothing there."""
        found: Values = {}
        for at in next(iter(self.units.values())):
            printed = [values[at] for values in self.units.values()]
            found[at] = None if None in printed else sum((one for one in printed if one is not None), 0)
        return found


class Drawing:
    """A county that is being drawn into `folder`: last year's reports, this year's, the roster, the own report."""

    def __init__(self, rng: Random, folder: Path, units: int) -> None:
        self._rng, self._folder = rng, folder
        self.county = County(roster=rng.sample(AGENCIES, units))
        self._last = {name: self._values(None) for name in self.county.roster}
        self._now = {name: self._values(last) for name, last in self._last.items()}
        for name in ("units", "previous"):
            (folder / name).mkdir()
        for name, values in self._last.items():
            self._send("previous", name, values, YEAR - 1)

    def draw(self, faults: Iterable[str]) -> County:
        """Write all reports, each fault in a different unit, and return what must be found."""
        names = self._rng.sample(self.county.roster, len(self.county.roster))
        given = dict(zip(names, faults, strict=False))
        for name in self.county.roster:
            _FAULTS[given[name]](self, name) if name in given else self._good(name)
        (self._folder / "roster.csv").write_text(
            "单位名称\n" + "".join(f"{one}\n" for one in self.county.roster), "utf-8"
        )
        return self.county

    def own(self, wrong: int) -> None:
        """Write the office's own report: the sums, except in `wrong` cells of section 2."""
        whole = [self._now[name] for name in self.county.units]
        values: Values = {at: sum((one.get(at) or 0 for one in whole), 0) for at in self.county.sums()}
        cells = [at for at in values if at.startswith("/proactive_disclosure") and at not in self.county.holes]
        for at in self._rng.sample(cells, wrong):
            values[at] = (values[at] or 0) + self._rng.randint(1, 9)
            self.county.differences.add(at)
        text = tabs.tab_rows(self._drawn(OWN, values, YEAR), self._rng)
        (self._folder / "own.txt").write_text(text, "utf-8")

    # ---- what units do

    def _good(self, name: str) -> str:
        self.county.units[name] = self._now[name]
        return self._send("units", name, self._now[name])

    def _missing(self, name: str) -> None:
        self.county.missing.append(name)
        self.county.findings.add(("R702", name))

    def _differing(self, name: str) -> None:
        other = {**self._now[name], _PENALTIES: (self._now[name][_PENALTIES] or 0) + self._rng.randint(1, 99)}
        sources = [self._send("units", name, self._now[name]), self._send("units", name, other, mark="（修改稿）")]
        self.county.repeated[name] = sources
        self.county.findings.add(("R703", name))

    def _copied(self, name: str) -> None:
        sources = [self._good(name), self._send("units", name, self._now[name], mark="（再报）")]
        self.county.repeated[name] = sources
        self.county.findings.add(("R703", name))

    def _late(self, name: str) -> None:
        self.county.wrong_year[name] = [self._send("units", name, self._last[name], YEAR - 1)]
        self.county.findings.add(("R705", name))

    def _stranger(self, name: str) -> None:
        self._good(name)
        other = self._rng.choice([one for one in AGENCIES if one not in self.county.roster])
        self.county.unknown.append(self._send("units", other, self._now[name]))
        self.county.findings.add(("R704", ""))

    def _blank(self, name: str) -> None:
        at = self._rng.choice([at for at in self._now[name] if at.startswith("/applications") and "carried" not in at])
        values: Values = {**self._now[name], at: None}
        self.county.units[name] = values
        self.county.holes.setdefault(at, []).append(name)
        self.county.findings.add(("R706", name))
        self._send("units", name, values, kinds=EMPTY_CELLS)

    def _carried(self, name: str) -> None:
        """Carry over other numbers than last year's report carried forward; the report itself is consistent."""
        column, more = self._rng.choice(_APPLICANTS), self._rng.randint(1, 20)
        for row in ("carried_over", "outcomes/disclosed", "outcomes/total"):
            for one in (column, "total"):
                at = f"/applications/{row}/{one}"
                self._now[name][at] = (self._now[name][at] or 0) + more
        self._good(name)
        self.county.findings.add(("Y601", name))

    def _in_force(self, name: str) -> None:
        at = f"{_DOCUMENTS}/normative_documents/in_force"
        self._now[name][at] = (self._now[name][at] or 0) + self._rng.randint(1, 30)
        self._good(name)
        self.county.findings.add(("Y602", name))

    def _misspelled(self, name: str) -> None:
        """Send a report under a name that is only similar: it is queried, not matched."""
        other = f"{PLACE}第一{name.removeprefix(PLACE)}"
        self.county.missing.append(name)
        self.county.unknown.append(self._send("units", other, self._now[name]))
        self.county.findings |= {("R702", name), ("R704", "")}

    def _damaged(self, name: str) -> None:
        """Send half of a file: its name still identifies the unit, but it has no numbers."""
        file = self._send("units", name, self._now[name], kinds=(".docx", ".xlsx", ".ods", ".ofd"))
        path = self._folder / "units" / file
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        self.county.unknown.append(file)
        self.county.findings.add(("X008", name))

    def _outdated(self, name: str) -> None:
        """Send a report on the form of 2019: the cells that only this year's form has are unknown."""
        size = numbers.Size(9, 0.3, makes_rules=False)
        drawn = (numbers.disclosure(self._rng, "2019", size), numbers.matrix(self._rng, "2019", size))
        values: Values = {
            at: value for one in (*drawn, numbers.proceedings(self._rng, size)) for at, value in one.items()
        }
        self.county.units[name] = {at: values.get(at) for at in self._now[name]}
        self._now[name] = values
        for at, value in self.county.units[name].items():
            if value is None:
                self.county.holes.setdefault(at, []).append(name)
        self.county.findings.add(("R706", name))
        next(path for path in (self._folder / "previous").iterdir() if f"-{name}." in path.name).unlink()
        self._send("units", name, values, edition="2019")

    # ---- how a report is made

    def _values(self, last: Values | None) -> Values:
        """Draw the numbers of a year, consistent with last year's if they are given."""
        size = numbers.Size(self._rng.choice((9, 60, 900)), self._rng.choice((0.1, 0.5)), makes_rules=False)
        drawn = {
            **numbers.disclosure(self._rng, EDITION, size),
            **numbers.matrix(self._rng, EDITION, size),
            **numbers.proceedings(self._rng, size),
        }
        values: Values = dict(drawn)
        if last:
            self._follow(values, last)
        return values

    def _follow(self, values: Values, last: Values) -> None:
        for column in _APPLICANTS:
            over = last[f"/applications/carried_forward/{column}"] or 0
            done, forward = (
                values[f"/applications/{row}/{column}"] or 0 for row in ("outcomes/total", "carried_forward")
            )
            short = max(0, over - done - forward)
            for row in ("outcomes/disclosed", "outcomes/total"):
                values[f"/applications/{row}/{column}"] = (values[f"/applications/{row}/{column}"] or 0) + short
            values[f"/applications/carried_over/{column}"] = over
            values[f"/applications/new/{column}"] = done + short + forward - over
        for row in (row.pointer for row in MATRIX[EDITION]):
            values[f"{row}/total"] = sum(values[f"{row}/{column}"] or 0 for column in _APPLICANTS)
        for row in ("rules", "normative_documents"):
            before = last[f"{_DOCUMENTS}/{row}/in_force"] or 0
            issued = values[f"{_DOCUMENTS}/{row}/issued"] or 0
            repealed = min(values[f"{_DOCUMENTS}/{row}/repealed"] or 0, before + issued)
            values[f"{_DOCUMENTS}/{row}/repealed"] = repealed
            values[f"{_DOCUMENTS}/{row}/in_force"] = before + issued - repealed

    def _send(
        self,
        folder: str,
        name: str,
        values: Values,
        year: int = YEAR,
        mark: str = "",
        kinds: Iterable[str] = KINDS,
        edition: Edition = EDITION,
    ) -> str:
        """Write a report as a file of some kind; return the file's name."""
        kind = self._rng.choice(list(kinds))
        file = f"{len(list((self._folder / folder).iterdir())):02}-{name}{mark}{kind}"
        report = self._drawn(name, values, year, edition)
        (self._folder / folder / file).write_bytes(KINDS[kind](report, self._rng))
        return file

    def _drawn(self, name: str, values: Values, year: int, edition: Edition = EDITION) -> Report:
        who = prose.Agency(self._spelled(name), "我单位", makes_rules=False)
        saying = seeded(f"{name} {year}")  # two versions of a report say the same
        return Report(
            title=f"{who.name}{year}年政府信息公开工作年度报告",
            agency=who.name,
            year=year,
            disclosure_edition=edition,
            applications_edition=edition,
            preamble=(),
            overview=prose.overview(saying, who, year, prose.figures(values)),
            problems=prose.problems(saying, who, year),
            other_matters=prose.other_matters(saying, who, EDITION),
            values=MappingProxyType(values),
            written=MappingProxyType({at: _written(value) for at, value in values.items()}),
        )

    def _spelled(self, name: str) -> str:
        """Return a name as the agency itself may print it: sometimes without its place, or with the city's."""
        if name.startswith(f"{PLACE}人民政府"):
            return name
        return self._rng.choice((name, name, name, name.removeprefix(PLACE), f"素川市{name}"))


def _written(value: Value) -> str:
    if isinstance(value, Decimal):
        return str(value)
    return "" if value is None else str(value)


_FAULTS: Mapping[str, Callable[[Drawing, str], object]] = MappingProxyType(
    {
        "missing": Drawing._missing,
        "repeated": Drawing._differing,
        "copied": Drawing._copied,
        "wrong year": Drawing._late,
        "unknown": Drawing._stranger,
        "blank": Drawing._blank,
        "carry over": Drawing._carried,
        "in force": Drawing._in_force,
        "misspelled": Drawing._misspelled,
        "outdated": Drawing._outdated,
        "damaged": Drawing._damaged,
    }
)
FAULTS = tuple(_FAULTS)
