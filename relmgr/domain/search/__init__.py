"""The rules of the search over everything: spellings of a name, what comes first, and which letters matched."""
