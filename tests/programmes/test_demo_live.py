"""Serves R39 and R44: the demo world's HR days have records that its goals lead to."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.db.models import F, Q, Sum
from django.utils import timezone, translation

from nuotio.culture.demo import world as surveys
from nuotio.foundation import content, tenancy
from nuotio.goals import demo as goals
from nuotio.goals import origins
from nuotio.goals.models import Goal
from nuotio.people.demo import world as people
from nuotio.people.models import Membership
from nuotio.programmes import models, privacy
from nuotio.programmes.demo import live, world
from nuotio.programmes.live import findings, steps
from nuotio.programmes.queries import live as queries
from nuotio.programmes.queries import live_results
from tests.people import kinds

pytestmark = pytest.mark.django_db(databases=["default", "box"])

AT = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
WITH_RECORD = [
    *("arviointi", "kaari", "liikkuminen", "lounatuuli", "majakka", "metsavesi"),
    *("mittaus", "perinto", "sovittelu", "talous", "tyoolo", "vaaka"),
]


@pytest.fixture(scope="module")
def _world(lasting):
    """Build the world for all of these tests, in the language that they read it in."""
    kinds.make()
    with tenancy.unrestricted(reason="Building in a test."), translation.override("en"):
        people.build(seed=1, at=AT, password="!")
        world.build(seed=1, at=AT)
        surveys.build(seed=1, at=AT)
        goals.build(at=AT)
        live.build(seed=1, at=AT)


@pytest.fixture
def built(_world):
    """Leave everything of the world open."""
    with tenancy.unrestricted(reason="Looking at the demo world in a test."):
        yield


def room_of(slug: str) -> models.LiveRoom:
    return models.LiveRoom.objects.select_related("event").get(private_to__slug=slug)


def test_each_organisation_whose_goals_rest_on_a_survey_has_one_record(built):
    rooms = models.LiveRoom.objects.order_by("private_to__slug")

    assert list(rooms.values_list("private_to__slug", flat=True)) == WITH_RECORD
    assert set(rooms.values_list("event__code", "step", "code")) == {("hr_day_2", "record", "")}
    assert models.LiveGoal.objects.count() == Goal.objects.filter(round__isnull=False).count() == 15


def test_it_is_signed_by_hr_and_by_management_of_the_organisation(built):
    signed = models.LiveRoom.objects.filter(
        hr_signed_by__role_holdings__role="hr",
        hr_signed_by__organisation=F("private_to"),
        management_signed_by__role_holdings__role="management",
        management_signed_by__organisation=F("private_to"),
    )

    assert signed.count() == 12
    assert all(room.is_signed for room in models.LiveRoom.objects.all())


def test_a_goal_carries_the_dates_of_its_day(built):
    for one in models.LiveGoal.objects.select_related("goal", "room__event"):
        goal, room = one.goal, one.room
        day = timezone.localdate(room.event.starts_at)
        assert (goal.decided_on, goal.starts_on) == (day, day)
        assert goal.ends_on == day + timedelta(weeks=104)
        assert goal.round_id == room.round_id
        assert room.opened_at < goal.made_at < room.closed_at < goal.hr_signed_at
        assert (goal.hr_signed_by_id, goal.hr_signed_at) == (
            room.hr_signed_by_id,
            room.hr_signed_at,
        )
        assert goal.management_signed_by_id == room.management_signed_by_id
        assert goal.management_signed_at == room.management_signed_at < AT
        assert one.kept["decided_on"] == day
        assert (one.kept["title"], one.kept["finding"]) == (goal.title, goal.finding)


def test_it_looks_at_the_survey_before_the_programme_as_the_service_would_have_kept_it(built):
    room = room_of("mittaus")

    assert room.findings == live_results.findings_in(room.round)
    assert room.round.name_fi == "Oppimiskulttuurikysely ennen valmennusta"
    assert room.round.closed_at < room.opened_at
    assert len(findings.read(room.findings)) == 8


def test_all_that_is_written_is_read_in_the_record_and_nothing_is_said_twice(built):
    texts = Counter(models.LiveNote.objects.values_list("text", flat=True))

    assert (len(texts), set(texts.values())) == (115, {1})
    read = [queries.record_of(room) for room in models.LiveRoom.objects.all()]
    dimensions = {one.code for one in findings.read(room_of("mittaus").findings)}
    for record in read:
        assert [len(record.notes[step]) >= 2 for step in steps.WRITTEN] == [True] * 3
        told = {note.dimension for notes in record.notes.values() for note in notes}
        assert told <= dimensions | {""}
    practices = models.LiveNote.objects.filter(step="practices")
    assert practices.filter(dimension="").count() == 0


def test_everyone_places_five_dots_and_most_go_to_what_the_goal_is_about(built):
    placed = models.LiveParticipant.objects.annotate(number=Sum("dots_placed__number"))

    assert set(placed.values_list("number", flat=True)) == {5}
    for room in models.LiveRoom.objects.all():
        about = {f"dimension:{one.goal.dimension}" for one in room.goals.select_related("goal")}
        assert queries.record_of(room).choices[0].target in about


def test_who_wrote_what_is_kept_only_where_names_are_shown(built):
    by_name = models.LiveNote.objects.filter(participant__isnull=False)

    assert set(by_name.values_list("room__private_to__slug", flat=True)) == {"majakka"}
    assert by_name.count() == models.LiveNote.objects.filter(room=room_of("majakka")).count()


def test_names_are_there_for_as_long_as_the_service_keeps_them(built):
    named = models.LiveParticipant.objects.exclude(name="")

    assert set(named.values_list("room__private_to__slug", flat=True)) == {"arviointi", "majakka"}
    assert named.filter(membership__organisation=F("private_to")).count() == named.count()
    assert models.LiveParticipant.objects.filter(name="", membership__isnull=False).count() == 0
    due = Q(room__management_signed_at__lte=AT - privacy.QUARTER)
    assert named.filter(due).count() == 0
    assert {len(queries.participants_of(room)) for room in models.LiveRoom.objects.all()} <= {
        *range(4, 11)
    }


def test_everything_in_a_room_is_the_organisations_own(built):
    for model in (models.LiveParticipant, models.LiveNote, models.LiveDots, models.LiveGoal):
        ours = Q(private_to=F("room__private_to"), programme=F("room__programme"))
        assert model.objects.exclude(ours).count() == 0
    taking = models.Participation.objects.values_list("organisation_id", "programme_id")
    rooms = models.LiveRoom.objects.values_list("private_to_id", "programme_id")
    assert set(rooms) <= set(taking)


def test_a_goal_leads_its_hr_to_the_record(built):
    goal = Goal.objects.filter(organisation__slug="vaaka").get()
    hr = Membership.objects.filter(organisation=goal.organisation, role_holdings__role="hr")[0]
    room = room_of("vaaka")

    origin = origins.origins_of(goal, hr)[-1]

    address = f"/en/o/vaaka/programmes/{room.programme_id}/events/{room.event_id}/live/record/"
    assert (origin.words, origin.url) == ("The record of the HR day", address)


def test_the_same_seed_tells_the_same_and_another_one_something_else(built):
    def told(seed: int) -> list:
        with transaction.atomic():
            models.LiveRoom.objects.all().delete()
            live.build(seed=seed, at=AT)
            rows = models.LiveDots.objects.order_by("pk")
            found = list(rows.values_list("target", "number"))
            transaction.set_rollback(True)
        return found

    assert told(1) == told(1)
    assert told(1) != told(2)


def test_it_is_written_in_few_queries(built, django_assert_max_num_queries):
    models.LiveRoom.objects.all().delete()

    with django_assert_max_num_queries(20):
        live.build(seed=1, at=AT)


def test_an_hr_day_is_told_of_when_its_record_is_signed(built):
    models.LiveRoom.objects.all().delete()
    late = models.Event.objects.filter(code="hr_day_2", programme__name="Nyt käynnissä oleva ryhmä")

    live.build(seed=1, at=late.get().ends_at + timedelta(days=7))

    assert (
        models.LiveRoom.objects.filter(private_to__slug__in=["majakka", "arviointi"]).count() == 0
    )


def test_what_is_told_of_is_of_organisations_in_the_demo_world():
    known = {one["id"] for one in content.load("demo_world")["organisations"]}

    assert set(content.load("demo_hr_days")["rooms"]) <= known
