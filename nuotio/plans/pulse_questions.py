"""What a pulse can ask, in three languages, and the five answers to it."""

from collections.abc import Mapping

from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nuotio.foundation.rules import Words

SUGGESTIONS: Mapping[str, Words] = {
    "learned": _("How much did you learn from a colleague this week?"),
    "helped": _("How much has our experiment helped you in your work?"),
    "help": _("How much did your colleagues help you this week?"),
    "go_on": _("How much would you like us to go on with the experiment?"),
}
OPTIONS: Mapping[int, Words] = {
    1: pgettext_lazy("pulse", "not at all"),
    2: pgettext_lazy("pulse", "a little"),
    3: pgettext_lazy("pulse", "somewhat"),
    4: pgettext_lazy("pulse", "quite a lot"),
    5: pgettext_lazy("pulse", "very much"),
}


def suggestion_in(language: str, code: str) -> str:
    """Return a suggested question in one of the three languages."""
    with translation.override(language):
        return str(SUGGESTIONS[code])
