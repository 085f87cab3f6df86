"""N5 end to end: no findings in correct reports with long narratives, each wrong number is found in its sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import count, islice
from pathlib import Path
from random import Random
from types import MappingProxyType

import pytest

import reportc
from claimed import Case, cases
from reportc import api
from reportc.diagnostic import Diagnostic, Severity
from reportc.result import Checked
from reportc.source.fold import fold
from reportc.span import Span
from reportc.syntax.memory import Stretches
from reports.generate import generate, seeded
from reports.layouts import EXACT, named
from reports.report import Report, Value
from reports.telling import Said, Slot, Teller, tell, text
from reports.words import BLOCKS, COLUMNS

(TAB_ROWS,) = named("tab rows")
KEPT = Stretches()
"""Tables that are the same for many sentences are read once."""
CORRECT = 120
FAULTS, CELLS = 50, 20
"""The numbers of wrong sentences and of wrong cells for each rule."""
CODES = ("N501", "N502", "N503", "N504", "N505", "N506", "N507", "N509")
SHARED = Path(__file__).parents[2] / "shared" / "corpus"


def shown(seed: int, *, traps: bool = True) -> tuple[Report, tuple[Said, ...], Random]:
    """Draw a correct report with a long narrative."""
    rng = seeded(f"told {seed}")
    return *tell(generate(rng, plain=True), rng, traps=traps), rng


def findings(report: Report, rng: Random) -> tuple[str, list[Diagnostic]]:
    """Draw `report` in a layout that preserves everything, and check it."""
    source = rng.choice(EXACT).draw(report, rng)
    return source, [one for one in api.check(source).diagnostics if one.severity <= Severity.WARNING]


@pytest.mark.parametrize("seed", range(CORRECT))
def test_a_correct_report_gives_nothing(seed: int) -> None:
    report, _, rng = shown(seed)
    source, found = findings(report, rng)
    assert [f"{one.message()} {source[slice(*one.span)]}" for one in found] == []


@pytest.mark.parametrize("code", CODES)
def test_a_wrong_number_in_a_sentence_is_found_there(code: str) -> None:
    for report, sentence, slot, wrong, rng in islice(faults(code), FAULTS):
        source, found = findings(report, rng)
        place = span_of(source, sentence)
        there = [
            one for one in found if one.rule.code == code and place.start <= one.span.start < one.span.end <= place.end
        ]
        assert there, (sentence, slot, wrong)
        assert code == "N509" or any(digits(source[slice(*one.span)]) in digits(wrong.written) for one in there)
        assert {one.rule.code for one in found if one.severity is Severity.ERROR} <= {code}, [
            one.message() for one in found
        ]
        assert {one.rule.code for one in found} <= {code, "N501", "N507", "N509"}


def faults(code: str) -> Iterator[tuple[Report, str, Slot, Slot, Random]]:
    """Yield reports with one wrong number in a sentence: the report, the sentence, the slot before and after."""
    for seed in count():
        report, sentences, rng = shown(seed, traps=False)
        slots = [(one, slot) for one in sentences for slot in one if isinstance(slot, Slot) and slot.code == code]
        for sentence, slot in rng.sample(slots, min(1, len(slots))):
            wrong = mistaken(slot, report, rng)
            changed = text(tuple(wrong if part is slot else part for part in sentence))
            overview = tuple(line.replace(text(sentence), changed) for line in report.overview)
            if overview != report.overview:
                yield replace(report, overview=overview), changed, slot, wrong, rng


def mistaken(slot: Slot, report: Report, rng: Random) -> Slot:
    """Return a slot with a number that is wrong for every reading of its sentence."""
    if isinstance(slot.number, Decimal):
        other = slot.number + rng.randint(3, 90) if slot.number < 8 else slot.number / 2 + 1 + rng.randint(0, 2)
        percent = other.quantize(slot.number)
        return replace(slot, number=percent, written=f"{percent}%")
    teller = Teller(rng, report.values, report.applications_edition, report.year)
    known = {*slot.also, *map(teller.total, ("new", "carried_over", "outcomes/total", "carried_forward"))}
    known |= {teller.total("new") + teller.total("carried_over"), slot.number}
    above = max(slot.number, *slot.also, 0) if slot.code in {"N502", "N505"} else 0
    drawn = (above + rng.randint(1, 2 * slot.number + 30) for _ in count())
    number = next(one for one in drawn if one not in known)
    return replace(slot, number=number, written=f"{number}{slot.written.strip()[-1]}")


def digits(written: str) -> str:
    """Return a written number without its unit, folded."""
    return fold(written).strip("件条宗份%")


def span_of(source: str, sentence: str) -> Span:
    """Return the span of a sentence in a source; it may be broken over lines."""
    start = source.index(sentence)
    return Span(start, start + len(sentence))


Change = Callable[[dict[str, Value]], None]


def bump(*rows: str) -> Change:
    """Return the fault that one more citizen is counted in each of `rows`, sums kept."""

    def change(values: dict[str, Value]) -> None:
        for row in rows:
            for column in ("natural_person", "total"):
                values[f"/applications/{row}/{column}"] += 1  # type: ignore[operator]  # a count

    return change


def decide(*cells: str) -> Change:
    """Return the fault that one more case is counted in `cells` of section 4."""

    def change(values: dict[str, Value]) -> None:
        for cell in cells:
            values[f"/proceedings/{cell}"] += 1  # type: ignore[operator]  # a count

    return change


CELL_FAULTS: Mapping[str, Change] = MappingProxyType(
    {
        "N501": bump("new", "carried_forward"),
        "N502": bump("carried_over", "carried_forward"),
        "N503": bump("new", "outcomes/unavailable/unclear_after_correction", "outcomes/total"),
        "N504": bump("new", "carried_forward"),
        "N505": bump("new", "outcomes/disclosed", "outcomes/total"),
        "N506": decide("reconsideration/pending", "reconsideration/total"),
    }
)
"""For each rule wrong cells with correct sums, so that only the narrative shows the fault."""


@pytest.mark.parametrize("code", CELL_FAULTS)
def test_a_wrong_cell_with_its_sums_kept_is_found_by_the_narrative(code: str) -> None:
    done = 0
    for seed in count():
        report, sentences, rng = shown(seed, traps=False)
        changed = with_cells(report, CELL_FAULTS[code])
        if not watched(code, sentences):
            continue
        source, found = findings(changed, rng)
        there = [one for one in found if one.rule.code == code]
        assert there, (code, report.overview, report.year, changed.values["/applications/carried_forward/total"])
        assert {one.rule.code[0] for one in found} == {"N"}
        assert all(span_of(source, line).start <= one.span.start for one in there for line in report.overview[:1])
        done += 1
        if done == CELLS:
            return


def watched(code: str, sentences: tuple[Said, ...]) -> bool:
    """Return whether a sentence states exactly what the cell fault of `code` changes."""
    said = "".join(text(sentence) for sentence in sentences)
    exact = any(isinstance(part, Slot) and part.code == code and not part.also for one in sentences for part in one)
    signs = {
        "N502": "含上年结转" not in said and "包括上年" not in said and "新收和上年" not in said,
        "N501": "新收和上年" not in said and "办理" not in said.split("继续办理")[0],
        "N505": "予以公开" in said.replace("不予公开", ""),
    }
    return exact and signs.get(code, True)


def with_cells(report: Report, change: Change) -> Report:
    """Return `report` with other numbers in its tables, printed plainly."""
    values = dict(report.values)
    change(values)
    written = {
        pointer: str(value) if value != report.values[pointer] else report.written[pointer]
        for pointer, value in values.items()
    }
    return replace(report, values=MappingProxyType(values), written=MappingProxyType(written))


def no_requests(values: dict[str, Value]) -> None:
    """Set the matrix to zero."""
    values.update({pointer: 0 for pointer in values if pointer.startswith("/applications/")})


def no_cases(values: dict[str, Value]) -> None:
    """Set section 4 to zero."""
    values.update({pointer: 0 for pointer in values if pointer.startswith("/proceedings/")})


def nothing_pending(values: dict[str, Value]) -> None:
    """Make all requests of this year answered."""
    for column, _ in COLUMNS:
        done = values[f"/applications/outcomes/total/{column}"]
        values.update({f"/applications/carried_over/{column}": 0, f"/applications/carried_forward/{column}": 0})
        values[f"/applications/new/{column}"] = done


def all_upheld(values: dict[str, Value]) -> None:
    """Make all cases upheld."""
    for block, _ in BLOCKS:
        for result in ("corrected", "other", "pending", "upheld", "total"):
            values[f"/proceedings/{block}/{result}"] = 3 if result in {"upheld", "total"} else 0


SWEEPING = (
    ("全年未收到政府信息公开申请。", no_requests, bump("new", "carried_forward")),
    (
        "本年度没有收到公民、法人和其他组织提出的政府信息公开申请。",
        no_requests,
        bump("new", "outcomes/disclosed", "outcomes/total"),
    ),
    ("全年无依申请公开事项。", no_requests, bump("new", "carried_forward")),
    ("全年收到政府信息公开申请多次沟通，政府信息公开申请全部办结。", nothing_pending, bump("new", "carried_forward")),
    ("收到的政府信息公开申请均已办结。", nothing_pending, bump("new", "carried_forward")),
    ("受理政府信息公开申请{new}件，全部办结。", nothing_pending, bump("carried_over", "carried_forward")),
    ("政府信息公开行政复议3件，均获维持。", all_upheld, decide("reconsideration/pending", "reconsideration/total")),
    (
        "信息公开类行政复议3件，诉讼6件，均获维持。",
        all_upheld,
        decide("litigation/direct/pending", "litigation/direct/total"),
    ),
    (
        "未发生因政府信息公开引起的行政复议、行政诉讼。",
        no_cases,
        decide("reconsideration/upheld", "reconsideration/total"),
    ),
    (
        "无政府信息公开行政复议和行政诉讼案件。",
        no_cases,
        decide("litigation/after_reconsideration/other", "litigation/after_reconsideration/total"),
    ),
)
"""Claims about none or about all, each with the change that makes it true, and a fault that makes it false."""


@pytest.mark.parametrize(("sentence", "truth", "fault"), SWEEPING, ids=[one[0] for one in SWEEPING])
def test_a_claim_of_none_or_of_all_is_silent_if_true_and_found_if_false(
    sentence: str, truth: Change, fault: Change
) -> None:
    for seed in range(6):
        rng = seeded(f"{sentence} {seed}")
        report = with_cells(generate(rng, plain=True), truth)
        said = sentence.format(new=report.values["/applications/new/total"])
        report = replace(report, overview=("（二）依申请公开。" + said,))
        source, found = findings(report, rng)
        assert [one.message() for one in found] == []
        source, found = findings(with_cells(report, fault), rng)
        contradicted = [one for one in found if one.rule.code == "N508"]
        place = span_of(source, said)
        assert len(contradicted) == 1
        assert place.start <= contradicted[0].span.start < contradicted[0].span.end <= place.end
        assert {one.rule.code for one in found} <= {"N501", "N506", "N508"}


@cache
def strange() -> Report:
    """Return a report with unusual, large numbers in the tables, so that no sentence has one of them by chance."""
    report = generate(seeded("strange"), plain=True)
    numbers = count(100_003, 1_118)
    values = {pointer: value if isinstance(value, str) else next(numbers) for pointer, value in report.values.items()}
    written = {pointer: str(value) for pointer, value in values.items()}
    return replace(
        report,
        title="云岫县水务局2023年政府信息公开工作年度报告",
        agency="云岫县水务局",
        year=2023,
        values=values,
        written=written,
    )


def checked(report: Report) -> Checked:
    """Draw a report with the tables of others, and check it."""
    return api.check(api.compile(TAB_ROWS.draw(report, seeded("tables")), memory=KEPT))


@pytest.mark.parametrize("case", list(cases("traps-*.txt")), ids=lambda case: case.name)
def test_a_trap_gives_no_finding_whatever_the_tables_say(case: Case) -> None:
    report = replace(strange(), overview=(case.sentence,))
    found = checked(report).diagnostics
    assert [one.message() for one in found if one.rule.code.startswith("N")] == []


@pytest.mark.skipif(not SHARED.is_dir(), reason="the corpus lies beside the checkout, and not in it")
def test_the_published_report_of_shanghai_contradicts_itself() -> None:
    checked = api.check((SHARED / "real" / "shanghai_gov_office_2019.html").read_bytes())
    source = checked.result.source.text
    found = {(one.rule.code, source[slice(*one.span)]) for one in checked.diagnostics if one.rule.code[0] == "N"}
    assert found == {("N505", "258"), ("N507", "33.9%"), ("N508", "均获维持")}
    contradicted = next(one for one in checked.diagnostics if one.rule.code == "N508")
    assert {"/proceedings/reconsideration/upheld", "/proceedings/litigation/direct/upheld"} <= set(contradicted.paths)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the corpus lies beside the checkout, and not in it")
@pytest.mark.parametrize("folder", ["seeds", "extracted", "real"])
def test_no_other_report_of_the_corpus_contradicts_itself(folder: str) -> None:
    paths = [path for path in (SHARED / folder).rglob("*.*") if "truth" not in path.parts and path.suffix != ".pdf"]
    for path in sorted(path for path in paths if not path.name.startswith("shanghai")):
        narrative = [one for one in api.check(path.read_bytes()).diagnostics if one.rule.code.startswith("N")]
        assert [one.message() for one in narrative] == [], path.name


GOVERNMENT, COUNTY, ZONE, OFFICE = "云岫市人民政府", "云岫县人民政府", "云岫市高新区管委会", "云岫市人民政府办公室"
BUREAU, TOWN = "云岫市水务局", "云岫县石桥镇人民政府"
PLACES = (
    (GOVERNMENT, "全市共收到政府信息公开申请7件。", ("7",)),
    (GOVERNMENT, "全市各级行政机关共收到政府信息公开申请7件，答复9件。", ("7", "9")),
    (GOVERNMENT, "全市各部门、各县（区）新收政府信息公开申请7件。", ("7",)),
    (GOVERNMENT, "2023年，全市政府信息公开行政复议3件。", ("3",)),
    (GOVERNMENT, "全市收到政府信息公开申请7件。予以公开5件。", ("7", "5")),
    (GOVERNMENT, "全市未收到政府信息公开申请。", ("未收到政府信息公开申请",)),
    (OFFICE, "全市共收到政府信息公开申请7件。", ("7",)),
    (COUNTY, "全县共收到政府信息公开申请7件，结转下年度2件。", ("7", "2")),
    (ZONE, "全区共收到政府信息公开申请7件。", ("7",)),
    ("云岫市高新技术产业开发区管理委员会", "全区共收到政府信息公开申请7件。", ("7",)),
    (TOWN, "全镇共收到政府信息公开申请7件。", ("7",)),
    (COUNTY, "办结的9件申请中，予以公开5件。", ("9", "5")),
    # Not its own place, or only a part of it.
    (GOVERNMENT, "全省共收到政府信息公开申请7件。", ()),
    (GOVERNMENT, "全区共收到政府信息公开申请7件。", ()),
    (COUNTY, "全市共收到政府信息公开申请7件，予以公开5件。", ()),
    (ZONE, "全市共收到政府信息公开申请7件。", ()),
    (TOWN, "全县共收到政府信息公开申请7件。", ()),
    (GOVERNMENT, "各县（区）共收到政府信息公开申请7件。", ()),
    (GOVERNMENT, "市直各部门收到政府信息公开申请7件，答复9件。", ()),
    # The report of a bureau.
    (BUREAU, "全市共收到政府信息公开申请7件，答复9件。", ()),
    (BUREAU, "全市水务系统收到政府信息公开申请7件。予以公开5件。", ()),
    (BUREAU, "全市收到政府信息公开申请7件；政府信息公开行政复议3件。", ()),
    (BUREAU, "全市各级行政机关共收到政府信息公开申请7件。", ()),
    # 本机关 is also mentioned.
    (GOVERNMENT, "全市共收到政府信息公开申请7件，本机关收到政府信息公开申请3件。", ()),
    (GOVERNMENT, "全市共收到政府信息公开申请7件，答复9件，其中市政府办公室收到政府信息公开申请3件。", ()),
    (COUNTY, "全县受理政府信息公开申请7件，予以公开5件。县本级受理政府信息公开申请2件，予以公开1件。", ()),
    (OFFICE, "全市收到政府信息公开申请7件，我办收到政府信息公开申请3件。", ()),
    (COUNTY, "全县政府信息公开行政复议7件，本机关行政复议3件。", ()),
    # 收到的 N 件中 does not include those carried over.
    (COUNTY, "收到的900件申请中，予以公开5件，无法提供3件。", ("900",)),
    (COUNTY, "120件申请中，予以公开5件。", ()),
)
"""The agency, the sentence, and the words at which it contradicts tables with large numbers only."""


@pytest.mark.parametrize(("agency", "sentence", "wrong"), PLACES, ids=[f"{one[0]} {one[1]}" for one in PLACES])
def test_a_whole_place_is_its_own_governments(agency: str, sentence: str, wrong: tuple[str, ...]) -> None:
    report = replace(strange(), agency=agency, title=f"{agency}2023年政府信息公开工作年度报告", overview=(sentence,))
    made = checked(report)
    found = [one for one in made.diagnostics if one.rule.code[0] == "N" and one.rule.code != "N509"]
    assert tuple(made.source.text[slice(*one.span)] for one in found) == wrong


def test_any_text_gives_a_result() -> None:
    rng = seeded("any narrative")
    words = [word for case in cases() for word in (case.sentence[:9], case.sentence[9:18], case.sentence[18:])]
    for _ in range(300):
        prose = "".join(rng.choice(words) for _ in range(rng.randint(1, 12)))
        api.check(f"某局2023年政府信息公开工作年度报告\n一、总体情况\n{prose}\n二、主动公开政府信息情况\n")
    assert reportc.compile("一、总体情况").tree.sections
