"""Fixes put into a text: as many as can be proved to do what they mean, and no others.

`trials` chooses and tries, `edits` changes texts, `proof` judges a changed text by compiling it again.
"""

from __future__ import annotations

from reportc.fixes.trials import Fixed, Offer, Rejected, fixed, put

__all__ = ["Fixed", "Offer", "Rejected", "fixed", "put"]
