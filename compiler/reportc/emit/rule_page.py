"""The page of a rule in one language: cut out of the docstring that holds both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from reportc.diagnostic import Rule, Severity
from reportc.language import Language, Text

_LABEL = re.compile(r"(\S+) · ([A-Z][\w ]*): ?(.*)")
_ADVICE = frozenset(("核对", "Look up"))
_LATIN = re.compile("[A-Za-z]")
_HAN = re.compile("[\u4e00-\u9fff]")
_SEVERITIES: Mapping[Language, tuple[str, str, str]] = MappingProxyType(
    {"zh": ("错误", "警告", "提示"), "en": ("error", "warning", "info")}
)
_WORDS = Text("代号 名称 级别 说明", "code name severity title")


@dataclass(frozen=True, slots=True)
class RulePage:
    """A rule's page: what it finds, why that matters, and labelled lines such as its source and an example."""

    rule: Rule
    title: str
    paragraphs: tuple[str, ...]
    lines: tuple[tuple[str, str], ...]
    language: Language

    @property
    def severity(self) -> str:
        """The rule's own severity, as text."""
        return severity_name(self.rule.severity, self.language)


def severity_name(severity: Severity, language: Language) -> str:
    """Return a severity as text."""
    return _SEVERITIES[language][severity - 1]


def page(rule: Rule, language: Language = "zh") -> RulePage:
    """Return the page of `rule`."""
    title, _, rest = rule.page.partition("\n")
    zh, _, en = title.partition(" · ")
    blocks = [block.strip("\n") for block in re.split(r"\n\s*\n", rest) if block.strip()]
    prose = [block for block in blocks if not _LABEL.match(block)]
    spoken = [_joined(block) for block in prose if _is_english(block) == (language == "en")]
    labelled = [line for block in blocks if _LABEL.match(block) for line in _lines(block.splitlines(), language)]
    return RulePage(rule, zh if language == "zh" else en, tuple(spoken), tuple(labelled), language)


def advice(rule: Rule, language: Language = "zh") -> str:
    """Return what to look up where a finding has no fix; "" where each finding has one."""
    return next((content for label, content in page(rule, language).lines if label in _ADVICE), "")


def text(rule: Rule, language: Language = "zh") -> str:
    """Return the page as plain text."""
    one, colon = page(rule, language), "：" if language == "zh" else ": "
    head = (
        f"{rule.code} {rule.name}（{one.severity}）"
        if language == "zh"
        else f"{rule.code} {rule.name} ({one.severity})"
    )
    lines = "\n".join(f"{label}{colon}{content}" for label, content in one.lines)
    return "\n\n".join([f"{head}\n{one.title}", *one.paragraphs, lines]) + "\n"


def markdown(rule: Rule, language: Language = "zh") -> str:
    """Return the page as Markdown, without its heading."""
    one, colon = page(rule, language), "：" if language == "zh" else ": "
    lines = "\n".join(f"- **{label}**{colon}{content}" for label, content in one.lines)
    return "\n\n".join([f"**{one.title}**", *one.paragraphs, lines]) + "\n"


def table(rules: Iterable[Rule], language: Language = "zh") -> str:
    """Return all rules as a table of Markdown."""
    head = _WORDS.of(language).split()
    rows = [[one.rule.code, one.rule.name, one.severity, one.title] for one in (page(rule, language) for rule in rules)]
    return "".join(f"| {' | '.join(row)} |\n" for row in (head, ["---"] * len(head), *rows))


def listing(rules: Iterable[Rule], language: Language = "zh") -> str:
    """Return all rules as aligned lines."""
    pages = [page(rule, language) for rule in rules]
    width = max((len(one.rule.name) for one in pages), default=0)
    wide = max((len(one.severity) for one in pages), default=0)  # in one language all characters are of one width
    return "".join(f"{one.rule.code}  {one.rule.name:{width}}  {one.severity:{wide}}  {one.title}\n" for one in pages)


def data(rule: Rule, language: Language = "zh") -> dict[str, object]:
    """Return a rule as JSON data."""
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.name.lower(),
        "title": page(rule, language).title,
        "message": rule.text._asdict(),
        "page": rule.page,
    }


def _is_english(block: str) -> bool:
    """Return the language of a paragraph; English ones quote the form in Chinese, Chinese ones formulas."""
    return len(_LATIN.findall(block)) > len(_HAN.findall(block))


def _joined(block: str) -> str:
    """Join the lines of a paragraph, with a space where spaces separate words."""
    first, *more = (line.strip() for line in block.splitlines())
    joined = first
    for line in more:
        spaced = joined[-1:].isascii() or line[:1].isascii()
        joined += f" {line}" if spaced else line
    return joined


def _lines(lines: Iterable[str], language: Language) -> Iterator[tuple[str, str]]:
    """Yield labels and contents; a line without a label continues the one above."""
    found: list[tuple[str, str]] = []
    for line in lines:
        if match := _LABEL.match(line):
            zh, en, content = match.groups()
            found.append((zh if language == "zh" else en, content))
        elif found:
            found[-1] = found[-1][0], _joined(f"{found[-1][1]}\n{line}")
    for label, content in found:
        zh, _, en = content.partition("· ")  # the text may be broken before it
        yield label, content if label not in _ADVICE else zh.rstrip() if language == "zh" else en
