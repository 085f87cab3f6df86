"""The output of the compiler: JSON and its schema, records, tables, findings, the normal form, files.

Only `diagnostics` imports pydantic at once, for its schema; the others import it when JSON is needed.
"""
