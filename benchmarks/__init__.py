"""What is measured, beside what it is measured against; see README.md."""
