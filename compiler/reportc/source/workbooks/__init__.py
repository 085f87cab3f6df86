"""Workbooks: the sheets that a reader of one kind of workbook found, and their projection."""
