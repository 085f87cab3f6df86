"""From sheets to the projection of a file: tables by their rules, paragraphs by their lines, the rest by its columns.

sheet       what a page shows: characters, rules, shaded areas
textlines   characters to lines of text
grid        rules to cells
tables      the text in the cells of a page
joining     tables that go on over pages
margins     running heads and numbers of pages
prose       lines to paragraphs
aligned     tables without rules
"""

from reportc.source.sheets.reading import project
from reportc.source.sheets.textless import without_text

__all__ = ["project", "without_text"]
