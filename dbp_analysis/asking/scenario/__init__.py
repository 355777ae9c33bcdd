"""A month with other counts or other rules, scored again by the same functions."""
