"""Reports as text: one normal form in several layouts, each of which compiles back to the same tree.

`writers.py` has the text of each node, `layouts.py` how it looks, `proof.py` the proof that nothing is lost;
`formatted.py` is all of it together. Nothing is imported here: the words of the form need the parser.
"""
