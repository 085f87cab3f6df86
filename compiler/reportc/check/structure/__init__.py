"""S1, the rules of structure: the six sections and their headings, the title and the year, the editions, the prose."""

from __future__ import annotations

from reportc.check.structure import editions, leftovers, prose, sections, title

RULES = (*sections.RULES, *title.RULES, *editions.RULES, *prose.RULES, *leftovers.RULES)
