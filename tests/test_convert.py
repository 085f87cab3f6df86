"""Converted files are read back with the same content: cases, examples, random trees and the corpus, in every kind."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

import reportc
from kinds import READ, drawing, ready
from reportc import api
from reportc.emit.document import files, pdf
from reportc.emit.document.blocks import Block, Document, Notes, Passage
from reportc.emit.document.files import KINDS, WriteOptions
from reportc.emit.text import blank
from reportc.emit.text.proof import difference, facts
from reportc.failure import FontsMissing, UsageError
from reportc.form import APPLICATIONS, ARTICLES, EDITIONS, PROCEEDINGS, Edition
from reportc.language import Language
from reportc.syntax.nodes import Report, State
from reportc.syntax.typography import correct
from reports import python_docx, random_trees
from reports.drawing import draw
from reports.generate import generate, seeded
from reports.layouts import LAYOUTS
from reports.mutate import mutant

HERE = Path(__file__).parent
EXAMPLES = sorted((HERE.parent / "examples").glob("*.txt"))
CASES = sorted((HERE / "cases").glob("*.txt"))
SHARED = HERE.parents[1] / "shared" / "corpus"
CORPUS = sorted(path for path in SHARED.rglob("*") if path.suffix in {".txt", ".md", ".html"} and path.stem != "README")
EXACT = tuple(name for name in READ if KINDS[name].blanks)
MUTANTS = 45
TREES, ODD, PRINTED = 225, 60, 24
"""The numbers of random trees: as usual, with any characters, and printed, which takes longer."""
OFFICE = shutil.which("soffice")


@cache
def compiled(path: Path) -> reportc.Result:
    """Compile a case or an example, once for all kinds."""
    return reportc.compile(path.read_bytes())


@cache
def drawn() -> dict[str, reportc.Result]:
    """Compile a drawing in each layout, once for all kinds."""
    return {layout.name: reportc.compile(draw(layout, 7).given) for layout in LAYOUTS}


def lost(given: bytes | str | reportc.Result, kind: str) -> str | None:
    """Return the difference of a file of a kind from its report; None for no difference, or if there is no report."""
    made = api.convert(given, kind)
    if made.reason:
        return made.reason.text.zh if made.reason.ours else None
    if made.after is None:
        return None if KINDS[kind].draw is None else "not proved"
    before, after = (facts(result.tree, correct) for result in (made.before, made.after))
    return difference(before, after) if KINDS[kind].blanks else numbers_differ(made.before, made.after)


def numbers_differ(before: reportc.Result, after: reportc.Result) -> str | None:
    names = ("proactive_disclosure", "applications", "proceedings", "year", "edition")
    return next((name for name in names if getattr(before.report, name) != getattr(after.report, name)), None)


@pytest.mark.parametrize("kind", [name for name, kind in KINDS.items() if not kind.draw or name in READ])
def test_cases_and_examples_are_kept(kind: str) -> None:
    ready(kind)
    found = {path.stem: fault for path in [*CASES, *EXAMPLES] if (fault := lost(compiled(path), kind))}
    assert not found


@pytest.mark.parametrize("kind", READ)
def test_drawings_are_kept(kind: str) -> None:
    ready(kind)
    chosen = [*drawn().items()][READ.index(kind) :: len(READ)]  # of the layout, nothing is left in what was read
    found = {name: fault for name, result in chosen if (fault := lost(result, kind))}
    assert not found


def test_mutants_are_kept() -> None:
    texts = [path.read_bytes().decode() for path in EXAMPLES]
    found: dict[int, str] = {}
    for seed in range(MUTANTS):
        rng = seeded(f"converted {seed}")
        if fault := lost(mutant(rng.choice(texts), rng), EXACT[seed % len(EXACT)]):
            found[seed] = fault
    assert not found


@pytest.mark.parametrize("kind", EXACT)
def test_a_tree_reads_back_as_itself(kind: str) -> None:
    for seed in range(TREES // len(EXACT)):
        assert fault_of(random_trees.report(seeded(f"{kind} {seed}")), kind) is None, seed


@pytest.mark.parametrize("kind", EXACT)
def test_a_tree_with_any_characters_reads_back_as_itself(kind: str) -> None:
    for seed in range(ODD // len(EXACT)):
        assert fault_of(random_trees.report(seeded(f"odd {kind} {seed}"), odd=True), kind) is None, seed


@pytest.mark.skipif("pdf" not in READ, reason="PDF is not read here")
def test_a_printed_tree_reads_back_as_itself() -> None:
    ready("pdf")
    for seed in range(PRINTED):
        made = files.written(random_trees.report(seeded(f"printed {seed}")), reportc.compile, "pdf", WriteOptions())
        assert made.reason is None, seed


@pytest.mark.skipif("pdf" not in READ, reason="PDF is not read here")
@pytest.mark.parametrize("seed", [0, 5, 6])
def test_no_caption_stands_alone_at_the_end_of_a_page(seed: int) -> None:
    ready("pdf")
    made = api.convert(python_docx.document(generate(seeded(f"caption {seed}"), plain=True)), "pdf")
    assert made.data
    with pdfplumber.open(io.BytesIO(made.data)) as document:
        ends = [page.extract_text().splitlines()[-2:] for page in document.pages]
    assert len(ends) > 1
    assert not [end for end in ends if end[0].startswith("第二十条")]


def test_a_page_that_is_read_otherwise_is_set_otherwise() -> None:
    """If no line begins at the margin, the longest one looks like a full line that continues."""
    ready("pdf")
    lines = "（一）主动公开情况。全年发布政策解读12篇", "2023年，本机关公开信息80条。", "一、总体情况"
    tree = reportc.compile("\n\n".join(("望舒市人民政府2023年政府信息公开工作年度报告", *lines))).tree
    once = files.drawn(tree, reportc.compile, replace(KINDS["pdf"], again=()), WriteOptions())
    assert once.reason is not None
    assert files.drawn(tree, reportc.compile, KINDS["pdf"], WriteOptions()).reason is None


@pytest.mark.skipif("pdf" not in READ, reason="PDF is not read here")
@pytest.mark.parametrize("character", ["\N{CJK UNIFIED IDEOGRAPH-20BB7}", "\N{MATHEMATICAL BOLD DIGIT NINE}"])
def test_a_character_beyond_16_bits_is_printed_in_a_font_that_has_it(character: str) -> None:
    ready("pdf")
    text = EXAMPLES[1].read_text("utf-8").replace("一、总体情况", f"一、总体情况\n\n张{character}某负责。", 1)
    made = api.convert(text, "pdf")
    if made.reason and f"U+{ord(character):04X}" in made.reason.text.zh:
        pytest.skip(f"no font here has U+{ord(character):04X}")
    assert made.reason is None
    assert f"张{character}某" in made.after.source.text if made.after else False


def test_a_character_that_no_font_has_is_named() -> None:
    ready("pdf")
    text = EXAMPLES[1].read_text("utf-8").replace("一、总体情况", "一、总体情况\n\n第\uf0b7条", 1)
    made = api.convert(text, "pdf")
    assert made.data is None
    assert made.reason is not None
    assert not made.reason.ours
    assert "U+F0B7，见「第〔U+F0B7〕条」" in made.reason.text.zh


def fault_of(tree: Report, kind: str) -> str | None:
    made = files.written(tree, reportc.compile, kind, WriteOptions())
    if made.reason or made.after is None:
        return made.reason.text.zh if made.reason else "not proved"
    return difference(facts(tree, correct), facts(made.after.tree, lambda words, _: words))


@pytest.mark.skipif(not CORPUS, reason="the shared corpus is not beside this checkout")
@pytest.mark.parametrize("turn", range(len(EXACT)))
def test_the_corpus_is_kept(turn: int) -> None:
    texts = {path: EXACT[(at + turn) % len(EXACT)] for at, path in enumerate(CORPUS) if at % 3 == turn}
    found = {str(path): fault for path, kind in texts.items() if (fault := lost(path.read_bytes(), kind))}
    assert not found


@pytest.mark.parametrize("kind", READ)
@pytest.mark.parametrize("edition", EDITIONS)
def test_a_blank_form_reads_as_blank_and_whole(edition: Edition, kind: str) -> None:
    ready(kind)
    tree = blank.report("青岚县水利局", 2023, edition)
    assert tree is not None
    made = files.written(tree, reportc.compile, kind, WriteOptions())
    assert made.data is not None
    found = api.check(made.data)
    assert {state_of(cell) for cell in cells(found.tree)} == {State.BLANK}
    assert {row.path for row in rows(found.tree)} == {
        path for table in (*ARTICLES[edition], APPLICATIONS[edition], PROCEEDINGS) for path in table.row_paths()
    }
    assert not [finding for finding in found.diagnostics if finding.rule.code[0] in "XF"]


@pytest.mark.parametrize("kind", READ)
def test_sums_are_written_as_given(kind: str) -> None:
    ready(kind)
    path = ("applications", "new", "total")
    tree = blank.report("青岚县人民政府", 2023, "2021", {path: 12_345})
    assert tree is not None
    made = files.written(tree, reportc.compile, kind, WriteOptions())
    assert made.data is not None
    read = reportc.compile(made.data).report
    assert read.applications is not None
    assert read.applications.new.total == 12_345
    assert read.applications.new.natural_person is None


@pytest.mark.parametrize("kind", READ)
def test_a_proof_sees_a_number_that_is_another(kind: str) -> None:
    ready(kind)

    def broken(made: Document, notes: Notes, language: Language) -> bytes:
        return drawing(kind)(Document(tuple(map(slipped, made.blocks))), notes, language)

    tree = reportc.compile(EXAMPLES[1].read_bytes()).tree
    made = files.drawn(tree, reportc.compile, replace(KINDS[kind], draw=broken, again=()), WriteOptions())
    assert made.data is None
    assert made.reason is not None
    assert "715" in made.reason.text.zh


def slipped(block: Block) -> Block:
    """Write 716 for 715 in a grid."""
    if isinstance(block, Passage):
        return block
    boxes = (replace(box, text="716", cell=None) if box.text == "715" else box for box in block.boxes)
    return replace(block, boxes=tuple(boxes))


def test_what_is_no_report_is_not_written() -> None:
    made = api.convert("今天天气很好。", "docx")
    assert (made.data, made.reason and made.reason.ours) == (None, False)


def test_without_a_chinese_font_it_is_said_which_would_do(monkeypatch: pytest.MonkeyPatch) -> None:
    import typst

    class Bare:
        def families(self) -> list[str]:
            return ["DejaVu Sans"]

    monkeypatch.setattr(typst, "Fonts", Bare)
    pdf._fonts.cache_clear()
    try:
        with pytest.raises(FontsMissing, match="SimSun"):
            files.check("pdf")
    finally:
        pdf._fonts.cache_clear()


def test_without_its_modules_a_kind_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "find_spec", lambda _: None)
    with pytest.raises(UsageError, match=r"reportc\[files\]"):
        files.check("xlsx")


@pytest.mark.skipif({"docx", "pdf"} - {*READ} != set(), reason="Word files and PDF are not read here")
@pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice (apt install libreoffice)")
def test_another_program_prints_the_word_file_with_the_same_numbers(tmp_path: Path) -> None:
    texts = [path.read_bytes() for path in EXAMPLES] + [draw(layout, 3).given for layout in LAYOUTS[:5]]
    results = {f"r{at}": reportc.compile(text) for at, text in enumerate(texts)}
    for name, result in results.items():
        (tmp_path / f"{name}.docx").write_bytes(api.convert(result, "docx").data or b"")
    office(tmp_path, "pdf", *tmp_path.glob("*.docx"))
    printed = {name: reportc.compile((tmp_path / f"{name}.pdf").read_bytes()) for name in results}
    assert {name: numbers_differ(result, printed[name]) for name, result in results.items()} == dict.fromkeys(results)


@pytest.mark.skipif("xlsx" not in READ, reason="workbooks are not read here")
@pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice: apt install libreoffice")
def test_a_blank_workbook_that_is_filled_in_adds_up_by_itself(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="fills workbooks in: pip install openpyxl")
    tree = blank.report("青岚县水利局", 2023, "2021")
    assert tree is not None
    (tmp_path / "draft.xlsx").write_bytes(files.written(tree, reportc.compile, "xlsx", WriteOptions()).data or b"")
    book = openpyxl.load_workbook(tmp_path / "draft.xlsx")
    rows = {cell.value: row for row in book.active.iter_rows() for cell in row if cell.value}
    for name in ("一、本年新收政府信息公开申请数量", "（一）予以公开"):
        for at in range(8, 14):
            rows[name][at].value = at
    book.save(tmp_path / "filled.xlsx")
    office(tmp_path, "xlsx:Calc MS Excel 2007 XML", tmp_path / "filled.xlsx", into="saved")
    report = reportc.compile((tmp_path / "saved" / "filled.xlsx").read_bytes()).report
    assert report.applications is not None
    assert report.applications.new.total == sum(range(8, 14))
    assert report.applications.outcomes.total.legal_service_organization == 12
    assert report.applications.carried_over.total is None


def office(folder: Path, kind: str, *files: Path, into: str = "") -> None:
    """Convert files to a kind with another program."""
    home = f"-env:UserInstallation=file://{folder}/home"
    command: list[str | Path] = [
        OFFICE or "",
        home,
        "--headless",
        "--convert-to",
        kind,
        "--outdir",
        folder / into,
        *files,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=240)


def rows(tree: Report) -> Iterator[Any]:
    for section in tree.sections:
        for part in (section, *getattr(section, "articles", ())):
            yield from getattr(part, "rows", ())


def cells(tree: Report) -> Iterator[Any]:
    for row in rows(tree):
        yield from row.cells


def state_of(cell: Any) -> State:
    assert isinstance(cell.state, State)
    return cell.state
