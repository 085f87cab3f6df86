"""Converting as a whole: a compiled report as a file of some kind, proved by reading it again; or why not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from reportc.emit import canonical
from reportc.emit.compiled import Compiled
from reportc.emit.document.kinds import KINDS, Draw, Order, write
from reportc.emit.text.essence import Fact, difference, facts
from reportc.emit.text.formatted import formatted, obstacle, shortened
from reportc.emit.text.reason import Reason
from reportc.syntax.nodes import Report, State
from reportc.syntax.typography import Kind as Typography
from reportc.syntax.typography import mend

Made = TypeVar("Made", bound=Compiled)
Compile = Callable[[str | bytes], Made]
"""Compiles a text, or the bytes of a file, as `reportc.compile` does."""


@dataclass(frozen=True, slots=True)
class Converted(Generic[Made]):
    """A report as a file, or None with the reason; `after` is what the file compiles to, None for JSON."""

    data: bytes | None
    before: Made
    after: Made | None = None
    reason: Reason | None = None


def converted(before: Made, compile: Compile[Made], kind: str, order: Order) -> Converted[Made]:  # noqa: A002  # it is reportc.compile
    """Write `before` as a file of the kind of that name and prove it by reading it again."""
    reason, known = obstacle(before), KINDS[kind]
    if reason:
        return Converted(None, before, reason=reason)
    if known.layout:
        made = formatted(before, compile, known.layout, fix=order.fix)
        return Converted(None if made.reason else made.text.encode(), before, made.after, made.reason)
    if known.draw is None:
        return _json(before)
    data, after, reason = drawn(before.tree, compile, known.draw, order, blanks=known.blanks)
    return Converted(data, before, after, reason)


def drawn(
    tree: Report,
    compile: Compile[Made],  # noqa: A002  # likewise
    draw: Draw,
    order: Order,
    *,
    blanks: bool,
) -> tuple[bytes | None, Made, Reason | None]:
    """Write a tree and prove it: with marks only for what has no other form, else with all that there are.

    Without `blanks` white space does not count: `Kind` says why.
    """
    said, careful = list if blanks else _inked, order.careful
    want = said(facts(tree, mend if order.fix else _kept))
    while True:
        data = write(tree, draw, replace(order, careful=careful))
        after = compile(data)
        fault = difference(want, said(facts(after.tree, _kept)))
        if fault is None:
            return data, after, None
        if careful:
            zh, en = "写出后再读，内容不同", "what was written reads otherwise"
            return None, after, Reason(f"{zh}（{shortened(fault)}）", en, ours=True)
        careful = True


def _inked(said: Iterable[Fact]) -> list[Fact]:
    """Return what a tree says without the white space in it."""
    return [Fact(fact.place, _ink(fact.says)) for fact in said]


def _ink(value: Any) -> Any:
    if isinstance(value, str) and not isinstance(value, State):
        return "".join(value.split())
    return tuple(map(_ink, value)) if isinstance(value, tuple) else value


def _json(before: Made) -> Converted[Made]:
    """Write canonical JSON, which is read again by its models."""
    data = canonical.pretty(before.report).encode()
    if type(before.report).model_validate_json(data) != before.report:
        return Converted(None, before, reason=Reason("JSON 读回后不同", "the JSON reads otherwise", ours=True))
    return Converted(data, before)


def _kept(text: str, _kind: Typography) -> str:
    return text
