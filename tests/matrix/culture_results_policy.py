"""The policy of results and of the API: a row for each of their addresses and methods."""

from tests.matrix.cells import PUBLIC, STEERING, Cell

LEADING = STEERING | {"management"}
ONE = {"code": "trust"}
WORDS = {"explanations": "A move to a new office.", "version": 1}

CELLS = [
    Cell("culture:results", LEADING, row="closed_round"),
    Cell("culture:dimension", LEADING, row="closed_round", more=ONE),
    Cell("culture:methods", LEADING, row="closed_round"),
    Cell("culture:results_pdf", LEADING, row="closed_round"),
    Cell("culture:results_xlsx", LEADING, row="closed_round"),
    Cell("culture:report", STEERING, row="closed_round"),
    Cell("culture:report", STEERING, "post", row="closed_round", data=WORDS),
    Cell("culture:report", STEERING, "post", row="closed_round", data={**WORDS, "action": "share"}),
    Cell("api:openapi", PUBLIC),
    Cell("api:results", LEADING, row="closed_round", signed_out=401),
]
