from datetime import datetime, timedelta

from nuotio.people.models import Membership
from nuotio.plans import plan_texts
from nuotio.plans.models import Plan, PlanVersion

A_SITTING = timedelta(hours=1)


def keep_version(
    plan: Plan, newest: PlanVersion | None, *, by: Membership, at: datetime
) -> PlanVersion | None:
    """Keep the plan's texts as they are now; return the version where it is a new one.

    What one writer saves within an hour is one version. Another writer, a pause, or the plan
    having been shown or agreed to since then begin the next one.
    """
    content = plan_texts.texts_of(plan)
    if newest is not None and _goes_on(plan, newest, by=by, at=at):
        newest.content, newest.at = content, at
        newest.save(update_fields=["content", "at"])
        return None
    made: PlanVersion = PlanVersion.objects.create(
        organisation_id=plan.organisation_id,
        plan=plan,
        number=newest.number + 1 if newest else 1,
        content=content,
        written_by=by,
        at=at,
    )
    return made


def _goes_on(plan: Plan, newest: PlanVersion, *, by: Membership, at: datetime) -> bool:
    """Say whether it is the same sitting: what was shown or agreed to stays as it was read."""
    read_at = [moment for moment in (plan.shown_at, plan.agreed_at) if moment is not None]
    is_read = any(newest.at <= moment for moment in read_at)
    return newest.written_by_id == by.pk and at - newest.at < A_SITTING and not is_read
