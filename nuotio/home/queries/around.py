"""The way about: entries of the main navigation, by role. Pure but for the addresses."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from nuotio.people.models import Membership, Role

MOST = 5


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
    pages, chosen = _pages(), _wanted(actor)[:MOST]
    entries = [
        (label, short, reverse(name, args=[slug]), icon)
        for name, label, short, icon in (pages[key] for key in chosen)
    ]
    home = reverse("home:organisation", args=[slug])
    open_here = [url for _label, _short, url, _icon in entries if path.startswith(url)]
    current = max((url for url in open_here if url != home or path == home), key=len, default="")
    return [
        Entry(label, short, url, icon, is_current=url == current)
        for label, short, url, icon in entries
    ]


def elsewhere(actor: Membership) -> list[tuple[str, str]]:
    """Return label and address of the member's pages that have no entry: the start page leads."""
    slug, pages, chosen = actor.organisation.slug, _pages(), _wanted(actor)
    found = [pages[key] for key in _all(actor) if key not in chosen]
    return [(label, reverse(name, args=[slug])) for name, label, _short, _icon in found]


def _wanted(actor: Membership) -> list[str]:
    if actor.organisation.is_provider:
        if actor.has_role(Role.COORDINATOR):
            return ["home", "programmes", "doors", "people", "units"]
        return ["home", "programmes", "units", "role"]
    if actor.has_role(Role.HR, Role.COORDINATOR):
        return ["home", "culture", "goals", "programmes", "people"]
    if actor.has_role(Role.MANAGEMENT):
        return ["home", "goals", "culture", "programmes", "mentors"]
    if actor.has_role(Role.MENTOR):
        return ["home", "programmes", "goals", "mentors", "time"]
    return ["home", "mentors", "culture", "programmes", "role"]


def _all(actor: Membership) -> list[str]:
    """Return every page that this member has."""
    here = [] if actor.organisation.is_provider else ["culture", "goals", "mentors"]
    time = ["time"] if actor.has_role(Role.MENTOR) else []
    return ["home", *here, "programmes", "units", *time, "profile", "role"]


def _pages() -> dict[str, tuple[str, str, str, str]]:
    """Return the address's name, the label, the short label and the icon of each page."""
    return {
        "home": ("home:organisation", _("Home"), _("Home"), "home"),
        "culture": (
            "culture:home",
            _("Learning culture"),
            pgettext("short", "Culture"),
            "chart",
        ),
        "goals": ("goals:goals", _("Goals"), _("Goals"), "goal"),
        "doors": ("people:join_requests", _("Organisations"), _("Organisations"), "organisation"),
        "people": ("people:members", _("People"), _("People"), "people"),
        "mentors": ("people:mentors", _("Mentors"), _("Mentors"), "compass"),
        "time": (
            "people:own_time_share",
            _("Working time"),
            pgettext("short", "Time"),
            "clock",
        ),
        "profile": (
            "people:own_profile",
            _("My profile"),
            pgettext("short", "Profile"),
            "person",
        ),
        "units": ("people:units", _("Units"), _("Units"), "units"),
        "programmes": ("programmes:programmes", _("Programmes"), _("Programmes"), "calendar"),
        "role": ("people:own_roles", _("My roles"), pgettext("short", "Roles"), "person"),
    }


def visitor_entries() -> list[Entry]:
    """Return the entries of the public pages."""
    about = reverse("home:start") + "#about"
    join = reverse("people:ask_to_join")
    return [
        Entry(_("What is learning mentoring?"), _("What it is"), about, "info"),
        Entry(_("Join in"), _("Join in"), join, "plus"),
    ]
