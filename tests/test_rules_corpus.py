"""The faults of published reports that the rules must find, and false findings that they must not give.

The reports are next to the checkout, not in it; without them these tests are skipped.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from reportc import api
from reportc.diagnostic import Diagnostic, Severity

CORPUS = Path(__file__).parent.parent.parent / "shared" / "corpus"
SHANGHAI = "real/shanghai_gov_office_2019.html"
HONGZE = (
    "real/huaian_hongze_2023.lines.txt",
    "real/huaian_hongze_2023.tsv.txt",
    "real/huaian_hongze_2023.pdfminer.txt",
)
SEEDS = tuple(
    f"seeds/{name}.txt"
    for name in (
        "000_40699db9fdee948f",
        "001_a019567fb67cfa3a",
        "002_a002ef4d6b85274a",
        "003_b12aec6b56ff96c6",
        "004_db8b9a3c8d2b1499",
    )
)

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of published reports is not here")


@cache
def findings(name: str) -> tuple[Diagnostic, ...]:
    return api.check((CORPUS / name).read_bytes()).diagnostics


def codes(name: str) -> Counter[str]:
    return Counter(one.rule.code for one in findings(name))


def of(name: str, code: str) -> list[Diagnostic]:
    return [one for one in findings(name) if one.rule.code == code]


def test_shanghai_leaves_eleven_totals_blank() -> None:
    assert codes(SHANGHAI)["A305"] == 11


def test_shanghai_prints_money_in_yuan() -> None:
    (found,) = of(SHANGHAI, "D204")
    assert found.arguments["printed"] == "251000元"
    assert found.arguments["value"] == "25.1"


def test_shanghai_speaks_of_258_where_the_rows_make_275() -> None:
    (found,) = of(SHANGHAI, "N505")
    assert "258" in found.message()
    assert "275" in found.message()


def test_shanghai_names_one_row_for_what_it_could_not_provide() -> None:
    assert not any("265" in one.message() for one in of(SHANGHAI, "N505"))


def test_shanghai_prints_a_percentage_that_no_base_gives() -> None:
    assert ["33.9" in one.message() for one in of(SHANGHAI, "N507")] == [True]


def test_shanghai_says_that_all_was_upheld_while_three_cases_are_pending() -> None:
    (found,) = of(SHANGHAI, "N508")
    assert set(found.paths) & {"/proceedings/reconsideration/pending", "/proceedings/reconsideration/upheld"}


@pytest.mark.parametrize("name", HONGZE)
def test_hongze_prints_two_blocks_that_do_not_add_up(name: str) -> None:
    found = {one.paths[0]: (one.arguments["sum"], one.arguments["printed"]) for one in of(name, "P401")}
    assert found == {
        "/proceedings/reconsideration/total": (11, 0),
        "/proceedings/litigation/after_reconsideration/total": (5, 0),
    }


@pytest.mark.parametrize("name", HONGZE)
def test_hongze_mixes_two_editions(name: str) -> None:
    assert codes(name)["S110"] == codes(name)["S111"] == 1


def test_seed_0_leaves_three_rows_blank_and_one_short() -> None:
    found = codes(SEEDS[0])
    assert found["A304"] == 3
    assert [one.paths for one in of(SEEDS[0], "X002")] == [("/applications/outcomes/unavailable/not_held/total",)]
    assert "社会组织" in [one.arguments["text"] for one in of(SEEDS[0], "F801")]
    assert not found.keys() & {"A301", "A302", "A303"}


def test_seed_1_leaves_the_last_row_blank_and_names_its_unit() -> None:
    (found,) = of(SEEDS[1], "A304")
    assert found.severity is Severity.INFO
    assert {path.rpartition("/")[0] for path in found.paths} == {"/applications/carried_forward"}
    assert {value for fix in found.fixes for _, value in fix.sets} == {0}
    assert "D204" not in codes(SEEDS[1])


def test_seed_2_has_no_title_and_a_breakdown_that_adds_up() -> None:
    found = codes(SEEDS[2])
    assert found["S106"] == 1
    assert "N509" not in found


def test_seed_3_leaves_two_rows_blank_and_says_what_fee_was_charged() -> None:
    found = codes(SEEDS[3])
    assert found["A304"] == 2
    assert {"社会组织", "2.其他法律法规禁止公开"} <= {one.arguments["text"] for one in of(SEEDS[3], "F801")}
    assert "S113" not in found


def test_seed_4_does_not_say_what_fee_was_charged() -> None:
    found = codes(SEEDS[4])
    assert found["S113"] == 1
    assert "S107" not in found


@pytest.mark.parametrize("number", range(len(SEEDS)))
def test_what_is_right_in_a_seed_is_not_complained_of(number: int) -> None:
    expected = {"X002", "S106", "S113"}
    alarms = {one.rule.code for one in findings(SEEDS[number]) if one.severity <= Severity.WARNING}
    assert alarms <= expected
