"""A finding as a page of its own: the message, the source with marks, what explains it, what may be done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from reportc.diagnostic import Diagnostic, Fix, Language, Severity, Suspect
from reportc.emit.checked import Checked, Findings
from reportc.emit.human.account import account
from reportc.emit.human.line import place, printable
from reportc.emit.human.paint import Paint, plain
from reportc.emit.human.snippet import Shown, snippet
from reportc.form import pointer
from reportc.span import Span, hull
from reportc.syntax.nodes import Applications
from reportc.syntax.walk import rows

_Words = Mapping[str, str]
_WORDS: Mapping[Language, _Words] = MappingProxyType(
    {
        "zh": MappingProxyType(
            {
                "ERROR": "错误",
                "WARNING": "警告",
                "INFO": "提示",
                "head": "：{message}",
                "suspect": "疑误：「{cell}」印为 {printed}，疑应为 {implied}",
                "blank": "（空）",
                "safe": "改正：{title}（--fix）",
                "unsafe": "改正：{title}（须人工确认：--fix --unsafe-fixes）",
            }
        ),
        "en": MappingProxyType(
            {
                "ERROR": "error",
                "WARNING": "warning",
                "INFO": "note",
                "head": ": {message}",
                "suspect": "suspect: “{cell}” is printed as {printed}; {implied} would satisfy the equations",
                "blank": "(blank)",
                "safe": "fix: {title} (--fix)",
                "unsafe": "fix: {title} (look before you take it: --fix --unsafe-fixes)",
            }
        ),
    }
)
_STYLES: Mapping[Severity, str] = MappingProxyType(
    {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold cyan"}
)
_EDGE, _ALSO = "bold blue", "bold blue"


@dataclass(frozen=True, slots=True)
class View:
    """How findings are shown: in how many columns, and painted by what."""

    width: int = 100
    paint: Paint = plain


def explained(found: Findings, view: View) -> str:
    """Return each finding with its place, and the account of the report."""
    blocks = ["\n".join(_Block(found, finding, view).lines()) + "\n" for finding in found.new]
    return "\n".join([*blocks, account(found, view.paint) + "\n"])


@dataclass(frozen=True)
class _Block:
    """One finding, about to be shown."""

    found: Findings
    finding: Diagnostic
    view: View

    @property
    def words(self) -> _Words:
        """The words of the language."""
        return _WORDS[self.found.language]

    @property
    def margin(self) -> int:
        """The width of the widest line number."""
        spans = [self.finding.span, *(related.span for related in self.finding.related)]
        return max(len(str(place(max(span.start, span.end - 1), self.found.checked.lines).line)) for span in spans)

    def lines(self) -> Iterator[str]:
        """Yield the lines of the block."""
        finding, paint = self.finding, self.view.paint
        line, column = place(finding.span.start, self.found.checked.lines)
        severity = paint(f"{self.words[finding.grade.name]} {finding.rule.code}", _STYLES[finding.grade])
        message = printable(self.words["head"].format(message=finding.message(self.found.language)))
        yield f"{severity} {finding.rule.name}{paint(message, 'bold')}"
        there = self.found.checked.source.places.at(finding.span.start)
        where = f" {there.words(self.found.language)}" if there else f":{line}:{column}"
        where = where if self.found.checked.source.text else ""  # of a file that is not read nothing can be shown
        yield f"{' ' * self.margin}{paint('-->', _EDGE)} {printable(self.found.name + where)}"
        shown = list(self._snippet(finding.span))
        yield from self._source(shown, "^", _STYLES[finding.grade])
        for related in finding.related:
            message = related.zh if self.found.language == "zh" else related.en
            if related.span == finding.span:
                yield self._note(message)
            else:
                also = list(self._snippet(related.span))
                # In the line that stands above, marks are enough.
                yield from self._source(
                    also, "-", _ALSO, message, repeat=[s.text for s in also] != [s.text for s in shown]
                )
                shown = also
        told = {related.span for related in finding.related}
        for suspect in finding.suspects:
            if _place(self.found.checked, suspect.path) not in told:
                yield self._note(self._suspect(suspect))
        for fix in finding.fixes:
            yield self._note(self._fix(fix))

    def _snippet(self, span: Span) -> Iterator[Shown]:
        if not self.found.checked.source.text:
            return iter(())
        return snippet(span, self.found.checked.lines, self.view.width - self.margin - 3)

    def _source(
        self, shown: Sequence[Shown], mark: str, style: str, label: str = "", *, repeat: bool = True
    ) -> Iterator[str]:
        """Yield lines of the source with marks below, and `label` behind the last of them."""
        paint = self.view.paint
        bar = f"{' ' * self.margin} {paint('|', _EDGE)}"
        if repeat:
            yield bar
        for one in shown:
            text = f" {label}" if label and one is shown[-1] else ""
            if repeat:
                yield f"{paint(f'{one.number:>{self.margin}} |', _EDGE)} {one.text}"
            yield f"{bar} {' ' * one.start}{paint(mark * one.length + printable(text), style)}"

    def _note(self, text: str) -> str:
        return f"{' ' * self.margin} {self.view.paint('=', _EDGE)} {printable(text)}"

    def _suspect(self, suspect: Suspect) -> str:
        printed = self.words["blank"] if suspect.printed is None else suspect.printed
        cell = _name(self.found.checked, suspect.path)
        return self.words["suspect"].format(cell=cell, printed=printed, implied=suspect.implied)

    def _fix(self, fix: Fix) -> str:
        return self.words["safe" if fix.safe else "unsafe"].format(title=fix.title(self.found.language))


def _place(checked: Checked, path: str) -> Span | None:
    """Return where the cell at `path` is printed."""
    for row in rows(checked.tree):
        for cell in row.cells:
            if pointer((*row.path, cell.column)) == path:
                return hull(cell.spans) if cell.spans else None
    return None


def _name(checked: Checked, path: str) -> str:
    """Return how the form calls the cell at `path`."""
    from reportc.syntax.parser import vocabulary  # the compile has loaded them, and lark
    from reportc.syntax.wording import Wording

    tables = (section for section in checked.tree.sections if isinstance(section, Applications))
    edition = next((table.edition for table in tables if table.edition), None)
    return Wording(vocabulary(), edition).cell(tuple(path.split("/")[1:]))
