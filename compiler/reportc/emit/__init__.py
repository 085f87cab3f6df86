"""What comes out of the compiler: JSON and its schema, records, tables, findings, the normal form, files.

Only `diagnostics` imports pydantic at once, for its schema; nothing else here does before JSON is wanted.
"""
