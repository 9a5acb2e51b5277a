"""The way about: entries of the main navigation, by role. Pure but for the addresses."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nuotio.people.models import Membership, Role
from nuotio.people.rules.roles import is_programme_staff, steers
from nuotio.plans.rules.plans import FOLLOWING
from nuotio.ui.addresses import address

MOST = 5
# The address's name, the label, the short label and the icon of each page.
PAGES: dict[str, tuple[str, str | Promise, str | Promise, str]] = {
    "home": ("home:organisation", _("Home"), _("Home"), "home"),
    "culture": (
        "culture:home",
        _("Learning culture"),
        pgettext_lazy("short", "Culture"),
        "chart",
    ),
    "goals": ("goals:goals", _("Goals"), _("Goals"), "goal"),
    "thread": (
        "evaluation:thread",
        _("Golden thread"),
        pgettext_lazy("short", "Thread"),
        "thread",
    ),
    "counts": (
        "evaluation:counts",
        _("Golden thread"),
        pgettext_lazy("short", "Thread"),
        "thread",
    ),
    "plans": ("plans:plans", _("Plans"), _("Plans"), "lab"),
    "experiments": ("plans:experiments", _("Experiments"), _("Experiments"), "lab"),
    "ideas": ("plans:ideas", _("Ideas"), _("Ideas"), "sun"),
    "entries": ("plans:entries", _("Reflections"), _("Reflections"), "chat"),
    "practices": ("plans:practices", _("Practices"), _("Practices"), "check"),
    "requests": ("support:requests", _("Support"), _("Support"), "people"),
    "support": (
        "plans:support_given",
        _("Support given to colleagues"),
        pgettext_lazy("short", "Support"),
        "people",
    ),
    "doors": ("people:join_requests", _("Organisations"), _("Organisations"), "organisation"),
    "people": ("people:members", _("People"), _("People"), "people"),
    "mentors": ("people:mentors", _("Mentors"), _("Mentors"), "compass"),
    "time": (
        "people:own_time_share",
        _("Working time"),
        pgettext_lazy("short", "Time"),
        "clock",
    ),
    "profile": (
        "people:own_profile",
        _("My profile"),
        pgettext_lazy("short", "Profile"),
        "person",
    ),
    "units": ("people:units", _("Units"), _("Units"), "units"),
    "programmes": ("programmes:programmes", _("Programmes"), _("Programmes"), "calendar"),
    "role": ("people:own_roles", _("My roles"), pgettext_lazy("short", "Roles"), "person"),
}


@dataclass(frozen=True)
class Entry:
    """One entry of the main navigation; `short` stands in the phone's bottom bar."""

    label: str
    short: str
    url: str
    icon: str
    is_current: bool = False


def entries_for(actor: Membership, *, path: str) -> list[Entry]:
    """Return at most five entries, the person's most needed ones first, home always."""
    slug = actor.organisation.slug
    entries = [
        (str(label), str(short), address(name, slug), icon)
        for name, label, short, icon in (PAGES[key] for key in _wanted(actor)[:MOST])
    ]
    home = address("home:organisation", slug)
    open_here = [url for _label, _short, url, _icon in entries if path.startswith(url)]
    current = max((url for url in open_here if url != home or path == home), key=len, default="")
    return [
        Entry(label, short, url, icon, is_current=url == current)
        for label, short, url, icon in entries
    ]


def elsewhere(actor: Membership) -> list[tuple[str, str]]:
    """Return label and address of the member's pages that have no entry: the start page leads."""
    slug, chosen = actor.organisation.slug, _wanted(actor)
    found = [PAGES[key] for key in _all(actor) if key not in chosen]
    return [(str(label), address(name, slug)) for name, label, _short, _icon in found]


def _wanted(actor: Membership) -> list[str]:
    if actor.organisation.is_provider:
        if actor.has_role(Role.COORDINATOR):
            return ["home", "programmes", "counts", "doors", "people"]
        return ["home", "programmes", "units", "role"]
    if steers(actor):
        return ["home", "culture", "goals", "thread", "requests"]
    if actor.has_role(Role.MANAGEMENT):
        return ["home", "culture", "goals", "thread", "programmes"]
    if actor.has_role(Role.MENTOR):
        return ["home", "plans", "requests", "goals", "programmes"]
    return ["home", "requests", "mentors", "culture", "programmes"]


def _all(actor: Membership) -> list[str]:
    """Return every page that this member has."""
    if actor.organisation.is_provider:
        counts = ["counts"] if is_programme_staff(actor) else []
        return ["home", "programmes", *counts, "units", "profile", "role"]
    people = ["people"] if steers(actor) else []
    followed = ["plans", "thread"] if actor.has_role(*FOLLOWING) else []
    given = ["support", "time"] if actor.has_role(Role.MENTOR) else []
    return [
        *("home", *people, "culture", "goals", "requests", "mentors", *followed),
        *("ideas", "experiments", "entries", "practices", *given),
        *("programmes", "units", "profile", "role"),
    ]


def visitor_entries() -> list[Entry]:
    """Return the entries of the public pages."""
    about = address("home:start") + "#about"
    join = address("people:ask_to_join")
    return [
        Entry(str(_("What is learning mentoring?")), str(_("What it is")), about, "info"),
        Entry(str(_("Join in")), str(_("Join in")), join, "plus"),
    ]
