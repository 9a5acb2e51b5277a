"""A reading to take along: a report that screen readers read, tables that spreadsheets open.

Both are made of `culture.readings.Reading` and hold what its reader sees on the page, in her
language.
"""

from nuotio.culture.documents.report import report_of
from nuotio.culture.documents.workbook import workbook_of

__all__ = ["report_of", "workbook_of"]
