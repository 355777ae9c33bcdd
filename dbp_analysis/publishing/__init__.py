"""A report's content in; docx, PDF, workbook, page, CSV and the record of the run out.

Everything that knows a file format to be written. Nothing here decides what is said.
"""
