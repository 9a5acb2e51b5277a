import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from nuotio.audit.models import AuditEntry
from nuotio.foundation import tenancy
from nuotio.people.models import Invitation, JoinRequest, Membership, Organisation
from nuotio.people.queries import join_requests as queries
from nuotio.people.services import join_requests as services
from tests.factories import (
    LONG_AGO,
    JoinRequestFactory,
    MembershipFactory,
    OrganisationFactory,
    OrganisationKindFactory,
)

pytestmark = pytest.mark.django_db
EVERYTHING = {"reason": "Looking at what a test has made."}


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def announced(monkeypatch):
    """What was announced, in order."""
    told = []
    monkeypatch.setattr("nuotio.foundation.events.announce", told.append)
    return told


@pytest.fixture
def coordinator(inside):
    coordinator = MembershipFactory(at_provider=True, coordinator=True)
    inside(coordinator)
    return coordinator


def asking(**changes):
    fields = {
        "organisation_name": "Majakkavirasto",
        "kind": OrganisationKindFactory(),
        "staff_count": 210,
        "contact_name": "Kaisa Kontio",
        "contact_email": "Kaisa.Kontio@Esimerkki.invalid",
        "language": "sv",
        "message": "We hope to learn from one another.",
    }
    return services.Asking(**{**fields, **changes})


def founding(**changes):
    fields = {
        "name_fi": "Majakkavirasto",
        "name_sv": "Fyrverket",
        "name_en": "Lighthouse Agency",
        "slug": "majakka",
        "kind": OrganisationKindFactory(),
        "languages": ["fi", "sv"],
    }
    return services.Founding(**{**fields, **changes})


def invitations():
    with tenancy.unrestricted(**EVERYTHING):
        return list(Invitation.objects.all())


def test_an_organisation_asks_to_join(announced, now):
    """Serves R61."""
    asked = services.ask_to_join(asking(), once=uuid.uuid4(), at=now)

    asked.refresh_from_db()
    assert (asked.organisation_name, asked.state) == ("Majakkavirasto", "waiting")
    assert asked.contact_email == "kaisa.kontio@esimerkki.invalid"
    assert asked.asked_at == now
    assert [type(event).__name__ for event in announced] == ["OrganisationAsked"]
    assert list(AuditEntry.objects.values_list("action", "actor_id")) == [
        ("people.ask_to_join", None)
    ]


def test_the_same_form_sent_twice_makes_one_request(announced, now):
    once = uuid.uuid4()

    first = services.ask_to_join(asking(), once=once, at=now)
    again = services.ask_to_join(asking(message="Sent again"), once=once, at=now)

    assert again == first
    assert list(JoinRequest.objects.values_list("message", flat=True)) == [first.message]
    assert len(announced) == 1


def test_a_provider_does_not_come_in_through_the_form(now):
    provider = OrganisationKindFactory(code="provider", is_provider=True)

    with pytest.raises(services.ProviderNotAllowed):
        services.ask_to_join(asking(kind=provider), once=uuid.uuid4(), at=now)

    assert list(JoinRequest.objects.all()) == []


def test_accepting_founds_the_organisation_and_invites_the_contact(coordinator, announced, now):
    """Serves R2, R61."""
    asked = JoinRequestFactory(
        contact_name="Kaisa Kontio", contact_email="kaisa@esimerkki.invalid", language="sv"
    )

    made = services.accept_join_request(asked, by=coordinator, founding=founding(), at=now)

    asked.refresh_from_db()
    assert (made.slug, made.name_sv, made.languages) == ("majakka", "Fyrverket", ["fi", "sv"])
    assert made.accepted_at == now
    assert (asked.state, asked.organisation) == ("accepted", made)
    assert (asked.answered_at, asked.answered_by) == (now, coordinator.user)
    [invitation] = invitations()
    assert invitation.organisation == made
    assert (invitation.email, invitation.name) == ("kaisa@esimerkki.invalid", "Kaisa Kontio")
    assert (invitation.language, invitation.roles) == ("sv", ["hr", "coordinator"])
    assert (invitation.sent_at, invitation.times_sent) == (now, 1)
    assert invitation.is_usable(at=now)
    assert [type(event).__name__ for event in announced] == [
        "OrganisationAccepted",
        "InvitationSent",
    ]
    assert [event.organisation_id for event in announced] == [made.pk, made.pk]


def test_the_coordinator_of_the_service_gets_no_membership_in_what_she_accepts(coordinator, now):
    """Serves R7."""
    made = services.accept_join_request(
        JoinRequestFactory(), by=coordinator, founding=founding(), at=now
    )

    with tenancy.unrestricted(**EVERYTHING):
        assert list(Membership.objects.filter(organisation=made)) == []
    assert [invitation.invited_by for invitation in invitations()] == [None]
    assert not tenancy.is_open(made.pk)


@pytest.mark.parametrize("who", ["the same coordinator", "another coordinator"])
def test_accepted_twice_is_one_organisation(coordinator, announced, now, who):
    asked = JoinRequestFactory()
    second = (
        coordinator
        if who == "the same coordinator"
        else MembershipFactory(organisation=coordinator.organisation, coordinator=True)
    )
    first = services.accept_join_request(asked, by=coordinator, founding=founding(), at=now)

    again = services.accept_join_request(
        asked, by=second, founding=founding(slug="another"), at=now
    )

    assert again == first
    assert Organisation.objects.filter(slug__in=["majakka", "another"]).count() == 1
    assert len(invitations()) == 1
    assert len(announced) == 2
    asked.refresh_from_db()
    assert asked.answered_by == coordinator.user


def test_an_address_in_use_is_told_and_nothing_is_made(coordinator, now):
    OrganisationFactory(slug="majakka")
    asked = JoinRequestFactory()

    with pytest.raises(services.SlugTaken):
        services.accept_join_request(asked, by=coordinator, founding=founding(), at=now)

    asked.refresh_from_db()
    assert (asked.state, asked.organisation) == ("waiting", None)
    assert invitations() == []


def test_nobody_is_accepted_as_a_provider(coordinator, now):
    asked = JoinRequestFactory()
    provider = OrganisationKindFactory(code="provider", is_provider=True)

    with pytest.raises(services.ProviderNotAllowed):
        services.accept_join_request(
            asked, by=coordinator, founding=founding(kind=provider), at=now
        )

    asked.refresh_from_db()
    assert asked.state == "waiting"


def test_declining_answers_with_words(coordinator, announced, now):
    asked = JoinRequestFactory()

    services.decline_join_request(asked, by=coordinator, words="Ask again in spring.", at=now)

    asked.refresh_from_db()
    assert (asked.state, asked.answer) == ("declined", "Ask again in spring.")
    assert (asked.answered_by, asked.answered_at) == (coordinator.user, now)
    assert [type(event).__name__ for event in announced] == ["OrganisationDeclined"]


def test_declined_twice_keeps_the_first_words(coordinator, announced, now):
    asked = JoinRequestFactory()
    services.decline_join_request(asked, by=coordinator, words="First.", at=now)

    services.decline_join_request(asked, by=coordinator, words="Second.", at=now)

    asked.refresh_from_db()
    assert asked.answer == "First."
    assert len(announced) == 1


def test_what_was_declined_is_not_accepted_nor_the_other_way_round(coordinator, now):
    declined = JoinRequestFactory(state="declined", answered_at=LONG_AGO)
    accepted = JoinRequestFactory(state="accepted", organisation=OrganisationFactory())

    with pytest.raises(services.AlreadyAnswered):
        services.accept_join_request(declined, by=coordinator, founding=founding(), at=now)
    with pytest.raises(services.AlreadyAnswered):
        services.decline_join_request(accepted, by=coordinator, words="No.", at=now)

    declined.refresh_from_db()
    accepted.refresh_from_db()
    assert (declined.state, accepted.state) == ("declined", "accepted")


@pytest.mark.parametrize(
    "roles",
    [
        {"at_provider": True, "trainer": True},
        {"at_provider": True},
        {"coordinator": True, "hr": True},
        {"management": True},
    ],
)
def test_only_a_coordinator_of_a_provider_answers(inside, roles, now):
    actor = MembershipFactory(**roles)
    inside(actor)
    asked = JoinRequestFactory()

    with pytest.raises(PermissionDenied, match="coordinator of the service"):
        services.accept_join_request(asked, by=actor, founding=founding(), at=now)
    with pytest.raises(PermissionDenied, match="coordinator of the service"):
        services.decline_join_request(asked, by=actor, words="No.", at=now)

    asked.refresh_from_db()
    assert asked.state == "waiting"
    assert list(AuditEntry.objects.all()) == []


def test_the_first_person_who_joins_is_noted_once(now):
    organisation = OrganisationFactory()
    asked = JoinRequestFactory(state="accepted", organisation=organisation)
    other = JoinRequestFactory(state="accepted", organisation=OrganisationFactory())

    services.contact_joined(organisation.pk, at=now)
    services.contact_joined(organisation.pk, at=now + timedelta(days=1))

    asked.refresh_from_db()
    other.refresh_from_db()
    assert (asked.contact_joined_at, other.contact_joined_at) == (now, None)


def test_the_waiting_come_first_and_the_latest_answers_next(coordinator):
    at = [datetime(2026, 11, day, tzinfo=UTC) for day in range(1, 6)]
    JoinRequestFactory(
        organisation_name="old answer", state="declined", asked_at=at[0], answered_at=at[1]
    )
    JoinRequestFactory(organisation_name="waits less", asked_at=at[3])
    JoinRequestFactory(
        organisation_name="new answer", state="accepted", asked_at=at[0], answered_at=at[4]
    )
    JoinRequestFactory(organisation_name="waits longest", asked_at=at[2])

    found = queries.join_requests(viewer=coordinator)

    assert [asked.organisation_name for asked in found] == [
        "waits longest",
        "waits less",
        "new answer",
        "old answer",
    ]
    assert queries.how_many_wait(viewer=coordinator) == 2


def test_others_see_no_requests(inside):
    hr = MembershipFactory(hr=True, coordinator=True)
    inside(hr)
    JoinRequestFactory()

    assert list(queries.join_requests(viewer=hr)) == []
    assert queries.how_many_wait(viewer=hr) == 0


@pytest.mark.parametrize(
    ("asked_at", "answer_by"),
    [
        (datetime(2026, 11, 16, 8, tzinfo=UTC), date(2026, 11, 23)),  # Monday to Monday
        (datetime(2026, 11, 20, 8, tzinfo=UTC), date(2026, 11, 27)),  # Friday to Friday
        (datetime(2026, 11, 21, 8, tzinfo=UTC), date(2026, 11, 27)),  # Saturday
        (datetime(2026, 11, 16, 23, tzinfo=UTC), date(2026, 11, 24)),  # Tuesday in Helsinki
    ],
)
def test_an_answer_is_promised_within_five_working_days(asked_at, answer_by):
    asked = JoinRequest(asked_at=asked_at)

    assert asked.answer_by == answer_by
    assert not asked.is_late(today=answer_by)
    assert asked.is_late(today=answer_by + timedelta(days=1))


def test_an_answered_request_is_never_late():
    asked = JoinRequest(asked_at=LONG_AGO, state="accepted")

    assert not asked.is_late(today=date(2026, 11, 18))


def accepted(coordinator, now, **fields):
    asked = JoinRequestFactory(contact_email="wrong@esimerkki.invalid", **fields)
    services.accept_join_request(asked, by=coordinator, founding=founding(), at=now)
    return asked


def test_the_first_invitation_is_sent_again_with_a_count(coordinator, announced, now):
    """Serves R60."""
    asked = accepted(coordinator, now)
    contact = services.Contact("Kaisa Kontio", "wrong@esimerkki.invalid")

    services.invite_contact_again(
        asked, by=coordinator, contact=contact, at=now + timedelta(days=2)
    )

    [invitation] = invitations()
    assert (invitation.times_sent, invitation.sent_at) == (2, now + timedelta(days=2))
    assert announced[-1].times_sent == 2


def test_a_corrected_address_gets_the_invitation_and_the_wrong_one_loses_it(coordinator, now):
    asked = accepted(coordinator, now)
    contact = services.Contact("Kaisa Kontio", "Right@Esimerkki.invalid")

    services.invite_contact_again(asked, by=coordinator, contact=contact, at=now)

    by_email = {i.email: i for i in invitations()}
    assert by_email["wrong@esimerkki.invalid"].withdrawn_at == now
    assert by_email["right@esimerkki.invalid"].is_usable(at=now)
    assert by_email["right@esimerkki.invalid"].roles == ["hr", "coordinator"]
    asked.refresh_from_db()
    assert asked.contact_email == "right@esimerkki.invalid"


def test_once_somebody_is_in_the_service_invites_nobody_there(coordinator, now):
    asked = accepted(coordinator, now)
    asked.refresh_from_db()
    services.contact_joined(asked.organisation_id, at=now)
    contact = services.Contact("Mallory", "mallory@esimerkki.invalid")

    with pytest.raises(services.ContactIsIn):
        services.invite_contact_again(asked, by=coordinator, contact=contact, at=now)

    assert [invitation.email for invitation in invitations()] == ["wrong@esimerkki.invalid"]


def test_before_it_is_accepted_nobody_is_invited(coordinator, now):
    asked = JoinRequestFactory()
    contact = services.Contact("Kaisa Kontio", "kaisa@esimerkki.invalid")

    with pytest.raises(services.AlreadyAnswered):
        services.invite_contact_again(asked, by=coordinator, contact=contact, at=now)

    assert invitations() == []


def test_a_trainer_does_not_invite_the_contact_again(coordinator, now):
    asked = accepted(coordinator, now)
    trainer = MembershipFactory(organisation=coordinator.organisation, trainer=True)
    contact = services.Contact("Kaisa Kontio", "kaisa@esimerkki.invalid")

    with pytest.raises(PermissionDenied):
        services.invite_contact_again(asked, by=trainer, contact=contact, at=now)

    assert [invitation.times_sent for invitation in invitations()] == [1]
