"""Pages of the golden thread, and the same as JSON. Serves issue 5 (the golden thread), R122."""

import re

import pytest
from django.urls import reverse

from nuotio.evaluation.places import Places
from tests.culture.factories import RoundResultFactory
from tests.evaluation.conftest import AT, ago
from tests.evaluation.worlds import World
from tests.factories import ParticipationFactory, ProgrammeFactory
from tests.goals.factories import GoalFactory
from tests.plans.factories import EntryFactory, ExperimentFactory, PlanFactory


@pytest.fixture(autouse=True)
def _then(monkeypatch):
    """Pages and handlers read the clock: it is the day on which the world was made."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)


@pytest.fixture
def world(ours):
    """An organisation whose thread is whole but for one experiment past its end."""
    made = World(ours)
    made.run(made.plan, ends_on=ago(30).date(), title="Friday's question")
    made.slug = ours.slug
    return made


def page(client, address):
    response = client.get(address, headers={"accept-language": "en"})
    assert response.status_code == 200
    return response.content.decode()


def at(world, name="thread", **kwargs):
    return reverse(f"evaluation:{name}", kwargs={"organisation": world.slug, **kwargs})


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_eleven_queries(world, as_member, count, django_assert_num_queries):
    for _ in range(count - 1):
        world.run(world.agreed(world.decided()))
    PlanFactory(active=True)
    client = as_member(world.hr)

    with django_assert_num_queries(11):
        page(client, at(world))


def test_the_page_says_calmly_how_many_gaps_there_are(world, as_member):
    told = page(as_member(world.hr), at(world))

    assert "It is broken in one place: a place for help, not a mark." in told
    assert "Only gaps (1)" in told
    assert "Friday&#39;s question: ended on" in told
    assert told.count('<li class="gap"') == 1
    assert "Private reflections are never on it." in told


def test_nothing_broken_is_said_too(ours, kirsi, as_member):
    GoalFactory(organisation=ours)

    told = page(as_member(kirsi), reverse("evaluation:thread", args=[ours.slug]))
    only = page(as_member(kirsi), reverse("evaluation:thread", args=[ours.slug]) + "?gaps=1")

    assert "None of them is broken." in told
    assert "Nothing is broken here." in only


def test_an_empty_organisation_reads_what_will_be_here(ours, kirsi, as_member):
    told = page(as_member(kirsi), reverse("evaluation:thread", args=[ours.slug]))

    assert "The thread begins with a goal" in told


def test_the_list_is_a_table_of_the_same(world, as_member):
    told = page(as_member(world.hr), f"{at(world)}?view=list")

    assert '<ol class="thread">' not in told
    assert re.findall(r'<th scope="col">([^<]+)</th>', told) == [
        "Thread",
        "Finding",
        "Goal",
        "Plan",
        "Experiment",
        "Change",
        "Practice",
    ]
    assert "Friday&#39;s question: ended on" in told
    assert "As a picture" in told


def test_private_words_are_never_on_it(world, as_member):
    EntryFactory(writer=world.pair[0], words="CANARY entry", experiment=world.kept, plan=world.plan)
    draft = PlanFactory(**world.ours, goal=world.goal, by=world.pair, title="CANARY draft")
    ExperimentFactory(plan=draft, title="CANARY planned")
    world.plan.remarks.update(words="CANARY remark")
    addresses = [
        at(world),
        f"{at(world)}?view=list",
        at(world, "goal_thread", pk=world.goal.pk),
        at(world, "plan_thread", pk=world.plan.pk),
        at(world, "experiment_thread", pk=world.kept.pk),
        reverse("api:thread", args=[world.slug]),
    ]

    read = [page(as_member(world.hr), address) for address in addresses]

    assert [told.count("CANARY") for told in read] == [0] * 6


def test_the_form_is_there_where_it_is_asked_for(world, as_member):
    ParticipationFactory(
        organisation=world.ours["organisation"], programme=ProgrammeFactory(name="Autumn")
    )
    client = as_member(world.hr)

    plain, asked = page(client, at(world)), page(client, f"{at(world)}?narrow=1")

    assert ('name="goal"' in plain, 'name="goal"' in asked) == (False, True)
    assert ">Autumn</option>" in asked


def test_what_is_asked_for_stays_in_the_links(world, as_member):
    for _ in range(6):
        world.decided()

    told = page(as_member(world.hr), f"{at(world)}?since=2026-01-01&goal={world.goal.pk}&gaps=1")
    paged = page(as_member(world.hr), f"{at(world)}?view=list")

    goal = world.goal.pk
    assert f'href="?since=2026-01-01&amp;goal={goal}&amp;"' in told
    assert f'href="?since=2026-01-01&amp;goal={goal}&amp;gaps=1&amp;view=list"' in told
    assert 'href="?view=list&amp;page=2"' in paged


@pytest.mark.parametrize(
    "asked", ["since=yesterday", "until=9999-12-31", "goal=987654321", "programme=x"]
)
def test_what_makes_no_sense_is_said_and_narrows_nothing(world, as_member, asked):
    told = page(as_member(world.hr), f"{at(world)}?{asked}")

    assert 'role="alert"' in told
    assert world.goal.title in told


def test_nothing_that_fits_is_said(world, as_member):
    told = page(as_member(world.hr), f"{at(world)}?until=2001-01-01")

    assert "Nothing of the thread fits this." in told


@pytest.mark.parametrize("number", ["", "x", "0", "99", "9999999999"])
def test_any_page_number_is_answered(world, as_member, number):
    assert world.goal.title in page(as_member(world.hr), f"{at(world)}?page={number}")


def test_a_goal_a_plan_and_an_experiment_have_pages(world, as_member):
    client = as_member(world.hr)

    goal = page(client, at(world, "goal_thread", pk=world.goal.pk))
    plan = page(client, at(world, "plan_thread", pk=world.plan.pk))
    experiment = page(client, at(world, "experiment_thread", pk=world.kept.pk) + "?view=list")

    assert f"<h1>{world.goal.title}</h1>" in goal
    assert world.plan.title.replace("'", "&#39;") in plan
    assert f"<h1>{world.kept.title}</h1>" in experiment


def test_what_is_not_there_is_404(world, petri, as_member):
    elsewhere = ExperimentFactory(running=True)
    draft = PlanFactory(**world.ours, goal=world.goal, by=[petri])
    client = as_member(world.hr)

    statuses = [
        client.get(at(world, name, pk=pk)).status_code
        for name, pk in [
            ("goal_thread", elsewhere.goal_id),
            ("plan_thread", elsewhere.plan_id),
            ("experiment_thread", elsewhere.pk),
            ("plan_thread", draft.pk),
        ]
    ]

    assert statuses == [404] * 4
    assert as_member(petri).get(at(world, "plan_thread", pk=draft.pk)).status_code == 200


def test_who_does_not_follow_reads_why_not(world, aino, as_member):
    response = as_member(aino).get(at(world), headers={"accept-language": "en"})

    assert response.status_code == 403


def test_a_result_is_linked_for_who_reads_it(world, as_member):
    hidden = RoundResultFactory(round__organisation=world.ours["organisation"])
    world.decided(round=hidden.round, dimension="trust", finding="Trust 3.4: People trust.")
    address = reverse("culture:results", args=[world.slug, hidden.round_id])

    hr, mentor = (page(as_member(one), at(world)) for one in (world.hr, world.pair[0]))

    assert (address in hr, address in mentor) == (True, False)
    assert "Trust 3.4" in mentor


def test_an_address_is_looked_up_once(monkeypatch):
    asked = []
    monkeypatch.setattr(
        "nuotio.evaluation.places.reverse",
        lambda name, kwargs: asked.append(name) or f"/{kwargs['organisation']}/{kwargs.get('pk')}/",
    )
    places = Places("virasto")

    told = [places.at("goals:goal", pk) for pk in (1, 2)] + [places.at("goals:goal_add")]

    assert told == ["/virasto/1/", "/virasto/2/", "/virasto/None/"]
    assert asked == ["goals:goal", "goals:goal_add"]


def test_programs_read_the_same(world, as_member):
    address = reverse("api:thread", args=[world.slug])

    told = as_member(world.hr).get(address, headers={"accept-language": "en"}).json()

    assert address == f"/api/v1/organisations/{world.slug}/thread"
    assert (told["total"], told["gap_count"], told["gaps_without_goal"]) == (1, 1, [])
    (line,) = told["lines"]
    assert (line["state"], [knot["kind"] for knot in line["knots"]]) == (
        "gaps",
        ["ground", "goal", "plan", "experiment", "change", "practice"],
    )
    assert line["knots"][3]["gaps"][0]["kind"] == "experiment_undecided"


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ({}, ["goal"]),
        ({"lines": "plans"}, ["plan"]),
        ({"plan": "plan"}, ["plan"]),
        ({"experiment": "kept"}, ["kept"]),
        ({"programme": 987654321}, []),
        ({"only_gaps": "true"}, ["goal"]),
    ],
)
def test_programs_ask_for_a_part(world, as_member, asked, titles):
    query = {key: getattr(getattr(world, str(one), None), "pk", one) for key, one in asked.items()}

    told = as_member(world.hr).get(reverse("api:thread", args=[world.slug]), query).json()

    rows = [getattr(world, name) for name in titles]
    assert [line["title"] for line in told["lines"]] == [row.title for row in rows]


@pytest.mark.parametrize("asked", [{"goal": 0}, {"since": "9999-12-31"}, {"page": 0}])
def test_programs_are_told_what_makes_no_sense(world, as_member, asked):
    response = as_member(world.hr).get(reverse("api:thread", args=[world.slug]), asked)

    assert response.status_code == 422
