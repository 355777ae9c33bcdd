"""Reading a file as a source system hands it out: whatever its name says, its sheets or one clear refusal."""

from dbp_analysis.reading.files.reading import read_sheets
from dbp_analysis.reading.files.sheet import Cell, Sheet, column_letter

__all__ = ["Cell", "Sheet", "column_letter", "read_sheets"]
