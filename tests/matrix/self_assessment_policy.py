"""The policy of a mentor's view of herself: a row for each address and method."""

from tests.matrix.cells import Cell

SELF_CELLS: list[Cell] = []
