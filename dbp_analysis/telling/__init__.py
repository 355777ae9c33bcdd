"""A scorecard and its answers in, findings and Vietnamese sentences out.

What is said and about whom; how it looks on paper belongs to ``publishing``.
"""
