from datetime import timedelta

import pytest
from django.contrib.auth.hashers import check_password
from django.core import signing
from django.utils import translation

from nuotio.audit.models import AuditEntry
from nuotio.foundation import tenancy
from nuotio.people.events import InvitationAccepted, RoleTaken
from nuotio.people.models import JoinRequest, Membership, RoleHolding, User
from nuotio.people.queries import invitations as queries
from nuotio.people.services import invitations as services
from tests.factories import (
    LONG_AGO,
    InvitationFactory,
    JoinRequestFactory,
    MembershipFactory,
    OrganisationFactory,
    UnitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
PASSWORD = "three words apart"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def organisation(inside):
    organisation = OrganisationFactory()
    inside(organisation)
    return organisation


@pytest.fixture
def invitation(organisation, now):
    return InvitationFactory(
        organisation=organisation,
        email="kaisa@esimerkki.invalid",
        sent_at=now,
        times_sent=1,
        unit=UnitFactory(organisation=organisation),
        job_title="archivist",
    )


def join(invitation, at):
    return services.accept_as_new(
        invitation, name=" Kaisa Kontio ", language="sv", password=PASSWORD, at=at
    )


def audited():
    return list(AuditEntry.objects.order_by("pk").values_list("action", "actor_id", "subject_id"))


def test_a_new_person_joins_with_what_the_invitation_says(invitation, announced, now):
    """Serves R1, R2."""
    member = join(invitation, now)

    user = User.objects.get(email="kaisa@esimerkki.invalid")
    invitation.refresh_from_db()
    assert (user.name, user.language) == ("Kaisa Kontio", "sv")
    assert check_password(PASSWORD, user.password)
    assert (member.user, member.joined_at) == (user, now)
    assert (member.unit, member.job_title) == (invitation.unit, "archivist")
    assert (invitation.accepted_at, invitation.membership) == (now, member)
    assert audited() == [("people.accept_invitation", user.pk, user.pk)]
    assert announced == [InvitationAccepted(member.organisation_id, invitation.pk, member.pk)]


def test_accepted_twice_by_a_new_person_there_is_one_membership(invitation, announced, now):
    join(invitation, now)

    with pytest.raises(services.NotUsable):
        join(invitation, now)

    assert (Membership.objects.count(), User.objects.count(), len(announced)) == (1, 1, 1)


def test_where_an_account_exists_no_second_one_is_made(invitation, now):
    UserFactory(email="kaisa@esimerkki.invalid")

    with pytest.raises(services.NotUsable):
        join(invitation, now)

    assert (Membership.objects.count(), User.objects.count()) == (0, 1)


def test_who_has_an_account_joins_once(invitation, announced, now):
    user = UserFactory(email="kaisa@esimerkki.invalid")

    first = services.accept_as(invitation, user=user, at=now)
    again = services.accept_as(invitation, user=user, at=now + timedelta(days=90))

    assert again == first
    assert Membership.objects.get().joined_at == now
    assert len(announced) == len(audited()) == 1


def test_nobody_joins_with_anothers_invitation(invitation, announced, now):
    """Serves R26."""
    with pytest.raises(services.ForSomebodyElse):
        services.accept_as(invitation, user=UserFactory(), at=now)

    invitation.refresh_from_db()
    assert (invitation.accepted_at, announced) == (None, [])
    assert list(Membership.objects.all()) == []


@pytest.mark.parametrize("why", ["run out", "withdrawn", "not sent"])
def test_an_invitation_that_does_not_work_lets_nobody_in(invitation, announced, now, why):
    user = UserFactory(email="kaisa@esimerkki.invalid")
    changed = {"withdrawn_at": now} if why == "withdrawn" else {"sent_at": None}
    if why != "run out":
        type(invitation).objects.filter(pk=invitation.pk).update(**changed)
    later = now + timedelta(days=30 if why == "run out" else 1)

    with pytest.raises(services.NotUsable):
        services.accept_as(invitation, user=user, at=later)
    user.delete()
    with pytest.raises(services.NotUsable):
        join(invitation, later)

    assert (Membership.objects.count(), User.objects.count(), announced) == (0, 0, [])


def test_a_former_member_comes_back_to_the_same_membership(invitation, now):
    former = MembershipFactory(
        organisation=invitation.organisation,
        user__email="kaisa@esimerkki.invalid",
        job_title="nurse",
        left_at=LONG_AGO,
    )

    member = services.accept_as(invitation, user=former.user, at=now)

    former.refresh_from_db()
    assert member == former
    assert (former.left_at, former.joined_at, former.job_title) == (None, now, "archivist")


def test_an_empty_invitation_keeps_what_was_known(organisation, now):
    boss = MembershipFactory(organisation=organisation)
    former = MembershipFactory(
        organisation=organisation,
        unit=UnitFactory(organisation=organisation),
        supervisor=boss,
        left_at=LONG_AGO,
    )
    empty = InvitationFactory(
        organisation=organisation, email=former.user.email, sent_at=now, times_sent=1
    )

    member = services.accept_as(empty, user=former.user, at=now)

    assert (member.unit, member.job_title, member.supervisor) == (former.unit, "nurse", boss)


def test_who_is_in_already_keeps_the_day_of_joining(organisation, now):
    there = MembershipFactory(organisation=organisation)
    invitation = InvitationFactory(
        organisation=organisation, email=there.user.email, sent_at=now, times_sent=1
    )

    services.accept_as(invitation, user=there.user, at=now)

    there.refresh_from_db()
    assert (there.joined_at, there.left_at) == (LONG_AGO, None)


def test_the_promised_roles_start(invitation, announced, now):
    """Serves R1, R23: joining is the person's own act, and so the mentor's role begins by her."""
    invitation.roles = ["employee", "mentor", "hr"]
    invitation.save()

    member = join(invitation, now)

    held = RoleHolding.objects.filter(membership=member).order_by("role")
    assert list(held.values_list("role", "state", "since")) == [
        ("hr", "active", now),
        ("mentor", "active", now),
    ]
    assert announced[:2] == [
        RoleTaken(member.organisation_id, member.pk, role, member.user_id)
        for role in ("mentor", "hr")
    ]


def test_the_supervisor_that_a_list_told_is_found(invitation, now):
    """Serves R86."""
    boss = MembershipFactory(
        organisation=invitation.organisation, user__email="boss@esimerkki.invalid"
    )
    invitation.supervisor_email = "Boss@Esimerkki.invalid"
    invitation.save()

    assert join(invitation, now).supervisor == boss


@pytest.mark.parametrize("who", ["herself", "left", "elsewhere"])
def test_a_supervisor_who_is_not_here_is_left_out(invitation, now, who):
    fields = {} if who == "elsewhere" else {"organisation": invitation.organisation}
    email = "kaisa@esimerkki.invalid" if who == "herself" else "boss@esimerkki.invalid"
    invitation.supervisor_email = email
    invitation.save()
    if who != "herself":
        left_at = LONG_AGO if who == "left" else None
        MembershipFactory(user__email=email, left_at=left_at, **fields)

    with tenancy.unrestricted(reason="The widest scope that code could stand in."):
        member = join(invitation, now)

    assert member.supervisor is None


def test_a_supervisor_who_joins_later_finds_those_whose_list_named_her(invitation, now):
    """Serves R86."""
    organisation = invitation.organisation

    def joined(**fields):
        member = MembershipFactory(organisation=organisation, **fields)
        InvitationFactory(
            organisation=organisation,
            supervisor_email="Kaisa@esimerkki.invalid",
            accepted_at=LONG_AGO,
            membership=member,
        )
        return member

    waiting, gone = joined(), joined(left_at=LONG_AGO)
    other_boss = MembershipFactory(organisation=organisation)
    supervised = joined(supervisor=other_boss)

    boss = join(invitation, now)

    for member in (waiting, gone, supervised):
        member.refresh_from_db()
    assert [m.supervisor for m in (waiting, gone, supervised)] == [boss, None, other_boss]
    assert ("people.edit_member", boss.user_id, waiting.user_id) in audited()


def test_the_first_who_joins_is_noted_on_the_organisations_request(invitation, now):
    """Serves R2."""
    asked = JoinRequestFactory(organisation=invitation.organisation, state="accepted")

    join(invitation, now)

    asked.refresh_from_db()
    assert asked.contact_joined_at == now
    assert JoinRequest.objects.count() == 1


def test_a_link_opens_its_invitation_from_outside_the_organisation(now):
    sent = InvitationFactory(sent_at=now, times_sent=1)

    with tenancy.inside():
        opened = queries.invitation_by_token(queries.token_for(sent), at=now)

    assert opened.invitation == sent
    assert (opened.is_usable, opened.is_used, opened.has_account) == (True, False, False)


@pytest.mark.parametrize("case", ["used", "withdrawn", "not sent", "replaced by a newer one"])
def test_a_link_that_does_not_work_says_why(now, case):
    fields = {
        "used": {"accepted_at": now},
        "withdrawn": {"withdrawn_at": now},
        "not sent": {"sent_at": None},
    }.get(case, {})
    sent = InvitationFactory(**{"sent_at": now, "times_sent": 1, **fields})
    UserFactory(email=sent.email)
    token = queries.token_for(sent)
    if case == "replaced by a newer one":
        with tenancy.inside(sent.organisation_id):
            sent.times_sent = 2
            sent.save()

    opened = queries.invitation_by_token(token, at=now)

    assert opened.is_usable is False
    assert opened.is_used is (case == "used")
    assert opened.has_account is True


@pytest.mark.parametrize(
    "token",
    [
        "nonsense",
        "",
        signing.dumps([1, 1], salt="another salt"),
        signing.dumps(7, salt=queries.TOKEN_SALT),
        signing.dumps([1, 2, 3], salt=queries.TOKEN_SALT),
        signing.dumps([999_999, 1], salt=queries.TOKEN_SALT),
    ],
    ids=["nonsense", "empty", "another salt", "one number", "three numbers", "not there"],
)
def test_what_was_never_a_link_of_ours_opens_nothing(db, token, now):
    assert queries.invitation_by_token(token, at=now) is None
