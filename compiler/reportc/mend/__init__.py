"""Fixes put into a text: as many as can be proved to do what they mean, and no others.

`repair` chooses and tries, `edits` changes texts, `proof` judges a changed text by compiling it again.
"""

from __future__ import annotations

from reportc.mend.repair import Fixed, Rejected, Repair, put, repair

__all__ = ["Fixed", "Rejected", "Repair", "put", "repair"]
