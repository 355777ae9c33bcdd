"""Months side by side: runs, control limits, what they say."""
