"""X0, the rules of reading: what the compiler could not read; and F801, what it read all the same.

A rule is a function whose docstring is its page: the rules of pieces of a table are in `cells`, those of
whole rows, tables and files in `wholes`.
"""

from __future__ import annotations

from reportc.diagnostic import Rule
from reportc.reading.cells import cell_lost, cell_not_a_number, label_wording, row_unknown, stray_text
from reportc.reading.wholes import (
    bytes_undecodable,
    missing_table,
    not_a_report,
    page_text,
    row_missing,
    row_repeated,
    row_unread,
    table_missing,
    text_hidden,
)

__all__ = [
    "READING",
    "bytes_undecodable",
    "cell_lost",
    "cell_not_a_number",
    "label_wording",
    "missing_table",
    "not_a_report",
    "page_text",
    "row_missing",
    "row_repeated",
    "row_unknown",
    "row_unread",
    "stray_text",
    "table_missing",
    "text_hidden",
]

READING: tuple[Rule, ...] = (
    stray_text.rule,
    cell_lost.rule,
    cell_not_a_number.rule,
    table_missing.rule,
    row_missing.rule,
    row_repeated.rule,
    row_unknown.rule,
    not_a_report.rule,
    bytes_undecodable.rule,
    page_text.rule,
    text_hidden.rule,
    label_wording.rule,
)
