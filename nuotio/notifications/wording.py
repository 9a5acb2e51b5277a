"""The words of a stored notice, in the language that is active when it is read."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from nuotio.notifications import kinds
from nuotio.notifications.kinds import Telling
from nuotio.notifications.letters import one_line
from nuotio.notifications.models import Notification

LANGUAGES = ("fi", "sv", "en")


def tell(notice: Notification) -> Telling:
    """Return title and text of the notice; fetch `about__user` or `about_name` with it."""
    kind = kinds.find(notice.kind)
    if kind is None:  # of a kind that this version no longer has
        return Telling(_("A notice"))
    language = (get_language() or "fi")[:2]
    words = {key: _in_language(value, language) for key, value in notice.params.items()}
    return kind.tell({**words, "name": one_line(notice.about_name) or _("A former member")})


def action(notice: Notification) -> str:
    """Return the words of the link that leads on from the notice."""
    kind = kinds.find(notice.kind)
    return _("Open") if kind is None else str(kind.action)


def in_three(words: Callable[[], object]) -> dict[str, str]:
    """Return what the words are in each language, to be kept with a notice."""
    told = {}
    for language in LANGUAGES:
        with override(language):
            told[language] = one_line(words())
    return told


def _in_language(value: Any, language: str) -> Any:
    if isinstance(value, dict) and set(value) == set(LANGUAGES):
        return value[language] or value["fi"]
    return value
