"""Serves issue 2: what is past its time is deleted every night, and nothing earlier."""

from datetime import UTC, datetime

import pytest

from nuotio.foundation import tenancy
from nuotio.foundation.personal_data import register
from nuotio.notifications.models import Notification, OutgoingMail
from nuotio.people.models import (
    Invitation,
    JoinRequest,
    Membership,
    Profile,
    RoleHolding,
    RosterImport,
    SignIn,
    TimeShare,
)
from nuotio.privacy import services, tasks
from nuotio.privacy.models import Feedback
from tests.factories import (
    FeedbackFactory,
    InvitationFactory,
    JoinRequestFactory,
    MembershipFactory,
    NotificationFactory,
    OutgoingMailFactory,
    ProfileFactory,
    RosterImportFactory,
    TimeShareFactory,
    UnitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 18, 3, 0, tzinfo=UTC)


def day(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}T03:00:00+00:00")


def sign_in(at: datetime) -> SignIn:
    return SignIn.objects.create(user=UserFactory(), at=at, succeeded=True)


KINDS = [
    ("invitations", Invitation, "2026-05-21", "2026-05-22", "created_at", InvitationFactory),
    ("rosters", RosterImport, "2026-10-18", "2026-10-19", "uploaded_at", RosterImportFactory),
    ("sign_ins", SignIn, "2026-08-19", "2026-08-20", "at", sign_in),
    ("notifications", Notification, "2026-05-21", "2026-05-22", "created_at", NotificationFactory),
    ("mails", OutgoingMail, "2026-10-18", "2026-10-19", "created_at", OutgoingMailFactory),
]


@pytest.mark.parametrize(
    ("kind", "model", "past", "kept", "field", "make"), KINDS, ids=[kind[0] for kind in KINDS]
)
def test_a_row_goes_on_the_first_night_after_its_time(kind, model, past, kept, field, make):
    make(**{field: day(past)})
    young = make(**{field: day(kept)})

    assert register[kind].forget(AT) == 1

    with tenancy.unrestricted(reason="Looking for what is left."):
        assert list(model.objects.all()) == [young]


def test_an_answered_request_to_join_goes_after_two_years_and_a_waiting_one_stays():
    JoinRequestFactory(asked_at=day("2024-11-17"), state="accepted")
    waiting = JoinRequestFactory(asked_at=day("2024-11-17"))
    young = JoinRequestFactory(asked_at=day("2024-11-18"), state="declined")

    assert register["enquiries"].forget(AT) == 1
    assert list(JoinRequest.objects.order_by("pk")) == [waiting, young]


def test_answered_feedback_goes_after_a_year_and_what_waits_stays():
    FeedbackFactory(sent_at=day("2025-11-01"), answered_at=day("2025-11-17"))
    waiting = FeedbackFactory(sent_at=day("2024-01-01"))
    young = FeedbackFactory(sent_at=day("2025-11-01"), answered_at=day("2025-11-18"))

    assert register["feedback"].forget(AT) == 1
    assert list(Feedback.objects.order_by("pk")) == [waiting, young]


def whole_member(**fields):
    """Make a mentor with everything that is kept only of those who belong."""
    member = MembershipFactory(mentor=True, **fields)
    ProfileFactory(membership=member)
    TimeShareFactory(mentor=member, supervisor=None)
    with tenancy.unrestricted(reason="Arranging a test."):
        member.unit = UnitFactory(organisation=member.organisation)
        member.save()
    return member


def test_what_is_kept_only_of_members_goes_when_they_have_left():
    gone, here = whole_member(left_at=day("2026-11-17")), whole_member()

    counts = services.forget_what_is_past(at=AT)

    for kind in ("profiles", "roles", "time_shares", "memberships"):
        assert (kind, counts[kind]) == (kind, 1)
    with tenancy.unrestricted(reason="Looking for what is left."):
        assert [p.membership_id for p in Profile.objects.all()] == [here.pk]
        assert [h.membership_id for h in RoleHolding.objects.all()] == [here.pk]
        assert [s.mentor_id for s in TimeShare.objects.all()] == [here.pk]
        left = Membership.objects.get(pk=gone.pk)
        assert (left.unit_id, left.job_title, left.name) == (None, "", gone.name)
        stays = Membership.objects.get(pk=here.pk)
        assert (stays.unit_id, stays.job_title) == (here.unit_id, "nurse")


def test_the_second_night_has_nothing_left_to_forget():
    whole_member(left_at=day("2026-11-17"))
    FeedbackFactory(answered_at=day("2025-11-01"))
    services.forget_what_is_past(at=AT)

    assert set(services.forget_what_is_past(at=AT).values()) == {0}


def test_the_nightly_task_tells_how_many_rows_of_each_kind_went():
    FeedbackFactory(answered_at=day("2020-01-01"))

    told = tasks.forget_what_is_past.call()

    assert told["feedback"] == 1
    assert set(told) == {kind for kind, keeping in register.items() if keeping.forget is not None}
