"""Formatting as a whole: a compiled report to its text, proved; or unchanged, with the reason."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from reportc.emit.text.layouts import KEPT, LAYOUTS, layout_of
from reportc.emit.text.proof import Proof, prove
from reportc.emit.text.writers import write
from reportc.language import Text
from reportc.reading import bytes_undecodable
from reportc.result import Result
from reportc.syntax import formatter_marks


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a report was left as it is; `ours` says whether that is a fault of the formatter."""

    text: Text
    ours: bool = False


Compile = Callable[[str], Result]
"""Compiles a text, as `reportc.compile` does."""


@dataclass(frozen=True, slots=True)
class Formatted:
    """A report in its normal form, or as it was, with the reason.

    `before` was compiled, `after` is its text compiled again; None where nothing was written.
    """

    text: str
    before: Result
    after: Result | None = None
    proofs: tuple[Proof, ...] = ()
    reason: Reason | None = None


_NO_REPORT = Reason(Text("不是政府信息公开工作年度报告", "no annual report"))
_UNDECODABLE = Reason(Text("有无法解码的字节", "it has bytes that cannot be decoded"))
_UNENCODABLE = Reason(Text("有不成字的代码", "it has code points that are no characters"))
_LONGEST = 160
_CODE = re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE)
"""The beginning or end of a block of code in Markdown."""
_FENCE = re.compile(r"^\s*(?:```|~~~)", re.MULTILINE)
_PROOFS = {
    "tree": ("树不同", "the tree differs"),
    "stable": ("再排一遍有变化", "a second pass changes it"),
    "prose": ("文字有缺失", "words are lost"),
}


def formatted(before: Result, compile: Compile, layout: str, *, fix: bool) -> Formatted:  # noqa: A002  # it is reportc.compile
    """Write `before` in the layout with that name, or in its own, and prove it by compiling it again."""
    reason = obstacle(before)
    if reason:
        return Formatted(before.source.text, before, reason=reason)
    layout = layout_of(before.tree, before.source.text) if layout == KEPT else layout
    # A pass without marks might change what a careful pass wrote; and a fence begins no code only as it is now.
    careful = formatter_marks.is_careful(before.source.text) or bool(_FENCE.search(before.source.text))
    tried = _written(before, compile, layout, fix=fix, careful=careful)
    return tried if tried.reason is None or careful else _written(before, compile, layout, fix=fix, careful=True)


def _written(before: Result, compile: Compile, layout: str, *, fix: bool, careful: bool) -> Formatted:  # noqa: A002  # likewise
    """Write and prove, with only the necessary marks, or with all marks of a careful writer."""
    text = write(before.tree, LAYOUTS[layout], fix=fix, careful=careful)
    after = compile(text)
    proofs = prove(before, after, LAYOUTS[layout], fix=fix, careful=careful)
    failed = next((proof for proof in proofs if proof.fault), None)
    if failed:
        return Formatted(before.source.text, before, after, proofs, _fault(failed))
    return Formatted(text, before, after, proofs)


def obstacle(before: Result) -> Reason | None:
    """Return why a report cannot be written at all."""
    if not before.tree.sections or _is_about_reports(before):
        return _NO_REPORT
    if any(finding.rule is bytes_undecodable.rule for finding in before.diagnostics):
        return _UNDECODABLE
    return _UNENCODABLE if any("\ud800" <= c <= "\udfff" for c in before.source.text) else None


def _is_about_reports(before: Result) -> bool:
    """Return whether a text only quotes reports, as a manual does: in blocks of code, or far after text of its own."""
    ahead = sum(len(paragraph.text) for paragraph in before.tree.front)
    return bool(_CODE.search(before.source.text)) or ahead > len(before.source.text) / 2


def _fault(proof: Proof) -> Reason:
    zh, en = _PROOFS[proof.name]
    return Reason(
        Text(
            f"{zh}（{shortened(proof.fault or '')}），这是 reportc 的错误，请报告", f"{en}, our fault, please report it"
        ),
        ours=True,
    )


def shortened(fault: str) -> str:
    """Return a fault on one line of limited length."""
    where = fault.replace("\n", " ")
    return where if len(where) <= _LONGEST else where[: _LONGEST - 1] + "…"
