"""Findings as text for people: a line each, or each with its place in the source, and totals."""

from __future__ import annotations

from reportc.emit.human.account import summary
from reportc.emit.human.finding import FindingView, explained
from reportc.emit.human.terminal import concise, located, printable

__all__ = ["FindingView", "concise", "explained", "located", "printable", "summary"]
