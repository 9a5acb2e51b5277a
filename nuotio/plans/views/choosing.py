from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from nuotio.goals import themes
from nuotio.plans.models import Practice
from nuotio.plans.queries.practices import Wanted


def choice_of(request: HttpRequest, wanted: Wanted) -> dict[str, Any]:
    """Return what a list of practices can be narrowed by, and what stands in the address."""
    kept = {key: value for key, value in request.GET.items() if key != "page" and value}
    return {
        "wanted": wanted,
        "is_narrowed": wanted != Wanted(),
        "themes": [(theme.code, theme.name) for theme in themes.every()],
        "outcomes": list(Practice.Outcome.choices),
        "query": f"{urlencode(kept)}&" if kept else "",
    }


def seen_in(request: HttpRequest) -> int | None:
    """Return the version that a form of one button was shown with; None where it is no number."""
    seen = request.POST.get("version", "")
    return int(seen) if seen.isdecimal() and len(seen) < 7 else None
