"""From boxes to cells: the one place in which numbers are given to rows and columns, or are lost with a reason."""
