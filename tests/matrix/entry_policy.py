"""The policy of notes, reflections and self-assessments: a row for each address and method."""

from tests.matrix.cells import Cell

CELLS: list[Cell] = []
