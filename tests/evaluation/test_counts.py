"""What a programme's staff see of organisations. Serves issue 5 (the golden thread), R130, R26."""

import pytest
from django.urls import reverse

from nuotio.evaluation import tasks
from nuotio.evaluation.models import ThreadCounts
from nuotio.evaluation.queries import counts as queries
from nuotio.evaluation.rules import can_see_counts
from nuotio.evaluation.services import count_all, count_anew
from nuotio.foundation import events, schedule, tenancy
from nuotio.goals.events import GoalDecided, GoalEnded
from nuotio.plans.events import ThreadMoved
from nuotio.programmes.models import Participation
from tests.culture.factories import RoundResultFactory, result_content
from tests.evaluation.conftest import AT, ago
from tests.evaluation.factories import ThreadCountsFactory
from tests.evaluation.worlds import World, break_everywhere
from tests.factories import MembershipFactory, ParticipationFactory, ProgrammeFactory, SeatFactory
from tests.plans.conftest import person
from tests.plans.factories import PracticeFactory, PublishedPracticeFactory

WHOLE = {
    "goals": 1,
    "plans": 1,
    "planned": 1,
    "running": 1,
    "decided": 1,
    "released": 1,
    "network": 0,
    "gaps": 0,
    "published": [],
}


@pytest.fixture(autouse=True)
def _then(monkeypatch):
    """Pages and handlers read the clock: it is the day on which the world was made."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)


@pytest.fixture
def world(ours):
    """An organisation whose thread is whole."""
    return World(ours)


@pytest.fixture
def programme(world):
    """The programme that it takes part in."""
    made = ProgrammeFactory(name="Autumn")
    ParticipationFactory(programme=made, organisation=world.ours["organisation"])
    return made


@pytest.fixture
def merja(programme):
    """The provider's coordinator."""
    with tenancy.unrestricted(reason="Makes the rows of the test."):
        return person(programme.provider, "Merja Vainio", coordinator=True)


def kept():
    with tenancy.unrestricted(reason="Looking at what there is."):
        return list(ThreadCounts.objects.order_by("pk"))


def test_a_whole_organisation_is_counted(world, programme):
    organisation = world.ours["organisation"]

    done = count_anew(organisation.pk, at=AT)

    (row,) = kept()
    assert done == 1
    assert (row.programme_id, row.organisation_id) == (programme.pk, organisation.pk)
    assert (row.private_to_id, row.counts, row.counted_at) == (programme.provider_id, WHOLE, AT)


def test_counted_twice_is_one_row_that_tells_the_newer(world, programme):
    organisation = world.ours["organisation"]
    count_anew(organisation.pk, at=ago(1))
    world.decided(title="CANARY")

    count_anew(organisation.pk, at=AT)

    (row,) = kept()
    assert (row.counts["goals"], row.counts["gaps"], row.counted_at) == (2, 1, AT)


def test_counts_hold_no_text_no_hours_and_no_unshared_finding(world, programme):
    break_everywhere(world)
    organisation = world.ours["organisation"]
    RoundResultFactory(
        round__organisation=organisation,
        round__closed_at=ago(1),
        content=result_content({"reflection": 3.0, "experimentation": 1.2}),
    )

    count_anew(organisation.pk, at=AT)

    (row,) = kept()
    assert row.counts["gaps"] == 12
    assert {type(value) for key, value in row.counts.items() if key != "published"} == {int}


def test_where_an_organisation_takes_part_in_nothing_nothing_is_kept(world):
    assert count_anew(world.ours["organisation"].pk, at=AT) == 0
    assert kept() == []


def test_where_it_has_left_its_counts_go(world, programme):
    organisation = world.ours["organisation"]
    count_anew(organisation.pk, at=AT)
    other = ThreadCountsFactory()
    with tenancy.unrestricted(reason="Leaves."):
        Participation.objects.filter(organisation=organisation).update(state="left")

    count_anew(organisation.pk, at=AT)

    assert kept() == [other]


@pytest.mark.parametrize("event", [ThreadMoved, GoalDecided, GoalEnded])
def test_what_moves_on_the_thread_is_counted_anew(
    world, programme, event, django_capture_on_commit_callbacks
):
    organisation = world.ours["organisation"]
    told = {"organisation_id": organisation.pk}
    told |= {} if event is ThreadMoved else {"goal_id": world.goal.pk}
    told |= {"by_id": world.hr.pk} if event is GoalDecided else {}
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            events.announce(event(**told))

    assert [row.counts for row in kept()] == [WHOLE]


def test_every_organisation_of_a_programme_is_counted_at_night(world, programme):
    ParticipationFactory(programme=programme)
    ParticipationFactory(programme=programme, state="invited")

    done = count_all(at=AT)

    assert done == 2
    assert sorted(row.counts["plans"] for row in kept()) == [0, 1]
    assert tasks.count_threads.func() == 2
    assert tasks.count_threads.module_path in schedule._jobs


def test_staff_read_counts_and_published_titles_only(world, programme, merja, as_member):
    organisation = world.ours["organisation"]
    public = PracticeFactory(
        experiment=world.decide(world.plan), published=True, name="CANARY own name"
    )
    PublishedPracticeFactory(origin=public.once, name="Friday's lesson, told")
    PublishedPracticeFactory(name="Of another organisation")
    count_anew(organisation.pk, at=AT)
    for row in (world.goal, world.plan, world.kept, world.running):
        row.title = f"CANARY {row.title}"
        row.save()

    response = as_member(merja).get(
        reverse("evaluation:counts", args=[programme.provider.slug]),
        headers={"accept-language": "en"},
    )

    told = response.content.decode()
    assert response.status_code == 200
    assert "Friday&#39;s lesson, told" in told
    assert organisation.name_en in told
    assert ("CANARY" in told, "Of another" in told) == (False, False)


def test_what_was_taken_back_from_the_network_is_not_named(world, programme, merja, inside):
    public = PracticeFactory(experiment=world.decide(world.plan), published=True)
    copy = PublishedPracticeFactory(origin=public.once)
    count_anew(world.ours["organisation"].pk, at=AT)

    def titles():
        with tenancy.inside(merja.organisation_id):
            shown = queries.counts_for(merja, queries.programmes_for(merja))
        return [list(one.titles) for row in shown for one in row.organisations]

    before = titles()
    copy.delete()

    assert (before, titles()) == ([[copy.name]], [[]])


def test_an_organisation_that_was_never_counted_says_so(programme, merja, as_member):
    response = as_member(merja).get(
        reverse("evaluation:counts", args=[programme.provider.slug]),
        headers={"accept-language": "en"},
    )

    assert "Not counted yet" in response.content.decode()


def test_programmes_of_others_are_not_there(world, programme):
    count_anew(world.ours["organisation"].pk, at=AT)
    with tenancy.unrestricted(reason="Makes the rows of the test."):
        other = MembershipFactory(at_provider=True, coordinator=True)
    other.roles = frozenset({"employee", "coordinator"})

    with tenancy.inside(other.organisation_id):
        assert queries.counts_for(other, queries.programmes_for(other)) == []
        assert queries.counts_for(other, [programme])[0].organisations[0].counted_at is None


@pytest.mark.parametrize("count", [1, 3])
def test_counts_take_four_queries_for_any_number(
    world, programme, merja, count, django_assert_num_queries
):
    count_anew(world.ours["organisation"].pk, at=AT)
    for _ in range(count - 1):
        further = ProgrammeFactory(provider=programme.provider)
        ThreadCountsFactory(
            programme=further,
            organisation=ParticipationFactory(programme=further).organisation,
            private_to=programme.provider,
        )

    with tenancy.inside(merja.organisation_id), django_assert_num_queries(4):
        shown = queries.counts_for(merja, queries.programmes_for(merja))

    assert len(shown) == count


def test_a_trainer_sees_where_she_sits_and_others_nothing(world, programme, kirsi, as_member):
    with tenancy.unrestricted(reason="Makes the rows of the test."):
        trainer = person(programme.provider, "Olli Peltola", trainer=True)
    before = queries.programmes_for(trainer)
    SeatFactory(programme=programme, membership=trainer, role="trainer")

    assert (before, list(queries.programmes_for(trainer))) == ([], [programme])
    assert (can_see_counts(trainer), can_see_counts(kirsi)) == (True, False)
    address = reverse("evaluation:counts", args=[world.ours["organisation"].slug])
    assert as_member(kirsi).get(address).status_code == 403


def test_a_provider_without_programmes_reads_what_will_be_here(as_member, db):
    coordinator = MembershipFactory(at_provider=True, coordinator=True)

    response = as_member(coordinator).get(
        reverse("evaluation:counts", args=[coordinator.organisation.slug]),
        headers={"accept-language": "en"},
    )

    assert "No programmes yet" in response.content.decode()


def test_a_row_names_organisation_and_programme(world, programme):
    count_anew(world.ours["organisation"].pk, at=AT)

    (row,) = kept()
    assert str(row) == f"{row.organisation_id} in {programme.pk}"
