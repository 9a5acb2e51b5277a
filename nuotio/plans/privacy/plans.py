from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from nuotio.foundation import tenancy
from nuotio.foundation.personal_data import Keeping, Rows, as_rows, keeps
from nuotio.people.traces import (
    OWN,
    PAST,
    TWO_YEARS,
    Part,
    hers,
    name_of,
    organisations_of,
    take_out,
    unname,
    without,
)
from nuotio.plans.models import (
    Experiment,
    Observation,
    Plan,
    PlanAction,
    PlanMentor,
    PlanRemark,
    PlanVersion,
    Pulse,
    Turn,
)

ROLES = "roles"  # the field of a plan in which people are most often named
PARTS: tuple[Part, ...] = (
    (PlanMentor, "membership", "plan__"),
    (Plan, "agreed_by", ""),
    (PlanAction, "owner", "plan__"),
    (PlanVersion, "written_by", "plan__"),
    (PlanRemark, "written_by", "plan__"),
)
ON_EXPERIMENTS: tuple[Part, ...] = (
    (Turn, "by", "experiment__plan__"),
    (Observation, "written_by", "experiment__plan__"),
    (Pulse, "asked_by", "experiment__plan__"),
)


def _export_plans(user_id: int) -> Rows:
    """The plans she writes, alone or with her pair, and what she said on others'.

    Of a plan that she has left the others go on writing: hers are the versions that she saved.
    """
    with tenancy.unrestricted(reason=OWN):
        mentors = hers(PlanMentor, "membership", user_id)
        here = mentors.filter(left_at=None, membership__left_at=None)
        left = mentors.exclude(pk__in=here.values("pk"))
        plans = ("title", "kind", "state", "goal__title", *Plan.TEXTS, "learned")
        return [
            *as_rows(here.values("joined_at", "left_at", *(f"plan__{one}" for one in plans))),
            *as_rows(left.values("joined_at", "left_at", "plan__title")),
            *as_rows(hers(Plan, "agreed_by", user_id).values("title", "agreed_at")),
            *as_rows(hers(PlanAction, "owner", user_id).values("words", "due_on", "done_at")),
            *as_rows(
                hers(PlanVersion, "written_by", user_id).values("plan__title", "number", "content")
            ),
            *as_rows(hers(PlanRemark, "written_by", user_id).values("plan__title", "words", "at")),
        ]


def _erase_plans(user_id: int) -> None:
    """The plans stay, also for her pair; her name goes from them and from who does what."""
    name = name_of(user_id)
    with tenancy.unrestricted(reason=OWN):
        here = {"organisation_id__in": organisations_of(user_id)}
        take_out(name, Plan.objects.filter(**here), ROLES)
        versions = PlanVersion.objects.filter(**here, content__roles__icontains=name)
        for version in versions if name else ():
            version.content[ROLES] = without(name, version.content[ROLES])
            version.save(update_fields=["content"])
        unname(PARTS, user_id)


def _forget_plans(at: datetime) -> int:
    return _forget(PARTS, at)


def _export_experiments(user_id: int) -> Rows:
    with tenancy.unrestricted(reason=OWN):
        notes = hers(Observation, "written_by", user_id)
        turns = hers(Turn, "by", user_id)
        asked = hers(Pulse, "asked_by", user_id)
        return [
            *as_rows(notes.values("experiment__title", "words", "seen_on")),
            *as_rows(turns.values("experiment__title", "state", "decision", "on", "reason")),
            *as_rows(asked.values("experiment__title", "question", "opened_at")),
        ]


def _erase_experiments(user_id: int) -> None:
    """What was tried, seen and decided stays; her name goes, also from who takes part."""
    with tenancy.unrestricted(reason=OWN):
        here = Experiment.objects.filter(organisation_id__in=organisations_of(user_id))
        take_out(name_of(user_id), here, "who")
        unname(ON_EXPERIMENTS, user_id)


def _forget_experiments(at: datetime) -> int:
    return _forget(ON_EXPERIMENTS, at)


def _forget(parts: tuple[Part, ...], at: datetime) -> int:
    """Take the names from plans that were closed two years ago, and from all under them."""
    count = 0
    with tenancy.unrestricted(reason=PAST):
        for model, field, way in parts:
            rows: Any = getattr(model, "objects")  # noqa: B009 -- each of them is owned
            is_past = {f"{way}closed_at__lte": at - TWO_YEARS, f"{field}__isnull": False}
            count += rows.filter(**is_past).update(**{field: None})
    return count


keeps(
    Keeping(
        "experiments",
        _("That you planned, noted and decided in experiments"),
        _("So that everybody sees what was tried and whom to ask."),
        _(
            "Names go two years after the plan was closed. The experiment is the organisation's"
            " own and stays."
        ),
        _export_experiments,
        _erase_experiments,
        _forget_experiments,
    )
)
keeps(
    Keeping(
        "plans",
        _("The plans that you write or comment on, your actions in them and their versions"),
        _("So that mentors, HR and management know who does what."),
        _(
            "Names go two years after the plan was closed. The plan is the organisation's own and"
            " stays, also for your pair."
        ),
        _export_plans,
        _erase_plans,
        _forget_plans,
    )
)
