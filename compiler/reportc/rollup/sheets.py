"""The names of the sheets of a roll-up's workbook: what writes them and what knows them again agree on these."""

from __future__ import annotations

SUM = "汇总"
UNITS, CHASE, FINDINGS, AGAINST = LISTS = ("逐单位", "催报", "问题", "与本级对照")
"""The sheets that are lists."""
