"""The narrative: what the sentences of 一 and 五 claim, and the rules N5 that compare it with the tables.

- `grammar/narrative.lark` has all words of the sentences.
- `claims/` reads sentences by this grammar, independently of the tables: `claims.read` takes paragraphs and gives a
  `Narrative` of counts, denials, shares and breakdowns, each with its span and its scope (whose figures it gives).
- `referents.py` gives the cells that a claim may refer to, as one or several sets.
- `comparison.py` compares the number of a claim with these cells, and yields a finding if no set fits.
- `counts.py`, `shares.py`, `sweeping.py` are the rules; `rules.py` lists them.

This module imports none of them: `check.semantics` needs the claims, and the rules need `check.semantics`.
"""
