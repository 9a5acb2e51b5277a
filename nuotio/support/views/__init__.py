"""The room's views, one module a noun."""
