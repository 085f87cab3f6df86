"""D2, the rules of section 2: no blanks, valid counts, money in its unit, consistent stocks."""

from __future__ import annotations

from reportc.check.disclosure.money import unit_differs
from reportc.check.disclosure.numbers import cell_blank, count_negative, count_not_whole, rules_without_power
from reportc.check.disclosure.stocks import decrease_exceeds_stock, disclosed_exceeds_total, in_force_below_issued

RULES = (
    cell_blank,
    count_negative,
    count_not_whole,
    unit_differs,
    in_force_below_issued,
    disclosed_exceeds_total,
    decrease_exceeds_stock,
    rules_without_power,
)
