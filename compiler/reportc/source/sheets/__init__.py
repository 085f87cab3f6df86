"""From sheets to the projection of a file: tables by their rules, paragraphs by their lines, the rest by its columns.

sheet       the content of a page: characters, rules, shaded areas; whether any of it is text
gathering   characters to lines of text
textlines   the text of a line, with its spaces
rules       rules on one line, rules that touch, the edges that they draw
walls       the cells that they separate
grid        rules to cells
placing     characters to cells
tables      the text in the cells of a page
crossing    words that a rule crosses
joining     tables that go on over pages
margins     running heads and numbers of pages
prose       lines to paragraphs
aligned     tables without rules
"""

from reportc.source.sheets.reading import project
from reportc.source.sheets.sheet import without_text

__all__ = ["project", "without_text"]
