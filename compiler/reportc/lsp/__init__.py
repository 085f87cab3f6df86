"""The language server: converts, asks `explain` and `api`, answers. Needs the extra `reportc[lsp]`."""
