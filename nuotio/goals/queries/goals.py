from collections.abc import Sequence

from django.db.models import QuerySet

from nuotio.goals.models import Goal
from nuotio.people.models import Membership, Organisation, Role, RoleHolding

PARTIES = (
    "owner__user",
    "sponsor__user",
    "hr_signed_by__user",
    "management_signed_by__user",
    "competence",
    "round",
)
State = Goal.State


def decided_goals(organisation: Organisation) -> Sequence[Goal]:
    """Return the organisation's goals that are decided and have not ended; one query.

    Plans and experiments rest on one of these: without them there is nothing to plan for.
    """
    rows = Goal.objects.filter(organisation=organisation, state=State.DECIDED)
    return list(rows.select_related(*PARTIES).order_by("decided_on", "pk"))


def running_goals(viewer: Membership) -> Sequence[Goal]:
    """Return the goals that are proposed or decided, in the order of their making; one query."""
    rows = _goals(viewer).exclude(state=State.ENDED)
    return list(rows.select_related(*PARTIES).order_by("made_at", "pk"))


def ended_goals(viewer: Membership) -> QuerySet[Goal]:
    """Return the goals that have ended, the newest first."""
    rows = _goals(viewer).filter(state=State.ENDED)
    return rows.select_related(*PARTIES).order_by("-ended_at", "-pk")


def count_running(viewer: Membership) -> int:
    """Return how many goals are proposed or decided."""
    return _goals(viewer).exclude(state=State.ENDED).count()


def goal_at(pk: int, *, viewer: Membership) -> Goal | None:
    """Return a goal of the viewer's organisation with everybody it names."""
    return _goals(viewer).filter(pk=pk).select_related(*PARTIES).first()


def goal_named(pk: int) -> Goal | None:
    """Return a goal of the open organisation, for telling of it."""
    people = ("owner__user", "owner__organisation", "sponsor__user", "sponsor__organisation")
    found: Goal | None = Goal.objects.filter(pk=pk).select_related(*people).first()
    return found


def sponsors_for(viewer: Membership) -> Sequence[tuple[int, str]]:
    """Return the key and name of everybody in management, by name; one query."""
    held = RoleHolding.objects.filter(role=Role.MANAGEMENT, state=RoleHolding.State.ACTIVE)
    rows = Membership.objects.filter(
        pk__in=held.values("membership"),
        organisation_id=viewer.organisation_id,
        left_at__isnull=True,
    )
    named = rows.order_by("user__name", "pk").values_list("pk", "user__name", "user__email")
    return [(pk, name or email) for pk, name, email in named]


def _goals(viewer: Membership) -> QuerySet[Goal]:
    rows: QuerySet[Goal] = Goal.objects.filter(organisation_id=viewer.organisation_id)
    return rows
