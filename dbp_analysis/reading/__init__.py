"""A month's folder in, its counts out: files → sheets → cells → counts, corrected and checked.

What a scenario lays over a month's counts is here too. What a count is worth belongs to ``scoring``.
"""
