"""The policy of the figures of support: a row for each address and method."""

from tests.matrix.cells import STEERING, Cell

DECIDING = STEERING | {"management"}

CELLS = [
    Cell("support:figures", DECIDING),
    Cell("support:figures_pdf", DECIDING),
    Cell("support:figures_xlsx", DECIDING),
    Cell("api:support_figures", DECIDING, signed_out=401),
]
