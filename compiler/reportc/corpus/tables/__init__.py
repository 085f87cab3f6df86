"""Many reports to three tables: in a stream, by several processes, by shards, on one machine or on many.

Everything here needs `reportc[data]`, and `cluster` also `reportc[ray]`; nothing else imports it.
"""

from __future__ import annotations

from reportc.corpus.rows import Columns
from reportc.corpus.tables.parts import compile_shard

__all__ = ["Columns", "compile_shard"]
