"""What lies in folders and is not read: counted and named, so that nobody takes it for read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from reportc.corpus.inputs import in_folders, shown
from reportc.corpus.kinds import named
from reportc.diagnostic import Language

_WORDS: Mapping[Language, tuple[str, str, str]] = MappingProxyType(
    {
        "zh": ("跳过 {count} 个文件：{kinds}", "{name} {count} 个", "，"),
        "en": ("skipped {count} files: {kinds}", "{count} × {name}", ", "),
    }
)


def left_out(arguments: Sequence[str], language: Language = "zh", written: str | None = None) -> list[str]:
    """Return a line on the files in folders that are no reports, by kind; no line where there are none.

    `written` is the file that the command itself has just written.
    """
    found = Counter(
        shown(named(path, language))
        for argument in arguments
        for path, wanted in in_folders(argument)
        if not wanted and not (written and Path(path).resolve() == Path(written).resolve())
    )
    if not found:
        return []
    line, part, between = _WORDS[language]
    kinds = between.join(part.format(name=name, count=count) for name, count in found.most_common())
    return [line.format(count=found.total(), kinds=kinds)]
