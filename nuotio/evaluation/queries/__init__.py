"""The room's queries: gaps by one statement, lines by a few, the thread that they make, counts."""
