r"""Every rule has a page and a document: `rules/CODE.md` is prose with reports and the rule's findings in them.

A block `report` (or `report-html`, or `report-bytes`, in which `\xff` is a byte) is followed by a block
`findings`: a line `LINE:COLUMN CODE message` for each finding of the rule, or `none`. A block `fixed`
after it is the report after all fixes of the rule. A block `previous` before it is last year's report.

For the rules of the roll-up, blocks `roster`, `against` and one or more `unit NAME` precede `findings`,
whose lines begin with the name of the file.
"""

from __future__ import annotations

import re
import tempfile
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from reportc import api
from reportc.check import RULES
from reportc.diagnostic import Rule
from reportc.emit import human, rule_page
from reportc.rollup import collect
from reportc.settings import Settings

FOLDER = Path(__file__).parent / "rules"
CODES = [rule.code for rule in RULES]
_BLOCK = re.compile(r"^```([\w-]+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_BYTE = re.compile(rb"\\x([0-9a-f]{2})")
_REPORTS = ("report", "report-html", "report-bytes")
_COUNTY = ("roster", "unit", "against")


class Block(NamedTuple):
    """A fenced block of a document, and the line it begins at."""

    line: int
    kind: str
    text: str
    name: str = ""


class Case(NamedTuple):
    """A report, the rule's findings in it, and the report after the fixes."""

    code: str
    line: int
    report: str | bytes
    findings: str
    fixed: str | None = None
    previous: str | None = None
    files: tuple[Block, ...] = ()


def cases(path: Path) -> Iterator[Case]:
    """Yield the cases of a document; a misplaced block is an error."""
    text = path.read_text("utf-8")
    found = [Block(text[: one.start()].count("\n") + 1, one[1], one[3], one[2]) for one in _BLOCK.finditer(text)]
    blocks = deque(found)
    while blocks:
        if blocks[0].kind in _COUNTY:
            files = tuple(iter(lambda: blocks.popleft() if blocks[0].kind in _COUNTY else None, None))
            yield Case(path.stem, files[0].line, "", blocks.popleft().text, files=files)
            continue
        previous = blocks.popleft().text if blocks[0].kind == "previous" else None
        report = blocks.popleft()
        assert report.kind in _REPORTS, f"{path.name}:{report.line}: a report is wanted"
        assert blocks, f"{path.name}:{report.line}: a report without findings"
        findings = blocks.popleft()
        assert findings.kind == "findings", f"{path.name}:{findings.line}: findings are wanted"
        fixed = blocks.popleft().text if blocks and blocks[0].kind == "fixed" else None
        content = _bytes(report.text) if report.kind == "report-bytes" else report.text
        yield Case(path.stem, report.line, content, findings.text, fixed, previous)


def _bytes(text: str) -> bytes:
    return _BYTE.sub(lambda found: bytes.fromhex(found[1].decode()), text.encode())


def found(case: Case) -> str:
    """Return the rule's findings as a block."""
    if case.files:
        return found_in_county(case)
    checked = api.check(case.report, settings=Settings(select=(case.code,)), previous=case.previous)
    lines = human.located(checked.diagnostics, checked.lines, "")
    return "".join(f"{line.removeprefix(':').replace(': ', ' ', 1)}\n" for line in lines) or "none\n"


def found_in_county(case: Case) -> str:
    """Return the findings of a rule of the roll-up, each with its file."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        paths = [Path(folder) / (block.name or f"{block.kind}.txt") for block in case.files]
        for path, block in zip(paths, case.files, strict=True):
            path.write_text(block.text, "utf-8")
        named = {block.kind: str(path) for path, block in zip(paths, case.files, strict=True)}
        request = collect.Request(
            [folder],
            roster=named.get("roster"),
            against=named.get("against"),
            settings=Settings(select=(case.code,)),
            workers=1,
        )
        lines = [_told(one) for one in collect.collect(request, stack).findings()]
    return "".join(f"{line}\n" for line in lines).replace(f"{folder}/", "") or "none\n"


def _told(finding: dict[str, Any]) -> str:
    start = finding["range"]["start"]
    place = f"{finding['source']}:{start['line'] + 1}:{start['character'] + 1} " if finding["source"] else ""
    return f"{place}{finding['code']} {finding['message']}"


ALL = [case for path in sorted(FOLDER.glob("*.md")) for case in cases(path)]


@pytest.mark.parametrize("case", ALL, ids=lambda case: f"{case.code}:{case.line}")
def test_what_a_rule_finds_is_what_its_document_says(case: Case) -> None:
    assert found(case) == case.findings


@pytest.mark.parametrize(
    "case", [case for case in ALL if case.fixed is not None], ids=lambda case: f"{case.code}:{case.line}"
)
def test_what_its_fixes_make_is_what_its_document_says(case: Case) -> None:
    fixed = api.fix(case.report, unsafe=True, settings=Settings(select=(case.code,)))
    assert fixed.text == case.fixed
    assert fixed.rejected == ()


def test_every_document_is_of_a_rule() -> None:
    assert {path.stem for path in FOLDER.iterdir()} <= set(CODES)


@pytest.mark.parametrize("rule", RULES, ids=CODES)
def test_every_rule_has_a_document_with_a_fault_and_without(rule: Rule) -> None:
    own = [case for case in ALL if case.code == rule.code]
    assert (FOLDER / f"{rule.code}.md").read_text("utf-8").startswith(f"# {rule.code} {rule.name}")
    assert any(case.findings != "none\n" for case in own)
    assert any(case.findings == "none\n" for case in own)


@pytest.mark.parametrize("rule", RULES, ids=CODES)
def test_every_rule_has_a_page_in_both_languages(rule: Rule) -> None:
    zh, en = rule_page.page(rule, "zh"), rule_page.page(rule, "en")
    assert all((zh.title, zh.paragraphs, en.title, en.paragraphs))
    labels = [label for label, _ in zh.lines]
    advice = [] if rule.code.startswith("F") else ["核对"]  # each of these has a fix
    assert [label for label in labels if label != "公式"] == ["依据", "反例", "改正", *advice]
    assert len([label for label, _ in en.lines if label != "Formula"]) == 3 + len(advice)
    assert bool(rule_page.advice(rule, "zh")) == bool(rule_page.advice(rule, "en")) == bool(advice)
    assert all(content for _, content in zh.lines)
    assert zh.lines != en.lines


def arguments(words: str) -> Sequence[str]:
    """Return the arguments in a message; those for one language end with its name."""
    return sorted({name.removesuffix("_zh").removesuffix("_en") for name in re.findall(r"\{(\w+)\}", words)})


def test_codes_and_names_are_what_they_should_be() -> None:
    assert len(set(CODES)) == len(CODES)
    for rule in RULES:
        assert re.fullmatch(r"[A-Z]\d{3}", rule.code)
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name)
        assert arguments(rule.text.zh) == arguments(rule.text.en), rule.code
