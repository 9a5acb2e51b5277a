"""The policy: a row for each address and method."""

from tests.matrix.cells import Cell

CELLS: list[Cell] = []
