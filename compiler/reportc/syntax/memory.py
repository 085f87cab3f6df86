"""What was made of the stretches of texts that were compiled before, for who compiles a text after each change."""

from __future__ import annotations

from reportc.syntax import moved
from reportc.syntax.parser import Node, Parsed
from reportc.syntax.sections import Built, Explained, has_edition
from reportc.table.choice import Group
from reportc.table.memory import Memory

Stretches = Memory[Group[Explained]]
"""What was made of stretches, by what stands in them."""


def stretches() -> Stretches:
    """Return a memory of stretches, empty yet."""
    return Memory(_moved, _lasts)


def _moved(group: Group[Explained], by: int, rows: int) -> Group[Explained]:
    """Return what was made of a stretch that stands elsewhere now.

    The nodes of its sections are new ones, for the same stretch may stand twice in a text; what is below them is not
    asked for again.
    """
    own = moved.pieces(group.pieces, by, rows)
    if group.made is None:
        return Group(own, None)
    parsed, sections = group.made
    fresh = {node: Node(node.data, node.children) for node in sections}
    root = Node(parsed.root.data, [fresh.get(child, child) for child in parsed.root.children])
    made = {
        fresh[node]: Built(moved.section(one, by), [moved.diagnostic(finding, by) for finding in findings])
        for node, (one, findings) in sections.items()
    }
    return Group(own, Explained(Parsed(root, moved.pieces(parsed.page_marks, by, rows)), made))


def _lasts(group: Group[Explained]) -> bool:
    """Tell whether what was made of a stretch depends on it alone: without an edition the title's year is asked."""
    made = group.made
    return made is None or (
        made.parsed.root.children[1:] == [*made.sections]
        and all(has_edition(one.section) for one in made.sections.values())
    )
