"""What a start page shows: the one next step, what happened, how things stand."""
