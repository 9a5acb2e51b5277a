"""What templates say in the reader's language: a text is looked up once a language.

Every text is a pattern, with or without values, so a per cent sign in it is written twice. On a
page values are escaped; in a letter, where a template turns that off, nothing is.
"""

from functools import lru_cache

from django.utils import translation
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

MOST_KEPT = 5_000


@pass_eval_context
def gettext(how: EvalContext, text: str, /, **values: object) -> str:
    """Say a text, with values where it has places for them."""
    if not how.autoescape:
        return translation.gettext(text) % values
    if not values:
        return _without_values(translation.get_language(), text)
    return _pattern(translation.get_language(), text) % values


@pass_eval_context
def ngettext(how: EvalContext, one: str, many: str, number: int, /, **values: object) -> str:
    """Say a text that depends on a number, which it may name as num."""
    if not how.autoescape:
        return translation.ngettext(one, many, number) % {"num": number, **values}
    pattern = _counting(translation.get_language(), one, many, number)
    return pattern % {"num": number, **values}


@lru_cache(MOST_KEPT)
def _pattern(_language: str | None, text: str) -> Markup:
    return Markup(translation.gettext(text))  # noqa: S704 -- our own translation


@lru_cache(MOST_KEPT)
def _without_values(language: str | None, text: str) -> Markup:
    return _pattern(language, text) % {}


@lru_cache(MOST_KEPT)
def _counting(_language: str | None, one: str, many: str, number: int) -> Markup:
    return Markup(translation.ngettext(one, many, number))  # noqa: S704 -- our own translation
