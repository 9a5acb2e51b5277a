"""The policy of practices: a row for each of their addresses and methods."""

from tests.matrix.cells import Cell

CELLS: list[Cell] = []
