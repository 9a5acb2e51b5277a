"""What a pair wrote stays with both when the pair parts."""

import pytest
from django.urls import reverse

from nuotio.foundation import tenancy
from nuotio.foundation.models import Announcement
from nuotio.notifications.models import Notification
from nuotio.programmes import privacy
from nuotio.programmes.events import FeedbackGiven
from nuotio.programmes.models import Answer, Seat
from nuotio.programmes.queries import progress, submissions
from nuotio.programmes.queries.assignments import ever_of
from nuotio.programmes.rules import assignments as rules
from nuotio.programmes.services import pairs
from tests.factories import (
    AnswerFactory,
    AssignmentFactory,
    FeedbackOnSubmissionFactory,
    MembershipFactory,
    SeatFactory,
    SubmissionFactory,
)

TOGETHER = {"observations": "We asked at the coffee machine."}


@pytest.fixture
def partner(programme, mentor):
    partner = MembershipFactory(organisation=mentor.organisation, mentor=True)
    SeatFactory(programme=programme, membership=partner)
    return partner


@pytest.fixture
def given(programme, hr, mentor, partner, standing, now):
    """What the pair gave in before HR let it part."""
    at_hr = standing(hr)
    seats = [_seat(mentor), _seat(partner)]
    pair = pairs.make_pair(at_hr, [seat.pk for seat in seats], at=now)
    answer = AnswerFactory(
        assignment=AssignmentFactory(programme=programme, is_for_pairs=True),
        seat=None,
        pair=pair,
        private_to=hr.organisation,
        content=TOGETHER,
    )
    given = SubmissionFactory(answer=answer, seat=None, pair=pair)
    pairs.dissolve_pair(at_hr, pair, at=now)
    return given


def _seat(member):
    with tenancy.unrestricted(reason="A test looks for a seat."):
        return Seat.objects.get(membership=member)


def _pages(client, member, given):
    client.force_login(member.user)
    at = [member.organisation.slug, given.programme_id]
    names = ("assignment", "assignment_answer")
    pages = [reverse(f"programmes:{name}", args=[*at, given.assignment_id]) for name in names]
    pages.append(reverse("programmes:submission", args=[*at, given.pk]))
    return [client.get(page) for page in pages]


def test_both_read_what_they_wrote_together(client, mentor, partner, given):
    for member in (mentor, partner):
        overview, writing, one = _pages(client, member, given)

        assert reverse("programmes:submission", args=_args(member, given)) in overview.text
        assert TOGETHER["observations"] in writing.text
        assert one.status_code == 200
        assert TOGETHER["observations"] in one.text
        assert "Start with one sentence" not in overview.text


def _args(member, given):
    return [member.organisation.slug, given.programme_id, given.pk]


def test_nobody_else_of_the_organisation_reads_it(programme, mentor, given, standing):
    other = MembershipFactory(organisation=mentor.organisation, mentor=True)
    SeatFactory(programme=programme, membership=other)

    at_other = standing(other)

    assert not rules.can_see_draft(at_other, given.answer)
    assert not rules.can_read_submission(at_other, given)


def test_the_names_of_both_stay_with_it(given, hr, standing):
    at_hr = standing(hr)

    places = submissions.places_in(at_hr, given.assignment)

    with tenancy.unrestricted(reason="A test reads names."):
        names = sorted(seat.name for seat in Seat.objects.filter(role="mentor"))
    assert list(submissions.names_of(given)) == names
    assert [(sorted(one.names), one.last) for one in places] == [(names, given)]


def test_who_gave_in_with_a_former_pair_is_not_missing(given, programme, hr, standing):
    standing(hr)

    told = progress.progress_of(programme, at=given.assignment.due_at)

    assert [(task.expected, task.given) for one in told for task in one.tasks] == [(2, 2)]


def test_feedback_reaches_both(given, mentor, partner, ring):
    said = FeedbackOnSubmissionFactory(submission=given)
    Announcement.objects.all().delete()  # of the pair

    ring(FeedbackGiven(given.programme_id, given.organisation_id, said.pk))

    with tenancy.unrestricted(reason="A test reads notices."):
        told = Notification.objects.filter(kind="feedback_given").order_by("recipient_id")
        assert [one.recipient_id for one in told] == sorted([mentor.pk, partner.pk])


def test_it_goes_when_both_are_erased(given, mentor, partner):
    def left():
        with tenancy.unrestricted(reason="A test reads rows."):
            return Answer.objects.count()

    exported = privacy._export_answers(mentor.user_id)
    _erase(mentor)
    after_one = left()
    _erase(partner)

    assert TOGETHER in [row["content"] for row in exported]
    assert (after_one, left()) == (1, 0)


def _erase(member):
    privacy._erase_answers(member.user_id)
    with tenancy.unrestricted(reason="Arranging a test."):
        Seat.objects.filter(membership=member).update(name="", pair=None)


def test_a_seat_is_not_taken_for_another_whose_number_it_begins_with(given, mentor, standing):
    at_mentor = standing(mentor)
    seat = at_mentor.seat
    assert list(ever_of(seat)) == [given.pair]

    seat.pk = int(str(seat.pk)[:-1] or 0)

    assert list(ever_of(seat)) == []
