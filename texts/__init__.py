"""Collects the texts of the code, keeps the catalogues of the languages, and looks for faults in them."""
