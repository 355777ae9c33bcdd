"""A month's report → the files an office hands on, all from one content model."""
