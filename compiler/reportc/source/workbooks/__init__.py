"""Workbooks: the sheets that a reader of one kind of workbook found, and the projection that they make."""
