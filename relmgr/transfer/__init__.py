"""In and out: each format a pure parse() and write(), and what an import would do."""
