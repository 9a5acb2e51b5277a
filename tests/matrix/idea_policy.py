"""The policy of ideas and pulses: a row for each of their addresses and methods."""

from tests.matrix.cells import Cell

CELLS: list[Cell] = []
