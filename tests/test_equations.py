"""The sums of the form: which cells add up, whether they do, the implied values of blanks, which cell is wrong.

Small systems of equations are written as `a+b=t`, several separated by blanks.
"""

from __future__ import annotations

from collections import Counter

import pytest

from reportc.check.equations import (
    BALANCE,
    BLOCKS,
    MATRIX,
    OUTCOME_SUM,
    PROCEEDINGS_SUM,
    ROW_SUM,
    Equation,
    EquationState,
    Sum,
    Values,
    deduced,
    evaluate,
)
from reportc.check.localise import certain, explanations, implied

SQUARE = "a+b=r c+d=s t+u=w a+c=t b+d=u r+s=w"
"""Four cells with the totals of their rows (r, s), of their columns (t, u), and of all (w)."""
RIGHT = {"a": 5, "b": 7, "c": 20, "d": 40, "r": 12, "s": 60, "t": 25, "u": 47, "w": 72}


def equation(written: str) -> Equation:
    """Return the equation of `a+b=t`."""
    left, right = (tuple(side.split("+")) for side in written.split("="))
    return Equation(ROW_SUM, tuple((name,) for name in left), tuple((name,) for name in right), left, right)


def sums(written: str, values: Values) -> list[Sum]:
    """Return equations over `values`."""
    return [evaluate(equation(one), values) for one in written.split()]


# ---------------------------------------------------------------- the form


@pytest.mark.parametrize(("edition", "outcomes"), [("2019", 19), ("2021", 21)])
def test_each_row_and_column_of_the_matrix_adds_up_and_each_column_balances(edition: str, outcomes: int) -> None:
    form = MATRIX[edition]
    assert Counter(one.code for one in form) == {ROW_SUM: outcomes + 4, OUTCOME_SUM: 7, BALANCE: 7}
    assert {len(one.left) for one in form if one.code == OUTCOME_SUM} == {outcomes}
    assert len({one.cells for one in form}) == len(form)


def test_a_row_is_six_applicants_and_their_total() -> None:
    row = next(one for one in MATRIX["2021"] if one.code == ROW_SUM)
    assert [cell.rpartition("/")[2] for cell in row.cells] == [
        *("natural_person", "commercial_enterprise", "research_institution", "public_welfare_organization"),
        *("legal_service_organization", "other", "total"),
    ]
    assert {cell.rpartition("/")[0] for cell in row.cells} == {"/applications/new"}
    assert row.right == ("/applications/new/total",)


def test_what_came_in_is_what_was_answered_and_what_is_left() -> None:
    total = [one for one in MATRIX["2019"] if one.code == BALANCE][-1]
    assert total.left == ("/applications/new/total", "/applications/carried_over/total")
    assert total.right == ("/applications/outcomes/total/total", "/applications/carried_forward/total")


def test_a_block_of_section_4_is_four_results_and_their_total() -> None:
    assert {one.code for one in BLOCKS} == {PROCEEDINGS_SUM}
    assert [one.right[0] for one in BLOCKS] == [
        f"/proceedings/{block}/total"
        for block in ("reconsideration", "litigation/direct", "litigation/after_reconsideration")
    ]
    assert [cell.rpartition("/")[2] for cell in BLOCKS[0].left] == ["upheld", "corrected", "other", "pending"]


# ---------------------------------------------------------------- one equation


@pytest.mark.parametrize(
    ("values", "state", "difference"),
    [
        ({"a": 1, "b": 2, "t": 3}, EquationState.HELD, 0),
        ({"a": 1, "b": 2, "t": 5}, EquationState.BROKEN, -2),
        ({"a": 4, "b": 2, "t": 5}, EquationState.BROKEN, 1),
        ({"a": 0, "b": 0, "t": 0}, EquationState.HELD, 0),
        ({"a": None, "b": 2, "t": 5}, EquationState.UNKNOWN, 0),
        ({"a": 1, "b": 2, "t": None}, EquationState.UNKNOWN, 0),
        ({"a": 1, "b": 2}, EquationState.UNKNOWN, 0),
    ],
)
def test_an_equation_holds_is_broken_or_is_not_checkable(values: Values, state: EquationState, difference: int) -> None:
    (one,) = sums("a+b=t", values)
    assert (one.state, one.difference) == (state, difference)
    assert (one.left, one.right) == (
        (0, 0) if state is EquationState.UNKNOWN else (one.right + difference, values["t"])
    )


def test_a_part_counts_for_a_sum_and_a_whole_against_it() -> None:
    one = equation("a+b=t")
    assert [one.sign(cell) for cell in one.cells] == [1, 1, -1]


# ---------------------------------------------------------------- blank cells


@pytest.mark.parametrize(
    ("written", "values", "found"),
    [
        ("a+b=t", {"a": 3, "b": None, "t": 8}, {"b": 5}),
        ("a+b=t", {"a": 3, "b": 5, "t": None}, {"t": 8}),
        ("a+b=t", {"a": 8, "b": None, "t": 8}, {"b": 0}),
        ("a+b=t", {"a": 9, "b": None, "t": 8}, {}),  # no count is negative
        ("a+b=t", {"a": None, "b": None, "t": 8}, {}),
        ("a+b=t", {"a": None, "b": None, "t": 0}, {"a": 0, "b": 0}),
        ("a+b=t", {"a": None, "b": 3, "t": None}, {}),
        ("a+b+c=t", {"a": 8, "b": None, "c": None, "t": 8}, {"b": 0, "c": 0}),
        ("a+b+c=t", {"a": 9, "b": None, "c": None, "t": 8}, {}),
        ("a+b=t+u", {"a": 3, "b": 5, "t": None, "u": 2}, {"t": 6}),
        ("a+b=t+u", {"a": 3, "b": 5, "t": None, "u": None}, {}),
        ("a+b=t+u", {"a": 0, "b": 0, "t": None, "u": None}, {"t": 0, "u": 0}),
        ("a+b=t+u", {"a": None, "b": 2, "t": None, "u": 2}, {}),
        ("a+b=t", {"a": 1, "b": 2, "t": 4}, {}),
        ("b+c=u a+b=t", {"a": 3, "b": None, "c": None, "t": 8, "u": 9}, {"b": 5, "c": 4}),  # one implies the other
        (
            "a+b=t a+c=u b+d=v",
            {"a": None, "b": None, "c": 2, "d": 4, "t": None, "u": 9, "v": 5},
            {"a": 7, "b": 1, "t": 8},
        ),
    ],
)
def test_a_blank_cell_is_deduced_where_one_value_is_possible(
    written: str, values: Values, found: dict[str, int]
) -> None:
    assert deduced([equation(one) for one in written.split()], values) == found


# ---------------------------------------------------------------- which cell is wrong


def test_nothing_is_wrong_where_all_sums_hold() -> None:
    assert explanations(sums(SQUARE, RIGHT), RIGHT) == ()
    assert certain(sums(SQUARE, RIGHT), RIGHT) == ()


@pytest.mark.parametrize("cell", RIGHT)
def test_one_wrong_cell_is_found_and_what_it_should_count(cell: str) -> None:
    wrong = {**RIGHT, cell: RIGHT[cell] + 3}
    found = explanations(sums(SQUARE, wrong), wrong)
    assert found == (((cell, -3),),)
    assert implied(found[0], wrong) == {cell: RIGHT[cell]}
    assert certain(sums(SQUARE, wrong), wrong) == found[0]


def test_a_cell_that_prints_0_or_should_is_found_as_any_other() -> None:
    printed = {**RIGHT, "a": 0}
    assert implied(explanations(sums(SQUARE, printed), printed)[0], printed) == {"a": 5}
    right = {**RIGHT, "a": 0, "r": 7, "t": 20, "w": 67}
    wrong = {**right, "a": 3}
    assert explanations(sums(SQUARE, wrong), wrong) == ((("a", -3),),)
    assert certain(sums(SQUARE, wrong), wrong) == (("a", -3),)


def test_two_wrong_cells_of_one_row_are_found() -> None:
    wrong = {**RIGHT, "a": 9, "b": 16}
    assert explanations(sums(SQUARE, wrong), wrong) == ((("a", -4), ("b", -9)),)


def test_a_change_must_not_break_a_sum_that_holds() -> None:
    wrong = {"a": 5, "b": 7, "r": 11, "x": 1, "t": 6}
    assert explanations(sums("a+b=r a+x=t", wrong), wrong) == ((("b", -1),), (("r", 1),))
    two = {**RIGHT, "r": 13, "s": 59}
    assert certain(sums(SQUARE, two), two) == ()


def test_a_cell_is_not_certain_where_another_explains_one_of_its_sums() -> None:
    wrong = {"a": 9, "b": 7, "r": 12, "x": 1, "t": 6, "y": 2, "u": 5}
    assert certain(sums("a+b=r a+x=t b+y=u", wrong), wrong) == ()


def test_two_wrong_cells_in_no_row_or_column_of_each_other_are_found() -> None:
    wrong = {**RIGHT, "a": 9, "d": 30}
    assert explanations(sums(SQUARE, wrong), wrong) == ((("a", -4), ("d", 10)),)
    assert certain(sums(SQUARE, wrong), wrong) == (("a", -4), ("d", 10))


def test_two_that_differ_by_the_same_may_be_the_two_other_corners() -> None:
    wrong = {**RIGHT, "a": 9, "d": 44}
    assert explanations(sums(SQUARE, wrong), wrong) == ((("a", -4), ("d", -4)), (("b", -4), ("c", -4)))
    assert certain(sums(SQUARE, wrong), wrong) == ()


def test_no_explanation_makes_a_count_negative() -> None:
    low = {**RIGHT, "a": 0, "r": 6, "t": 19, "w": 66}  # as if a counted one less than 0
    found = explanations(sums(SQUARE, low), low)
    assert (("r", 1), ("t", 1), ("w", 1)) in found
    assert not any("a" in dict(one) for one in found)
    assert certain(sums(SQUARE, low), low) == ()
    short = {"a": 2, "b": 9, "t": 1}
    assert explanations(sums("a+b=t", short), short) == ((("t", 10),),)  # neither a nor b is large enough


def test_one_sum_alone_does_not_show_which_of_its_cells_is_wrong() -> None:
    wrong = {"a": 4, "b": 5, "t": 7}
    assert explanations(sums("a+b=t", wrong), wrong) == ((("a", -2),), (("b", -2),), (("t", 2),))
    assert certain(sums("a+b=t", wrong), wrong) == ()


def test_three_wrong_cells_are_found_and_four_are_too_many() -> None:
    names = "abcdefgh"
    written = " ".join(f"{name}+{name}1=t{name} {name}+{name}2=u{name}" for name in names)
    right = {
        f"{part}{name}" if part in "tu" else f"{name}{part}": 6 for name in names for part in ("", "1", "2", "t", "u")
    }
    right |= {f"{part}{name}": 12 for name in names for part in "tu"}
    three = {**right, "a": 7, "b": 8, "c": 9}
    assert explanations(sums(written, three), three) == ((("a", -1), ("b", -2), ("c", -3)),)
    four = {**three, "d": 10}
    assert explanations(sums(written, four), four) == ()
    assert certain(sums(written, four), four) == (("a", -1), ("b", -2), ("c", -3), ("d", -4))


def test_a_sum_that_is_not_checkable_says_nothing() -> None:
    wrong: dict[str, int | None] = {**RIGHT, "a": 9, "b": None}
    assert explanations(sums(SQUARE, wrong), wrong) == ((("a", -4),),)
    assert certain(sums(SQUARE, wrong), wrong) == ()


def test_a_cell_that_others_contradict_is_not_certain() -> None:
    wrong = {**RIGHT, "a": 9, "b": 11}
    assert certain(sums(SQUARE, wrong), wrong) == ()
