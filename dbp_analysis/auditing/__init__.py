"""The file of a published report in, findings about it out: its table against its scheme and against itself.

How findings look on paper belongs to ``publishing``.
"""
