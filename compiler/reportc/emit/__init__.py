"""What comes out of the compiler: canonical JSON and its schema, records, LSP and human words.

Only `tables`, `model` and `diagnostics` import pydantic, and nothing here imports them before JSON is wanted.
"""
