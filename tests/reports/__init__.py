"""Test support: random correct reports as data, their truth, and the texts that tools make of them."""
