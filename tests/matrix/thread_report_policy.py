"""The policy of the golden thread taken along: a row for each of its files."""

from tests.matrix.cells import STEERING, Cell

FOLLOWING = STEERING | {"mentor", "management"}

CELLS = [
    Cell("evaluation:thread_pdf", FOLLOWING),
    Cell("evaluation:thread_xlsx", FOLLOWING),
]
