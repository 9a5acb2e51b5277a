"""What speaks for a request and what stands in the way, said to the mentor herself."""

from collections.abc import Callable, Iterable, Sequence

from django.utils.translation import gettext as _

from nuotio.support.fitting import CAUTIONS, Fitting, Obstacle, Reason
from nuotio.support.words import reasons

_WORDS: dict[str, Callable[[], str]] = {
    "same_community": lambda: _("Your own work community"),
    "near_community": lambda: _("A neighbouring work community"),
    "before": lambda: _("You have supported this team before"),
    "method_run": lambda: _("You have run this method before"),
    "method_listed": lambda: _("You know this method"),
    "kind_given": lambda: _("You have given such support before"),
    "kind_listed": lambda: _("You gladly give such support"),
    "wish": lambda: _("You would like to learn this"),
    "language": lambda: _("You speak the language"),
    "day_parts": lambda: _("The time of day suits you"),
    "remotely_only": lambda: _("You meet remotely only"),
    "on_site_only": lambda: _("You meet on site only"),
    "asked_too": lambda: _("Another team has asked you too: you have time for one of them"),
    "other_kinds": lambda: _("You have named other kinds of support"),
}

_OBSTACLES: dict[Obstacle, Callable[[], str]] = {
    Obstacle.OWN: lambda: _("This is your own request"),
    Obstacle.LINE: lambda: _("Your own reporting line: somebody from outside is freer to ask"),
    Obstacle.CONFLICT: lambda: _("You have said that you would rather not support here"),
    Obstacle.ASKED: lambda: _("You have been asked already"),
    Obstacle.DECLINED: lambda: _("You have said that it cannot be this time"),
    Obstacle.RESTS: lambda: _("You are on a pause from new requests"),
    Obstacle.NO_SHARE: lambda: _("Your working time is not agreed on yet"),
    Obstacle.LANGUAGE: lambda: _("Not one of your languages"),
    Obstacle.MODE: lambda: _("You do not meet where the team wishes"),
    Obstacle.TIME: lambda: _("The days or times do not suit you"),
    Obstacle.HOURS: lambda: _("You have too few hours left at that time"),
}


def speaks_for(fitting: Fitting) -> Sequence[str]:
    """Return what speaks for her, in words."""
    return [said(one) for one in fitting.reasons if one.code not in CAUTIONS]


def speaks_against(fitting: Fitting) -> Sequence[str]:
    """Return what stands in the way, or should be known, in words; not that she is asked."""
    cautions = [said(one) for one in fitting.reasons if one.code in CAUTIONS]
    in_the_way = [one for one in fitting.obstacles if one != Obstacle.ASKED]
    return [*told(in_the_way), *cautions]


def said(reason: Reason) -> str:
    """Return a reason in words; those that name nobody are said as everybody reads them."""
    words = _WORDS.get(reason.code)
    return words() if words is not None else reasons.said(reason)


def told(obstacles: Iterable[Obstacle]) -> Sequence[str]:
    """Return what stands in the way in words; she is told her own conflicts, and nobody else."""
    return [_OBSTACLES[one]() for one in obstacles]
