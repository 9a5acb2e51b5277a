"""The room's queries, one module a noun."""
