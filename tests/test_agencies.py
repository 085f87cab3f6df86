"""The agency of a report by its name: identified with certainty, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportc.failure import ConfigError
from reportc.rollup import roster
from reportc.syntax import agencies

NAMES = (
    "云岫县教育局",
    "云岫县城市管理局",
    "云岫县荻花镇人民政府",
    "云岫县人民政府",
    "云岫县人民政府办公室",
    "云岫县卫生健康委员会",
)
ROSTER = roster.Roster(NAMES, {"云岫县卫生健康委员会": ("云岫县卫健委",)}, "云岫县")


@pytest.mark.parametrize(
    ("name", "agency"),
    [
        ("云岫县教育局", "云岫县教育局"),
        ("云岫县 教 育 局", "云岫县教育局"),
        ("教育局", "云岫县教育局"),
        ("县教育局", "云岫县教育局"),
        ("素川市云岫县教育局", "云岫县教育局"),
        ("城市管理局", "云岫县城市管理局"),
        ("荻花镇政府", "云岫县荻花镇人民政府"),
        ("云岫县政府办公室", "云岫县人民政府办公室"),
        ("卫健委", "云岫县卫生健康委员会"),
    ],
)
def test_names_of_one_agency(name: str, agency: str) -> None:
    assert ROSTER.of(name) == (agency,)


@pytest.mark.parametrize(
    "name",
    [
        "青筠县教育局",
        "素川市教育局",
        "云岫教育局",
        "云岫县教育体育局",
        "教育",
        "云岫县",
        "",
        "云岫县荻花镇",
        "云岫县卫生健康委",
    ],
)
def test_names_that_are_only_alike_are_never_taken(name: str) -> None:
    assert ROSTER.of(name) == ()


@pytest.mark.parametrize(
    ("home", "name", "agencies"),
    [
        ("云岫县", "云岫县教育局", ("教育局",)),
        ("云岫县", "素川市云岫县教育局", ("教育局",)),
        ("素川市云岫县", "云岫县教育局", ("教育局",)),
        ("云岫县", "县教育局", ("教育局",)),
        ("云岫县", "青筠县教育局", ()),
        ("云岫县", "素川市教育局", ()),
        ("云岫县", "云岫教育局", ()),
        ("云岫县", "体育教育局", ()),
        ("", "云岫县教育局", ()),
        ("", "教育局", ("教育局",)),
    ],
)
def test_a_roster_without_the_place_takes_its_own_place_alone(home: str, name: str, agencies: tuple[str, ...]) -> None:
    assert roster.Roster(("教育局", "水务局"), home=home).of(name) == agencies


def test_near_misses_are_asked_about() -> None:
    assert ROSTER.alike("云岫县教育体育局")[0] == "云岫县教育局"
    assert ROSTER.alike("云岫县水务局") == ()


@pytest.mark.parametrize(
    ("names", "place"),
    [
        (NAMES, "云岫县"),
        (("素川市松澜区教育局", "素川市松澜区城市管理局", "素川市松澜区水务局"), "素川市松澜区"),
        (("教育局", "水务局"), ""),
        (("城市管理局", "教育局", "水务局"), ""),
        ((), ""),
    ],
)
def test_the_place_is_what_most_names_begin_with(names: tuple[str, ...], place: str) -> None:
    assert agencies.home(names) == place


@pytest.mark.parametrize(
    ("content", "names"),
    [
        ("单位名称\n云岫县教育局\n云岫县水务局\n", ["云岫县教育局", "云岫县水务局"]),
        (
            "序号,报送单位,别名,联系人\n1,云岫县教育局,教育局、县教体局,甲\n2,云岫县水务局,,乙\n",
            ["云岫县教育局", "云岫县水务局"],
        ),
        ("云岫县教育局\n\n云岫县水务局\n云岫县教育局\n", ["云岫县教育局", "云岫县水务局"]),
        ("1\t云岫县教育局\n2\t云岫县水务局\n", ["云岫县教育局", "云岫县水务局"]),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_rosters_of_text_are_read(content: str, names: list[str], encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(content.encode(encoding))
    assert list(roster.load(str(path)).names) == names


def test_other_names_stand_in_a_column_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("单位,别名\n云岫县教育局,县教体局；教体局\n", "utf-8")
    assert roster.load(str(path)).aliases == {"云岫县教育局": ("县教体局", "教体局")}


def test_a_roster_may_be_a_workbook(tmp_path: Path) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    path = tmp_path / "roster.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate((("2024年度名册",), ("序号", "单位名称", "简称"), (1, "云岫县教育局", "县教体局"))):
            sheet.write_row(row, 0, cells)
    found = roster.load(str(path))
    assert found.names == ("云岫县教育局",)
    assert found.aliases == {"云岫县教育局": ("县教体局",)}


@pytest.mark.parametrize("content", [b"", b"\n\n", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0broken"])
def test_what_is_no_roster_is_said(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsx"
    path.write_bytes(content)
    with pytest.raises(ConfigError):
        roster.load(str(path))
