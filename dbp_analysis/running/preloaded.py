"""What a month needs, imported once: children forked from a process with this loaded start at once."""

import matplotlib.backends.backend_agg
import matplotlib.backends.backend_svg
import pandas
import papermill
import python_calamine
import rapidfuzz.process

import dbp_analysis.asking.change.previous
import dbp_analysis.charts
import dbp_analysis.publishing.annex
import dbp_analysis.publishing.files
import dbp_analysis.running.kernel
import dbp_analysis.running.notebooks
import dbp_analysis.scoring.score
import dbp_analysis.telling.findings_table
import dbp_analysis.telling.report

# pandas shows tables otherwise when a plain process imports it than when a kernel does; a child is a kernel.
pandas.set_option("display.max_columns", 20)

__all__ = ["dbp_analysis", "matplotlib", "pandas", "papermill", "python_calamine", "rapidfuzz"]
