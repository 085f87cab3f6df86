"""The language server: converts, calls `explain` and `api`, answers. Needs the extra `reportc[lsp]`."""
