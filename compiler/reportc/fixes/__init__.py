"""Applying fixes to a text: as many as can be proved to have the intended effect, and no others.

`trials` chooses and tries, `edits` changes texts, `proof` compares a changed text by compiling it again.
"""

from __future__ import annotations

from reportc.fixes.trials import Fixed, Offer, Rejected, fixed, put

__all__ = ["Fixed", "Offer", "Rejected", "fixed", "put"]
