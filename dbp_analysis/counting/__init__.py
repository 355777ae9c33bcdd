"""Single dossiers in, counts by unit out: a register's columns, a rule and a period → the counts of a form.

Nothing here opens a file of a month or knows which unit a name means; what a count is worth belongs to
``scoring``. The engine is DuckDB inside the process, or what an address names; all give the same counts.
"""
