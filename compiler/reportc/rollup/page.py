"""A roll-up as one web page to read and to send: it refers to no other file, and has no script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from html import escape
from pathlib import Path
from types import MappingProxyType

from reportc.diagnostic import Severity
from reportc.emit.document.blocks import Grid, Role
from reportc.emit.document.page import document
from reportc.emit.rule_page import severity_name
from reportc.form import EDITIONS, pointer
from reportc.language import in_language
from reportc.rollup import charts
from reportc.rollup.against import notes, signed
from reportc.rollup.county import Status, Submission
from reportc.rollup.findings import Rollup
from reportc.rollup.human import STATES, where
from reportc.rollup.total import written
from reportc.rollup.unit import FindingRecord, Values
from reportc.rollup.word import tree

_STYLE = Path(__file__).with_name("page.css")
_TONES: Mapping[Status, str] = MappingProxyType(
    {
        Status.COUNTED: "good",
        Status.COPY: "ask",
        Status.SUPERSEDED: "ask",
        Status.REPEATED: "bad",
        Status.WRONG_YEAR: "bad",
        Status.UNKNOWN: "ask",
        Status.UNREAD: "bad",
    }
)
_HEADS = ("单位", "状态", "检查", "错误", "警告", "表式", "文件")
_VERDICTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "passed": ("good", "通过"),
        "warnings": ("ask", "有警告"),
        "errors": ("bad", "有错误"),
        "unread": ("bad", "未读出"),
    }
)


def text(rollup: Rollup) -> Iterator[str]:
    """Yield the page in parts: a province has thousands of units."""
    title = f"{rollup.agency}{rollup.county.year}年政府信息公开工作年度报告汇总"
    yield "<!DOCTYPE html>\n"
    yield '<html lang="zh-CN"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width,initial-scale=1">'
    yield f"<title>{escape(title)}</title><style>\n{style()}</style></head>\n<body><main>"
    yield f"<h1>{escape(title)}</h1>\n"
    for part in (_account, _units, _pictures, _sum, _against, _found):
        yield from (f"{line}\n" for line in part(rollup))
    yield "</main></body></html>\n"


@cache
def style() -> str:
    """Return the style sheet of pages."""
    return _STYLE.read_text("utf-8")


def _account(rollup: Rollup) -> Iterator[str]:
    """Yield the number of units of each kind."""
    county = rollup.county
    states = [one.state for one in county.entries]
    roster = f"名册 {len(county.roster.names)} 个单位，" if county.roster else ""
    yield f'<p class="note">{roster}收到 {len(states)} 个文件。没有数的格不当作零：有单位缺数的合计空着。</p>'
    tiles = (
        ("计入", county.total.units, False),
        ("未报送", len(county.missing), True),
        ("重复报送", len(county.repeated), True),
        ("年度不符", states.count(Status.WRONG_YEAR), True),
        ("名册外", states.count(Status.UNKNOWN) + states.count(Status.UNREAD), True),
        ("缺数的合计", len(county.total.holes), True),
    )
    yield '<ul class="tiles">'
    for words, count, bad in tiles:
        yield f"<li{' class=bad' if bad and count else ''}><b>{count}</b>{words}</li>"
    yield "</ul>"


def _units(rollup: Rollup) -> Iterator[str]:
    """Yield the table of units: the missing ones first."""
    county, words = rollup.county, in_language(STATES)
    yield "<h2>各单位</h2>"
    yield f'<div class="wide"><table class="units"><thead><tr>{_cells("th", _HEADS)}</tr></thead><tbody>'
    for agency in county.missing:
        state = f'<td class="state bad">{words["missing"]}</td>{"<td></td>" * 5}'
        yield f"<tr><th scope=row>{escape(agency)}</th>{state}</tr>"
    for one in county.entries:
        yield _unit(one, words[one.state.value])
    yield "</tbody></table></div>"


def _unit(one: Submission, state: str) -> str:
    tone, verdict = _VERDICTS[one.verdict]
    asked = f'<br><span class="note">是否就是 {escape("、".join(one.asked))}？</span>' if one.asked else ""
    return (
        f"<tr><th scope=row>{escape(one.agency or one.stated or '（看不出单位）')}{asked}</th>"
        f'<td class="state {_TONES[one.state]}">{state}</td><td data-h="检查" class="{tone}">{verdict}</td>'
        f'<td data-h="错误" class=n>{one.errors}</td><td data-h="警告" class=n>{one.warnings}</td>'
        f'<td data-h="表式">{one.edition or "—"}</td>'
        f"<td class=file>{escape(one.source)}</td></tr>"
    )


def _pictures(rollup: Rollup) -> Iterator[str]:
    """Yield the pictures, drawn from one pass over the units that count."""
    last = _last(rollup)
    edition = rollup.county.total.editions.get("applications") or EDITIONS[-1]
    outcomes, flows, changes = [], [], []
    for one, unit in rollup.county.counted():
        name = str(one.agency)
        outcomes.append(charts.outcomes(name, unit.values, edition))
        flows.append(charts.flow(name, unit.values))
        changed = charts.change(name, unit.values, last.get(name, {}))
        changes += [changed] if changed else []
    yield "<h2>图</h2>"
    for number, chart in enumerate(charts.charts(edition, outcomes, flows, changes)):
        yield from chart.html(number)


def _last(rollup: Rollup) -> dict[str, Values]:
    """Return the requests that each unit received last year."""
    if rollup.previous is None:
        return {}
    return {str(one.agency): charts.received(unit.values) for one, unit in rollup.previous.counted()}


def _sum(rollup: Rollup) -> Iterator[str]:
    """Yield the sum in the form's geometry; an unknown cell names the units that lack it."""
    total = rollup.county.total
    yield f"<h2>合计（{total.units} 个单位）</h2>"
    for block in document(tree(rollup)).blocks:
        if isinstance(block, Grid):
            yield from _grid(block, rollup)
    if total.holes:
        yield "<details><summary>合计不能得出的格，与缺数的单位</summary><ul>"
        for at in total.cells:
            if at in total.holes:
                known = written(total.known.get(at)) or "没有"
                words = f"{rollup.names.cell(at)}：缺 {_some(total.holes[at])}"
                yield f"<li>{escape(words)}；{total.printed[at]} 个单位印有数，其和 {known}</li>"
        yield "</ul></details>"


def _grid(grid: Grid, rollup: Rollup) -> Iterator[str]:
    lines: list[list[str]] = [[] for _ in range(grid.height)]
    for box in grid.boxes:
        extent = f" rowspan={box.rows}" if box.rows > 1 else ""
        extent += f" colspan={box.columns}" if box.columns > 1 else ""
        hole = box.role is Role.NUMBER and not box.text
        names = rollup.county.total.holes.get(pointer(box.path), []) if hole else []
        said = f' title="缺：{escape(_some(names))}"' if names else ""
        kind = "hole" if hole else box.role.value
        lines[box.row].append(f'<td class="{kind}"{extent}{said}>{escape(box.text)}</td>')
    yield '<div class="wide"><table class="form">'
    yield from (f"<tr>{''.join(cells)}</tr>" for cells in lines)
    yield "</table></div>"


def _against(rollup: Rollup) -> Iterator[str]:
    """Yield the cells in which the office's own report is not the sum."""
    found, own = rollup.comparison, rollup.own
    if found is None or own is None:
        return
    yield "<h2>与本级报告对照</h2>"
    apart = len(found.differences)
    yield (
        f"<p>{escape(own.unit.source)}：{found.compared - apart} 格相符，"
        f'<span class="{"bad" if apart else "good"}">{apart} 格不符</span>，{len(found.open)} 格无法对照。</p>'
    )
    if not apart:
        return
    heads = _cells("th", ("项目", "本级", "合计", "差额", "说明"))
    yield f'<div class="wide"><table class="differences"><thead><tr>{heads}</tr></thead><tbody>'
    for one in found.differences:
        beside = "；".join(zh for zh, _ in notes(one, found, rollup.county))
        numbers = (written(one.printed), written(one.sum), signed(one.by))
        cells = "".join(f"<td class=n>{number}</td>" for number in numbers)
        yield f"<tr><th scope=row>{escape(rollup.names.cell(one.at))}</th>{cells}<td>{escape(beside)}</td></tr>"
    yield "</tbody></table></div>"


def _found(rollup: Rollup) -> Iterator[str]:
    """Yield the findings, a fold for each unit."""
    yield "<h2>各单位的问题</h2>"
    quiet = True
    for one in rollup.county.entries:
        found = sorted(rollup.of(one), key=lambda finding: int(finding["severity"]))
        if not found:
            continue
        quiet = False
        grave = sum(finding["severity"] == Severity.ERROR for finding in found)
        name = escape(one.agency or one.stated or one.source)
        yield f"<details{' open' if grave else ''}><summary>{name}（{len(found)}）</summary><ul>"
        yield from map(_finding, found)
        yield "</ul></details>"
    if quiet:
        yield '<p class="good">没有发现问题。</p>'


def _finding(one: FindingRecord) -> str:
    severity = Severity(one["severity"])
    words = f"{escape(where(one))} {escape(one['message'])}"
    return (
        f'<li><span class="{severity.name.lower()}">{severity_name(severity, "zh")} {one["code"]}</span> {words}</li>'
    )


def _cells(tag: str, words: Iterable[str]) -> str:
    return "".join(f"<{tag} scope=col>{escape(word)}</{tag}>" for word in words)


def _some(names: list[str]) -> str:
    """Return names, or the first of many."""
    most = 5
    return "、".join(names[:most]) + (f"等 {len(names)} 个单位" if len(names) > most else "")
