"""The golden thread from finding to practice: shown, its gaps found, counted, exported."""
