"""The policy of the golden thread: a row for each of their addresses and methods."""

from tests.matrix.cells import Cell

CELLS: list[Cell] = []
