"""Converting one input: the file to be written, or why there is none."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

from reportc.api import convert
from reportc.corpus.inputs import STDIN, Input
from reportc.corpus.outcome import Outcome, Rewritten, Tally, safely
from reportc.emit.human.terminal import printable
from reportc.language import Language, Text, in_language
from reportc.settings import DEFAULT, Settings


@dataclass(frozen=True, slots=True)
class ConvertOptions:
    """What inputs are converted to: the kind, the file or folder, and whether existing files may be replaced.

    `folder` holds one file for each input, below it as the input is below one of `roots`; without it
    the only input goes to `path`, or to standard output without a path.
    """

    kind: str
    path: str | None = None
    folder: str | None = None
    roots: Sequence[str] = ()
    force: bool = False
    fix: bool = True
    findings: bool | None = None
    settings: Settings = DEFAULT

    def target(self, path: str, name: str) -> str | None:
        """Return the path that the input at `path` is written to; None is standard output."""
        if self.folder is None:
            return self.path
        root = next((root for root in self.roots if _is_in(path, root)), os.path.dirname(path))
        place = name if path == STDIN else os.path.relpath(path, root or os.curdir)
        return os.path.join(self.folder, f"{os.path.splitext(place)[0]}.{self.kind}")


_WORDS: Mapping[str, Text] = MappingProxyType(
    {
        "written": Text("{name} → {target}", "{name} → {target}"),
        "exists": Text(
            "{name}：已经存在 {target}，未覆盖（--force 可覆盖）",
            "{name}: {target} exists already; --force replaces it",
        ),
        "same": Text("{name}：{target} 就是输入，未覆盖", "{name}: {target} is an input; it is left as it is"),
        "twice": Text(
            "{target}：另一份报告也要写成这个文件，未写出",
            "{target}: another report is written to this file; this one is not",
        ),
        "left": Text("{name}：{reason}，未写出", "{name}: {reason}; nothing is written"),
        "summary": Text("共 {files} 份｜写出 {fixed} 份", "{files} files | written {fixed}"),
        "unread": Text("，失败 {unread} 份", ", failed {unread}"),
    }
)


def converted(given: Input, options: ConvertOptions) -> Outcome:
    """Convert an input; the file to be written is in the outcome."""
    return safely(partial(_converted, options=options), given)


def convert_total(tally: Tally, language: Language) -> str:
    """Return one line on all inputs that were converted."""
    words, counts = in_language(_WORDS, language), tally._asdict() | {"files": tally.reports + tally.unread}
    return "".join(words[key].format_map(counts) for key in ("summary", *(["unread"] if tally.unread else [])))


def failed(name: str, target: str, key: str, language: Language) -> Outcome:
    """Return the outcome of an input whose file may not be written."""
    return Outcome(b"", (_said(key, language, name=name, target=target),), Tally(unread=1))


def _converted(given: Input, data: bytes, options: ConvertOptions) -> Outcome:
    target, language = options.target(given.path, given.name), options.settings.language
    if target is not None and os.path.lexists(target):
        if given.path != STDIN and os.path.exists(target) and os.path.samefile(given.path, target):
            return failed(given.name, target, "same", language)
        if not options.force:
            return failed(given.name, target, "exists", language)
    made = convert(data, options.kind, fix=options.fix, findings=options.findings, settings=options.settings)
    if made.data is None:
        reason = made.reason.text.of(language) if made.reason else ""
        return Outcome(b"", (_said("left", language, name=given.name, reason=reason),), Tally(unread=1))
    if target is None:
        return Outcome(made.data, (), Tally(reports=1, fixed=1))
    said = (_said("written", language, name=given.name, target=target),)
    return Outcome(b"", said, Tally(reports=1, fixed=1), rewritten=Rewritten(target, made.data))


def _is_in(path: str, root: str) -> bool:
    return path.startswith(root.rstrip(os.sep) + os.sep)


def _said(key: str, language: Language, **words: str) -> str:
    return printable(_WORDS[key].of(language).format_map(words))
