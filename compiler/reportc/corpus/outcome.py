"""Compiling one input: text for the output, lines for stderr, and its part of the total."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from reportc import __version__
from reportc.api import check, refused
from reportc.baseline import BaselineEntry
from reportc.corpus.inputs import Input
from reportc.diagnostic import Severity
from reportc.emit.human.terminal import printable
from reportc.emit.statistics import Counted
from reportc.emit.summary import Summary
from reportc.failure import Failure, because
from reportc.language import Language, Text
from reportc.result import Checked

_SUMMARY = Text(
    "共 {reports} 份报告｜数字 {printed} 个，空缺 {null} 个｜错误 {errors}，警告 {warnings}，提示 {notes}{unread}",
    "{reports} reports | {printed} numbers, {null} holes | errors {errors}, warnings {warnings}, notes {notes}{unread}",
)
_UNREAD = Text("｜{} 个文件未能读取", " | {} files not read")


class Tally(NamedTuple):
    """Counts over any number of inputs: reports, findings by severity, cells, inputs that gave nothing.

    `failing` counts the findings for which the command ends with status 1; `held`, `broken` and `open`
    (not checkable) the equations, `known` and `gone` the findings of a baseline, `fixed`, `fixable`
    (by a fix that is only shown) and `rejected` the fixes, `incomplete` the reports that are not finished, where
    these are counted.
    """

    reports: int = 0
    errors: int = 0
    warnings: int = 0
    notes: int = 0
    printed: int = 0
    null: int = 0
    unread: int = 0
    failing: int = 0
    held: int = 0
    broken: int = 0
    open: int = 0
    known: int = 0
    gone: int = 0
    fixed: int = 0
    fixable: int = 0
    rejected: int = 0
    incomplete: int = 0

    def plus(self, other: Tally) -> Tally:
        """Return the sum of both."""
        return Tally(*map(sum, zip(self, other, strict=True)))

    @property
    def status(self) -> int:
        """The exit status: 2 where an input gave nothing, 1 where there are findings that fail, else 0."""
        return 2 if self.unread else int(self.failing > 0)

    def words(self, language: Language = "zh") -> str:
        """Return one line on the counts."""
        unread = _UNREAD.of(language).format(self.unread) if self.unread else ""
        return _SUMMARY.of(language).format_map(self._asdict() | {"unread": unread})


class Rewritten(NamedTuple):
    """The new content of a file."""

    path: str
    data: bytes


class Outcome(NamedTuple):
    """`output` is UTF-8, empty where the input gave nothing; `remarks` are lines for the user.

    A check may also count its findings by rule, give them as entries of a baseline, in which the report is
    called `report`, sum them up in a line of a table, and have a new content for the input's file.
    """

    output: bytes
    remarks: tuple[str, ...]
    tally: Tally
    counts: Counted = ()
    report: str = ""
    entries: tuple[BaselineEntry, ...] = ()
    summary: Summary | None = None
    rewritten: Rewritten | None = None


Emit = Callable[[Input, bytes], Outcome]
"""Makes an outcome of an input and its bytes."""


def record(given: Input, language: Language = "zh", *, is_flat: bool = False) -> Outcome:
    """Compile to one line of JSON: report, diagnostics and coverage, or a flat object with a key a cell."""
    if given.fault:
        return refusal(given, Failure(*given.fault), language, is_flat=is_flat)
    return safely(partial(_record, language=language, is_flat=is_flat), given)


def refusal(given: Input, trouble: Failure, language: Language = "zh", *, is_flat: bool = False) -> Outcome:
    """Return the line of JSON of an input that gave nothing: X008 with the reason."""
    from reportc.emit.record import record

    checked = check(refused(trouble.text))
    line = _flat(given, b"", checked, language) if is_flat else record(given.name, checked, language)
    return Outcome(_encoded(line), (printable(f"{given.name}：{trouble}"),), Tally(unread=1))


def document(given: Input, language: Language = "zh") -> Outcome:
    """Compile to indented canonical JSON; findings and summary are remarks."""
    return safely(partial(_document, language=language), given)


def projected(given: Input, language: Language = "zh") -> Outcome:
    """Read an input and return its text: of a text as decoded, of another file its projection."""
    return safely(partial(_projected, language=language), given)


def safely(emit: Emit, given: Input) -> Outcome:
    """Return the output of `emit` for the input; for one that cannot be read, or fails, the reason."""
    try:
        data = given.read()
        if given.page is not None:
            from reportc.source.office import take  # the readers are loaded with the first compile

            take(data, given.page)
        return emit(given, data)
    except OSError as error:
        trouble = Failure(*because(error, f"无法读取 {given.name}", "cannot be read"))
    except Exception as error:  # noqa: BLE001  # a fault of ours: it may cost one report, not the other hundred thousand
        trouble = Failure(f"编译器内部错误 {given.name}：{_whereabouts(error)}", "internal error, please report it")
    return Outcome(b"", (str(trouble),), Tally(unread=1))


def _record(given: Input, data: bytes, language: Language, *, is_flat: bool) -> Outcome:
    from reportc.emit.record import cells, record

    checked = check(data if given.text is None else given.text)
    if is_flat:
        return Outcome(_encoded(_flat(given, data, checked, language)), (), counted(checked, cells(checked)))
    made = record(given.name, checked, language)
    read = made["coverage"]
    return Outcome(_encoded(made), (), counted(checked, (read["cells_printed"], read["cells_null"])))


def _flat(given: Input, data: bytes, checked: Checked, language: Language) -> dict[str, object]:
    from reportc.emit.rows import ReportOrigin, flat, rows

    return flat(rows(ReportOrigin(given.name, data, __version__), checked, language))


def _encoded(line: object) -> bytes:
    from reportc.emit import canonical

    return canonical.line(line).encode()


def _projected(given: Input, data: bytes, language: Language) -> Outcome:
    from reportc.source import read
    from reportc.syntax.parser import vocabulary

    source = read(data, vocabulary())
    if source.refusal:
        reason = source.refusal.of(language)
        return Outcome(b"", (printable(f"{given.name}：{reason}"),), Tally(unread=1))
    return Outcome(source.text.encode("utf-8", "replace"), (), Tally(1))


def _document(given: Input, data: bytes, language: Language) -> Outcome:
    from reportc.emit import canonical, human
    from reportc.emit.record import cells
    from reportc.result.data import data as said

    checked = check(data if given.text is None else given.text)
    report = said(checked.tree)
    remarks = (*human.concise(checked, given.name, language), human.summary(checked, given.name, language))
    return Outcome(canonical.document(report).encode(), remarks, counted(checked, cells(checked)))


def counted(checked: Checked, cells: tuple[int, int] = (0, 0)) -> Tally:
    """Count; a compile fails where the report could not be read, and not where it contradicts itself."""
    severities = Counter(finding.severity for finding in checked.diagnostics)
    failing = sum(finding.severity is Severity.ERROR for finding in checked.result.diagnostics)
    return Tally(
        1, severities[Severity.ERROR], severities[Severity.WARNING], severities[Severity.INFO], *cells, failing=failing
    )


def _whereabouts(error: Exception) -> str:
    """Return the type of `error`, its text and its line of code."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    code = trace.tb_frame.f_code.co_name if trace else "?"
    return f"{type(error).__name__}: {error} [{code}:{trace.tb_lineno if trace else 0}]"
