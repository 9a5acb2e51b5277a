"""A result as one reader reads it: page, PDF, spreadsheet and API show this and nothing else.

`Reading` has the words in the active language, in the order of the page. The unrounded figures that
are kept for comparisons are not in it.
"""

from nuotio.culture.readings.building import reading_of
from nuotio.culture.readings.dimensions import Line, Statement
from nuotio.culture.readings.parts import Cell, Reading, Row, Table
from nuotio.culture.readings.sources import Source

__all__ = [
    "Cell",
    "Line",
    "Reading",
    "Row",
    "Source",
    "Statement",
    "Table",
    "reading_of",
]
