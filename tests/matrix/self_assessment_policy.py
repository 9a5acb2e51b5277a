"""The policy of a mentor's view of herself: a row for each address and method."""

from tests.matrix.cells import MENTOR, Cell

ANSWERED = {"moment": "before", "mentor_1": "4", "words": "I learn by asking.", "version": 1}

SELF_CELLS = [
    Cell("plans:self_assessment", MENTOR),
    Cell("plans:self_assessment", MENTOR, "post", data=ANSWERED),
]
