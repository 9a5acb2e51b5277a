"""How much working time mentors have left, and what may be promised of it. Pure."""
