"""Experiments on their pages: list, canvas, one next step. Serves issue 5, R64, R65, R66."""

from datetime import date

import pytest

from nuotio.foundation import tenancy
from nuotio.plans.models import Experiment, Idea
from nuotio.plans.services import experiments as services
from tests.factories import LONG_AGO
from tests.plans import factories
from tests.plans.experiment_pages import READY, at, read, stored

CANVAS = {"title": "Friday's five minutes", "need": "We learn alone.", "version": 1}
FILLED = {"action": "Five minutes.", "seen_by": "We count."}


def made() -> Experiment:
    with tenancy.unrestricted(reason="Looking at what there is."):
        return Experiment.objects.get(title=CANVAS["title"])


@pytest.fixture
def running(plan):
    """An experiment that was started in January and has long to go."""
    return factories.ExperimentFactory(
        plan=plan, running=True, starts_on=date(2026, 1, 12), **READY
    )


@pytest.fixture
def whole(running, sanna):
    """A running experiment with a row of everything."""
    factories.TurnFactory(experiment=running, by=sanna)
    factories.MeasureFactory(experiment=running, before=2, after=7, target=5, people=9)
    factories.ObservationFactory(experiment=running, written_by=sanna)
    return running


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number(
    count, plan, sanna, jari, aino, as_member, django_assert_num_queries
):
    for number in range(count):
        other = factories.PlanFactory(organisation=plan.organisation, by=[sanna, jari])
        factories.ExperimentFactory(plan=other, running=True, title=f"Try {number}")
    factories.ExperimentFactory(running=True, title="CANARY")
    factories.ExperimentFactory(plan=plan, title="HIDDEN")
    client = as_member(aino)

    with django_assert_num_queries(9):
        page = read(client, "experiments", aino)

    assert ("CANARY" in page, "HIDDEN" in page, page.count("Sanna and Jari")) == (
        False,
        False,
        count,
    )


def test_the_list_tells_need_goal_and_where_each_stands(plan, aino, as_member):
    factories.ExperimentFactory(plan=plan, running=True, ends_on=date(2026, 1, 30))
    factories.ExperimentFactory(plan=plan, kept=True, starts_on=date(2026, 1, 12))

    page = read(as_member(aino), "experiments", aino)

    for words in (
        "We learn alone at home.",
        plan.goal.title,
        "Past its last day: to be decided",
        "We keep it",
        "from 12 Jan 2026",
        "2 experiments",
        "Everybody in the organisation sees the experiments that have started.",
    ):
        assert words in page


def test_the_list_is_filtered_and_keeps_its_filter_between_pages(
    plan, sanna, as_member, monkeypatch
):
    monkeypatch.setattr("nuotio.plans.views.experiments.PAGE", 1)
    for number in (1, 2):
        factories.ExperimentFactory(plan=plan, title=f"Planned {number}")
    client, address = as_member(sanna), at("experiments", sanna)

    page = client.get(f"{address}?stage=planned&goal={plan.goal_id}").content.decode()
    nothing = client.get(f"{address}?stage=stop&goal=x").content.decode()

    assert f"?stage=planned&amp;goal={plan.goal_id}&amp;page=2" in page
    assert ("Planned 2" in page, "Planned 1" in page) == (True, False)
    assert "Nothing here with these choices" in nothing


def test_an_empty_list_leads_on(sanna, aino, as_member):
    assert "An experiment is planned in a plan." in read(as_member(sanna), "experiments", sanna)
    assert "you read here what and why" in read(as_member(aino), "experiments", aino)


def test_everybody_reads_what_has_started_and_its_notes_only_who_reads_the_plan(
    whole, aino, petri, as_member
):
    told = read(as_member(aino), "experiment", aino, whole.pk)
    close = read(as_member(petri), "experiment", petri, whole.pk)

    for words in (
        whole.need,
        "Sanna and Jari",
        "Five minutes.",
        "From 2 to 7: more, as you hoped. The smallest sign of success (5) was reached.",
        "Only 9 people: it tells how it went here",
        "Source: the team&#39;s own notes",
        "Started",
        "Everybody in the organisation reads this experiment",
    ):
        assert words in told
    assert "Three people spoke" not in told
    assert "<dt>Plan</dt>" not in told
    assert "Three people spoke" in close
    assert "<dt>Plan</dt>" in close
    assert "Write down what you see" not in close


def test_the_page_costs_the_same_for_any_number_of_rows(
    whole, sanna, as_member, django_assert_num_queries
):
    for _ in range(2):
        factories.TurnFactory(experiment=whole)
        factories.MeasureFactory(experiment=whole)
        factories.ObservationFactory(experiment=whole)
    client = as_member(sanna)

    with django_assert_num_queries(11):
        page = read(client, "experiment", sanna, whole.pk)

    assert page.count("Three people spoke") == 3


def test_many_notes_are_read_page_by_page(whole, sanna, as_member, monkeypatch):
    monkeypatch.setattr("nuotio.plans.views.experiments.PAGE", 1)
    factories.ObservationFactory(experiment=whole, words="Older.", seen_on=date(2026, 1, 2))
    client = as_member(sanna)

    first = read(client, "experiment", sanna, whole.pk)
    second = client.get(at("experiment", sanna, whole.pk), {"page": 2}).content.decode()

    assert ("Older." in first, "Older." in second) == (False, True)


def test_what_is_planned_is_not_there_for_others(plan, aino, as_member):
    planned = factories.ExperimentFactory(plan=plan)

    answer = as_member(aino).get(at("experiment", aino, planned.pk))

    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("told", "step"),
    [
        ({}, "Still missing: What we do, Last day, How we will see it."),
        (READY, "If you can count something"),
        ({**READY, "running": True}, "One line is enough"),
        ({"running": True, "ends_on": date(2026, 1, 30)}, "Decide what comes of it"),
        ({"kept": True}, "Written up as a practice"),
        ({"state": "decided", "decision": "adapt"}, "?follows="),
        ({"state": "decided", "decision": "stop"}, "Thank you: what you learned saves others"),
    ],
)
def test_there_is_one_next_step(plan, sanna, as_member, told, step):
    experiment = factories.ExperimentFactory(plan=plan, **told)

    assert step in read(as_member(sanna), "experiment", sanna, experiment.pk)


def test_a_next_try_is_planned_once_and_in_an_open_plan(plan, ours, sanna, as_member):
    adapted = factories.ExperimentFactory(plan=plan, state="decided", decision="adapt")
    after = factories.ExperimentFactory(plan=plan, follows=adapted, title="Second try")
    closed = factories.ExperimentFactory(
        plan=factories.PlanFactory(organisation=ours, by=[sanna], state="ended"),
        state="decided",
        decision="adapt",
    )
    client = as_member(sanna)

    first, second = (read(client, "experiment", sanna, one.pk) for one in (adapted, after))
    assert ("?follows=" in first, "The next try: Second try" in first) == (False, True)
    assert f"Carries on: {adapted.title}" in second
    assert "?follows=" not in read(client, "experiment", sanna, closed.pk)


def test_a_mentor_plans_an_experiment_in_her_plan(plan, sanna, as_member):
    client = as_member(sanna)
    address = at("experiment_add", sanna, plan.pk)
    once = "00000000-0000-4000-8000-00000000abcd"
    told = {**CANVAS, **FILLED, "goal": plan.goal_id, "ends_on": "2026-12-18", "once": once}

    asked = client.get(address).content.decode()
    answers = [client.post(address, told) for _ in range(2)]

    assert "Uskomme" not in asked
    assert "We believe that if …, then …, because …" in asked
    assert {one.url for one in answers} == {at("experiment", sanna, made().pk)}
    assert (made().plan, made().goal, made().ends_on) == (plan, plan.goal, date(2026, 12, 18))


@pytest.mark.parametrize(
    ("told", "answer"),
    [
        ({"title": ""}, "Give the experiment a name."),
        ({"need": " "}, "Write which need the experiment serves."),
        ({"goal": ""}, "Choose one of the plan&#39;s goals."),
        ({"ends_on": "soon"}, "Write the day, for example 1.12.2026."),
        ({"ends_on": "3000-01-01"}, "it is before the first day, or years away"),
        ({"starts_on": "3000-01-01"}, "Check the day: it is years away."),
        ({"starts_on": "2026-12-02", "ends_on": "2026-12-01"}, "it is before the first day"),
        ({"follows": "999999"}, "This is not there any more."),
        ({"idea": "999999"}, "This is not there any more."),
    ],
)
def test_wrong_input_is_answered_by_the_field_and_kept(plan, sanna, as_member, told, answer):
    sent = {**CANVAS, **FILLED, "goal": plan.goal_id, **told}
    address = at("experiment_add", sanna, plan.pk)

    page = as_member(sanna).post(address, sent).content.decode()

    assert answer in page
    assert "Five minutes." in page
    assert Experiment.objects.count() == 0


def test_a_goal_that_left_the_plan_meanwhile_is_said(plan, sanna, as_member, monkeypatch):
    address = at("experiment_add", sanna, plan.pk)
    monkeypatch.setattr("nuotio.plans.services.experiments.queries.goals_of", lambda _plan: [])
    monkeypatch.setattr(
        "nuotio.plans.forms.experiments._with", lambda _goals, _one: [(plan.goal_id, "Goal")]
    )

    page = as_member(sanna).post(address, {**CANVAS, "goal": plan.goal_id})

    assert "This is not there any more. Choose again." in page.content.decode()
    assert Experiment.objects.count() == 0


def test_the_next_try_begins_with_what_was_learned(plan, sanna, as_member):
    adapted = factories.ExperimentFactory(
        plan=plan, state="decided", decision="adapt", learned="Ask anew.", action="Five minutes."
    )
    address = at("experiment_add", sanna, plan.pk)
    client = as_member(sanna)

    page = client.get(f"{address}?follows={adapted.pk}").content.decode()
    client.post(
        address,
        {**CANVAS, "goal": plan.goal_id, "need": "Other.", "follows": adapted.pk},
    )

    assert ("Ask anew." in page, "Five minutes." in page) == (True, True)
    assert f"It carries on {adapted.title}." in page
    assert (made().follows, made().need) == (adapted, "We learn alone at home.")


def test_an_idea_begins_an_experiment_and_is_marked(plan, ours, sanna, as_member):
    idea = factories.IdeaFactory(organisation=ours, words="It would calm us.")
    address = at("experiment_add", sanna, plan.pk)
    client = as_member(sanna)

    page = client.get(f"{address}?idea={idea.pk}").content.decode()
    client.post(address, {**CANVAS, "goal": plan.goal_id, "idea": idea.pk})

    assert ("It would calm us." in page, f"“{idea.title}”" in page) == (True, True)
    assert (stored(idea).experiment, stored(idea).state) == (made(), Idea.State.PICKED)
    assert "Idea by" in read(client, "experiment", sanna, made().pk)


def test_nothing_is_carried_on_that_was_kept_or_is_not_there(plan, sanna, as_member):
    kept = factories.ExperimentFactory(plan=plan, kept=True, learned="Ask anew.")
    address = at("experiment_add", sanna, plan.pk)
    client = as_member(sanna)

    pages = [
        client.get(f"{address}?{query}").content.decode()
        for query in (f"follows={kept.pk}", "follows=²", "idea=999999", "follows=9" + "9" * 30)
    ]

    assert ["Ask anew." in page or "It carries on" in page for page in pages] == [False] * 4


def test_a_plan_that_is_closed_or_of_others_takes_no_experiment(
    plan, ours, sanna, petri, aino, client
):
    closed = factories.PlanFactory(organisation=ours, by=[sanna], state="ended")
    cases = [(sanna, closed, 403), (petri, plan, 403), (aino, plan, 404)]

    for member, where, status in cases:
        client.force_login(member.user)
        address = at("experiment_add", member, where.pk)
        assert client.get(address).status_code == status
        assert client.post(address, {**CANVAS, "goal": plan.goal_id}).status_code == status

    assert Experiment.objects.count() == 0


def test_the_canvas_is_changed(plan, sanna, as_member):
    planned = factories.ExperimentFactory(plan=plan)
    told = {**CANVAS, **FILLED, "goal": plan.goal_id, "starts_on": "2026-11-30"}

    answer = as_member(sanna).post(at("experiment_change", sanna, planned.pk), told)

    assert answer.url == at("experiment", sanna, planned.pk)
    assert (stored(planned).action, stored(planned).starts_on) == (
        "Five minutes.",
        date(2026, 11, 30),
    )


def test_two_mentors_see_both_texts_side_by_side(plan, sanna, jari, as_member, client):
    planned = factories.ExperimentFactory(plan=plan)
    address = at("experiment_change", sanna, planned.pk)
    same = {**CANVAS, "goal": plan.goal_id}
    client.force_login(jari.user)
    client.post(address, {**same, "who": "Jari's team"})
    client.force_login(sanna.user)

    page = client.post(address, {**same, "who": "Sanna's team"}).content.decode()
    client.post(address, {**same, "who": "Both teams", "version": 2})

    assert "Jari Lehto has just changed this." in page
    assert ("Jari&#39;s team" in page, "Sanna&#39;s team" in page) == (True, True)
    assert stored(planned).who == "Both teams"


@pytest.mark.parametrize(
    ("told", "answer"),
    [
        ({"success": "3"}, "Write in a sentence why what was agreed is changed."),
        ({"action": "", "reason": "Why."}, "It runs: this cannot be left empty any more."),
        ({"ends_on": "2026-01-11", "reason": "Why."}, "it is before the first day"),
    ],
)
def test_what_runs_is_changed_with_care(running, sanna, as_member, told, answer):
    sent = {**CANVAS, **FILLED, "goal": running.goal_id, "ends_on": "2999-12-18", **told}

    page = as_member(sanna).post(at("experiment_change", sanna, running.pk), sent)

    assert answer in page.content.decode()
    assert stored(running).version == 1


def test_what_was_agreed_is_changed_with_a_reason_that_the_story_tells(running, sanna, as_member):
    client = as_member(sanna)
    factories.TurnFactory(experiment=running)
    sent = {
        **CANVAS,
        **FILLED,
        "goal": running.goal_id,
        "ends_on": "2026-12-18",
        "reason": "Half of us were ill.",
    }

    client.post(at("experiment_change", sanna, running.pk), sent)

    page = read(client, "experiment", sanna, running.pk)
    assert ("Changed on the way" in page, "Half of us were ill." in page) == (True, True)
    assert stored(running).starts_on == date(2026, 1, 12)


@pytest.mark.parametrize("error", ["NotThere", "NotADay"])
def test_what_goes_wrong_with_a_field_that_is_not_shown_is_said_at_the_top(
    running, sanna, as_member, monkeypatch, error
):
    def refuse(*_args, **_told):
        raise getattr(services, error)("starts_on")

    monkeypatch.setattr(services, "change_experiment", refuse)
    sent = {**CANVAS, **FILLED, "goal": running.goal_id, "ends_on": "2999-12-18"}

    page = as_member(sanna).post(at("experiment_change", sanna, running.pk), sent)

    assert 'role="alert"' in page.content.decode()


def test_what_is_decided_meanwhile_stays_and_no_word_is_lost(
    running, sanna, as_member, monkeypatch
):
    def refuse(*_args, **_told):
        raise services.WrongState

    sent = {**CANVAS, **FILLED, "goal": running.goal_id, "ends_on": "2999-12-18"}
    client = as_member(sanna)
    monkeypatch.setattr(services, "change_experiment", refuse)

    page = client.post(at("experiment_change", sanna, running.pk), sent).content.decode()
    running.state, running.decision = "decided", "keep"
    running.save()
    led = client.get(at("experiment_change", sanna, running.pk))

    assert ("decided on meanwhile" in page, "We learn alone." in page) == (True, True)
    assert led.url == at("experiment", sanna, running.pk)


def test_a_plan_page_leaves_the_mentors_that_left_out(plan, sanna, jari, as_member):
    planned = factories.ExperimentFactory(plan=plan)
    plan.mentors.filter(membership=jari).update(left_at=LONG_AGO)
    plan.shown_at = None
    plan.save()

    page = read(as_member(sanna), "experiment", sanna, planned.pk)

    assert "Jari" not in page
    assert "Read by the plan's mentors only, until the plan is shown to HR." in page
