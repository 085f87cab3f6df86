"""From pieces to the tree: the lexer, the parser and the building of nodes."""
