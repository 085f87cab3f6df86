"""Y6, the rules between years: what this report says of last year is what last year's report says."""

from __future__ import annotations

from reportc.check.years import prose, tables

RULES = (*tables.RULES, *prose.RULES)
WITNESSES = (tables.carry_over_differs, prose.rate_differs)
"""Those that compare single cells of the matrix with last year's."""
