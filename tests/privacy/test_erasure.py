"""Serves issue 2: a person who leaves for good is gone, and others' work stays whole."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.urls import reverse

from nuotio.audit.models import AuditEntry
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
    TimeBooking,
    TimeShare,
    Unit,
    User,
)
from nuotio.plans.models import Entry, SelfAssessment, SupportGiven
from nuotio.privacy import services
from nuotio.privacy.models import Feedback
from nuotio.programmes.models import (
    Answer,
    Application,
    Attendance,
    CalendarKey,
    Decision,
    Seat,
    Submission,
)
from nuotio.support.models import Readiness, SupportInvitation, SupportRequest
from tests.factories import (
    PASSWORD,
    FeedbackFactory,
    MembershipFactory,
    NotificationFactory,
    OrganisationFactory,
    TimeShareFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def sanna(inside):
    organisation = OrganisationFactory()
    inside(organisation)
    return MembershipFactory(
        organisation=organisation,
        unit=UnitFactory(organisation=organisation),
        user__name="Sanna Koskinen",
        user__email="sanna@esimerkki.invalid",
    )


def test_what_is_hers_goes_of_every_kind(sanna, everything_of, now):
    boss = MembershipFactory(organisation=sanna.organisation)
    everything_of(sanna, boss, "SANNA")

    services.erase_person(sanna.user, at=now)

    with tenancy.unrestricted(reason="Looking for what is left."):
        rows = [
            row
            for model in (
                *(Profile, TimeShare, Invitation, RosterImport, RoleHolding, Notification, Unit),
                *(JoinRequest, Feedback, SignIn, OutgoingMail, User, Membership),
                *(Entry, SelfAssessment, SupportGiven, TimeBooking),
                *(Readiness, SupportRequest, SupportInvitation),
                *(Seat, Application, Answer, Submission, Decision, Attendance, CalendarKey),
            )
            for row in model.objects.values()
        ]
    left = str(rows)
    assert "SANNA" not in left.replace("SANNA menu", "").replace("SANNA hopes", "")
    assert "sanna@esimerkki.invalid" not in left.lower()
    assert [part["rows"] for part in exported(sanna.user, without={"account", "memberships"})] == []


def test_the_rooms_above_erase_while_the_name_and_the_address_are_still_there():
    kinds = list(register)

    assert all(
        kinds.index(kind) < kinds.index("account")
        for kind in ("plans", "support_requests", "notifications", "mails")
    )


def exported(user, *, without):
    told = [
        {"kind": kind, "rows": keeping.export(user.pk)}
        for kind, keeping in register.items()
        if kind not in without
    ]
    return [part for part in told if part["rows"]]


def test_the_membership_stays_without_a_name_and_closed(sanna, now):
    services.erase_person(sanna.user, at=now)

    member = Membership.objects.select_related("user").get(pk=sanna.pk)
    assert (member.name, member.job_title, member.unit_id, member.supervisor_id) == (
        *("", "", None),
        None,
    )
    assert member.left_at == now
    assert member.user.email == f"erased-{sanna.user_id}@erased.invalid"


def test_the_day_of_leaving_of_a_closed_membership_is_not_changed(sanna, now):
    left = now - timedelta(days=100)
    closed = MembershipFactory(user=sanna.user, left_at=left)

    services.erase_person(sanna.user, at=now)

    with tenancy.inside(closed.organisation_id):
        assert Membership.objects.get(pk=closed.pk).left_at == left


def test_the_time_shares_that_she_agreed_on_stay_for_the_mentors(sanna, now):
    mentors = TimeShareFactory(
        mentor__organisation=sanna.organisation,
        supervisor=sanna,
        state="agreed",
        message="From the mentor",
        answer="Gladly",
        answered_at=now,
    )

    services.erase_person(sanna.user, at=now)

    kept = TimeShare.objects.get(pk=mentors.pk)
    assert (kept.state, kept.message, kept.answer) == ("agreed", "From the mentor", "")
    assert kept.supervisor_id is None


def test_her_units_stand_without_a_supervisor_and_so_do_her_people(sanna, now):
    unit = UnitFactory(organisation=sanna.organisation, lead=sanna)
    member = MembershipFactory(organisation=sanna.organisation, supervisor=sanna)

    services.erase_person(sanna.user, at=now)

    assert Unit.objects.get(pk=unit.pk).lead_id is None
    assert Membership.objects.get(pk=member.pk).supervisor_id is None


def test_what_others_wrote_and_were_told_stays(sanna, everything_of, now):
    other = MembershipFactory(organisation=sanna.organisation, user__name="Jari Lehtonen")
    everything_of(other, sanna, "JARI")
    about_her = NotificationFactory(recipient=other, about=sanna, kind="invitation_accepted")

    services.erase_person(sanna.user, at=now)

    kept = {part["kind"] for part in exported(other.user, without=())}
    assert kept == set(register) - {"mail_choices", "ways_in"}
    assert Notification.objects.filter(pk=about_her.pk).exists()
    assert User.objects.get(pk=other.user_id).name == "Jari Lehtonen"


def test_her_feedback_stays_to_be_put_right_without_her_address(sanna, now):
    feedback = FeedbackFactory(email="Sanna@Esimerkki.invalid", message="The menu is small.")

    services.erase_person(sanna.user, at=now)

    feedback.refresh_from_db()
    assert (feedback.message, feedback.email) == ("The menu is small.", "")


def test_the_account_goes_last_since_the_others_look_for_its_address():
    assert list(register)[-1] == "account"


def test_erased_twice_is_erased_once(sanna, now):
    services.erase_person(sanna.user, at=now)
    services.erase_person(sanna.user, at=now + timedelta(days=1))

    assert User.objects.get(pk=sanna.user_id).erased_at == now
    assert AuditEntry.objects.filter(action="privacy.erase_person").count() == 1


def test_she_is_signed_out_everywhere_and_cannot_sign_in(sanna, client, now):
    sign_in = reverse("account_login")
    client.post(sign_in, {"login": sanna.user.email, "password": PASSWORD})
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert UserSession.objects.filter(user=sanna.user).count() == 1

    services.erase_person(sanna.user, at=now)

    assert UserSession.objects.count() == 0
    assert Session.objects.filter(session_key=key).count() == 0
    assert client.get(reverse("privacy:me")).status_code == 302
    again = client.post(sign_in, {"login": "sanna@esimerkki.invalid", "password": PASSWORD})
    assert again.status_code == 200
    assert client.get(reverse("privacy:me")).status_code == 302


def signed_in(client, member):
    answer = client.post(
        reverse("account_login"), {"login": member.user.email, "password": PASSWORD}
    )
    assert answer.status_code == 302
    return client


def test_the_page_erases_after_the_own_address_is_typed(sanna, client):
    page = signed_in(client, sanna).post(
        reverse("privacy:erase"), {"email": " SANNA@esimerkki.invalid "}, follow=True
    )

    assert page.redirect_chain == [("/en/", 302)]
    assert "Your data is erased." in page.content.decode()
    assert User.objects.get(pk=sanna.user_id).is_active is False


def test_a_wrong_address_erases_nothing(sanna, client):
    page = signed_in(client, sanna).post(
        reverse("privacy:erase"), {"email": "jari@esimerkki.invalid"}
    )

    assert "This is not the address that you sign in with." in page.content.decode()
    assert "jari@esimerkki.invalid" in page.content.decode()
    user = User.objects.get(pk=sanna.user_id)
    assert (user.is_active, user.erased_at, user.name) == (True, None, "Sanna Koskinen")


def test_a_person_signed_in_long_ago_signs_in_again_first(sanna, as_member):
    answer = as_member(sanna).get(reverse("privacy:erase"))

    assert answer.status_code == 302
    assert answer.url.startswith("/en/account/confirm/")
