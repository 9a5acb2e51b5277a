"""Serves R54: people apply by motivation, and HR answers."""

import pytest
from django.core.exceptions import PermissionDenied

from nuotio.foundation import tenancy
from nuotio.people.events import RoleTaken
from nuotio.people.models import RoleHolding
from nuotio.programmes.events import ApplicationAnswered, ApplicationMade, SeatTaken
from nuotio.programmes.models import Application, Seat
from nuotio.programmes.queries import mentors as queries
from nuotio.programmes.services import applications as services
from nuotio.programmes.services.applications import Motivation
from tests.factories import ApplicationFactory, MembershipFactory

pytestmark = pytest.mark.django_db
WORDS = Motivation("I like to ask.", "Time to learn.")


@pytest.fixture
def colleague(hr):
    return MembershipFactory(organisation=hr.organisation)


@pytest.fixture
def waiting(programme, colleague):
    return ApplicationFactory(programme=programme, membership=colleague)


def now_reads(application):
    with tenancy.unrestricted(reason="Looking at what there is."):
        return Application.objects.get(pk=application.pk)


def seats_of(member):
    with tenancy.unrestricted(reason="Looking at what there is."):
        return list(Seat.objects.filter(membership=member).values_list("role", "left_at"))


def roles_of(member):
    with tenancy.unrestricted(reason="Looking at what there is."):
        rows = RoleHolding.objects.filter(membership=member).order_by("pk")
        return list(rows.values_list("role", "state"))


def test_a_member_applies_in_her_own_words_and_hr_hears_of_it_once(
    standing, colleague, announced, now
):
    entered = standing(colleague)

    first = services.apply(entered, WORDS, at=now)
    again = services.apply(entered, WORDS, at=now)

    assert first == again
    assert (again.motivation, again.hopes, again.state) == (
        "I like to ask.",
        "Time to learn.",
        "waiting",
    )
    assert announced == [ApplicationMade(entered.programme.pk, colleague.organisation_id, first.pk)]


def test_what_waits_is_corrected_without_telling_again(standing, waiting, announced, now):
    services.apply(standing(waiting.membership), Motivation("Better words."), at=now)

    assert now_reads(waiting).motivation == "Better words."
    assert announced == []


def test_who_took_her_application_back_may_apply_anew(standing, waiting, announced, now):
    entered = standing(waiting.membership)
    services.withdraw_application(entered, waiting)
    services.withdraw_application(entered, waiting)
    withdrawn = now_reads(waiting).state

    services.apply(entered, WORDS, at=now)

    assert (withdrawn, now_reads(waiting).state) == ("withdrawn", "waiting")
    assert [type(one) for one in announced] == [ApplicationMade]


def test_after_not_this_time_nobody_has_to_apply_twice(standing, waiting, now):
    entered = standing(waiting.membership)
    waiting.state = "declined"
    waiting.save()

    with pytest.raises(services.AlreadyAnswered):
        services.apply(entered, WORDS, at=now)
    assert now_reads(waiting).motivation == "I like to ask."


def test_who_has_a_place_does_not_apply(standing, mentor, now):
    with pytest.raises(PermissionDenied):
        services.apply(standing(mentor), WORDS, at=now)
    assert queries.own_application(standing(mentor)) is None


def test_nobody_applies_to_a_programme_that_has_ended(standing, colleague, now):
    entered = standing(colleague)
    entered.programme.ended_at = now

    with pytest.raises(PermissionDenied):
        services.apply(entered, WORDS, at=now)
    assert queries.own_application(entered) is None


def test_only_the_writer_takes_an_application_back(standing, waiting, hr):
    with pytest.raises(PermissionDenied):
        services.withdraw_application(standing(hr), waiting)
    assert now_reads(waiting).state == "waiting"


def test_an_answered_application_is_not_taken_back(standing, waiting, hr, now):
    services.accept_application(standing(hr), waiting, at=now)

    with pytest.raises(services.AlreadyAnswered):
        services.withdraw_application(standing(waiting.membership), waiting)
    assert now_reads(waiting).state == "accepted"


def test_accepting_gives_a_place_and_the_role_that_the_person_wanted_herself(
    standing, waiting, hr, announced, now
):
    """Serves R54, R72: applying is her own will, so the role is hers in her own name."""
    entered = standing(hr)
    applicant = waiting.membership

    services.accept_application(entered, waiting, at=now)
    services.accept_application(entered, waiting, at=now)

    assert now_reads(waiting).state == "accepted"
    assert seats_of(applicant) == [("mentor", None)]
    assert roles_of(applicant) == [("mentor", "active")]
    assert [type(one) for one in announced] == [RoleTaken, SeatTaken, ApplicationAnswered]
    assert announced[0].by_user_id == applicant.user_id


def test_a_pause_of_the_role_stays_the_persons_own(standing, programme, hr, now):
    applicant = MembershipFactory(organisation=hr.organisation, mentor=True)
    with tenancy.unrestricted(reason="Arranging a test."):
        RoleHolding.objects.filter(membership=applicant).update(state="paused")
    waiting = ApplicationFactory(programme=programme, membership=applicant)

    services.accept_application(standing(hr), waiting, at=now)

    assert roles_of(applicant) == [("mentor", "paused")]
    assert seats_of(applicant) == [("mentor", None)]


def test_not_this_time_is_said_in_words_and_once(standing, waiting, hr, announced, now):
    entered = standing(hr)

    services.decline_application(entered, waiting, "Next spring gladly.", at=now)
    services.decline_application(entered, waiting, "Other words.", at=now)

    read = now_reads(waiting)
    assert (read.state, read.answer) == ("declined", "Next spring gladly.")
    assert seats_of(waiting.membership) == []
    assert announced == [
        ApplicationAnswered(waiting.programme_id, waiting.organisation_id, waiting.pk)
    ]


def test_asking_to_talk_answers_and_goes_on_waiting(standing, waiting, hr, announced, now):
    entered = standing(hr)

    services.ask_to_talk(entered, waiting, "Shall we have a coffee?", at=now)
    services.ask_to_talk(entered, waiting, "Shall we have a coffee?", at=now)

    read = now_reads(waiting)
    assert (read.state, read.answer) == ("waiting", "Shall we have a coffee?")
    assert len(announced) == 1


@pytest.mark.parametrize("answer", ["accept", "decline", "talk"])
@pytest.mark.parametrize("state", ["withdrawn", "left"])
def test_what_was_taken_back_or_left_behind_is_not_answered(
    standing, waiting, hr, now, answer, state
):
    entered = standing(hr)
    if state == "left":
        waiting.membership.left_at = now
        waiting.membership.save()
    else:
        waiting.state = state
        waiting.save()
    calls = {
        "accept": lambda: services.accept_application(entered, waiting, at=now),
        "decline": lambda: services.decline_application(entered, waiting, "No.", at=now),
        "talk": lambda: services.ask_to_talk(entered, waiting, "Talk?", at=now),
    }

    with pytest.raises(services.AlreadyAnswered):
        calls[answer]()
    assert now_reads(waiting).answer == ""
    assert seats_of(waiting.membership) == []


def test_nobody_answers_her_own_application(standing, programme, hr, now):
    coordinator = MembershipFactory(organisation=hr.organisation, coordinator=True)
    own = ApplicationFactory(programme=programme, membership=coordinator)

    with pytest.raises(PermissionDenied):
        services.accept_application(standing(coordinator), own, at=now)
    assert now_reads(own).state == "waiting"


def test_a_mentor_answers_nobody(standing, waiting, mentor, now):
    entered = standing(mentor)

    with pytest.raises(PermissionDenied):
        services.accept_application(entered, waiting, at=now)
    with pytest.raises(PermissionDenied):
        services.decline_application(entered, waiting, "No.", at=now)
    with pytest.raises(PermissionDenied):
        services.ask_to_talk(entered, waiting, "Talk?", at=now)
    assert now_reads(waiting).state == "waiting"


def test_applications_of_the_own_organisation_are_listed_the_waiting_first(
    standing, programme, waiting, hr, now
):
    answered = ApplicationFactory(
        programme=programme,
        membership=MembershipFactory(organisation=hr.organisation),
        state="declined",
        answered_at=now,
    )
    to_talk_with = ApplicationFactory(
        programme=programme,
        membership=MembershipFactory(organisation=hr.organisation),
        answer="Shall we talk?",
        answered_at=now,
    )
    ApplicationFactory(programme=programme)
    ApplicationFactory(membership=MembershipFactory(organisation=hr.organisation))
    ApplicationFactory(
        programme=programme,
        membership=MembershipFactory(organisation=hr.organisation),
        state="withdrawn",
    )
    ApplicationFactory(
        programme=programme,
        membership=MembershipFactory(organisation=hr.organisation, left_at=now),
    )

    listed = list(queries.applications(standing(hr)))

    assert listed == [waiting, to_talk_with, answered]


def test_who_left_the_programme_may_apply_again(standing, waiting, hr, now):
    services.accept_application(standing(hr), waiting, at=now)
    with tenancy.unrestricted(reason="Arranging a test."):
        Seat.objects.filter(membership=waiting.membership).update(left_at=now)

    services.apply(standing(waiting.membership), WORDS, at=now)

    assert now_reads(waiting).state == "waiting"
