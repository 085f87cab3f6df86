"""The compiler as functions, which the command line, the server and the tests call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportc.language import Text
from reportc.result import Checked, Result
from reportc.settings import DEFAULT, Settings

if TYPE_CHECKING:
    from reportc.emit.document.files import Converted
    from reportc.emit.text.formatted import Formatted
    from reportc.fixes import Fixed
    from reportc.syntax.memory import Stretches


def compile(text: str | bytes, *, memory: Stretches | None = None) -> Result:  # noqa: A001  # the name of what this package does
    """Compile a report's text, or its bytes in any of the usual encodings.

    Every input gives a result, with diagnostics for everything that could not be read. Only an argument of another
    type, as a path, raises a TypeError. `memory`, of `syntax.memory.stretches`, is for programs that compile a text
    after each change: unchanged stretches are not read again, and the result is the same.

    `reportc compile` prints the `report` of this result. The findings next to it are those of `check`, whose rules
    also judge what was read.
    """
    from reportc.source import read  # lark takes 70 ms to import: only when something is compiled
    from reportc.syntax.build import parse
    from reportc.syntax.parser import vocabulary

    source = read(_given(text), vocabulary())
    tree, diagnostics = parse(source, memory)
    return Result(source, tree, (*source.diagnostics, *diagnostics))


def refused(reason: Text) -> Result:
    """Return the result of an input that could not be read at all: X008 with the reason, and every cell missing."""
    from reportc.source import Refusal, Source
    from reportc.syntax.build import parse

    source = Source("", None, (), (), Refusal(*reason))
    return Result(source, *parse(source))


def check(
    report: str | bytes | Result, *, settings: Settings = DEFAULT, previous: str | bytes | Result | None = None
) -> Checked:
    """Check a report by the rules: its text, its bytes, or the result of `compile`. Nothing is raised.

    `previous` is last year's report of the same agency, for the rules between years. The equations are
    counted whatever the settings are.
    """
    from reportc.check import check as judged
    from reportc.syntax.parser import vocabulary

    result = _compiled(report)
    last = None if previous is None else _compiled(previous)
    before = (last.tree, last.source.text) if last else None
    found, equations = judged(result.tree, result.source.text, vocabulary(), result.diagnostics, before)
    diagnostics = sorted(settings.apply(found), key=lambda finding: finding.span)
    return Checked(result.source, result.tree, tuple(diagnostics), result, equations)


def fix(report: str | bytes | Result, *, unsafe: bool = False, settings: Settings = DEFAULT) -> Fixed:
    """Put the fixes of the selected rules into a report: the safe ones, and the others if `unsafe`.

    `data` of the result is the new text, or the new file of a kind that is written (Word).

    Each is taken only if the text, compiled again, has the values that the fix intends, and is otherwise the same
    as before; the others are `rejected`, with the reason. A text that is no report is left as it is. Nothing is raised.
    """
    from reportc.fixes import Fixed, fixed
    from reportc.fixes.trials import never_written, writer
    from reportc.reading import not_a_report
    from reportc.syntax.memory import Stretches

    memory = Stretches()  # a fix leaves most of a report as it is

    def tried(data: str | bytes) -> Checked:
        return check(compile(data, memory=memory))

    result = _compiled(report, memory)
    source = result.source
    no_report = any(finding.rule is not_a_report.rule for finding in result.diagnostics)
    if source.data is None:
        return Fixed(source.text, (), ()) if no_report else fixed(source.text, tried, unsafe=unsafe, settings=settings)
    rewrite = writer(source.kind)
    if rewrite is None or no_report:
        refused = never_written(source.kind) if rewrite is None else None
        return Fixed(source.text, (), (), source.data, refused)
    return fixed(source.data, tried, unsafe=unsafe, settings=settings, rewrite=rewrite)


def format(text: str | bytes, *, layout: str = "markdown", fix: bool = True) -> Formatted:  # noqa: A001  # the name of what this does
    """Write a report again in its normal form, or in another of `emit.text.layouts.LAYOUTS`, and prove it.

    The layout `keep` is the one that the report is in.

    `fix` replaces the wording of labels by the form's, and corrects slips of writing (F801 to F806); without
    it all is spelled as it was. A text that cannot be proved is not written: then `text` is that of the source
    and `reason` says why. Nothing is raised.
    """
    from reportc.emit.text.formatted import formatted

    return formatted(compile(_given(text)), compile, layout, fix=fix)


def convert(
    report: str | bytes | Result,
    kind: str,
    *,
    fix: bool = True,
    findings: bool | None = None,
    settings: Settings = DEFAULT,
) -> Converted:
    """Write a report as the official form in a file of a kind, and prove that nothing is lost.

    The kinds are `emit.document.files.KINDS`; `fix` is that of `format`. `findings` says whether findings are
    shown at the cells, where the kind can show them (None: where it always does). A file that cannot
    be proved is not written: then `data` is None and `reason` says why. For no report is anything raised;
    a missing module or font is a `Failure`, which `files.check` finds before.
    """
    from reportc.emit.document.files import KINDS, WriteOptions, converted

    result = _compiled(report)
    shown = KINDS[kind].findings == "always" if findings is None else findings
    found = check(result, settings=settings).diagnostics if shown else ()
    return converted(result, compile, kind, WriteOptions(fix=fix, findings=found, language=settings.language))


def _compiled(report: str | bytes | Result, memory: Stretches | None = None) -> Result:
    """Return a report as it was compiled, without the findings of rules; compile a source that is not compiled yet."""
    if isinstance(report, Checked):
        return report.result
    return report if isinstance(report, Result) else compile(_given(report), memory=memory)


def _given(report: object) -> str | bytes:
    """Return a report as it was given; a path or None is a mistake of the caller, and raises a TypeError."""
    if isinstance(report, str | bytes):
        return report
    hint = "; read the file first: Path(...).read_bytes()" if hasattr(report, "__fspath__") else ""
    raise TypeError(f"a report is given as str or bytes, not {type(report).__name__}{hint}")


for _verb in (check, compile, fix, format):
    _verb.__module__ = "reportc"  # where users find them, and help() shows them
