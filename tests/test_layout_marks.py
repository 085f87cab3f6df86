"""No layout is passed over in a text that it may recognise: those of marks need one of the marks looked for."""

from __future__ import annotations

from itertools import product

import pytest

from reportc.source.layouts import LAYOUTS, MARK, MARKED, Layout

CHARACTERS = (*map(chr, range(0x20, 0x7F)), "\t", "─", "│", "┼", "╿", "字")


@pytest.mark.parametrize("layout", LAYOUTS[:MARKED])
def test_what_a_layout_of_marks_needs_has_a_mark(layout: Layout) -> None:
    texts = ("".join(pair) for pair in product(CHARACTERS, repeat=2))
    needed = [text * 2 for text in texts if layout.needs.search(text * 2)]
    assert needed
    assert all(map(MARK.search, needed))
