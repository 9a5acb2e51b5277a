"""The shipped facilitation methods, as far as requests and mentors name them. Pure.

Their pages come with the toolbox; here they are an id and a name.
"""

from collections.abc import Sequence
from functools import cache

from django.utils.translation import get_language

from nuotio.foundation import content


@cache
def _titles() -> dict[str, dict[str, str]]:
    return {one["id"]: one["title"] for one in content.load("methods")["methods"]}


def is_known(method: str) -> bool:
    """Say whether a method of this id is shipped."""
    return method in _titles()


def title(method: str) -> str:
    """Return a method's name in the language that is active; its id where it is not shipped."""
    told = _titles().get(method, {})
    return told.get((get_language() or "fi")[:2]) or told.get("fi", method)


def choices() -> Sequence[tuple[str, str]]:
    """Return id and name of every method, by name."""
    return sorted(((one, title(one)) for one in _titles()), key=lambda pair: pair[1].casefold())
