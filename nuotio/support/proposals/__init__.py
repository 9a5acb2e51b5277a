"""Joint proposals: what the engine is asked, what is found, and how it is told."""
