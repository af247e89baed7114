"""Makes the invented people that are measured with."""
