"""Everything that changes programmes."""
