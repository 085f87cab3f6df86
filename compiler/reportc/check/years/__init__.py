"""Y6, the rules between years: what this report says of last year is what last year's report says."""

from __future__ import annotations

from reportc.check.years import chains, prose

RULES = (*chains.RULES, *prose.RULES)
