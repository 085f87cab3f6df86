"""The narrative: what the sentences of 一 and 五 claim, and the rules N5 that hold it against the tables.

- `grammar/narrative.lark` has the words of the sentences; nothing else has any.
- `claims/` reads sentences by it. It knows no table: `claims.read` takes paragraphs and gives a `Narrative`, which is
  counts, denials, shares and breakdowns, each with its span and with whose figures it gives.
- `referents.py` says which cells a claim may speak of; there may be several sets of them.
- `comparison.py` compares the number that is said with those cells, and makes the finding where none fits.
- `counts.py`, `shares.py`, `sweeping.py` are the rules; `rules.py` lists them.

This module imports none of them: `check.semantics` needs the claims, and the rules need `check.semantics`.
"""
