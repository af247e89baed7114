"""Values and rules: pure functions, frozen dataclasses and enums. Needs neither database nor disk."""
