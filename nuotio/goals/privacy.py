"""What the room keeps of a person: shown, exported, erased and forgotten by the room `privacy`.

Goals and what teams wrote belong to the organisation and stay; the names go from them.
"""

from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from nuotio.foundation import tenancy
from nuotio.foundation.personal_data import Keeping, Rows, as_rows, keeps
from nuotio.goals.models import Goal, TeamMeaning
from nuotio.people.models import User

OWN = "A person's own data, in every organisation."
PAST = "Forgetting what is past its time, in every organisation."
TWO_YEARS = timedelta(days=730)
PARTS = ("owner", "sponsor", "hr_signed_by", "management_signed_by")


def _named(user_id: int) -> QuerySet[Goal]:
    mine = reduce(or_, (Q(**{f"{part}__user_id": user_id}) for part in PARTS))
    rows: QuerySet[Goal] = Goal.objects.filter(mine).order_by("pk")
    return rows


def _export_goals(user_id: int) -> Rows:
    """The goals that name her, and as what."""
    with tenancy.unrestricted(reason=OWN):
        found = _named(user_id).select_related(*PARTS)
        return [
            {
                "goal": goal.title,
                "commitment": goal.commitment if _is(goal, "sponsor", user_id) else "",
                "as": [part for part in PARTS if _is(goal, part, user_id)],
                "made_at": goal.made_at.isoformat(),
            }
            for goal in found
        ]


def _is(goal: Goal, part: str, user_id: int) -> bool:
    member = getattr(goal, part)
    return member is not None and member.user_id == user_id


def _erase_goals(user_id: int) -> None:
    """The goals and their signatures stay; her name goes from them, also from who decided."""
    name = User.objects.values_list("name", flat=True).get(pk=user_id)
    with tenancy.unrestricted(reason=OWN):
        for goal in _named(user_id).exclude(decided_by="") if name else ():
            Goal.objects.filter(pk=goal.pk).update(decided_by=goal.decided_by.replace(name, "–"))
        for part in PARTS:
            Goal.objects.filter(**{f"{part}__user_id": user_id}).update(**{part: None})


def _forget_goals(at: datetime) -> int:
    with tenancy.unrestricted(reason=PAST):
        past = Goal.objects.filter(ended_at__lte=at - TWO_YEARS)
        named = reduce(or_, (Q(**{f"{part}__isnull": False}) for part in PARTS))
        return past.filter(named | ~Q(decided_by="")).update(decided_by="", **dict.fromkeys(PARTS))


def _export_meanings(user_id: int) -> Rows:
    with tenancy.unrestricted(reason=OWN):
        rows = TeamMeaning.objects.filter(written_by__user_id=user_id).order_by("pk")
        fields = ("competence__name", "unit__name_fi", "words", "changed_at")
        return as_rows(rows.values(*fields))


def _erase_meanings(user_id: int) -> None:
    """What she wrote down stays as the team's words, without her name."""
    with tenancy.unrestricted(reason=OWN):
        TeamMeaning.objects.filter(written_by__user_id=user_id).update(written_by=None)


keeps(
    Keeping(
        "goals",
        _("Goals that you own, sponsor or have signed"),
        _("So that everybody sees who carries a goal and who decided it."),
        _("Names go from a goal two years after its end. The goal is the organisation's own."),
        _export_goals,
        _erase_goals,
        _forget_goals,
    )
)
keeps(
    Keeping(
        "team_meanings",
        _("That you wrote down what a competence means in your team"),
        _("So that your colleagues know whom to ask."),
        _("Until you erase your data. The words are the team's own and stay."),
        _export_meanings,
        _erase_meanings,
    )
)
