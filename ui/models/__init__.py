"""Qt models: what lists and tables show, as frozen rows."""
