"""The room's services, one module a noun."""
