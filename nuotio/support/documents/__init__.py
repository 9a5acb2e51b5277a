"""The figures of support to take along: one page that screen readers read, and tables."""

from nuotio.support.documents.report import report_of
from nuotio.support.documents.workbook import workbook_of

__all__ = ["report_of", "workbook_of"]
