"""Formatting loses nothing: over cases, examples, mutants, drawings, random trees and the corpus, in every layout."""

from __future__ import annotations

import dataclasses
from functools import cache, partial
from pathlib import Path

import pytest

import reportc
from reportc import api
from reportc.emit import canonical
from reportc.emit.text.formatted import Formatted, formatted
from reportc.emit.text.layouts import KEPT, LAYOUTS
from reportc.emit.text.proof import difference, facts
from reportc.emit.text.writers import WRITERS, write
from reportc.syntax import nodes
from reportc.syntax.memory import Stretches
from reportc.syntax.typography import correct
from reports import random_trees
from reports.document import Layout
from reports.drawing import draw
from reports.generate import generate, seeded
from reports.layouts import LAYOUTS as DRAWN
from reports.mutate import mutant

HERE = Path(__file__).parent
EXAMPLES = sorted((HERE.parent / "examples").glob("*.txt"))
CASES = sorted((HERE / "cases").glob("*.txt"))
SHARED = HERE.parents[1] / "shared" / "corpus"
CORPUS = sorted(path for path in SHARED.rglob("*") if path.suffix in {".txt", ".md", ".html"} and path.stem != "README")
NAMES = tuple(LAYOUTS)
MUTANTS = 250
BATCH = 50
TREES = 375
SEEDS = 3
"""The number of drawings in each layout."""
AGAIN = 20
"""One in this many texts is formatted again from the start, and into all other layouts."""
Text = str | bytes
READ = Stretches(2_000)
"""Stretches that are the same in several texts are read once: most of a mutant is, and of what is written of it."""
compiled = partial(reportc.compile, memory=READ)
"""Compiles a text."""


@cache
def case(path: Path) -> reportc.Result:
    """Compile a case or an example, once for all layouts."""
    return reportc.compile(path.read_bytes())


def faults(made: Formatted, layout: str, *, fix: bool, again: bool) -> list[str]:
    """Return what is wrong with a formatted text."""
    if made.reason:
        left = [] if made.text == made.before.source.text else ["left, and changed all the same"]
        return [*left, *([f"{made.reason.text.zh}"] if made.reason.ours else [])]
    after = read(made)
    found = [f"{proof.name}: {proof.fault}" for proof in made.proofs if proof.fault]
    found += ["no proof"] if len(made.proofs) != 3 else []
    if tables(after) != tables(made.before) or (not fix and json(after) != json(made.before)):
        found.append("other JSON")
    return found + (repeated(made.text, layout, fix=fix) if again else [])


def repeated(text: str, layout: str, *, fix: bool) -> list[str]:
    """Return what a second pass changes, and what differs in the other layouts."""
    before = compiled(text)
    in_all = {other: formatted(before, compiled, other, fix=fix) for other in NAMES}
    found = [] if in_all[layout].text == text else ["a second pass changes it"]
    want = json(before)
    for other, made in in_all.items():
        if made.reason or json(read(made)) != want:
            found.append(f"{other} says something else")
    return found


def read(made: Formatted) -> reportc.Result:
    """Return the compiled result from the proof of a formatted text, after checking that it is of that text."""
    assert made.after is not None
    assert made.after.source.text == made.text
    return made.after


def json(result: reportc.Result) -> str:
    return canonical.pretty(result.report)


def tables(result: reportc.Result) -> object:
    report = result.report
    return report.proactive_disclosure, report.applications, report.proceedings, report.year, report.edition


def judged(texts: dict[str, Text], first: int = 0) -> None:
    """Format each text, with layouts and fixes in turn from the number `first`, and collect the faults."""
    wrong: dict[str, list[str]] = {}
    for at, (name, text) in enumerate(texts.items(), first):
        layout = NAMES[at % len(NAMES)]
        fix = at % 3 != 0
        found = faults(formatted(compiled(text), compiled, layout, fix=fix), layout, fix=fix, again=at % AGAIN == 0)
        if found:
            wrong[f"{name}, {layout}"] = found
    assert not wrong, "\n".join(f"{name}: {'; '.join(found)[:400]}" for name, found in wrong.items())


@pytest.mark.parametrize("layout", NAMES)
@pytest.mark.parametrize("fix", [True, False], ids=["mended", "as spelled"])
@pytest.mark.parametrize("path", [*CASES, *EXAMPLES], ids=lambda path: path.stem)
def test_a_case_is_kept(path: Path, layout: str, fix: bool) -> None:  # noqa: FBT001  # pytest passes it so
    made = formatted(case(path), compiled, layout, fix=fix)
    assert faults(made, layout, fix=fix, again=fix and layout == "markdown") == []


@pytest.mark.parametrize("first", range(0, MUTANTS, BATCH))
def test_mutants_are_kept(first: int) -> None:
    texts = [path.read_bytes().decode() for path in EXAMPLES]
    made: dict[str, Text] = {}
    for seed in range(first, first + BATCH):
        rng = seeded(f"formatted {seed}")
        text = rng.choice(texts)
        if seed % 4 == 0:  # damage to the normal form itself
            text = api.format(text, layout=rng.choice(NAMES)).text
        made[f"mutant {seed}"] = mutant(text, rng)
    judged(made)


@pytest.mark.parametrize("layout", DRAWN, ids=lambda layout: layout.name)
def test_drawings_are_kept(layout: Layout) -> None:
    judged({f"seed {seed}": draw(layout, seed).given for seed in range(SEEDS)}, SEEDS * DRAWN.index(layout))


@pytest.mark.skipif(not CORPUS, reason="the shared corpus is not beside this checkout")
@pytest.mark.parametrize("layout", [*LAYOUTS])
def test_the_layout_that_a_report_is_in_is_kept(layout: str) -> None:
    for seed in range(3):
        rng = seeded(f"kept {layout} {seed}")
        written = api.format(DRAWN[0].draw(generate(rng, plain=True), rng), layout=layout).text
        kept = api.format(written, layout=KEPT)
        assert (kept.text, kept.reason) == (written, None)


def test_the_corpus_is_kept() -> None:
    judged({str(path.relative_to(SHARED)): path.read_bytes() for path in CORPUS})


@pytest.mark.parametrize("layout", NAMES)
def test_a_tree_reads_back_as_itself(layout: str) -> None:
    for seed in range(TREES // len(NAMES)):
        tree = random_trees.report(seeded(f"{layout} {seed}"))
        text = write(tree, LAYOUTS[layout])
        fault = lost(tree, text) and lost(tree, write(tree, LAYOUTS[layout], careful=True))
        assert fault is None, f"{seed}: {fault}\n{text}"


@pytest.mark.parametrize("layout", NAMES)
def test_a_tree_with_any_characters_reads_back_as_itself(layout: str) -> None:
    for seed in range(TREES // len(NAMES)):
        tree = random_trees.report(seeded(f"any characters {layout} {seed}"), odd=True)
        text = write(tree, LAYOUTS[layout], careful=True)
        fault = lost(tree, text)
        assert fault is None, f"{seed}: {fault}\n{text}"


def lost(tree: nodes.Report, text: str) -> str | None:
    """Return the difference of `text` from `tree`, None if there is none."""
    return difference(facts(tree, correct), facts(reportc.compile(text).tree, lambda words, _: words))


def test_every_node_has_a_writer() -> None:
    kinds = {kind for kind in vars(nodes).values() if dataclasses.is_dataclass(kind) and isinstance(kind, type)}
    assert {kind for kind in kinds if kind.__module__ == nodes.__name__} == set(WRITERS)


def test_a_proof_sees_a_number_that_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    broken(" 715 |", " 716 |", monkeypatch, "tree")


def test_a_proof_sees_a_word_that_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    broken("季度更新", "更新", monkeypatch, "tree", "prose")


def broken(old: str, new: str, monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Put a mistake into the writer: nothing must be written, and the message must name the program's fault."""
    from reportc.emit.text import formatted

    def mistaken(*arguments: object, **options: object) -> str:
        text = write(*arguments, **options)  # type: ignore[arg-type]  # as the writer is called
        assert old in text
        return text.replace(old, new)

    monkeypatch.setattr(formatted, "write", mistaken)
    source = (HERE.parent / "examples" / "faults-2021.txt").read_text("utf-8")
    made = api.format(source)
    assert made.text == source
    assert made.reason is not None
    assert made.reason.ours
    assert {proof.name for proof in made.proofs if proof.fault} >= set(names)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "你好",
        "# 手册\n\n```\n一、总体情况\n```\n",
        "\ud800一、总体情况",
        b"\xe4\xb8\x80\xe3\x80\x81\xe6\x80\xbb\xff\xfe\xfd",
    ],
)
def test_what_is_no_report_is_left_alone(text: Text) -> None:
    made = api.format(text)
    assert made.reason is not None
    assert not made.reason.ours
    assert made.text == made.before.source.text


LABELS = [
    ("第二十条第（九）项\n信息内容\t采购项目数量\t采购总金额（单位：元）\n政府集中采购\t3\t251000\n", "（单位：元）"),
    (
        "第二十条第（一）项\n信息内容\t本年(2023)制发件数\t本年废止件数\t现行有效件数\n规章（含修订）\t1\t2\t3\n",
        "（含修订）",
    ),
    ("第二十条第（一）项\n信息内容\t本年(2023)制发件数\t本年废止件数\t现行有效件数\n规章\t1\t2\t3\n", "2023"),
]


@pytest.mark.parametrize(("table", "words"), LABELS)
def test_what_a_label_adds_to_the_form_stays(table: str, words: str) -> None:
    made = api.format(f"二、主动公开政府信息情况\n{table}")
    assert made.reason is None
    assert words in made.text


def test_spelling_is_kept_if_asked_for() -> None:
    table = "第二十条第(一)项\n信息内容\t本年制发数量\t本年废止件数\t现行有效件数\n规章\t１２\t0\t3\n"
    text = f"二、主动公开政府信息情况\n{table}五、存在的问题及改进措施\n⻓效机制。\n"
    as_spelled, mended = (api.format(text, fix=fix).text for fix in (False, True))
    for words in ("第二十条第(一)项", "本年制发数量", "１２", "五、存在的问题及改进措施", "⻓效机制"):
        assert words in as_spelled
        assert words not in mended
    assert "## 五、存在的主要问题及改进情况\n\n长效机制。\n" in mended
