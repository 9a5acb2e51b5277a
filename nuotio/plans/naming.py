"""How mentors are called in texts: who was erased stays as "a former mentor". Pure."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from nuotio.people.models import Membership
from nuotio.plans.models import Plan


def mentor_name(member: Membership | None) -> str:
    """Return the person's name, or "a former mentor" where she was erased."""
    return member.name if member is not None else _("a former mentor")


def names_of(plan: Plan) -> str:
    """Return the plan's mentors by first name: "Sanna and Jari". Prefetch `mentors`."""
    parts = sorted(plan.mentors.all(), key=lambda one: one.pk)  # a changed row may come last
    here = [one for one in parts if one.left_at is None]
    return first_names([one.membership.name if one.membership else None for one in here])


def first_names(names: Sequence[str | None]) -> str:
    """Return people by first name: "Sanna and Jari"; None stands for who was erased."""
    return joined([_("a former mentor") if name is None else _first(name) for name in names])


def joined(names: Sequence[str]) -> str:
    """Return names as a sentence counts them: "Sanna, Jari and Petri"."""
    if len(names) < 2:
        return "".join(names)
    told = {"first": ", ".join(names[:-1]), "last": names[-1]}
    return _("%(first)s and %(last)s") % told


def _first(name: str) -> str:
    return name.split(maxsplit=1)[0] if name.strip() else name
