"""What the room keeps of a person: shown, exported, erased and forgotten by the room `privacy`.

What a pair did together stays for the other half; the name goes from it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from nuotio.foundation import tenancy
from nuotio.foundation.personal_data import Keeping, Rows, as_rows, keeps
from nuotio.people.models import User
from nuotio.programmes.models import (
    Answer,
    Application,
    Attendance,
    CalendarKey,
    Decision,
    Event,
    Feedback,
    HouseRule,
    LiveDots,
    LiveNote,
    LiveParticipant,
    LiveRoom,
    Material,
    Pair,
    Seat,
    Submission,
)

OWN = "A person's own data, in every programme."
PAST = "Forgetting what is past its time, in every programme."
A_YEAR = timedelta(days=365)
TWO_YEARS = timedelta(days=730)
QUARTER = timedelta(days=90)
NOBODY = {"name": "", "key_digest": "", "membership": None}
WAITED_FOR = (Application.State.WAITING, Application.State.ACCEPTED)


def _seats(user_id: int) -> QuerySet[Seat]:
    """Return the person's seats that still have her name: what is erased is nobody's."""
    rows: QuerySet[Seat] = Seat.objects.filter(membership__user_id=user_id).exclude(name="")
    return rows.order_by("pk")


def _written(user_id: int) -> Q:
    """Say what the person wrote, alone or with her pair."""
    seats = list(_seats(user_id))
    return Q(seat__in=seats) | Q(pair__in=_pairs(seats))


def _pairs(seats: Sequence[Seat]) -> list[Pair]:
    """Return the pairs that these seats are in, or were made into."""
    keys = {seat.pk for seat in seats}
    here = Pair.objects.filter(programme__in={seat.programme_id for seat in seats}).order_by("pk")
    now = {seat.pair_id for seat in seats}
    return [pair for pair in here if pair.pk in now or keys & set(pair.members)]


def _export_seats(user_id: int) -> Rows:
    with tenancy.unrestricted(reason=OWN):
        fields = ("role", "name", "unit", "joined_at", "left_at")
        return as_rows(_seats(user_id).values("programme__name", *fields))


def _erase_seats(user_id: int) -> None:
    """The place stays, without a name, under what others did there; it is left and unpaired."""
    now = User.objects.values_list("erased_at", flat=True).get(pk=user_id)
    with tenancy.unrestricted(reason=OWN):
        mine = Seat.objects.filter(membership__user_id=user_id)
        mine.filter(left_at__isnull=True).update(left_at=now)
        mine.update(name="", unit="", pair=None)


def _forget_seats(at: datetime) -> int:
    with tenancy.unrestricted(reason=PAST):
        past = Seat.objects.filter(programme__ended_at__lte=at - TWO_YEARS)
        return past.exclude(name="", unit="").update(name="", unit="")


def _export_applications(user_id: int) -> Rows:
    with tenancy.unrestricted(reason=OWN):
        rows = Application.objects.filter(membership__user_id=user_id).order_by("pk")
        fields = ("motivation", "hopes", "state", "applied_at", "answer", "answered_at")
        return as_rows(rows.values("programme__name", *fields))


def _erase_applications(user_id: int) -> None:
    with tenancy.unrestricted(reason=OWN):
        Application.objects.filter(membership__user_id=user_id).delete()


def _forget_applications(at: datetime) -> int:
    """Those without a place go a year after the answer, the others two years after the end."""
    with tenancy.unrestricted(reason=PAST):
        answered = Q(answered_at__lte=at - A_YEAR)
        unanswered = Q(answered_at__isnull=True, applied_at__lte=at - A_YEAR)
        without = Application.objects.exclude(state__in=WAITED_FOR)
        past = Application.objects.filter(programme__ended_at__lte=at - TWO_YEARS)
        return without.filter(answered | unanswered).delete()[0] + past.delete()[0]


def _export_answers(user_id: int) -> Rows:
    """Drafts and what was given in, also what she wrote together with her pair."""
    with tenancy.unrestricted(reason=OWN):
        mine = _written(user_id)
        drafts = Answer.objects.filter(mine).order_by("pk")
        given = Submission.objects.filter(mine).order_by("pk")
        return [
            *as_rows(drafts.values("assignment__name_fi", "content", "changed_at")),
            *as_rows(
                given.values(
                    *("assignment__name_fi", "number", "audience", "state", "content", "given_at")
                )
            ),
        ]


def _erase_answers(user_id: int) -> None:
    """What she wrote alone goes; what a pair wrote stays while the other half is there."""
    with tenancy.unrestricted(reason=OWN):
        seats = list(_seats(user_id))
        own = [seat.pk for seat in seats]
        others = Seat.objects.exclude(pk__in=own).exclude(name="")
        alone = [
            pair.pk
            for pair in _pairs(seats)
            if not others.filter(Q(pair=pair) | Q(pk__in=pair.members)).exists()
        ]
        Answer.objects.filter(Q(seat__in=own) | Q(pair__in=alone)).delete()
        Answer.objects.filter(changed_by__in=own).update(changed_by=None)


def _forget_answers(at: datetime) -> int:
    with tenancy.unrestricted(reason=PAST):
        past = Answer.objects.filter(programme__ended_at__lte=at - TWO_YEARS)
        count: int = past.count()
        past.delete()
        return count


def _export_feedback(user_id: int) -> Rows:
    """What she gave, and what others gave on hers."""
    with tenancy.unrestricted(reason=OWN):
        given = Q(seat__in=_seats(user_id).order_by().values("pk"))
        got = Q(submission__in=Submission.objects.filter(_written(user_id)).values("pk"))
        rows = Feedback.objects.filter(given | got).order_by("pk")
        return as_rows(rows.values("submission__assignment__name_fi", "text", "given_at"))


def _erase_feedback(user_id: int) -> None:
    """What she gave stays with those who got it, without her name."""
    with tenancy.unrestricted(reason=OWN):
        Feedback.objects.filter(seat__membership__user_id=user_id).update(seat=None)


def _export_attendance(user_id: int) -> Rows:
    with tenancy.unrestricted(reason=OWN):
        rows = Attendance.objects.filter(seat__membership__user_id=user_id).order_by("pk")
        fields = ("answer", "answered_at", "was_there")
        return as_rows(rows.values("event__name_fi", "event__starts_at", *fields))


def _erase_attendance(user_id: int) -> None:
    with tenancy.unrestricted(reason=OWN):
        Attendance.objects.filter(seat__membership__user_id=user_id).delete()


def _forget_attendance(at: datetime) -> int:
    with tenancy.unrestricted(reason=PAST):
        return Attendance.objects.filter(event__ends_at__lte=at - TWO_YEARS).delete()[0]


def _export_notes(user_id: int) -> Rows:
    """Decisions, lines of the huoneentaulu and links that she wrote down for everybody."""
    with tenancy.unrestricted(reason=OWN):
        mine = _seats(user_id).order_by().values("pk")
        decisions = Decision.objects.filter(written_by__in=mine).order_by("pk")
        lines = HouseRule.objects.filter(written_by__in=mine).order_by("pk")
        links = Material.objects.filter(added_by__in=mine).order_by("pk")
        return [
            *as_rows(decisions.values("kind", "text", "who", "by_when", "written_at")),
            *as_rows(lines.values("text", "changed_at")),
            *as_rows(links.values("title", "address", "added_at")),
        ]


def _erase_notes(user_id: int) -> None:
    """The decisions stay for those who made them; who wrote them, and her name in them, goes."""
    with tenancy.unrestricted(reason=OWN):
        for seat in _seats(user_id):
            here = Decision.objects.filter(programme=seat.programme_id)
            same = Q(private_to=None) | Q(private_to=seat.organisation_id)
            here.filter(same, who=seat.name).update(who="")
        mine = {"membership__user_id": user_id}
        seats = Seat.objects.filter(**mine).values("pk")
        Decision.objects.filter(written_by__in=seats).update(written_by=None)
        HouseRule.objects.filter(written_by__in=seats).update(written_by=None)
        Material.objects.filter(added_by__in=seats).update(added_by=None)
        Event.objects.filter(leader__in=seats).update(leader=None)


def _forget_notes(at: datetime) -> int:
    with tenancy.unrestricted(reason=PAST):
        past = Decision.objects.filter(programme__ended_at__lte=at - TWO_YEARS)
        return past.exclude(who="").update(who="")


def _export_live(user_id: int) -> Rows:
    """In which rooms she was, what she wrote there, and where she put her dots."""
    with tenancy.unrestricted(reason=OWN):
        mine = LiveParticipant.objects.filter(membership__user_id=user_id).order_by("pk")
        notes = LiveNote.objects.filter(participant__in=mine.order_by().values("pk"))
        dots = LiveDots.objects.filter(participant__in=mine.order_by().values("pk"))
        return [
            *as_rows(mine.values("room__event__name_fi", "name", "joined_at")),
            *as_rows(notes.order_by("pk").values("step", "dimension", "text", "written_at")),
            *as_rows(dots.order_by("pk").values("target", "number")),
        ]


def _erase_live(user_id: int) -> None:
    """The record of the day stays, without her name and without who wrote what."""
    with tenancy.unrestricted(reason=OWN):
        mine = LiveParticipant.objects.filter(membership__user_id=user_id)
        LiveNote.objects.filter(participant__in=mine.values("pk")).update(participant=None)
        mine.update(**NOBODY)


def _forget_live(at: datetime) -> int:
    """Names go, of people without an account too, and in the end the rooms themselves."""
    with tenancy.unrestricted(reason=PAST):
        signed = Q(
            room__hr_signed_at__lte=at - QUARTER, room__management_signed_at__lte=at - QUARTER
        )
        named = LiveParticipant.objects.exclude(name="", key_digest="")
        count: int = named.filter(signed | Q(room__opened_at__lte=at - A_YEAR)).update(**NOBODY)
        past = LiveRoom.objects.filter(programme__ended_at__lte=at - TWO_YEARS)
        count += past.count()
        past.delete()
        return count


def _export_calendar(user_id: int) -> Rows:
    return as_rows(CalendarKey.objects.filter(user_id=user_id).values("made_at"))


def _erase_calendar(user_id: int) -> None:
    CalendarKey.objects.filter(user_id=user_id).delete()


# In the order of erasing: the seats, by which everything else is found, come last.
keeps(
    Keeping(
        "calendar",
        _("That your calendar has a private address"),
        _("So that your own calendar can follow the dates."),
        _("Until you stop the address."),
        _export_calendar,
        _erase_calendar,
    )
)
keeps(
    Keeping(
        "applications",
        _("Your applications to be a learning mentor"),
        _("So that HR can answer them."),
        _("A year after an answer without a place; else two years after the programme's end."),
        _export_applications,
        _erase_applications,
        _forget_applications,
    )
)
keeps(
    Keeping(
        "attendance",
        _("Whether you came to the events of a programme"),
        _("So that places can be counted, and whoever was away gets help."),
        _("Two years after the event."),
        _export_attendance,
        _erase_attendance,
        _forget_attendance,
    )
)
keeps(
    Keeping(
        "programme_feedback",
        _("Feedback that you gave or got on assignments"),
        _("So that assignments are a conversation."),
        _("As long as the assignment that it is about."),
        _export_feedback,
        _erase_feedback,
    )
)
keeps(
    Keeping(
        "answers",
        _("Your assignments: drafts and what you have given in"),
        _("So that you, your pair and those you chose can read them."),
        _("Two years after the programme's end. What a pair wrote stays for the other half."),
        _export_answers,
        _erase_answers,
        _forget_answers,
    )
)
keeps(
    Keeping(
        "programme_notes",
        _("Decisions, lines of the huoneentaulu and links that you wrote down"),
        _("So that everybody remembers what was agreed."),
        _("They belong to the programme. Names go from them two years after its end."),
        _export_notes,
        _erase_notes,
        _forget_notes,
    )
)
keeps(
    Keeping(
        "live_rooms",
        _("What you wrote in a live room of an HR day, your dots, and that you were there"),
        _("So that the day has a record and you come back as the same person."),
        _(
            "Your name 90 days after the record is signed, or a year after the day if it never is. "
            "The record two years after the programme's end."
        ),
        _export_live,
        _erase_live,
        _forget_live,
    )
)
keeps(
    Keeping(
        "seats",
        _("Your place in a programme: name, unit and task"),
        _("So that those who take part know one another, also from other organisations."),
        _("Two years after the programme's end."),
        _export_seats,
        _erase_seats,
        _forget_seats,
    )
)
