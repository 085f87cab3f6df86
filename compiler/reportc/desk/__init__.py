"""The desk of the clerk's page: reports are opened, edited, fixed and saved on it, in JSON and bytes.

The page in one file runs it inside the browser, the served page in the web server: both call `Desk.answer`,
and `compiler/page/src/protocol.ts` has the methods and their types.
"""

from __future__ import annotations

from reportc.desk.desk import Desk

__all__ = ["Desk"]
