"""Converting as a whole: a compiled report as a file of some kind, proved by reading it again; or why not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from reportc.emit import canonical
from reportc.emit.document.kinds import KINDS, Draw, OutputKind, WriteOptions, write
from reportc.emit.text.formatted import Reason, formatted, obstacle, shortened
from reportc.emit.text.layouts import LAYOUTS
from reportc.emit.text.proof import Fact, difference, facts
from reportc.emit.text.writers import write as write_text
from reportc.failure import Unprintable
from reportc.result import Result
from reportc.syntax.nodes import Report, State
from reportc.syntax.typography import Kind as Typography
from reportc.syntax.typography import mend

Compile = Callable[[str | bytes], Result]
"""Compiles a text, or the bytes of a file, as `reportc.compile` does."""


@dataclass(frozen=True, slots=True)
class Converted:
    """A report as a file, or None with the reason; `after` is what the file compiles to, None for JSON."""

    data: bytes | None
    before: Result
    after: Result | None = None
    reason: Reason | None = None


def converted(before: Result, compile: Compile, kind: str, options: WriteOptions) -> Converted:  # noqa: A002  # it is reportc.compile
    """Write `before` as a file of the kind of that name and prove it by reading it again."""
    reason, known = obstacle(before), KINDS[kind]
    if reason:
        return Converted(None, before, reason=reason)
    if known.layout:
        made = formatted(before, compile, known.layout, fix=options.fix)
        return Converted(None if made.reason else made.text.encode(), before, made.after, made.reason)
    if known.draw is None:
        return _json(before)
    file = drawn(before.tree, compile, known, options)
    return Converted(file.data, before, file.after, file.reason)


class Drawn(NamedTuple):
    """A file and what it compiles to; None with the reason why nothing may be stored."""

    data: bytes | None
    after: Result | None = None
    reason: Reason | None = None


def written(tree: Report, compile: Compile, kind: str, options: WriteOptions) -> Drawn:  # noqa: A002  # likewise
    """Write a tree that was made and not read, as a blank report or one of sums, and prove it as one that was read."""
    known = KINDS[kind]
    if known.draw is not None:
        return drawn(tree, compile, known, options)
    if known.layout:
        return Drawn(write_text(tree, LAYOUTS[known.layout], fix=options.fix).encode())
    from reportc.result import model  # pydantic takes 170 ms to import

    return Drawn(canonical.pretty(model.build(tree)).encode())


def drawn(tree: Report, compile: Compile, kind: OutputKind, options: WriteOptions) -> Drawn:  # noqa: A002  # likewise
    """Draw a tree and prove it: with marks only for what has no other form, then with all that there are, then again.

    Without `blanks` white space does not count: `OutputKind` says why.
    """
    said = list if kind.blanks else _inked
    want, fault = said(facts(tree, mend if options.fix else _kept)), None
    for draw, careful in _ways(kind):
        try:
            data = write(tree, draw, replace(options, careful=careful))
        except Unprintable as error:
            return Drawn(None, None, Reason(error.zh, error.en))
        after = compile(data)
        fault = difference(want, said(facts(after.tree, _kept)))
        if fault is None:
            return Drawn(data, after)
    zh, en = "写出后再读，内容不同", "what was written reads otherwise"
    return Drawn(None, after, Reason(f"{zh}（{shortened(fault or '')}）", en, ours=True))


def _ways(kind: OutputKind) -> list[tuple[Draw, bool]]:
    """Return how a file of a kind is tried to be drawn, one after the other, and whether with all marks."""
    return [(kind.draw, False), *((draw, True) for draw in (kind.draw, *kind.again))] if kind.draw else []


def _inked(said: Iterable[Fact]) -> list[Fact]:
    """Return what a tree says without the white space in it."""
    return [Fact(fact.place, _ink(fact.says)) for fact in said]


def _ink(value: Any) -> Any:
    if isinstance(value, str) and not isinstance(value, State):
        return "".join(value.split())
    return tuple(map(_ink, value)) if isinstance(value, tuple) else value


def _json(before: Result) -> Converted:
    """Write canonical JSON, which is read again by its models."""
    data = canonical.pretty(before.report).encode()
    if type(before.report).model_validate_json(data) != before.report:
        return Converted(None, before, reason=Reason("JSON 读回后不同", "the JSON reads otherwise", ours=True))
    return Converted(data, before)


def _kept(text: str, _kind: Typography) -> str:
    return text
