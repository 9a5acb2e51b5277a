"""The way about: entries of the main navigation, by role. Pure but for the addresses."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from nuotio.people.models import Membership, Role
from nuotio.people.rules.roles import is_programme_staff, steers
from nuotio.plans.rules.plans import FOLLOWING
from nuotio.ui.addresses import address

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
        (label, short, address(name, slug), icon)
        for name, label, short, icon in (pages[key] for key in chosen)
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
    slug, pages, chosen = actor.organisation.slug, _pages(), _wanted(actor)
    found = [pages[key] for key in _all(actor) if key not in chosen]
    return [(label, address(name, slug)) for name, label, _short, _icon in found]


def _wanted(actor: Membership) -> list[str]:
    if actor.organisation.is_provider:
        if actor.has_role(Role.COORDINATOR):
            return ["home", "programmes", "counts", "doors", "people"]
        return ["home", "programmes", "units", "role"]
    if actor.has_role(Role.HR, Role.COORDINATOR, Role.MANAGEMENT):
        return ["home", "culture", "goals", "thread", "programmes"]
    if actor.has_role(Role.MENTOR):
        return ["home", "plans", "goals", "programmes", "mentors"]
    return ["home", "mentors", "culture", "programmes", "role"]


def _all(actor: Membership) -> list[str]:
    """Return every page that this member has."""
    if actor.organisation.is_provider:
        counts = ["counts"] if is_programme_staff(actor) else []
        return ["home", "programmes", *counts, "units", "profile", "role"]
    people = ["people"] if steers(actor) else []
    followed = ["plans", "thread"] if actor.has_role(*FOLLOWING) else []
    given = ["support", "time"] if actor.has_role(Role.MENTOR) else []
    return [
        *("home", *people, "culture", "goals", "mentors", *followed),
        *("ideas", "experiments", "entries", "practices", *given),
        *("programmes", "units", "profile", "role"),
    ]


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
        "thread": (
            "evaluation:thread",
            _("Golden thread"),
            pgettext("short", "Thread"),
            "thread",
        ),
        "counts": (
            "evaluation:counts",
            _("Golden thread"),
            pgettext("short", "Thread"),
            "thread",
        ),
        "plans": ("plans:plans", _("Plans"), _("Plans"), "lab"),
        "experiments": ("plans:experiments", _("Experiments"), _("Experiments"), "lab"),
        "ideas": ("plans:ideas", _("Ideas"), _("Ideas"), "sun"),
        "entries": ("plans:entries", _("Reflections"), _("Reflections"), "chat"),
        "practices": ("plans:practices", _("Practices"), _("Practices"), "check"),
        "support": (
            "plans:support_given",
            _("Support given to colleagues"),
            pgettext("short", "Support"),
            "people",
        ),
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
    about = address("home:start") + "#about"
    join = address("people:ask_to_join")
    return [
        Entry(_("What is learning mentoring?"), _("What it is"), about, "info"),
        Entry(_("Join in"), _("Join in"), join, "plus"),
    ]
