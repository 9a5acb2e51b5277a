from collections.abc import Iterable

from django.utils import timezone

from nuotio.foundation.events import listens_to
from nuotio.notifications import links
from nuotio.notifications import queries as people_told
from nuotio.notifications.kinds import Kind
from nuotio.notifications.services import notices as telling
from nuotio.notifications.services.notices import News
from nuotio.people.models import Membership, Role
from nuotio.plans import events
from nuotio.plans.models import Plan
from nuotio.plans.notices import plans as notices
from nuotio.plans.queries import plan_remarks
from nuotio.plans.queries import plans as queries
from nuotio.plans.rules import plans as rules

STEERING = (Role.HR, Role.COORDINATOR)


@listens_to(events.MentorAdded)
def tell_who_was_added(event: events.MentorAdded) -> None:
    """Tell a mentor that she writes a plan now: another brought her in, without asking her here."""
    plan = queries.plan_named(event.plan_id)
    for part in () if plan is None else plan.mentors.all():
        member = part.membership if part.membership_id == event.mentor_id else None
        if plan is not None and member is not None and part.left_at is None:
            key = f"plan_joined:{plan.pk}:{part.joined_at.isoformat()}"
            _tell([member], notices.PLAN_JOINED, plan, by_id=event.by_id, key=key)


@listens_to(events.PlanShown)
def ask_hr(event: events.PlanShown) -> None:
    """Tell HR and the coordinators of a plan that waits for them, but for its own mentors."""
    plan = queries.plan_named(event.plan_id)
    if plan is None or plan.state != Plan.State.DRAFT:
        return
    asked = [one for one in _steering(event.organisation_id) if not rules.is_mentor_of(one, plan)]
    _tell(asked, notices.PLAN_SHOWN, plan, by_id=event.by_id, key=_shown(plan))


@listens_to(events.PlanAnswered)
def tell_mentors(event: events.PlanAnswered) -> None:
    """Tell the plan's mentors that HR has agreed or written; who was asked is asked no more."""
    plan = queries.plan_named(event.plan_id)
    if plan is None:
        return
    key = f"plan_agreed:{plan.pk}"
    if event.is_agreed:
        telling.settle(notices.PLAN_SHOWN, at=timezone.now(), dedupe_key=_shown(plan))
    else:
        remark = plan_remarks.newest_by(plan.pk, event.by_id)
        key = f"plan_answered:{plan.pk}:{remark.pk if remark else event.by_id}"
    mentors = [one.membership for one in plan.mentors.all() if one.left_at is None]
    here = [one for one in mentors if one is not None and one.is_open]
    _tell(here, notices.PLAN_ANSWERED, plan, by_id=event.by_id, key=key, is_agreed=event.is_agreed)


@listens_to(events.PlanRemarked)
def tell_hr(event: events.PlanRemarked) -> None:
    """Tell those of HR who have written there already; all of HR where nobody has."""
    plan = queries.plan_named(event.plan_id)
    if plan is None:
        return
    steering = [one for one in _steering(event.organisation_id) if one.pk != event.by_id]
    writers = plan_remarks.writers_on(plan.pk)
    wrote = [one for one in steering if one.pk in writers and not rules.is_mentor_of(one, plan)]
    remark = plan_remarks.newest_by(plan.pk, event.by_id)
    key = f"plan_remarked:{plan.pk}:{remark.pk if remark else event.by_id}"
    _tell(wrote or steering, notices.PLAN_REMARKED, plan, by_id=event.by_id, key=key)


def _steering(organisation_id: int) -> Iterable[Membership]:
    return people_told.holders_of(organisation_id, *STEERING)


def _shown(plan: Plan) -> str:
    return f"plan_shown:{plan.pk}"


def _tell(
    readers: Iterable[Membership],
    kind: Kind,
    plan: Plan,
    *,
    by_id: int,
    key: str,
    is_agreed: bool = False,
) -> None:
    by = Membership.objects.filter(pk=by_id).first()
    params = {"plan": plan.title, "is_agreed": is_agreed}
    for reader in readers:
        if reader.pk != by_id:
            path = links.path_to("plans:plan", organisation=reader.organisation.slug, pk=plan.pk)
            news = News(kind, key=key, path=path, params=params, about=by)
            telling.notify(reader, news, at=timezone.now())
