"""The roll-up of a county's units: who sent what, what does not add up, and the sum, cell by cell."""
