"""What every page shows around its content: the person, the organisation, the way about."""

from typing import Any

from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the navigation for the person who looks."""
    return {"nav": []}
