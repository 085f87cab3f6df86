"""Reports as documents: the official form as a web page, a Word file, a workbook or a PDF.

`page.py` takes the text of each node from the writers of `emit.text` and rules its tables, `files.py` lists
the kinds of files, and proves that a written file compiles to the report that was read.
Nothing is imported here: the words of the form need the parser.
"""
