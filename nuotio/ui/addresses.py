"""Addresses of pages by their names: each is looked up once, and a page has some thirty of them."""

from functools import lru_cache
from typing import Any

from django.urls import get_script_prefix, reverse
from django.utils import translation

MOST_KEPT = 4_000


def address(name: str, *args: Any, **kwargs: Any) -> str:
    """Return the address of a named page in the language that is active."""
    return address_in(translation.get_language(), name, *args, **kwargs)


def address_in(language: str | None, name: str, /, *args: Any, **kwargs: Any) -> str:
    """Return the address of a named page in a language; it must be there."""
    return _looked_up(language, get_script_prefix(), name, args, tuple(kwargs.items()))


@lru_cache(MOST_KEPT)
def _looked_up(
    language: str | None,
    _prefix: str,
    name: str,
    args: tuple[Any, ...],
    kwargs: tuple[tuple[str, Any], ...],
) -> str:
    with translation.override(language):
        return reverse(name, args=args or None, kwargs=dict(kwargs) or None)
