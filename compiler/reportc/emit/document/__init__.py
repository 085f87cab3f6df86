"""Reports as documents: the official form as a web page, a Word file, a workbook or a PDF.

`page.py` takes from the writers of `emit.text` what is written for each node and rules its tables, `files.py` says
which kinds of files there are, and proves that what is written says what was read.
Nothing is imported here: the words of the form need the parser.
"""
