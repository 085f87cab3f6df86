"""Formatting one input: its new content, or the diff, or why it is left unchanged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from reportc.api import format  # noqa: A004  # the verb of this package
from reportc.corpus.inputs import STDIN, Input
from reportc.corpus.outcome import Outcome, Rewritten, Tally, safely
from reportc.emit.human.terminal import Paint, diff, plain, printable
from reportc.language import Language, Text, in_language

if TYPE_CHECKING:
    from reportc.emit.text.formatted import Formatted, Reason


@dataclass(frozen=True, slots=True)
class FormatOptions:
    """How inputs are formatted. With `check` or `shown`, as a diff, nothing is written; `here` overwrites the input."""

    layout: str = "markdown"
    fix: bool = True
    check: bool = False
    shown: bool = False
    here: bool = True
    paint: Paint = plain
    language: Language = "zh"


_WORDS: Mapping[str, Text] = MappingProxyType(
    {
        "changed": Text("{name}：已整理", "{name}: reformatted"),
        "would": Text("{name}：需要整理", "{name}: would be reformatted"),
        "left": Text("{name}：{reason}，未改动", "{name}: {reason}; left as it is"),
        "summary": Text(
            "共 {reports} 份｜{verb} {fixed} 份，已是规范格式 {same} 份",
            "{reports} files | {verb} {fixed}, already in form {same}",
        ),
        "changes": Text("整理", "reformatted"),
        "needs": Text("需要整理", "to be reformatted"),
        "others": Text("，未动 {rejected} 份", ", left alone {rejected}"),
        "unread": Text("｜{unread} 个文件失败", " | {unread} files failed"),
    }
)
_A_PAGE = Text("是网页，不在原处改写；可用 -o 另存", "a page of HTML is not rewritten in place; use -o")
_A_FILE = Text(
    "不是文本，不在原处整理；可用 -o 另存为文本，或用 check --fix 改正",
    "no text, and not laid out in place; use -o, or fix it with check --fix",
)


def formatted(given: Input, options: FormatOptions) -> Outcome:
    """Format an input; the file to be written is in the outcome."""
    return safely(partial(_formatted, options=options), given)


def format_total(tally: Tally, options: FormatOptions) -> str:
    """Return one line on all inputs that were formatted."""
    words, counts = in_language(_WORDS, options.language), tally._asdict()
    counts["same"] = tally.reports - tally.fixed - tally.rejected
    counts["verb"] = words["needs" if options.check or options.shown else "changes"]
    more = [key for key, count in (("others", tally.rejected), ("unread", tally.unread)) if count]
    return "".join(words[key].format_map(counts) for key in ("summary", *more))


def _formatted(given: Input, data: bytes, options: FormatOptions) -> Outcome:
    made = format(data, layout=options.layout, fix=options.fix)
    reason = made.reason or (_not_here(made, options) if options.here and given.path != STDIN else None)
    if reason:
        said = _said("left", given, options, reason=reason.text.of(options.language))
        output = b"" if options.here and given.path != STDIN else data
        tally = Tally(unread=1) if reason.ours else Tally(reports=1, rejected=1)
        return Outcome(b"" if options.check or options.shown else output, (said,), tally)
    return _outcome(given, data, made, options)


def _outcome(given: Input, data: bytes, made: Formatted, options: FormatOptions) -> Outcome:
    """Return what is to be written, or what would be."""
    new = made.text.encode()
    changed = new != data
    only = options.check or options.shown
    tally = Tally(reports=1, fixed=changed, failing=changed and only)
    if only:
        shown = diff(given.name, made.before.source.text, made.text, options.paint) if options.shown and changed else ""
        return Outcome(shown.encode("utf-8", "replace"), (_said("would", given, options),) if changed else (), tally)
    if given.path == STDIN or not options.here:
        return Outcome(new, (), tally)
    if not changed:
        return Outcome(b"", (), tally)
    return Outcome(b"", (_said("changed", given, options),), tally, rewritten=Rewritten(given.path, new))


def _not_here(made: Formatted, options: FormatOptions) -> Reason | None:
    """Return why the input is not rewritten in place: a page, or another file that is no text, is only shown."""
    from reportc.emit.text.formatted import Reason  # all of it is loaded with the first report
    from reportc.source.html import is_page

    source = made.before.source
    if source.data is not None:
        return None if options.check or options.shown else Reason(_A_FILE)
    return Reason(_A_PAGE) if source.encoding is None or is_page(source.text) else None


def _said(key: str, given: Input, options: FormatOptions, **words: str) -> str:
    return printable(_WORDS[key].of(options.language).format(name=given.name, **words))
