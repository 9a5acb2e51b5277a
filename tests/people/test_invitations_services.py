from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import translation

from nuotio.audit.models import AuditEntry
from nuotio.people.events import InvitationSent
from nuotio.people.models import Invitation
from nuotio.people.queries import invitations as queries
from nuotio.people.rules import invitations as rules
from nuotio.people.services import invitations as services
from tests.factories import LONG_AGO, InvitationFactory, MembershipFactory, UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def hr(inside):
    hr = MembershipFactory(hr=True)
    inside(hr)
    return hr


def invited(email="Kaisa@Esimerkki.invalid", **changes):
    fields = {"name": " Kaisa Kontio ", "language": "sv", "roles": ["hr"], "job_title": " nurse "}
    return services.Invited(email, **{**fields, **changes})


def invitation_at(hr, **fields):
    return InvitationFactory(organisation=hr.organisation, **fields)


def audited():
    return list(AuditEntry.objects.order_by("pk").values_list("action", "actor_id"))


def test_an_invitation_is_made_and_waits_to_be_sent(hr, announced, now):
    unit = UnitFactory(organisation=hr.organisation)

    made = services.invite(invited(unit=unit, supervisor_email="b@x.invalid"), by=hr, at=now)

    made.refresh_from_db()
    assert (made.email, made.name, made.language) == (
        "kaisa@esimerkki.invalid",
        "Kaisa Kontio",
        "sv",
    )
    assert (made.roles, made.unit, made.job_title) == (["hr"], unit, "nurse")
    assert (made.supervisor_email, made.invited_by, made.created_at) == ("b@x.invalid", hr, now)
    assert (made.sent_at, made.times_sent, announced) == (None, 0, [])
    assert audited() == [("people.invite", hr.user_id)]


def test_the_same_address_invited_again_is_one_invitation_corrected(hr, now):
    first = services.invite(invited(supervisor_email="b@x.invalid"), by=hr, at=LONG_AGO)

    again = services.invite(invited("kaisa@esimerkki.INVALID", name="Kaisa K"), by=hr, at=now)

    assert again == first
    assert list(Invitation.objects.values_list("name", "created_at", "supervisor_email")) == [
        ("Kaisa K", LONG_AGO, "b@x.invalid")
    ]


def test_the_database_holds_one_open_invitation_to_an_address(hr, now):
    """Of two who invite at once, the second is led to what the first has made."""
    services.invite(invited(), by=hr, at=now)

    with pytest.raises(IntegrityError), transaction.atomic():
        invitation_at(hr, email="kaisa@esimerkki.invalid")

    assert Invitation.objects.count() == 1


def test_who_is_in_already_is_not_invited(hr, now):
    MembershipFactory(organisation=hr.organisation, user__email="kaisa@esimerkki.invalid")

    with pytest.raises(services.AlreadyMember):
        services.invite(invited(), by=hr, at=now)

    assert (Invitation.objects.count(), audited()) == (0, [])


@pytest.mark.parametrize("where", ["left us", "elsewhere"])
def test_who_left_or_is_elsewhere_can_be_invited(hr, now, where):
    fields = {"user__email": "kaisa@esimerkki.invalid"}
    if where == "left us":
        fields |= {"organisation": hr.organisation, "left_at": LONG_AGO}
    MembershipFactory(**fields)

    made = services.invite(invited(), by=hr, at=now)

    assert made.email == "kaisa@esimerkki.invalid"


def test_invited_at_once_the_mail_goes_once(hr, announced, now):
    first = services.invite_at_once(invited(), by=hr, at=now)

    services.invite_at_once(invited(), by=hr, at=now + timedelta(days=29))

    assert announced == [InvitationSent(hr.organisation_id, first.pk, 1)]
    assert Invitation.objects.get().sent_at == now


def test_invited_again_after_the_link_ran_out_a_new_one_goes(hr, announced, now):
    services.invite_at_once(invited(), by=hr, at=now)

    services.invite_at_once(invited(), by=hr, at=now + timedelta(days=30))

    assert [event.times_sent for event in announced] == [1, 2]


def test_a_correction_keeps_the_link_and_a_new_address_makes_it_void(hr, announced, now):
    """Serves R26."""
    sent = invitation_at(hr, email="kaisa@esimerkki.invalid", sent_at=now, times_sent=1)
    old_link = queries.token_for(sent)

    kept = services.correct_invitation(sent, invited(name="Kaisa K"), by=hr)
    is_usable_between = queries.invitation_by_token(old_link, at=now).is_usable
    moved = services.correct_invitation(sent, invited("k2@esimerkki.invalid"), by=hr)

    assert (kept.name, kept.sent_at, is_usable_between) == ("Kaisa K", now, True)
    assert (moved.email, moved.sent_at) == ("k2@esimerkki.invalid", None)
    assert queries.invitation_by_token(old_link, at=now).is_usable is False
    services.send_invitation(sent, by=hr, at=now)
    assert queries.invitation_by_token(old_link, at=now).is_usable is False
    assert announced == [InvitationSent(hr.organisation_id, sent.pk, 3)]


@pytest.mark.parametrize("whose", ["a member", "an invited person"])
def test_an_invitation_is_not_moved_to_an_address_in_use(hr, whose):
    if whose == "a member":
        MembershipFactory(organisation=hr.organisation, user__email="kaisa@esimerkki.invalid")
    else:
        invitation_at(hr, email="kaisa@esimerkki.invalid")
    invitation = invitation_at(hr, email="old@esimerkki.invalid", name="Old")
    refusal = {"a member": services.AlreadyMember, "an invited person": services.AlreadyInvited}

    with pytest.raises(refusal[whose]):
        services.correct_invitation(invitation, invited(), by=hr)

    invitation.refresh_from_db()
    assert (invitation.email, invitation.name) == ("old@esimerkki.invalid", "Old")


def test_all_that_wait_are_sent_once(hr, announced, now):
    first, second = invitation_at(hr), invitation_at(hr)
    invitation_at(hr, sent_at=LONG_AGO)
    invitation_at(hr, withdrawn_at=LONG_AGO)
    invitation_at(hr, accepted_at=LONG_AGO)
    InvitationFactory()

    sent = services.send_waiting(by=hr, at=now)
    again = services.send_waiting(by=hr, at=now)

    assert (sent, again) == (2, 0)
    assert announced == [
        InvitationSent(hr.organisation_id, first.pk, 1),
        InvitationSent(hr.organisation_id, second.pk, 1),
    ]
    assert audited() == [("people.send_invitation", hr.user_id)] * 2


def test_sent_again_it_has_a_new_link(hr, announced, now):
    invitation = invitation_at(hr, sent_at=LONG_AGO, times_sent=1)
    old_link = queries.token_for(invitation)

    sent = services.send_invitation(invitation, by=hr, at=now)

    assert (sent.sent_at, sent.times_sent) == (now, 2)
    assert queries.token_for(sent) != old_link
    assert announced == [InvitationSent(hr.organisation_id, invitation.pk, 2)]


def test_a_withdrawn_invitation_is_closed_once(hr, now):
    invitation = invitation_at(hr, sent_at=LONG_AGO, times_sent=1)

    services.withdraw_invitation(invitation, by=hr, at=LONG_AGO)
    services.withdraw_invitation(invitation, by=hr, at=now)

    invitation.refresh_from_db()
    assert (invitation.withdrawn_at, invitation.is_open) == (LONG_AGO, False)
    assert audited() == [("people.change_invitation", hr.user_id)]


def every_change(invitation, actor, now):
    return [
        lambda: services.correct_invitation(invitation, invited(), by=actor),
        lambda: services.send_invitation(invitation, by=actor, at=now),
        lambda: services.withdraw_invitation(invitation, by=actor, at=now),
    ]


@pytest.mark.parametrize("who", ["mentor", "management", "employee", "hr elsewhere"])
def test_others_neither_invite_nor_change_invitations(hr, announced, who, now):
    actor = (
        MembershipFactory(hr=True)
        if who == "hr elsewhere"
        else MembershipFactory(organisation=hr.organisation, **{who: True})
    )
    invitation = invitation_at(hr, email="old@esimerkki.invalid")

    for change in every_change(invitation, actor, now):
        with pytest.raises(PermissionDenied, match="corrected, sent or withdrawn by HR"):
            change()
    if who != "hr elsewhere":
        with pytest.raises(PermissionDenied, match="invited by HR and the coordinators"):
            services.invite(invited(), by=actor, at=now)
        with pytest.raises(PermissionDenied, match="invited by HR and the coordinators"):
            services.send_waiting(by=actor, at=now)

    assert list(Invitation.objects.values_list("email", "sent_at", "withdrawn_at")) == [
        ("old@esimerkki.invalid", None, None)
    ]
    assert (audited(), announced) == ([], [])


def test_a_used_invitation_is_not_changed_any_more(hr, announced, now):
    used = invitation_at(hr, email="old@esimerkki.invalid", accepted_at=LONG_AGO)

    for change in every_change(used, hr, now):
        with pytest.raises(PermissionDenied, match="An open invitation"):
            change()

    used.refresh_from_db()
    assert (used.email, used.times_sent, used.withdrawn_at) == ("old@esimerkki.invalid", 0, None)
    assert announced == []


@pytest.mark.parametrize("role", ["hr", "coordinator"])
def test_hr_and_coordinators_invite_to_their_own_organisation(hr, role):
    actor = MembershipFactory(organisation=hr.organisation, **{role: True})

    assert rules.can_invite(actor, hr.organisation_id)
    assert rules.can_change_invitation(actor, invitation_at(hr))
    assert not rules.can_invite(actor, MembershipFactory().organisation_id)
    assert not rules.can_change_invitation(actor, invitation_at(hr, withdrawn_at=LONG_AGO))


def test_open_invitations_come_unsent_first_then_the_oldest(hr, now, django_assert_num_queries):
    sent_now = invitation_at(hr, sent_at=now, invited_by=hr)
    sent_before = invitation_at(hr, sent_at=LONG_AGO)
    unsent = invitation_at(hr, unit=UnitFactory(organisation=hr.organisation))
    invitation_at(hr, accepted_at=now)
    invitation_at(hr, withdrawn_at=now)
    theirs = InvitationFactory()

    with django_assert_num_queries(1):
        found = list(queries.open_invitations(viewer=hr))
        told = [(one.unit, one.invited_by and one.invited_by.user.name) for one in found]

    assert found == [unsent, sent_before, sent_now]
    assert [inviter for _, inviter in told] == [None, None, hr.user.name]
    assert queries.unsent_count(viewer=hr) == 1
    assert queries.invitation_at(unsent.pk, viewer=hr) == unsent
    assert queries.invitation_at(theirs.pk, viewer=hr) is None


@pytest.mark.parametrize(("days", "has_run_out"), [(29, False), (30, True), (31, True)])
def test_a_link_works_for_thirty_days(hr, now, days, has_run_out):
    sent = invitation_at(hr, sent_at=now, times_sent=1)
    later = now + timedelta(days=days)

    opened = queries.invitation_by_token(queries.token_for(sent), at=later)

    assert queries.has_run_out(sent, at=later) is has_run_out
    assert opened.is_usable is not has_run_out
    assert queries.has_run_out(invitation_at(hr), at=later) is False
