"""What this room listens to, one module a noun; a listener may hear the same twice."""

from nuotio.plans.handlers import ideas, plans, practices

__all__ = ["ideas", "plans", "practices"]
