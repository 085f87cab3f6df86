"""Converting as a whole: a compiled report as a file of some kind, proved by reading it again; or why not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from reportc.emit import canonical
from reportc.emit.compiled import Compiled
from reportc.emit.document.kinds import KINDS, Draw, Order, write
from reportc.emit.text.essence import difference, facts
from reportc.emit.text.formatted import formatted, obstacle, shortened
from reportc.emit.text.reason import Reason
from reportc.syntax.nodes import Report
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
    data, after, reason = drawn(before.tree, compile, known.draw, order)
    return Converted(data, before, after, reason)


def drawn(
    tree: Report,
    compile: Compile[Made],  # noqa: A002  # likewise
    draw: Draw,
    order: Order,
) -> tuple[bytes | None, Made, Reason | None]:
    """Write a tree and prove it: with marks only for what has no other form, else with all that there are."""
    want, careful = list(facts(tree, mend if order.fix else _kept)), order.careful
    while True:
        data = write(tree, draw, replace(order, careful=careful))
        after = compile(data)
        fault = difference(want, facts(after.tree, _kept))
        if fault is None:
            return data, after, None
        if careful:
            zh, en = "写出后再读，内容不同", "what was written reads otherwise"
            return None, after, Reason(f"{zh}（{shortened(fault)}）", en, ours=True)
        careful = True


def _json(before: Made) -> Converted[Made]:
    """Write canonical JSON, which is read again by its models."""
    data = canonical.pretty(before.report).encode()
    if type(before.report).model_validate_json(data) != before.report:
        return Converted(None, before, reason=Reason("JSON 读回后不同", "the JSON reads otherwise", ours=True))
    return Converted(data, before)


def _kept(text: str, _kind: Typography) -> str:
    return text
