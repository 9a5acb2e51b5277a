"""Serves R49 and R55: drafts that are never lost, answers given in to a chosen audience."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from nuotio.audit.models import AuditEntry
from nuotio.foundation import tenancy
from nuotio.foundation.merging import Clash, digest, digests
from nuotio.foundation.versions import EditedMeanwhile
from nuotio.programmes.events import SubmissionGiven
from nuotio.programmes.models import Answer, Seat, Submission
from nuotio.programmes.queries import programmes
from nuotio.programmes.services import assignments as services
from nuotio.programmes.services.assignments import Draft
from tests.factories import AssignmentFactory, MembershipFactory, PairFactory, SeatFactory

pytestmark = pytest.mark.django_db
EMPTY = {"observations": digest(""), "plan": digest("")}
FIELDS = [
    {"id": "observations", "type": "longtext", "required": True, "label": {"en": "Observations"}},
    {"id": "plan", "type": "text", "required": False, "label": {"en": "Plan"}},
]


@pytest.fixture
def assignment(programme):
    return AssignmentFactory(programme=programme, fields=FIELDS, is_for_pairs=True)


@pytest.fixture
def partner(programme, mentor):
    """The other mentor of the mentor's pair."""
    partner = MembershipFactory(organisation=mentor.organisation, user__name="Jari Lehtonen")
    SeatFactory(programme=programme, membership=partner)
    pair = PairFactory(programme=programme, organisation=mentor.organisation)
    with tenancy.unrestricted(reason="Arranging a test."):
        Seat.objects.filter(membership__in=[mentor, partner]).update(pair=pair)
    return partner


@pytest.fixture
def open_for(standing, programme):
    """Open the programme for one of the organisation, and say how another of it stands."""
    opened = []

    def enter(member):
        if not opened:
            opened.append(standing(member))
        return programmes.standing_at(programme.pk, actor=member)

    return enter


def written():
    rows = Answer.objects.order_by("pk").values_list("content", "version", "seat_id", "pair_id")
    return list(rows)


def save(standing, assignment, texts, *, base=EMPTY, at):
    return services.save_draft(standing, assignment, Draft(texts, base), at=at)


def test_the_first_words_make_a_draft_of_the_persons_organisation(
    assignment, mentor, open_for, now
):
    standing = open_for(mentor)

    saved = save(standing, assignment, {"observations": "At the coffee machine"}, at=now)

    assert written() == [({"observations": "At the coffee machine"}, 2, standing.seat.pk, None)]
    assert (saved.answer.private_to, saved.answer.changed_at) == (mentor.organisation, now)
    assert [one.action for one in AuditEntry.objects.all()] == ["programmes.start_answer"]


def test_the_same_draft_saved_twice_is_one_version(assignment, mentor, open_for, now):
    standing = open_for(mentor)
    save(standing, assignment, {"plan": "Ask more"}, at=now)

    save(standing, assignment, {"plan": "Ask more"}, at=now + timedelta(minutes=1))

    answer = Answer.objects.get()
    assert (answer.version, answer.changed_at) == (2, now)


def test_a_field_that_the_assignment_has_not_is_not_stored(assignment, mentor, open_for, now):
    save(open_for(mentor), assignment, {"plan": "Ask", "made_up": "x"}, at=now)

    assert Answer.objects.get().content == {"plan": "Ask"}


def test_two_of_a_pair_write_different_fields_of_one_answer(
    assignment, mentor, partner, open_for, now
):
    mine, hers = open_for(mentor), open_for(partner)
    save(mine, assignment, {"observations": "Five", "plan": ""}, at=now)

    saved = save(hers, assignment, {"observations": "", "plan": "Ask"}, at=now)

    assert written() == [({"observations": "Five", "plan": "Ask"}, 3, None, mine.seat.pair_id)]
    assert saved.merged.taken == ("observations",)
    assert saved.merged.clashes == ()


def test_the_same_field_changed_by_both_keeps_the_stored_text_and_tells_both(
    assignment, mentor, partner, open_for, now
):
    mine, hers = open_for(mentor), open_for(partner)
    save(hers, assignment, {"plan": "Ask in pairs"}, at=now)

    saved = save(mine, assignment, {"observations": "Five", "plan": "Ask alone"}, at=now)

    clash = Clash("plan", mine="Ask alone", theirs="Ask in pairs")
    assert (saved.merged.clashes, saved.before_by) == ((clash,), "Jari Lehtonen")
    assert Answer.objects.get().content == {"observations": "Five", "plan": "Ask in pairs"}


def test_a_person_who_is_not_asked_cannot_write(assignment, hr, open_for, now):
    standing = open_for(hr)

    with pytest.raises(PermissionDenied):
        save(standing, assignment, {"plan": "Ask"}, at=now)

    assert written() == []


def test_another_pair_of_the_organisation_has_an_answer_of_its_own(
    assignment, mentor, partner, programme, open_for, now
):
    alone = MembershipFactory(organisation=mentor.organisation)
    SeatFactory(programme=programme, membership=alone)
    save(open_for(mentor), assignment, {"plan": "Ours"}, at=now)

    save(open_for(alone), assignment, {"plan": "Mine"}, at=now)

    assert sorted(answer.content["plan"] for answer in Answer.objects.all()) == ["Mine", "Ours"]


@pytest.fixture
def drafted(assignment, mentor, open_for, now):
    """How the mentor stands, with a draft that may be given in."""
    standing = open_for(mentor)
    save(standing, assignment, {"observations": "Five"}, at=now)
    return standing


def give(standing, assignment, now, *, audience="trainers", seen=2):
    return services.give_in(standing, assignment, audience=audience, seen=seen, at=now)


def test_giving_in_makes_a_copy_for_the_chosen_audience(drafted, assignment, announced, now):
    given = give(drafted, assignment, now)

    own = drafted.actor.organisation_id
    assert (given.number, given.audience, given.state) == (1, "trainers", "given")
    assert (given.content, given.private_to, given.organisation_id) == (
        {"observations": "Five"},
        None,
        own,
    )
    assert announced == [SubmissionGiven(drafted.programme.pk, own, given.pk)]
    assert AuditEntry.objects.filter(action="programmes.give_answer").count() == 1


def test_what_is_given_to_the_own_hr_only_is_private_to_the_organisation(drafted, assignment, now):
    given = give(drafted, assignment, now, audience="own")

    assert given.private_to_id == drafted.actor.organisation_id


def test_given_in_twice_without_change_is_one_submission(drafted, assignment, announced, now):
    first = give(drafted, assignment, now)

    again = give(drafted, assignment, now)

    assert again == first
    assert Submission.objects.count() == 1
    assert len(announced) == 1


def test_a_revised_answer_is_another_copy_and_the_first_stays_readable(drafted, assignment, now):
    give(drafted, assignment, now)
    save(
        drafted, assignment, {"observations": "Six"}, base=digests({"observations": "Five"}), at=now
    )

    give(drafted, assignment, now, seen=3)

    copies = Submission.objects.order_by("number").values_list("number", "content")
    assert list(copies) == [(1, {"observations": "Five"}), (2, {"observations": "Six"})]


def test_an_answer_for_another_audience_is_another_copy(drafted, assignment, now):
    give(drafted, assignment, now)

    assert give(drafted, assignment, now, audience="programme").number == 2


def test_an_answer_that_changed_since_it_was_read_is_not_given_in(drafted, assignment, now):
    with pytest.raises(EditedMeanwhile):
        give(drafted, assignment, now, seen=1)

    assert Submission.objects.count() == 0


def test_an_answer_without_its_required_fields_is_not_given_in(assignment, mentor, open_for, now):
    standing = open_for(mentor)
    save(standing, assignment, {"plan": "Ask", "observations": "  "}, at=now)

    with pytest.raises(services.Incomplete) as told:
        give(standing, assignment, now)

    assert told.value.fields == ["observations"]
    assert Submission.objects.count() == 0


def test_who_is_not_asked_cannot_give_in(assignment, hr, open_for, now):
    standing = open_for(hr)

    with pytest.raises(PermissionDenied):
        give(standing, assignment, now)

    assert Submission.objects.count() == 0
