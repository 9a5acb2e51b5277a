"""The kinds of notices of this room, one module a noun."""

from nuotio.plans.notices import ideas, plans, practices

__all__ = ["ideas", "plans", "practices"]
