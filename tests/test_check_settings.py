"""Settings: which rules run, with which severity, and where the file of settings is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportc import api, config
from reportc.diagnostic import Severity
from reportc.failure import ConfigError
from reportc.settings import DEFAULT, Settings

EXAMPLE = (Path(__file__).parents[1] / "examples" / "faults-2021.txt").read_bytes()


def codes(settings: Settings) -> set[str]:
    """Return the codes of the findings in the example."""
    return {finding.rule.code for finding in api.check(EXAMPLE, settings=settings).diagnostics}


def toml(folder: Path, text: str, name: str = "reportc.toml") -> Path:
    """Write a file of settings."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8")
    return folder


def said(text: str, folder: Path) -> str:
    """Return the message about wrong settings."""
    with pytest.raises(ConfigError) as caught:
        config.load(folder=toml(folder, text))
    assert "\n" not in str(caught.value)
    return str(caught.value)


# ---------------------------------------------------------------- what they do


@pytest.mark.parametrize(
    ("select", "ignore", "judging"),
    [
        ((), (), {"A301", "A303", "X001"}),
        (("A3",), (), {"A301", "A303"}),
        (("A3",), ("A303",), {"A301"}),
        (("A303",), ("A",), {"A303"}),
        (("A",), ("A",), set()),
        ((), ("A",), {"X001"}),
        (("X", "A301"), (), {"A301", "X001"}),
    ],
)
def test_the_longest_code_that_fits_has_its_way(
    select: tuple[str, ...], ignore: tuple[str, ...], judging: set[str]
) -> None:
    settings = Settings(select=select, ignore=ignore)
    assert {code for code in ("A301", "A303", "X001") if settings.judges(code)} == judging


def test_rules_are_selected_and_ignored() -> None:
    everything = codes(DEFAULT)
    assert codes(Settings(select=("A3",))) == {code for code in everything if code.startswith("A3")} != set()
    assert codes(Settings(ignore=("A3",))) == {code for code in everything if not code.startswith("A3")}


def test_severities_are_changed_and_the_longest_code_counts() -> None:
    settings = Settings(severity=(("X003", Severity.INFO), ("X", Severity.ERROR)))
    severities = {d.rule.code: d.severity for d in api.check(EXAMPLE, settings=settings).diagnostics}
    assert (severities["X003"], severities["X001"], severities["A303"]) == (
        Severity.INFO,
        Severity.ERROR,
        Severity.ERROR,
    )


@pytest.mark.parametrize("level", ["error", "warning", "info", "never"])
def test_what_makes_a_check_fail(level: str) -> None:
    settings = Settings(fail_on=config.fail_on(level))
    failing = {finding.severity.name.lower() for finding in api.check(EXAMPLE).diagnostics if settings.fails(finding)}
    assert failing == {"error": {"error"}, "warning": {"error", "warning"}, "never": set()}.get(level, failing)
    assert failing or level == "never"


def test_the_equations_are_counted_whatever_is_ignored() -> None:
    assert api.check(EXAMPLE, settings=Settings(ignore=("A", "P"))).equations == api.check(EXAMPLE).equations


def test_files_have_ignores_of_their_own() -> None:
    settings = Settings(ignore=("X001",), per_file_ignores=(("old/*.txt", ("F8",)), ("*.md", ("A",))))
    assert settings.for_file("reports/old/a.txt").ignore == ("X001", "F8")
    assert settings.for_file("new/a.md").ignore == ("X001", "A")
    assert settings.for_file("new/a.txt") is settings


# ---------------------------------------------------------------- where they are found

FULL = """
select = ["A3", "x"]
ignore = ["A304"]
language = "en"
fail-on = "warning"
severity = { A305 = "info" }
per-file-ignores = { "old/*" = ["F8"] }
"""


def test_every_key_is_read(tmp_path: Path) -> None:
    assert config.load(folder=toml(tmp_path, FULL)) == Settings(
        select=("A3", "X"),
        ignore=("A304",),
        severity=(("A305", Severity.INFO),),
        language="en",
        fail_on=Severity.WARNING,
        per_file_ignores=(("old/*", ("F8",)),),
    )


def test_the_nearest_file_upwards_counts(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    toml(tmp_path, '[tool.reportc]\nignore = ["X"]', "pyproject.toml")
    toml(inner, '[project]\nname = "other"', "pyproject.toml")
    assert config.load(folder=inner).ignore == ("X",)
    toml(tmp_path / "a", 'ignore = ["A"]')
    assert config.load(folder=inner).ignore == ("A",)
    assert config.load(str(tmp_path / "pyproject.toml"), inner).ignore == ("X",)


def test_a_file_of_its_own_goes_before_that_of_the_project(tmp_path: Path) -> None:
    toml(tmp_path, '[tool.reportc]\nignore = ["X"]', "pyproject.toml")
    assert config.load(folder=toml(tmp_path, "")) == DEFAULT


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("selects = []", "没有「selects」这项设置"),
        ('select = ["A399"]', "没有规则 A399；相近的有 A3"),
        ('select = "A3"', "应为规则代号的列表"),
        ('ignore = ["QQQQ"]', "没有规则 QQQQ；全部规则见 reportc rules"),
        ('severity = ["A3"]', "应为一张表"),
        ('severity = { A3 = "never" }', "没有「never」这个级别，可用的是 error、warning、info"),
        ('severity = { A3 = ["error"] }', "这个级别"),
        ('fail-on = "fatal"', "没有「fatal」这个级别，可用的是 error、warning、info、never"),
        ('language = "fr"', "没有「fr」这种语言"),
        ("select = [", "不是有效的 TOML"),
    ],
)
def test_one_line_says_what_is_wrong(tmp_path: Path, text: str, words: str) -> None:
    message = said(text, tmp_path)
    assert words in message
    assert str(tmp_path / "reportc.toml") in message


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="不存在"):
        config.load(str(tmp_path / "nowhere.toml"))
