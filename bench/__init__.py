"""What pages cost, measured beside the floor; never a timed test in CI."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command `nuotio` has it
