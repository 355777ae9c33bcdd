"""Counts and a scheme in, a scorecard out: pure, vectorised, for one month or a thousand.

What was published beside the counts, a unit's lines, the months of a series. No file format, no sentence.
"""
