"""Serves R43, R44, R55, R62 and R63: what each sees of plans on pages, and does there."""

import json
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from nuotio.foundation import tenancy
from nuotio.foundation.merging import digest
from nuotio.plans.models import Plan, PlanAction, PlanRemark
from tests.factories import LONG_AGO
from tests.goals.factories import GoalFactory
from tests.plans import factories

AS_JSON = {"headers": {"accept": "application/json"}}
BASE = json.dumps(
    {"title": digest("Friday"), **dict.fromkeys(("aim", "risks", "hours_a_week"), digest(""))}
)
FORM = {"answer-title": "Friday", "version": 1, "base": BASE}
LEARNED = json.dumps({"learned": digest("")})
CLOSE = {"state": "completed", "answer-learned": "We ask more.", "base": LEARNED, "version": 1}


@pytest.fixture
def draft(ours, sanna, jari):
    return factories.PlanFactory(organisation=ours, by=[sanna, jari], title="Friday")


def at(name, member, *args):
    return reverse(f"plans:{name}", args=[member.organisation.slug, *args])


def read(client, name, member, *args):
    return client.get(at(name, member, *args)).content.decode()


def stored(plan) -> Plan:
    with tenancy.unrestricted(reason="Looking at what there is."):
        return Plan.objects.get(pk=plan.pk)


def sent(client, name, member, plan, **told):
    """Send a form and return the page that it leads to."""
    return client.post(at(name, member, plan.pk), told, follow=True).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_plans(
    count, ours, sanna, jari, petri, as_member, django_assert_num_queries
):
    for _ in range(count):
        factories.PlanFactory(organisation=ours, by=[sanna, jari])
        factories.PlanFactory(organisation=ours, by=[jari, petri], shown=True)
    factories.PlanFactory(organisation=ours, by=[petri], title="CANARY of a draft")
    factories.PlanFactory(shown=True, title="CANARY of others")
    client = as_member(sanna)

    with django_assert_num_queries(11):
        page = read(client, "plans", sanna)

    assert "CANARY" not in page
    assert page.index("Your plans") < page.index("Plans of others")
    assert "Sanna Koskinen, Jari Lehto" in page
    assert page.count("Shown to HR") == count


def test_an_empty_list_leads_each_to_her_own_next_step(ours, sanna, kirsi, as_member):
    without = read(as_member(sanna), "plans", sanna)
    GoalFactory(organisation=ours, state="decided")
    led = read(as_member(sanna), "plans", sanna)
    told = read(as_member(kirsi), "plans", kirsi)

    assert "See what the goals are" in without
    assert f'href="{at("plan_add", sanna)}">Begin a plan' in led
    assert "No plans to read yet" in told
    assert at("plan_add", kirsi) not in told


def test_without_a_decided_goal_the_page_says_who_decides(ours, sanna, as_member):
    GoalFactory(organisation=ours)

    page = read(as_member(sanna), "plan_add", sanna)

    assert "HR and management decide it together." in page
    assert reverse("goals:goals", args=[ours.slug]) in page


def test_a_mentor_begins_a_plan_with_her_pair(ours, sanna, jari, petri, as_member):
    goal, other = (GoalFactory(organisation=ours, state="decided") for _ in range(2))
    client = as_member(sanna)

    asked = client.get(at("plan_add", sanna), {"goal": other.pk}).content.decode()
    led = client.post(
        at("plan_add", sanna),
        {"title": "Friday", "goal": other.pk, "more": [goal.pk, other.pk], "partner": jari.pk},
    )

    plan = Plan.objects.get()
    assert f'value="{other.pk}" id="id_goal_1" checked' in asked
    assert led["Location"] == at("plan_write", sanna, plan.pk)
    assert (plan.goal, plan.kind) == (other, "pair")
    assert [one.goal for one in plan.more_goals.all()] == [goal]


def test_the_only_goal_is_chosen_and_the_pair_in_coaching_suggested(
    ours, sanna, jari, petri, as_member, monkeypatch
):
    from nuotio.plans.queries import plans as queries

    GoalFactory(organisation=ours, state="decided")
    known = queries.Coaching(None, "Programme", frozenset({petri.pk}))
    monkeypatch.setattr(queries, "coaching_of", lambda _viewer: known)

    page = read(as_member(sanna), "plan_add", sanna)

    assert 'id="id_goal_0" checked' in page
    assert f'value="{petri.pk}" selected>Petri Niemi (your pair in coaching)' in page
    assert "Other goals" not in page


def test_a_goal_that_ended_while_the_form_was_open_is_said_by_its_field(
    ours, sanna, jari, as_member, monkeypatch
):
    from nuotio.plans.services import plans as services

    goal = GoalFactory(organisation=ours, state="decided")
    client = as_member(sanna)

    def gone(*_args, **_kwargs):
        raise services.NotThere("goal")

    monkeypatch.setattr(services, "begin_plan", gone)
    page = client.post(at("plan_add", sanna), {"title": "Friday", "goal": goal.pk})
    empty = client.post(at("plan_add", sanna), {})

    assert "This is not there any more. Choose again." in page.content.decode()
    assert "Give the plan a name. You can change it later." in empty.content.decode()
    assert Plan.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_plan_costs_the_same_for_any_number_of_parts(
    count, ours, plan, sanna, kirsi, as_member, django_assert_num_queries
):
    for _ in range(count):
        factories.PlanActionFactory(plan=plan, owner=sanna)
        factories.PlanRemarkFactory(plan=plan, written_by=kirsi)
        factories.PlanGoalFactory(plan=plan)
        factories.ExperimentFactory(plan=plan)
    factories.PlanActionFactory(words="CANARY")
    client = as_member(sanna)

    with django_assert_num_queries(11):
        page = read(client, "plan", sanna, plan.pk)

    assert "CANARY" not in page


def test_a_plan_tells_what_it_is_for_and_how_it_goes(ours, plan, sanna, kirsi, petri, as_member):
    Plan.objects.filter(pk=plan.pk).update(
        aim="We ask first.", support="A room", hours_a_week=2, agreed_by=kirsi, agreed_at=LONG_AGO
    )
    factories.PlanActionFactory(plan=plan, words="Tell", owner=sanna, due_on=date(2020, 1, 2))
    factories.PlanActionFactory(plan=plan, words="Ask", done_at=LONG_AGO)
    factories.ExperimentFactory(plan=plan, title="One lesson", kept=True)
    factories.PlanRemarkFactory(plan=plan, written_by=kirsi, answer="partly", words="On Fridays.")

    own = read(as_member(sanna), "plan", sanna, plan.pk)
    others = read(as_member(petri), "plan", petri, plan.pk)

    for words in (
        *("We ask first.", plan.goal.title, "Sanna Koskinen, Jari Lehto", "One lesson"),
        *("We keep it", "by 2 Jan 2020", "done 12 Jan 2026", "Discussed with HR: Kirsi Laine"),
    ):
        assert words in own
        assert words in others
    for words in (
        *("On Fridays.", "We arrange a part of it", "Its day has passed. Is it done"),
        *("Write to HR", "Pause the plan", "parts are still empty"),
    ):
        assert words in own
        assert words not in others
    assert "Read by other learning mentors, HR, the coordinators and management" in others


def test_a_draft_says_that_only_its_mentors_read_it(draft, sanna, petri, as_member):
    page = read(as_member(sanna), "plan", sanna, draft.pk)

    assert "Only the plan's own mentors read this" in page
    assert "Write what you want to change" in page
    assert "Talked over with HR" not in page
    assert as_member(petri).get(at("plan", petri, draft.pk)).status_code == 404


def test_the_plan_is_saved_by_its_button_and_read(draft, sanna, as_member):
    client = as_member(sanna)

    led = client.post(
        at("plan_write", sanna, draft.pk),
        {**FORM, "answer-aim": "We ask.", "answer-hours_a_week": "2,5", "action": "give"},
    )
    stays = client.post(at("plan_write", sanna, draft.pk), {**FORM, "action": "draft"})

    kept = stored(draft)
    assert (kept.aim, str(kept.hours_a_week)) == ("We ask.", "2.5")
    assert led["Location"] == at("plan", sanna, draft.pk)
    assert stays["Location"] == at("plan_write", sanna, draft.pk)
    assert "We ask.</textarea>" in read(client, "plan_write", sanna, draft.pk)


def test_a_page_that_saves_itself_is_told_what_is_stored(draft, sanna, as_member):
    client, page = as_member(sanna), at("plan_write", sanna, draft.pk)

    told = client.post(page, {**FORM, "answer-aim": "We ask."}, **AS_JSON).json()

    assert (told["version"], told["clashing"], told["html"]) == (2, [], "")
    assert (told["texts"]["aim"], told["base"]["aim"]) == ("We ask.", digest("We ask."))


@pytest.mark.parametrize("hours", ["a lot", "41", "-1", "2.55"])
def test_hours_that_cannot_be_read_are_told_and_nothing_is_stored(hours, draft, sanna, as_member):
    client, page = as_member(sanna), at("plan_write", sanna, draft.pk)
    form = {**FORM, "answer-aim": "We ask.", "answer-hours_a_week": hours}

    told = client.post(page, form, **AS_JSON)
    shown = client.post(page, form).content.decode()

    assert told.status_code == 422
    assert told.json() == {"words": "Write hours between 0 and 40, for example 2 or 2.5."}
    assert "We ask.</textarea>" in shown
    assert stored(draft).aim == ""


def test_the_same_field_of_two_is_shown_side_by_side_and_the_choice_stored(
    draft, sanna, jari, as_member
):
    page = at("plan_write", sanna, draft.pk)
    as_member(jari).post(page, {**FORM, "answer-aim": "Theirs & more", "answer-risks": "Time"})
    client = as_member(sanna)

    told = client.post(page, {**FORM, "answer-aim": "Mine"}, **AS_JSON).json()
    shown = client.post(page, {**FORM, "answer-aim": "Mine"}).content.decode()

    assert told["clashing"] == ["aim"]
    assert "Theirs &amp; more</p>" in told["html"]
    assert "Jari Lehto has just changed this." in shown
    assert "Mine</textarea>" in shown
    assert "Time</textarea>" in shown
    assert stored(draft).aim == "Theirs & more"
    base = json.dumps({"aim": digest("Theirs & more")})
    client.post(page, {**FORM, "base": base, "answer-aim": "Mine & theirs"})
    assert (stored(draft).aim, stored(draft).risks) == ("Mine & theirs", "Time")


def test_who_writes_while_the_other_closes_keeps_her_words_on_the_page(plan, sanna, as_member):
    Plan.objects.filter(pk=plan.pk).update(state="completed", closed_at=LONG_AGO)
    client, page = as_member(sanna), at("plan_write", sanna, plan.pk)

    told = client.post(page, {**FORM, "answer-aim": "Mine"}, **AS_JSON)
    shown = client.post(page, {**FORM, "answer-aim": "Mine"}).content.decode()

    words = "The plan was closed meanwhile. What you typed is still here."
    assert (told.status_code, told.json()) == (422, {"words": words})
    assert words in shown
    assert "Mine</textarea>" in shown
    assert stored(plan).aim == ""


@pytest.mark.parametrize("name", ["plan_write", "plan_goals", "plan_mentors", "plan_pause"])
def test_the_pages_of_a_closed_plan_lead_back_to_it(name, plan, sanna, as_member):
    Plan.objects.filter(pk=plan.pk).update(state="ended", closed_at=LONG_AGO)

    led = as_member(sanna).get(at(name, sanna, plan.pk))

    assert led["Location"] == at("plan", sanna, plan.pk)


def test_mentors_choose_other_goals_and_are_told_where_another_was_faster(
    plan, ours, sanna, as_member
):
    goal, first = GoalFactory(organisation=ours, state="decided"), plan.goal
    client, page = as_member(sanna), at("plan_goals", sanna, plan.pk)
    form = {"goal": goal.pk, "more": [first.pk]}

    late = client.post(page, {**form, "seen": "made up"}).content.decode()
    before = stored(plan).goal
    led = client.post(page, {**form, "seen": str(first.pk)})

    assert "The goals were changed just now." in late
    assert f'name="seen" value="{first.pk}"' in late
    assert before == first
    assert led["Location"] == at("plan", sanna, plan.pk)
    assert stored(plan).goal == goal


def test_the_way_of_a_plan_from_hand_to_hand(draft, sanna, kirsi, as_member):
    Plan.objects.filter(pk=draft.pk).update(aim="We ask.", support="A room")
    mentor, hr = as_member(sanna), None

    early = sent(mentor, "plan_start", sanna, draft)
    shown = sent(mentor, "plan_show", sanna, draft)
    hr = as_member(kirsi)
    asked = read(hr, "plan", kirsi, draft.pk)
    answered = sent(hr, "plan_remark", kirsi, draft, words="On Fridays.", answer="yes")
    moved = sent(hr, "plan_agree", kirsi, draft, version="99")
    agreed = sent(hr, "plan_agree", kirsi, draft, version="1")
    again = sent(hr, "plan_agree", kirsi, draft)

    assert "First HR and you talk the plan over." in early
    assert "HR has been told and reads the plan." in shown
    assert "Answer what the plan needs" in asked
    assert "Agree to the plan" in answered
    assert "The plan was changed just now. Read it again, then agree." in moved
    assert "You have agreed." in agreed
    assert "You have agreed." in again
    mentor = as_member(sanna)
    started = sent(mentor, "plan_start", sanna, draft)
    paused = sent(mentor, "plan_pause", sanna, draft, words="The autumn is full.")
    resumed = sent(mentor, "plan_resume", sanna, draft)
    closed = sent(mentor, "plan_close", sanna, draft, **CLOSE)
    late = sent(mentor, "plan_resume", sanna, draft)
    assert "Try something small" in started
    assert "The autumn is full." in paused
    assert "The plan goes on." in resumed
    assert "Thank you for what you tried and told." in closed
    assert "We ask more." in closed
    assert "The plan is closed, so it stays as it is." in late


def test_the_second_who_agrees_is_told_that_it_was_done(ours, kirsi, as_member):
    plan = factories.PlanFactory(organisation=ours, shown=True, state="discussed")

    page = sent(as_member(kirsi), "plan_agree", kirsi, plan)

    assert "The plan has been agreed to already." in page


def test_two_who_close_see_both_texts(plan, sanna, jari, as_member):
    as_member(jari).post(at("plan_close", jari, plan.pk), {**CLOSE, "answer-learned": "Theirs"})
    client = as_member(sanna)

    shown = client.post(at("plan_close", sanna, plan.pk), CLOSE).content.decode()
    empty = client.post(at("plan_close", sanna, plan.pk), {**CLOSE, "answer-learned": " "})

    assert "Both texts are kept: choose or merge." in shown
    assert "We ask more.</textarea>" in shown
    assert stored(plan).learned == "Theirs"
    assert empty.status_code == 200
    again = {**CLOSE, "base": json.dumps({"learned": digest("Theirs")})}
    client.post(at("plan_close", sanna, plan.pk), again)
    assert stored(plan).learned == "We ask more."


def test_a_plan_is_closed_with_a_word(plan, sanna, as_member):
    client = as_member(sanna)

    page = client.post(at("plan_close", sanna, plan.pk), {**CLOSE, "answer-learned": " "})
    without = client.post(at("plan_close", sanna, plan.pk), {**CLOSE, "state": ""})

    assert "Write in a sentence what you learned." in page.content.decode()
    assert "Choose how it ends." in without.content.decode()
    assert stored(plan).state == "active"


def test_mentors_write_to_hr_and_are_asked_for_no_answer(plan, sanna, kirsi, as_member):
    Plan.objects.filter(pk=plan.pk).update(support="A room")

    by_mentor = read(as_member(sanna), "plan_remark", sanna, plan.pk)
    as_member(sanna).post(at("plan_remark", sanna, plan.pk), {"words": "When?", "answer": "yes"})
    by_hr = read(as_member(kirsi), "plan_remark", kirsi, plan.pk)

    assert "Write to HR" in by_mentor
    assert "We arrange it" not in by_mentor
    assert "We arrange it" in by_hr
    assert "A room" in by_hr
    assert [(one.words, one.answer) for one in PlanRemark.objects.all()] == [("When?", "")]


def test_a_mentor_is_asked_along_and_another_leaves(plan, sanna, petri, jari, as_member):
    client = as_member(sanna)

    asked = read(client, "plan_mentors", sanna, plan.pk)
    joined = sent(client, "plan_mentors", sanna, plan, mentor=petri.pk)
    nobody = read(client, "plan_mentors", sanna, plan.pk)
    wrong = sent(client, "plan_mentors", sanna, plan, mentor="987654")
    left = sent(client, "plan_mentors", sanna, plan, action="leave")

    assert "Petri Niemi</option>" in asked
    assert "Now you write the plan together." in joined
    assert "All mentors of your organisation write this plan already." in nobody
    assert "She or he is no mentor here any more." in wrong
    assert "You have left the plan." in left
    assert [one.membership for one in plan.mentors.filter(left_at=None)] == [jari, petri]


def test_the_last_mentor_is_told_what_she_can_do(ours, sanna, as_member):
    alone = factories.PlanFactory(organisation=ours, by=[sanna], kind="individual")

    page = sent(as_member(sanna), "plan_mentors", sanna, alone, action="leave")

    assert "A plan keeps at least one mentor." in page
    assert alone.mentors.filter(left_at=None).count() == 1


def test_a_step_is_added_changed_and_done(plan, sanna, jari, as_member):
    client = as_member(sanna)
    sent(
        client,
        "action_add",
        sanna,
        plan,
        words="Tell",
        owner=jari.pk,
        due_on="2099-12-01",
        version=1,
    )
    step = PlanAction.objects.get()

    asked = read(client, "action_change", sanna, step.pk)
    sent(client, "action_change", sanna, step, words="Ask", owner="", version=1)
    late = sent(client, "action_change", sanna, step, words="Wonder", version=1)
    done = sent(client, "action_done", sanna, step, done="yes")
    undone = sent(client, "action_done", sanna, step, done="no")

    assert 'value="2099-12-01"' in asked
    assert "You have just changed this in another window." in late
    assert "Done. Well done." in done
    assert "The step is to be done again." in undone
    step.refresh_from_db()
    assert (step.words, step.owner, step.done_at) == ("Ask", None, None)


def test_steps_of_a_closed_plan_lead_back_to_it(plan, sanna, as_member):
    step = factories.PlanActionFactory(plan=plan)
    Plan.objects.filter(pk=plan.pk).update(state="ended", closed_at=LONG_AGO)
    client, back = as_member(sanna), at("plan", sanna, plan.pk)

    for name, pk in (("action_add", plan.pk), ("action_change", step.pk)):
        assert client.get(at(name, sanna, pk))["Location"] == back
    assert client.post(at("action_done", sanna, step.pk), {"done": "yes"})["Location"] == back
    step.refresh_from_db()
    assert step.done_at is None


def test_two_versions_are_read_side_by_side(plan, sanna, jari, as_member):
    now = timezone.now()
    for number, words in enumerate(["We ask", "We always ask", "We always listen"], start=1):
        factories.PlanVersionFactory(
            plan=plan,
            number=number,
            content={"aim": words},
            written_by=jari,
            at=now + timedelta(days=number),
        )
    client = as_member(sanna)

    last = read(client, "plan_versions", sanna, plan.pk)
    chosen = client.get(
        at("plan_versions", sanna, plan.pk), {"earlier": "2", "later": "1"}
    ).content.decode()
    same = client.get(at("plan_versions", sanna, plan.pk), {"earlier": "3", "later": "3"})

    assert '<del><span class="visually-hidden">taken out: </span>ask ' in last
    assert '<ins><span class="visually-hidden">added: </span>listen' in last
    assert '<ins><span class="visually-hidden">added: </span>always ' in chosen
    assert "<del><span" not in chosen
    assert "What we want to change" in last
    assert "The words are the same in both versions." in same.content.decode()


def test_one_version_says_when_there_will_be_two(plan, sanna, as_member):
    factories.PlanVersionFactory(plan=plan, number=1)

    assert "One version so far" in read(as_member(sanna), "plan_versions", sanna, plan.pk)
