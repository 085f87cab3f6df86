"""Two versions of a report, or two years of an agency's: the cells that differ, and the prose sentence by sentence."""
