"""Reports as text: one normal form in several layouts, each of which compiles back to the same tree.

`writers.py` says what is written for each node, `layouts.py` how it looks, `proof.py` that nothing is lost;
`formatted.py` is all of it together. Nothing is imported here: the words of the form need the parser.
"""
