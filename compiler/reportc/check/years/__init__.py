"""Y6, the rules between years: what this report says about last year agrees with last year's report."""

from __future__ import annotations

from reportc.check.years import prose, tables

RULES = (*tables.RULES, *prose.RULES)
WITNESSES = (tables.carry_over_differs, prose.rate_differs)
"""The rules that compare single cells of the matrix with last year's."""
