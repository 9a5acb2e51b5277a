"""An organisation that leaves half-way keeps its own data, to be read, and gets nothing new."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from nuotio.foundation import tenancy
from nuotio.home.queries import programmes as home
from nuotio.programmes.models import Seat
from nuotio.programmes.services import applications
from nuotio.programmes.services import programmes as services
from tests.factories import (
    AnswerFactory,
    ApplicationFactory,
    AssignmentFactory,
    DecisionFactory,
    EventFactory,
    MembershipFactory,
    ParticipationFactory,
    SeatFactory,
    SubmissionFactory,
)


@pytest.fixture
def rows(programme, hr, mentor):
    """What the organisation has in the programme, and what is shared there."""
    with tenancy.unrestricted(reason="Arranging a test."):
        seat = Seat.objects.get(membership=mentor)
    own = EventFactory(
        programme=programme, private_to=hr.organisation, notes="Our notes.", name_fi="Our meeting"
    )
    assignment = AssignmentFactory(programme=programme)
    answer = AnswerFactory(
        assignment=assignment, seat=seat, content={"observations": "Newer draft."}
    )
    return {
        "own": own,
        "support": DecisionFactory(event=own, kind="support", text="A quiet room."),
        "shared": EventFactory(programme=programme, name_fi="Shared session"),
        "assignment": assignment,
        "given": SubmissionFactory(answer=answer, content={"observations": "As given."}),
        "application": ApplicationFactory(
            programme=programme, membership__organisation=hr.organisation, motivation="I ask."
        ),
    }


@pytest.fixture
def left(rows, hr, standing, now):
    """The organisation has left."""
    return services.leave_programme(standing(hr), message="A reform.", at=now)


def page(client, member, name, programme, *more):
    client.force_login(member.user)
    address = reverse(f"programmes:{name}", args=[member.organisation.slug, programme.pk, *more])
    return client.get(address)


def test_hr_finds_what_is_kept_from_the_programmes_page(client, hr, left, rows, programme):
    overview = page(client, hr, "programme", programme)
    kept = page(client, hr, "kept", programme)

    assert reverse("programmes:kept", args=[hr.organisation.slug, programme.pk]) in overview.text
    assert "Our meeting" in kept.text
    assert reverse("programmes:supports", args=[hr.organisation.slug, programme.pk]) in kept.text
    assert f"/submissions/{rows['given'].pk}/" in kept.text
    assert "Shared session" not in kept.text
    assert "Newer draft." not in kept.text


@pytest.mark.parametrize(
    ("name", "row", "words"),
    [
        ("event", "own", "Our notes."),
        ("supports", None, "A quiet room."),
        ("submission", "given", "As given."),
        ("application", "application", "I ask."),
    ],
)
def test_hr_goes_on_reading_its_own(client, hr, left, rows, programme, name, row, words):
    told = page(client, hr, name, programme, *([rows[row].pk] if row else []))

    assert told.status_code == 200
    assert words in told.text


def test_a_mentor_goes_on_reading_her_own(client, mentor, left, rows, programme):
    kept = page(client, mentor, "kept", programme)
    meeting = page(client, mentor, "event", programme, rows["own"].pk)
    given = page(client, mentor, "submission", programme, rows["given"].pk)

    assert "Newer draft." in kept.text
    assert "Our meeting" in kept.text
    assert "Our notes." in meeting.text
    assert "As given." in given.text
    assert page(client, mentor, "supports", programme).status_code == 403


@pytest.mark.parametrize("who", ["hr", "mentor"])
def test_what_is_shared_is_no_longer_shown(client, hr, mentor, left, rows, programme, who):
    member = {"hr": hr, "mentor": mentor}[who]
    other = MembershipFactory(mentor=True)
    ParticipationFactory(programme=programme, organisation=other.organisation)
    seat = SeatFactory(programme=programme, membership=other)
    answer = AnswerFactory(assignment=rows["assignment"], seat=seat)
    theirs = SubmissionFactory(answer=answer, audience="programme")

    overview = page(client, member, "programme", programme).text

    assert other.organisation.name_fi not in overview
    assert page(client, member, "event", programme, rows["shared"].pk).status_code == 404
    assert page(client, member, "submission", programme, theirs.pk).status_code == 404
    for name in ("programme_organisations", "house_rules", "shared_answers", "assignments"):
        assert page(client, member, name, programme).status_code == 403


def test_nothing_is_written_any_more(client, hr, mentor, left, rows, programme):
    tries = [
        (hr, "event_notes", rows["own"], {"notes": "More.", "version": 1}),
        (hr, "event_decision_done", rows["support"], {}),
        (hr, "event_change", rows["own"], {}),
        (hr, "submission", rows["given"], {"text": "More.", "once": f"{1:032}", "state": ""}),
        (hr, "application", rows["application"], {"answer": "accept"}),
        (mentor, "assignment_answer", rows["assignment"], {"answer-observations": "More."}),
        (mentor, "event_sign_up", rows["own"], {"answer": "coming"}),
    ]

    for member, name, row, data in tries:
        client.force_login(member.user)
        at = [member.organisation.slug, programme.pk, row.pk]
        assert client.post(reverse(f"programmes:{name}", args=at), data).status_code == 403, name


def test_who_had_left_before_keeps_no_meeting(client, mentor, rows, hr, standing, now, programme):
    with tenancy.unrestricted(reason="Arranging a test."):
        Seat.objects.filter(membership=mentor).update(left_at=now - timedelta(days=9))
    services.leave_programme(standing(hr), message="", at=now)

    assert page(client, mentor, "event", programme, rows["own"].pk).status_code == 404
    assert page(client, mentor, "kept", programme).status_code == 403


def test_nobody_of_an_organisation_that_goes_on_has_the_page(client, hr, rows, programme):
    assert page(client, hr, "kept", programme).status_code == 403


def test_applications_to_a_programme_that_was_left_wait_for_nobody(hr, rows, standing, inside, now):
    inside(hr)
    before = home.ahead_of(hr, at=now).applications
    services.leave_programme(standing(hr), message="", at=now)

    after = home.ahead_of(hr, at=now).applications

    assert (before.count, after.count) == (1, 0)


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_takes_the_same_queries(
    client, hr, left, rows, programme, number, django_assert_num_queries
):
    for _ in range(number):
        seat = SeatFactory(
            programme=programme, membership__organisation=hr.organisation, left_at=left.left_at
        )
        SubmissionFactory(answer=AnswerFactory(assignment=rows["assignment"], seat=seat))
        EventFactory(programme=programme, private_to=hr.organisation)
    page(client, hr, "kept", programme)

    address = reverse("programmes:kept", args=[hr.organisation.slug, programme.pk])
    with django_assert_num_queries(12):
        client.get(address)


def test_nobody_gets_a_place_in_an_organisation_that_has_just_left(
    hr, rows, standing, now, programme
):
    """HR accepts in one window while a colleague takes the organisation out in another."""
    at_hr = standing(hr)
    services.leave_programme(at_hr, message="", at=now)

    with pytest.raises(PermissionDenied):
        applications.accept_application(at_hr, rows["application"], at=now)

    assert not Seat.objects.filter(left_at=None).exists()
