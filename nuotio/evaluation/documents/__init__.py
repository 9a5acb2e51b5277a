"""The golden thread to take along: a report that screen readers read, and tables.

Both are made of `evaluation.thread.Thread` and hold what its reader sees on the page, in her
language.
"""

from nuotio.evaluation.documents.report import report_of
from nuotio.evaluation.documents.workbook import workbook_of

__all__ = ["report_of", "workbook_of"]
