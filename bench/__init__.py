"""What pages cost, measured beside the floor; never a timed test in CI."""
