"""What the room keeps of a person: shown, exported, erased and forgotten by the room `privacy`."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nuotio.foundation import tenancy
from nuotio.foundation.personal_data import Keeping, Rows, as_rows, keeps
from nuotio.people.models import (
    Invitation,
    JoinRequest,
    Membership,
    Profile,
    RoleHolding,
    RosterImport,
    SignIn,
    TimeBooking,
    TimeShare,
    User,
)
from nuotio.people.rosters.rows import WORDS, from_words
from nuotio.people.services import sign_ins

OWN = "A person's own data, across organisations."
LEFT = "Forgetting what is kept only while a person belongs to an organisation."
INVITATIONS_KEPT = timedelta(days=180)
ROSTERS_KEPT = timedelta(days=30)
ENQUIRIES_KEPT = timedelta(days=730)
BOOKINGS_KEPT = timedelta(days=730)


def _export_account(user_id: int) -> Rows:
    fields = ("email", "name", "language", "joined_at", "last_login")
    return as_rows(User.objects.filter(pk=user_id).values(*fields))


def _erase_account(user_id: int) -> None:
    user = User.objects.get(pk=user_id)
    user.email = f"erased-{user_id}@erased.invalid"
    user.name = ""
    user.is_active = user.is_staff = False
    user.set_unusable_password()
    user.save()


def _export_memberships(user_id: int) -> Rows:
    with tenancy.unrestricted(reason=OWN):
        rows = Membership.objects.filter(user_id=user_id).order_by("pk")
        return as_rows(
            rows.values(
                "organisation__name_fi", "unit__name_fi", "job_title", "joined_at", "left_at"
            )
        )


def _erase_memberships(user_id: int) -> None:
    """Close what is open; the closed rows stay, without a name, under others' work."""
    with tenancy.unrestricted(reason=OWN):
        mine = Membership.objects.filter(user_id=user_id)
        for membership in mine.filter(left_at__isnull=True):
            membership.leads.update(lead=None)
        now = User.objects.values_list("erased_at", flat=True).get(pk=user_id)
        mine.filter(left_at__isnull=True).update(left_at=now)
        mine.update(job_title="", unit=None, supervisor=None)
        Membership.objects.filter(supervisor__user_id=user_id).update(supervisor=None)


def _forget_memberships(at: datetime) -> int:
    """Unit and job of those who left go; who they were stays under others' work."""
    with tenancy.unrestricted(reason=LEFT):
        left = Membership.objects.filter(left_at__lte=at)
        told = left.filter(~Q(job_title="") | Q(unit__isnull=False) | Q(supervisor__isnull=False))
        return told.update(job_title="", unit=None, supervisor=None)


def _export_profiles(user_id: int) -> Rows:
    with tenancy.unrestricted(reason=OWN):
        rows = Profile.objects.filter(membership__user_id=user_id).order_by("pk")
        fields = ("about", "interests", "strengths", "training", "languages", "updated_at")
        return as_rows(rows.values("organisation__name_fi", *fields))


def _erase_profiles(user_id: int) -> None:
    with tenancy.unrestricted(reason=OWN):
        Profile.objects.filter(membership__user_id=user_id).delete()


def _forget_profiles(at: datetime) -> int:
    with tenancy.unrestricted(reason=LEFT):
        return Profile.objects.filter(membership__left_at__lte=at).delete()[0]


def _export_roles(user_id: int) -> Rows:
    with tenancy.unrestricted(reason=OWN):
        rows = RoleHolding.objects.filter(membership__user_id=user_id).order_by("pk")
        fields = ("role", "title__name_fi", "state", "since", "changed_at")
        return as_rows(rows.values("organisation__name_fi", *fields))


def _erase_roles(user_id: int) -> None:
    with tenancy.unrestricted(reason=OWN):
        RoleHolding.objects.filter(membership__user_id=user_id).delete()


def _forget_roles(at: datetime) -> int:
    with tenancy.unrestricted(reason=LEFT):
        return RoleHolding.objects.filter(membership__left_at__lte=at).delete()[0]


def _export_time_shares(user_id: int) -> Rows:
    """The own shares whole; of those she answered what she answered, not the mentor's words."""
    agreed = ("organisation__name_fi", "hours_a_month", "starts_on", "state", "answer")
    with tenancy.unrestricted(reason=OWN):
        own = TimeShare.objects.filter(mentor__user_id=user_id).order_by("pk")
        answered = TimeShare.objects.filter(supervisor__user_id=user_id).order_by("pk")
        return [
            *as_rows(own.values(*agreed, "message", "proposed_at")),
            *as_rows(answered.values(*agreed, "answered_at")),
        ]


def _erase_time_shares(user_id: int) -> None:
    """The person's own shares go; of those she answered only her words go."""
    with tenancy.unrestricted(reason=OWN):
        TimeShare.objects.filter(mentor__user_id=user_id).delete()
        TimeShare.objects.filter(supervisor__user_id=user_id).update(supervisor=None, answer="")


def _forget_time_shares(at: datetime) -> int:
    with tenancy.unrestricted(reason=LEFT):
        return TimeShare.objects.filter(mentor__left_at__lte=at).delete()[0]


def _export_time_bookings(user_id: int) -> Rows:
    with tenancy.unrestricted(reason=OWN):
        rows = TimeBooking.objects.filter(mentor__user_id=user_id).order_by("pk")
        return as_rows(rows.values("organisation__name_fi", "day", "minutes", "source"))


def _erase_time_bookings(user_id: int) -> None:
    with tenancy.unrestricted(reason=OWN):
        TimeBooking.objects.filter(mentor__user_id=user_id).delete()


def _forget_time_bookings(at: datetime) -> int:
    day = timezone.localdate(at - BOOKINGS_KEPT)
    with tenancy.unrestricted(reason="Forgetting old bookings of time everywhere."):
        return TimeBooking.objects.filter(day__lte=day).delete()[0]


def _export_invitations(user_id: int) -> Rows:
    with tenancy.unrestricted(reason=OWN):
        rows = Invitation.objects.filter(_invited(user_id)).order_by("pk")
        fields = ("email", "name", "roles", "job_title", "created_at", "sent_at", "accepted_at")
        return as_rows(rows.values("organisation__name_fi", *fields))


def _erase_invitations(user_id: int) -> None:
    with tenancy.unrestricted(reason=OWN):
        Invitation.objects.filter(_invited(user_id)).delete()


def _invited(user_id: int) -> Q:
    email = User.objects.values_list("email", flat=True).get(pk=user_id)
    return Q(email__iexact=email) | Q(membership__user_id=user_id)


def _forget_invitations(at: datetime) -> int:
    with tenancy.unrestricted(reason="Forgetting old invitations everywhere."):
        old = Q(created_at__lt=at - INVITATIONS_KEPT)
        return Invitation.objects.filter(old).delete()[0]


def _lists_naming(user_id: int) -> Iterator[tuple[RosterImport, str]]:
    """Give the lists that may name the person, and the address that names her."""
    email = User.objects.values_list("email", flat=True).get(pk=user_id)
    for roster in RosterImport.objects.select_related("organisation").order_by("pk"):
        if any(from_words(words).email.lower() == email for words in roster.rows):
            yield roster, email


def _export_rosters(user_id: int) -> Rows:
    with tenancy.unrestricted(reason=OWN):
        return [
            {
                "organisation__name_fi": roster.organisation.name_fi,
                "uploaded_at": roster.uploaded_at,
                **dict(zip(WORDS, from_words(words).said, strict=True)),
            }
            for roster, email in _lists_naming(user_id)
            for words in roster.rows
            if from_words(words).email.lower() == email
        ]


def _erase_rosters(user_id: int) -> None:
    with tenancy.unrestricted(reason=OWN):
        for roster, email in _lists_naming(user_id):
            roster.rows = [w for w in roster.rows if from_words(w).email.lower() != email]
            roster.save(update_fields=["rows"])


def _forget_rosters(at: datetime) -> int:
    with tenancy.unrestricted(reason="Forgetting old roster files everywhere."):
        return RosterImport.objects.filter(uploaded_at__lt=at - ROSTERS_KEPT).delete()[0]


def _export_sign_ins(user_id: int) -> Rows:
    rows = SignIn.objects.filter(user_id=user_id).order_by("-at", "-pk")
    return as_rows(rows.values("at", "succeeded", "method", "address", "device"))


def _erase_sign_ins(user_id: int) -> None:
    sign_ins.erase_sign_ins(user_id)


def _forget_sign_ins(at: datetime) -> int:
    return sign_ins.forget_old_sign_ins(at=at)


def _export_ways_in(user_id: int) -> Rows:
    rows = Authenticator.objects.filter(user_id=user_id).order_by("pk")
    return as_rows(rows.values("type", "data__name", "created_at", "last_used_at"))


def _erase_ways_in(user_id: int) -> None:
    Authenticator.objects.filter(user_id=user_id).delete()


def _export_enquiries(user_id: int) -> Rows:
    email = User.objects.values_list("email", flat=True).get(pk=user_id)
    rows = JoinRequest.objects.filter(contact_email__iexact=email).order_by("pk")
    fields = ("organisation_name", "contact_name", "contact_email", "message", "asked_at")
    return as_rows(rows.values(*fields))


def _erase_enquiries(user_id: int) -> None:
    email = User.objects.values_list("email", flat=True).get(pk=user_id)
    JoinRequest.objects.filter(contact_email__iexact=email).update(
        contact_name="", contact_email="", message=""
    )


def _forget_enquiries(at: datetime) -> int:
    old = JoinRequest.objects.filter(asked_at__lt=at - ENQUIRIES_KEPT)
    return old.exclude(state=JoinRequest.State.WAITING).delete()[0]


# In the order of erasing: what leans on the e-mail address goes before the account.
keeps(
    Keeping(
        "invitations",
        _("Invitations that were sent to you"),
        _("So that you can join your organisation."),
        _("Half a year."),
        _export_invitations,
        _erase_invitations,
        _forget_invitations,
    )
)
keeps(
    Keeping(
        "enquiries",
        _("A request to bring your organisation along"),
        _("So that the request can be answered."),
        _("Two years after it was sent."),
        _export_enquiries,
        _erase_enquiries,
        _forget_enquiries,
    )
)
keeps(
    Keeping(
        "rosters",
        _("Lists of staff that HR brought in"),
        _("So that HR can check and correct a list before anyone is invited."),
        _("30 days. The lists stay inside the organisation."),
        _export_rosters,
        _erase_rosters,
        _forget_rosters,
    )
)
keeps(
    Keeping(
        "sign_ins",
        _("Your sign-ins: time, device and network address"),
        _("So that you notice if someone else signs in as you."),
        _("90 days."),
        _export_sign_ins,
        _erase_sign_ins,
        _forget_sign_ins,
    )
)
keeps(
    Keeping(
        "ways_in",
        _("Your passkeys and your app for codes: names and times of use"),
        _("So that you can sign in with them."),
        _("Until you remove them."),
        _export_ways_in,
        _erase_ways_in,
    )
)
keeps(
    Keeping(
        "time_shares",
        _("Agreed working time for learning mentoring"),
        _("So that mentor and supervisor have the same knowledge of it."),
        _("As long as you belong to the organisation."),
        _export_time_shares,
        _erase_time_shares,
        _forget_time_shares,
    )
)
keeps(
    Keeping(
        "time_bookings",
        _("Working time that you used for learning mentoring: days and minutes"),
        _("So that you, your supervisor and HR see whether mentoring has its time."),
        _("Two years after the day."),
        _export_time_bookings,
        _erase_time_bookings,
        _forget_time_bookings,
    )
)
keeps(
    Keeping(
        "profiles",
        _("What you tell of yourself as a mentor"),
        _("So that colleagues find a mentor who suits them."),
        _("Until you remove it or leave the organisation."),
        _export_profiles,
        _erase_profiles,
        _forget_profiles,
    )
)
keeps(
    Keeping(
        "roles",
        _("Your roles in learning mentoring"),
        _("So that everyone sees and does what belongs to the role."),
        _("As long as you belong to the organisation."),
        _export_roles,
        _erase_roles,
        _forget_roles,
    )
)
keeps(
    Keeping(
        "memberships",
        _("Your organisation, unit and main job"),
        _("So that the right people see the right things."),
        _("As long as you belong to the organisation."),
        _export_memberships,
        _erase_memberships,
        _forget_memberships,
    )
)
keeps(
    Keeping(
        "account",
        _("Your name, e-mail address and language"),
        _("So that you can sign in and are addressed rightly."),
        _("Until you ask for erasure."),
        _export_account,
        _erase_account,
    )
)
