"""What a mentor should know before she accepts: told to her alone, for her to judge. Pure."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nuotio.support.fitting import Obstacle

_WORDS: dict[Obstacle, str | Promise] = {
    Obstacle.CONFLICT: _("You have said that you would rather not support these people."),
    Obstacle.LANGUAGE: _("The language is not among those that you have named."),
    Obstacle.MODE: _("The team wishes to meet in another way than you have named."),
    Obstacle.TIME: _("The times that the team named do not suit what you have told of yours."),
    Obstacle.RESTS: _("You have said that you take no new requests now."),
}
# What a mentor may judge by herself once she is asked, or looks around.
HER_OWN_JUDGEMENT = frozenset(_WORDS)


def said(obstacles: Iterable[Obstacle]) -> list[str]:
    """Return what is hers to judge, in words; the rest is refused where she accepts."""
    return [str(_WORDS[one]) for one in obstacles if one in _WORDS]
