"""Serves issue 3, point 8: the demo world's programmes are alive, consistent and repeatable."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest
from django.db.models import F, Q
from django.utils import translation

from nuotio.foundation import content, tenancy
from nuotio.people.demo import world as people
from nuotio.people.models import Membership
from nuotio.programmes import blueprints, models
from nuotio.programmes.demo import world
from nuotio.programmes.services.programmes import Proposal, make_programme
from tests.people import kinds
from tests.programmes.shared import SHARED_IN

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def _world(lasting):
    """Build the world for all of these tests, in the language that they read it in."""
    kinds.make()
    with tenancy.unrestricted(reason="Building in a test."), translation.override("en"):
        people.build(seed=1, at=AT, password="!")
        world.build(seed=1, at=AT)


@pytest.fixture
def built(_world):
    """Leave everything of the world open."""
    with tenancy.unrestricted(reason="Looking at the demo world in a test."):
        yield


def in_programme(key: str) -> dict:
    name = next(one["name"] for one in content.load("demo_world")["cohorts"] if one["id"] == key)
    return {"programme": models.Programme.objects.get(name=name)}


def test_there_are_five_programmes_of_one_coordinator_and_one_trainer(built):
    seats = models.Seat.objects.filter(role__in=["coordinator", "trainer"])

    assert list(
        models.Programme.objects.order_by("starts_on").values_list("name", "starts_on", "ended_at")
    ) == [
        (
            "Syksyn ensimmäinen ryhmä",
            date(2024, 11, 19),
            blueprints.local(date(2025, 11, 18), _9()),
        ),
        ("Kevään ryhmä", date(2025, 9, 23), blueprints.local(date(2026, 9, 22), _9())),
        ("Toinen syksyn ryhmä", date(2026, 4, 21), None),
        ("Nyt käynnissä oleva ryhmä", date(2026, 8, 18), None),
        ("Kirjastojen ryhmä", date(2026, 10, 27), None),
    ]
    assert Counter(seats.values_list("role", "name")) == {
        ("coordinator", "Johanna Mäkelä"): 5,
        ("trainer", "Timo Saarinen"): 5,
    }


def _9():
    return blueprints.MORNING


def test_each_organisation_stands_where_the_world_says(built):
    states = models.Participation.objects.values_list("state", "organisation__slug")

    assert Counter(state for state, _slug in states) == {"accepted": 16, "left": 1, "invited": 1}
    assert [slug for state, slug in states if state == "left"] == ["kaiku"]
    assert [slug for state, slug in states if state == "invited"] == ["peltola"]
    assert models.Seat.objects.filter(organisation__slug="peltola").count() == 0
    assert models.Seat.objects.filter(organisation__slug="kaiku", left_at=None).count() == 0
    assert models.Seat.objects.filter(role="mentor", left_at=None).count() == 120


def test_the_dates_are_those_that_the_service_would_set(built):
    actor = Membership.objects.get(user__name="Johanna Mäkelä")
    proposal = Proposal(
        "Sama alku", in_programme("c4")["programme"].starts_on, blueprints.shipped(), []
    )

    made = make_programme(proposal, by=actor, at=AT)

    def shared(**programme):
        rows = models.Event.objects.filter(**programme, private_to=None).order_by("code")
        left_out = {"id", "programme_id", "leader_id", "place", "link", "notes", "changed_at"}
        return [
            {key: told for key, told in row.items() if key not in left_out} for row in rows.values()
        ]

    assert shared(**in_programme("c4")) == shared(programme=made)

    def due(**programme):
        rows = models.Assignment.objects.filter(**programme).order_by("code")
        return list(rows.values_list("code", "due_at", "after_event__code"))

    assert due(**in_programme("c4")) == due(programme=made)


def test_the_programme_under_way_has_drafts_and_answers_that_wait_and_two_pairs_to_support(built):
    second = {**in_programme("c4"), "assignment__code": "assignment_2"}
    first = {**in_programme("c4"), "assignment__code": "assignment_1"}

    assert models.Pair.objects.filter(**in_programme("c4")).count() == 8
    assert models.Answer.objects.filter(**second).count() == 6
    assert Counter(models.Submission.objects.filter(**second).values_list("state", flat=True)) == {
        "given": 2,
        "returned": 1,
    }
    accepted = models.Submission.objects.filter(**first, state="accepted")
    assert accepted.count() == 7
    assert models.Answer.objects.filter(**first).count() == 8
    assert models.Assignment.objects.filter(code="assignment_3", **in_programme("c4")).count() == 1
    assert (
        models.Answer.objects.filter(**in_programme("c4"), assignment__code="assignment_3").count()
        == 0
    )


def test_in_finished_programmes_every_pair_has_done_everything(built):
    for key, pairs in (("c1", 19), ("c2", 11), ("c3", 8)):
        accepted = models.Submission.objects.filter(
            **in_programme(key), state="accepted", pair__isnull=False
        )
        assert accepted.count() == 3 * pairs


def test_libraries_are_finding_their_mentors(built):
    states = models.Application.objects.filter(**in_programme("c5")).values_list("state", flat=True)

    assert Counter(states) == {"accepted": 20, "waiting": 8, "declined": 1, "withdrawn": 1}
    ahead = models.Event.objects.filter(**in_programme("c5"), code="mentor_info", starts_at__gt=AT)
    assert ahead.count() == 4
    assert models.Attendance.objects.filter(event__in=ahead, was_there=None).exists()


def test_what_is_private_belongs_to_whom_it_should(built):
    own = models.Submission.Audience.OWN
    of_event = Q(private_to=F("event__private_to")) | Q(private_to=None, event__private_to=None)

    for model in (models.Attendance, models.Decision, models.Material):
        assert model.objects.exclude(of_event).count() == 0
    assert models.Answer.objects.filter(private_to=None).count() == 0
    submissions = models.Submission.objects
    assert submissions.filter(audience=own).exclude(private_to=F("organisation")).count() == 0
    assert submissions.exclude(audience=own).exclude(private_to=None).count() == 0
    assert (
        models.Feedback.objects.filter(submission__audience=own, seat__role="trainer").count() == 0
    )
    assert submissions.filter(audience=own).exists()


def test_nothing_hangs_loose(built):
    for model in SHARED_IN:
        for field in model._meta.get_fields():
            if field.many_to_one and hasattr(field.related_model, "programme_id"):
                rows = model.objects.exclude(**{field.name: None})
                away = rows.exclude(**{f"{field.name}__programme": F("programme")})
                assert (model.__name__, field.name, away.count()) == (
                    model.__name__,
                    field.name,
                    0,
                )
    assert (
        models.Seat.objects.exclude(pair=None).exclude(pair__organisation=F("organisation")).count()
        == 0
    )
    assert models.Seat.objects.exclude(membership__organisation=F("organisation")).count() == 0


def test_nothing_has_happened_that_is_yet_to_come(built):
    assert (
        models.Attendance.objects.filter(was_there__isnull=False, event__ends_at__gt=AT).count()
        == 0
    )
    assert models.Attendance.objects.filter(was_there=None, event__ends_at__lte=AT).count() == 0
    assert models.Attendance.objects.filter(answered_at__gt=AT).count() == 0
    assert models.Event.objects.filter(ends_at__gt=AT).exclude(notes="").count() == 0
    assert models.Answer.objects.filter(changed_at__gt=AT).count() == 0
    assert models.Feedback.objects.filter(given_at__gt=AT).count() == 0
    assert models.Feedback.objects.filter(given_at__lt=F("submission__given_at")).count() == 0
    assert models.Submission.objects.filter(given_at__gt=F("assignment__due_at")).count() == 0
    assert models.Application.objects.filter(applied_at__gt=AT).count() == 0


def test_pairs_are_of_two_or_three_people_from_different_units(built):
    pairs = [list(pair.seats.all()) for pair in models.Pair.objects.prefetch_related("seats")]

    assert {len(pair) for pair in pairs} == {2, 3}
    across = sum(len({seat.unit for seat in pair}) > 1 for pair in pairs)
    assert (across, len(pairs)) == (52, 52)


def test_groups_mix_those_who_come_and_nobody_meets_twice(built):
    plans = models.GroupPlan.objects.all()

    assert [(plan.event.kind, plan.repeats) for plan in plans] == [("coaching", 0)] * 11
    for plan in plans:
        grouped = [seat for group in plan.groups for seat in group]
        coming = models.Attendance.objects.filter(
            event=plan.event, seat__role="mentor", answer__in=["coming", "online"]
        )
        assert sorted(grouped) == sorted(coming.values_list("seat_id", flat=True))


def test_answers_are_many_and_told_in_the_fields_of_their_assignment(built):
    answers = models.Answer.objects.select_related("assignment")

    texts = {str(answer.content) for answer in answers if answer.content}
    assert len(texts) > 100
    for answer in answers:
        assert set(answer.content) == {field["id"] for field in answer.assignment.fields}
    assert models.Answer.objects.filter(content__hypothesis__startswith="Vi tror").count() > 2
    assert models.Application.objects.filter(
        membership__user__language="sv", motivation__contains=" jag "
    ).exists()


def test_no_colleague_is_named_in_an_answer(built):
    names = set(models.Seat.objects.values_list("name", flat=True))

    for told in models.Answer.objects.values_list("content", flat=True):
        assert [name for name in names if name in str(told)] == []
