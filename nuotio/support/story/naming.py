"""How a request and its people are called in texts. Pure."""

import re
from textwrap import shorten

from django.utils.translation import gettext as _

from nuotio.people.models import Membership
from nuotio.support.models import SupportRequest

LONGEST = 70
# The first sentence of a wish, where it is long enough to say something.
SENTENCE = re.compile(r"(.{12,}?)[.!?](?:\s|$)")


def title(request: SupportRequest) -> str:
    """Return the first sentence of the wish, or its first words; else the team."""
    words = " ".join(request.wish.split())
    sentence = SENTENCE.match(words)
    said = sentence.group(0).strip().rstrip(".") if sentence else words
    if len(said) > LONGEST:
        said = shorten(said, LONGEST, placeholder="…")
        said = said if len(said) > 1 else words[: LONGEST - 1] + "…"  # one very long word
    return said or request.team or _("Request without words yet")


def circle(request: SupportRequest) -> str:
    """Return for whom it is: the team or the unit; for one person just that."""
    if request.people == 1:
        return _("One person")
    return request.team or (request.unit.name if request.unit else "") or _("A team")


def person(member: Membership | None) -> str:
    """Return a name, or kindly nobody where the person was erased."""
    return member.name if member is not None and member.name else _("somebody who has left")


def joined(names: list[str]) -> str:
    """Return names as a sentence counts them: "Sanna, Jari and Petri"."""
    if len(names) < 2:
        return "".join(names)
    told = {"first": ", ".join(names[:-1]), "last": names[-1]}
    return _("%(first)s and %(last)s") % told
