"""Findings as blocks to be read: what is wrong, the source with marks, what follows from it, what to do.

Notes are folded to a line for each rule, unless all are requested.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from types import MappingProxyType

from reportc.diagnostic import Diagnostic, Fix, Rule, Severity
from reportc.emit import rule_page
from reportc.emit.findings import Findings
from reportc.emit.human.account import account
from reportc.emit.human.groups import FindingGroup, by_rule, groups
from reportc.emit.human.terminal import Paint, ShownLine, columns, cut, place, plain, printable, snippet
from reportc.language import Text, in_language
from reportc.result import Checked
from reportc.span import Span
from reportc.syntax.nodes import Applications

_WORDS: Mapping[str, Text] = MappingProxyType(
    {
        "ERROR": Text("错误", "error"),
        "WARNING": Text("警告", "warning"),
        "INFO": Text("提示", "note"),
        "colon": Text("：", ": "),
        "line": Text("{line} 行", "line {line}"),
        "implied": Text("{where} {code}：{message}", "{where} {code}: {message}"),
        "related": Text("{where}：{message}", "{where}: {message}"),
        "suspect": Text(
            "疑误：「{cell}」印为 {printed}，疑应为 {implied}",
            "suspect: “{cell}” is printed as {printed}; {implied} would satisfy the equations",
        ),
        "blank": Text("（空）", "(blank)"),
        "safe": Text("改正：{title}（--fix）", "fix: {title} (--fix)"),
        "unsafe": Text(
            "改正：{title}（须人工确认：--fix --unsafe-fixes）",
            "fix: {title} (look before you take it: --fix --unsafe-fixes)",
        ),
        "advice": Text("请查：{advice}", "look up: {advice}"),
        "more": Text("另有 {count} 处（--all 全部列出）", "{count} more (--all lists them)"),
        "folded": Text(" ×{count}：", " ×{count}: "),
        "lines": Text("行 ", "lines "),
        "fixable": Text("（--fix 可改）", " (--fix)"),
    }
)
_STYLES: Mapping[Severity, str] = MappingProxyType(
    {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold cyan"}
)
_EDGE = "bold blue"
_MOST_IMPLIED = 6
"""At most this many of the sums and sentences that one cause breaks are shown."""
_MOST_RELATED = 2
"""The message has all numbers: only the first places are shown."""


@dataclass(frozen=True, slots=True)
class FindingView:
    """How findings are shown: the width in columns, the painter, and whether notes are shown one by one."""

    width: int = 100
    paint: Paint = plain
    whole: bool = False


def explained(found: Findings, view: FindingView) -> str:
    """Return each finding with its place, the notes by their rules, and the account of the report."""
    shown = groups(found.shown)
    noted = [] if view.whole else [group for group in shown if group.severity is Severity.INFO]
    blocks = ["\n".join(_CauseBlock(found, group, view).lines()) + "\n" for group in shown if group not in noted]
    folded = "".join(f"{_folded(found, rule, findings, view)}\n" for rule, findings in by_rule(noted).items())
    return "\n".join([*blocks, *([folded] if folded else []), account(found, view.paint) + "\n"])


def _folded(found: Findings, rule: Rule, findings: Sequence[Diagnostic], view: FindingView) -> str:
    """Return a line on all notes of a rule: how many, and on which lines, as far as these fit."""
    words, paint = in_language(_WORDS, found.language), view.paint
    starts = [finding.span.start for finding in findings]
    places = [there.of(found.language) for start in starts if (there := found.checked.source.places.at(start))]
    marks = dict.fromkeys(places or (str(place(start, found.checked.lines).line) for start in starts))
    safe = all(any(fix.safe for fix in finding.fixes) for finding in findings)
    head, name = f"{words['INFO']} {rule.code}", f" {rule.name}" + words["folded"].format(count=len(findings))
    name += "" if places else words["lines"]
    tail = words["fixable"] if safe else ""
    shown = _fitting(list(marks), view.width - columns(head + name + tail))
    return f"{paint(head, _STYLES[Severity.INFO])}{name}{shown}{tail}"


def _fitting(marks: Sequence[str], width: int) -> str:
    """Return as many of `marks` as fit into `width`, and a mark where there are more; at least the first one."""
    ends = list(accumulate(columns(mark) + 2 for mark in marks))
    if ends[-1] - 2 <= width:
        return ", ".join(marks)
    return ", ".join(marks[: max(1, bisect_right(ends, width))]) + " …"


@dataclass(frozen=True)
class _CauseBlock:
    """Findings with one cause, about to be shown."""

    found: Findings
    group: FindingGroup
    view: FindingView

    @cached_property
    def words(self) -> Mapping[str, str]:
        """The texts in the language."""
        return in_language(_WORDS, self.found.language)

    @property
    def margin(self) -> int:
        """The width of the widest line number."""
        return len(str(self._line(max(self.group.span.start, self.group.span.end - 1))))

    def lines(self) -> Iterator[str]:
        """Yield the lines of the block."""
        paint, severity = self.view.paint, self.group.severity
        yield f"{paint(self._head(), _STYLES[severity])}{paint(printable(self._title()), 'bold')}"
        line, column = place(self.group.span.start, self.found.checked.lines)
        there = self.found.checked.source.places.at(self.group.span.start)
        where = f" {there.of(self.found.language)}" if there else f":{line}:{column}"
        where = where if self.found.checked.source.text else ""  # of a file that was not read nothing can be shown
        yield f"{' ' * self.margin}{paint('-->', _EDGE)} {printable(self.found.name + where)}"
        yield from self._source(list(self._snippet(self.group.span)), _STYLES[severity])
        yield from (self._note(text) for text in self._implied())
        yield from (self._note(text) for text in self._related())
        yield from (self._note(text) for text in self._remedies())

    def _head(self) -> str:
        """Return the severity and the codes."""
        codes = dict.fromkeys(one.rule.code for one in self.group.findings)
        head = f"{self.words[self.group.severity.name]} {' '.join(codes)}"
        return head if self.group.cause else f"{head} {self.group.findings[0].rule.name}"

    def _title(self) -> str:
        one, language = self.group.cause or self.group.findings[0], self.found.language
        title = one.message(language) if isinstance(one, Diagnostic) else one.title(language)
        return self.words["colon"] + title

    def _implied(self) -> Iterator[str]:
        """Yield the findings with a cause, a line each."""
        members = self.group.findings if self.group.cause else ()
        shown = members if self.view.whole else members[:_MOST_IMPLIED]
        for one in shown:
            message = one.message(self.found.language)
            line = self.words["implied"].format(where=self._where(one.span.start), code=one.rule.code, message=message)
            yield line if self.view.whole else cut(line, self.view.width - self.margin - 3)
        if len(members) > len(shown):
            yield self.words["more"].format(count=len(members) - len(shown))

    def _related(self) -> Iterator[str]:
        """Yield the other places of a finding without a cause, and its suspect cells."""
        if self.group.cause:
            return
        (finding,) = self.group.findings
        for one in finding.related if self.view.whole else finding.related[:_MOST_RELATED]:
            message = one.text.of(self.found.language)
            line = self.words["related"].format(where=self._where(one.span.start), message=message)
            yield message if one.span == finding.span else line
        for suspect in finding.suspects:
            printed = self.words["blank"] if suspect.printed is None else suspect.printed
            cell = _name(self.found.checked, suspect.path)
            yield self.words["suspect"].format(cell=cell, printed=printed, implied=suspect.implied)

    def _remedies(self) -> Iterator[str]:
        """Yield the fixes, or what to look up where there is no fix."""
        fixes = dict.fromkeys(fix for one in self.group.findings for fix in one.fixes)
        yield from map(self._fix, fixes)
        advice = rule_page.advice(self.group.findings[0].rule, self.found.language)
        if not fixes and advice:
            yield self.words["advice"].format(advice=advice)

    def _where(self, offset: int) -> str:
        """Return the line of a text, or the place in another file."""
        there = self.found.checked.source.places.at(offset)
        return there.of(self.found.language) if there else self.words["line"].format(line=self._line(offset))

    def _line(self, offset: int) -> int:
        return place(offset, self.found.checked.lines).line

    def _snippet(self, span: Span) -> Iterator[ShownLine]:
        if not self.found.checked.source.text:
            return iter(())
        return snippet(span, self.found.checked.lines, self.view.width - self.margin - 3)

    def _source(self, shown: Sequence[ShownLine], style: str) -> Iterator[str]:
        """Yield lines of the source with marks below."""
        paint = self.view.paint
        bar = f"{' ' * self.margin} {paint('|', _EDGE)}"
        yield bar
        for one in shown:
            yield f"{paint(f'{one.number:>{self.margin}} |', _EDGE)} {one.text}"
            yield f"{bar} {' ' * one.start}{paint('^' * one.length, style)}"

    def _note(self, text: str) -> str:
        return f"{' ' * self.margin} {self.view.paint('=', _EDGE)} {printable(text)}"

    def _fix(self, fix: Fix) -> str:
        return self.words["safe" if fix.safe else "unsafe"].format(title=fix.title(self.found.language))


def _name(checked: Checked, path: str) -> str:
    """Return the form's wording of the cell at `path`."""
    from reportc.syntax.parser import vocabulary  # the compile has loaded it, and lark
    from reportc.syntax.wording import Wording

    tables = (section for section in checked.tree.sections if isinstance(section, Applications))
    edition = next((table.edition for table in tables if table.edition), None)
    return Wording(vocabulary(), edition).cell(tuple(path.split("/")[1:]))
