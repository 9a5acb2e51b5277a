"""Serves R7 in programmes: invitations, answers and places are told to whom they concern, once."""

import pytest

from nuotio.foundation import tenancy
from nuotio.notifications.models import MailChoice, OutgoingMail
from nuotio.programmes import events
from tests.factories import (
    ApplicationFactory,
    MembershipFactory,
    OrganisationFactory,
    PairFactory,
    ParticipationFactory,
    ProgrammeFactory,
    SeatFactory,
)
from tests.programmes.told import mailed, notices, paths, texts, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    return OrganisationFactory(slug="virasto", name_fi="Virasto", name_en="Agency")


@pytest.fixture
def spring(provider):
    return ProgrammeFactory(provider=provider, name="Spring 2027")


def member(organisation, name, **roles):
    return MembershipFactory(
        organisation=organisation,
        user__name=name,
        user__email=f"{name.lower()}@esimerkki.invalid",
        **roles,
    )


def test_hr_and_coordinators_hear_that_their_organisation_is_invited(agency, spring, ring):
    member(agency, "Hanna", hr=True)
    member(agency, "Kaisa", coordinator=True)
    member(agency, "Erkki")
    member(OrganisationFactory(), "Vieras", hr=True)
    ParticipationFactory(programme=spring, organisation=agency, state="invited")

    ring(events.OrganisationInvited(spring.pk, agency.pk))

    words = f"{spring.provider.name} invites your organisation to a programme: Spring 2027"
    assert told() == [("Hanna", words), ("Kaisa", words)]
    assert paths() == {f"/o/virasto/programmes/{spring.pk}/answer/"}
    assert mailed() == [("hanna@esimerkki.invalid", ""), ("kaisa@esimerkki.invalid", "")]


def test_an_invitation_that_was_answered_in_the_meantime_is_not_told(agency, spring, ring):
    member(agency, "Hanna", hr=True)
    ParticipationFactory(programme=spring, organisation=agency, state="accepted")

    ring(events.OrganisationInvited(spring.pk, agency.pk))

    assert told() == []


@pytest.mark.parametrize(
    ("state", "title"),
    [
        ("accepted", "Agency takes part in the programme Spring 2027"),
        ("declined", "Agency does not join the programme Spring 2027"),
        ("left", "Agency has left the programme Spring 2027"),
    ],
)
def test_the_coordinators_of_the_programme_hear_the_answer(state, title, agency, spring, ring, now):
    johanna = member(spring.provider, "Johanna", coordinator=True)
    member(spring.provider, "Idle", coordinator=True)
    SeatFactory(programme=spring, membership=johanna, role="coordinator")
    SeatFactory(programme=spring, membership=member(agency, "Hanna", hr=True), role="hr")
    taking = ParticipationFactory(
        programme=spring, organisation=agency, state=state, answered_at=now
    )

    ring(events.ParticipationAnswered(spring.pk, taking.pk, state))

    assert told() == [("Johanna", title)]
    slug = spring.provider.slug
    assert paths() == {f"/o/{slug}/programmes/{spring.pk}/organisations/"}


def test_an_invitation_that_a_colleague_answered_asks_nobody_any_more(agency, spring, ring, now):
    member(agency, "Hanna", hr=True)
    taking = ParticipationFactory(programme=spring, organisation=agency, state="invited")
    ring(events.OrganisationInvited(spring.pk, agency.pk))
    with tenancy.unrestricted(reason="Arranging a test."):
        taking.state, taking.answered_at = "accepted", now
        taking.save()

    ring(events.ParticipationAnswered(spring.pk, taking.pk, "accepted"))

    assert [one.is_unread for one in notices()] == [False]


def test_hr_hears_of_an_application_and_of_nobody_elses(agency, spring, ring):
    hanna = member(agency, "Hanna", hr=True)
    sanna = member(agency, "Sanna")
    member(OrganisationFactory(), "Vieras", hr=True)
    application = ApplicationFactory(programme=spring, membership=sanna)
    own = ApplicationFactory(programme=spring, membership=hanna)

    ring(events.ApplicationMade(spring.pk, agency.pk, application.pk))
    ring(events.ApplicationMade(spring.pk, agency.pk, own.pk))

    assert told() == [("Hanna", "Sanna would like to be a learning mentor")]


@pytest.mark.parametrize(
    ("state", "title", "text"),
    [
        (
            "accepted",
            "You have a place in the programme Spring 2027",
            "Welcome as a learning mentor. The programme shows what comes first.",
        ),
        (
            "declined",
            "Your application to the programme Spring 2027 has been answered",
            "There is no place for you this time. HR tells more in the answer.",
        ),
    ],
)
def test_the_applicant_hears_the_answer_and_hr_is_asked_no_more(
    state, title, text, agency, spring, ring, now
):
    member(agency, "Hanna", hr=True)
    application = ApplicationFactory(programme=spring, membership=member(agency, "Sanna"))
    ring(events.ApplicationMade(spring.pk, agency.pk, application.pk))
    with tenancy.unrestricted(reason="Arranging a test."):
        application.state, application.answered_at = state, now
        application.save()

    ring(events.ApplicationAnswered(spring.pk, agency.pk, application.pk))

    asked, answered = notices()
    assert asked.is_unread is False
    assert told()[1] == ("Sanna", title)
    assert texts()[1] == text
    assert answered.is_unread is True


def test_who_gets_a_place_hears_of_it_in_her_own_organisation(agency, spring, ring):
    seat = SeatFactory(programme=spring, membership=member(agency, "Hanna", hr=True), role="hr")

    ring(events.SeatTaken(spring.pk, seat.pk))

    assert told() == [("Hanna", "You have a place in the programme Spring 2027")]
    assert texts() == [
        "You take part as: HR contact. From your own page you get the dates into your calendar."
    ]
    assert paths() == {f"/o/virasto/programmes/{spring.pk}/"}
    assert [one.organisation_id for one in notices()] == [agency.pk]
    assert mailed() == [("hanna@esimerkki.invalid", "")]


def test_whose_application_was_accepted_and_who_made_the_programme_hear_it_only_once(
    agency, spring, ring, now
):
    sanna = member(agency, "Sanna")
    ApplicationFactory(programme=spring, membership=sanna, state="accepted", answered_at=now)
    mentors = SeatFactory(programme=spring, membership=sanna)
    johanna = member(spring.provider, "Johanna", coordinator=True)
    makers = SeatFactory(programme=spring, membership=johanna, role="coordinator")

    ring(events.SeatTaken(spring.pk, mentors.pk))
    ring(events.SeatTaken(spring.pk, makers.pk))

    assert told() == []


def test_both_of_a_pair_hear_of_one_another(agency, spring, ring):
    pair = PairFactory(programme=spring, organisation=agency)
    for name in ("Sanna", "Jari"):
        SeatFactory(programme=spring, membership=member(agency, name), pair=pair)
    SeatFactory(programme=spring, membership=member(agency, "Unpaired"))

    ring(events.PairMade(spring.pk, pair.pk))

    assert told() == [
        ("Jari", "You and Sanna are a mentor pair"),
        ("Sanna", "You and Jari are a mentor pair"),
    ]


def test_three_together_and_one_alone(agency, spring, ring):
    three = PairFactory(programme=spring, organisation=agency)
    for name in ("Sanna", "Jari", "Olli"):
        SeatFactory(programme=spring, membership=member(agency, name), pair=three)
    alone = PairFactory(programme=spring, organisation=agency)
    SeatFactory(programme=spring, membership=member(agency, "Alone"), pair=alone)

    ring(events.PairMade(spring.pk, three.pk))
    ring(events.PairMade(spring.pk, alone.pk))

    assert told()[0] == ("Jari", "You, Sanna and 1 more go through the programme together")
    assert len(told()) == 3


def test_who_has_left_or_wants_no_mail_gets_none(agency, spring, ring, now):
    quiet, gone = member(agency, "Quiet"), MembershipFactory(organisation=agency, left_at=now)
    MailChoice.objects.create(user=quiet.user, kind="programme_seat", channel="never")
    seats = [SeatFactory(programme=spring, membership=one) for one in (quiet, gone)]

    for seat in seats:
        ring(events.SeatTaken(spring.pk, seat.pk))

    assert [name for name, _ in told()] == ["Quiet"]
    assert mailed() == []


def test_a_mail_speaks_the_readers_language_and_can_be_stopped_with_one_click(agency, spring, ring):
    stina = member(agency, "Stina", mentor=True)
    stina.user.language = "sv"
    stina.user.save()
    seat = SeatFactory(programme=spring, membership=stina)

    ring(events.SeatTaken(spring.pk, seat.pk))

    mail = OutgoingMail.objects.get()
    assert mail.subject == "Du har en plats i ett program"
    assert "Från din egen sida får du datumen till din kalender." in mail.text
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize(
    "event",
    [
        lambda spring: events.OrganisationInvited(spring.pk, spring.provider_id),
        lambda spring: events.ParticipationAnswered(spring.pk, 987_654, "accepted"),
        lambda spring: events.ApplicationMade(spring.pk, spring.provider_id, 987_654),
        lambda spring: events.ApplicationAnswered(spring.pk, spring.provider_id, 987_654),
        lambda spring: events.SeatTaken(spring.pk, 987_654),
        lambda spring: events.PairMade(spring.pk, 987_654),
        lambda spring: events.SubmissionGiven(spring.pk, spring.provider_id, 987_654),
        lambda spring: events.FeedbackGiven(spring.pk, spring.provider_id, 987_654),
        lambda spring: events.SignedUp(spring.pk, spring.provider_id, 987_654),
        lambda spring: events.DatesMoved(spring.pk, (987_654,), (), "move"),
    ],
)
def test_what_is_gone_when_it_is_heard_of_is_told_to_nobody(event, spring, ring):
    ring(event(spring))

    assert told() == []
    assert mailed() == []
