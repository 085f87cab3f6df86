"""`python -m reportc`: the command line without its script."""

from __future__ import annotations

from reportc.cli import main

if __name__ == "__main__":
    main()
