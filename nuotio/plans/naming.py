"""How mentors are called in texts: who was erased stays as "a former mentor". Pure."""

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
    names = [_short(one.membership) for one in here]
    if len(names) < 2:
        return "".join(names)
    told = {"first": ", ".join(names[:-1]), "last": names[-1]}
    return _("%(first)s and %(last)s") % told


def _short(member: Membership | None) -> str:
    name = mentor_name(member)
    return name.split()[0] if member is not None and name else name
