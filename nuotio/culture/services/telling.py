"""The letters of a round: each goes once to everybody, whatever is interrupted and tried again."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from nuotio.culture import letters, notices, telling
from nuotio.culture.models import Invitee, SurveyRound
from nuotio.foundation import tenancy
from nuotio.notifications import links
from nuotio.notifications.models import Notification
from nuotio.notifications.services import mails
from nuotio.notifications.services import notices as notice_services
from nuotio.notifications.services.mails import Stamp
from nuotio.notifications.services.notices import News
from nuotio.people.models import Membership

AT_ONCE = 50  # people a transaction: a crash loses no more, and what went stays told
MAIL = "survey"
EVERYWHERE = "Rounds of every organisation have letters that are due."


def tell_all(*, at: datetime) -> int:
    """Send every letter that is due; return how many rounds had one. Harmless when repeated."""
    with tenancy.unrestricted(reason=EVERYWHERE):
        going_on = SurveyRound.objects.filter(state=SurveyRound.State.ANNOUNCED).order_by("pk")
        found = [(one, telling.due(one, at=at)) for one in going_on.select_related("organisation")]
    waiting = [(one, letter) for one, letter in found if letter is not None]
    for survey_round, letter in waiting:
        with tenancy.inside(survey_round.organisation_id):
            tell(survey_round, letter, at=at)
    return len(waiting)


def tell(survey_round: SurveyRound, letter: str, *, at: datetime) -> None:
    """Send one letter to everybody who has not got it, then note that all have."""
    waiting = _not_told(survey_round, letter)
    for start in range(0, len(waiting), AT_ONCE):
        with transaction.atomic():
            for invitee in waiting[start : start + AT_ONCE]:
                _tell_one(invitee, survey_round, letter, at=at)
    _settle(survey_round, letter)


def _not_told(survey_round: SurveyRound, letter: str) -> Sequence[Invitee]:
    """Return everybody but the members who have this very notice; mails know it by themselves."""
    key = telling.key_of(survey_round, letter)
    told = Notification.objects.filter(dedupe_key=key).values_list("recipient_id", flat=True)
    rows = Invitee.objects.filter(round=survey_round).exclude(membership__in=told)
    return list(rows.select_related("membership__user", "membership__organisation").order_by("pk"))


def _tell_one(invitee: Invitee, survey_round: SurveyRound, letter: str, *, at: datetime) -> None:
    member = invitee.membership
    if member is not None and member.is_open and member.user.is_active:
        notice_services.notify(member, _news(member, invitee, survey_round, letter), at=at)
    elif member is None and invitee.email:
        stamp = Stamp(
            kind=MAIL,
            key=f"{telling.key_of(survey_round, letter)}:{invitee.pk}",
            organisation_id=survey_round.organisation_id,
        )
        mail = letters.letter_to(invitee, survey_round, letter)
        mails.put_letter(mail, to=invitee.email, stamp=stamp, at=at)


def _news(member: Membership, invitee: Invitee, survey_round: SurveyRound, letter: str) -> News:
    is_reminder = letter in telling.AFTER_OPENING
    path = links.path_to(
        "culture:ticket", organisation=member.organisation.slug, pk=survey_round.pk
    )
    return News(
        notices.SURVEY_REMINDER if is_reminder else notices.SURVEY_INVITED,
        key=telling.key_of(survey_round, letter),
        path=path,
        params=letters.params_of(survey_round, letter, invitee),
    )


@transaction.atomic
def _settle(survey_round: SurveyRound, letter: str) -> None:
    """Note that the letter has gone, unless the round was prolonged meanwhile."""
    locked = SurveyRound.objects.select_for_update(of=("self",)).get(pk=survey_round.pk)
    if telling.key_of(locked, letter) == telling.key_of(survey_round, letter):
        locked.told = sorted({*locked.told, *telling.settled(locked, letter)})
        locked.save(update_fields=["told"])
