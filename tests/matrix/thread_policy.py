"""The policy of the golden thread: a row for each of their addresses and methods."""

from tests.matrix.cells import STAFF, STEERING, Cell

FOLLOWING = STEERING | {"mentor", "management"}

CELLS = [
    Cell("evaluation:thread", FOLLOWING),
    Cell("evaluation:goal_thread", FOLLOWING, row="decided_goal"),
    Cell("evaluation:plan_thread", FOLLOWING, row="plan"),
    Cell("evaluation:experiment_thread", FOLLOWING, row="experiment"),
    Cell("evaluation:counts", STAFF, where="provider"),
    Cell("api:thread", FOLLOWING, signed_out=401),
]
