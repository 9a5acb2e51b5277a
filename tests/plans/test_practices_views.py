"""Serves issue 5 (practices), R68: a card is written, read through, opened, given on and read."""

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse

from nuotio.foundation import tenancy
from nuotio.plans.models import Practice, PublishedPractice
from tests.factories import MembershipFactory
from tests.plans import factories

FILLED = {
    "name": "Friday's lesson",
    "outcome": "worked",
    "need": "We learn alone.",
    "how": "Ask on Fridays.",
    "version": 1,
}
ONCE = "00000000-0000-4000-8000-00000000abcd"
TEXTS = {name: FILLED[name] for name in ("name", "outcome", "need", "how")}


def at(name, member, *args):
    return reverse(f"plans:{name}", args=[member.organisation.slug, *args])


def read(client, name, member, *args):
    return client.get(at(name, member, *args)).content.decode()


def only() -> Practice:
    with tenancy.unrestricted(reason="Looking at what there is."):
        return Practice.objects.get()


@pytest.fixture
def experiment(plan):
    return factories.ExperimentFactory(
        plan=plan, kept=True, title="Lesson of the week", need="We learn alone."
    )


@pytest.fixture
def card(experiment, sanna):
    return factories.PracticeFactory(experiment=experiment, written_by=sanna, **TEXTS)


@pytest.fixture
def open_card(experiment, sanna):
    return factories.PracticeFactory(
        experiment=experiment, written_by=sanna, released=True, **TEXTS
    )


def test_a_card_begins_from_the_experiment_and_asks_for_a_reader(experiment, sanna, as_member):
    client = as_member(sanna)
    page = read(client, "practice_add", sanna, experiment.pk)

    answer = client.post(at("practice_add", sanna, experiment.pk), FILLED)

    card = only()
    assert 'value="Lesson of the week"' in page
    assert "We learn alone.</textarea>" in page
    assert "Sanna Koskinen, Jari Lehto" in page
    assert "What it helps with" in page
    assert answer.url == at("practice", sanna, card.pk)
    shown = read(client, "practice", sanna, card.pk)
    assert "Waits for Jari Lehto to read it through." in shown
    assert "It is ready" not in shown


@pytest.mark.parametrize("decision", ["keep", "adapt", "stop"])
def test_a_page_offers_to_write_the_card_once(decision, plan, sanna, as_member):
    decided = factories.ExperimentFactory(plan=plan, state="decided", decision=decision)

    page = read(as_member(sanna), "experiment", sanna, decided.pk)

    assert page.count(f'href="{at("practice_add", sanna, decided.pk)}"') == 1


def test_what_did_not_work_is_as_welcome(plan, sanna, as_member):
    stopped = factories.ExperimentFactory(plan=plan, state="decided", decision="stop")

    page = read(as_member(sanna), "practice_add", sanna, stopped.pk)

    assert "Written up, it saves others the same trouble." in page
    assert '<input type="radio" name="outcome" value="did_not" id="id_outcome_2" checked>' in page


def test_a_card_sent_twice_is_one_and_a_second_visit_opens_it(experiment, sanna, as_member):
    client = as_member(sanna)
    told = {**FILLED, "once": ONCE}

    client.post(at("practice_add", sanna, experiment.pk), told)
    client.post(at("practice_add", sanna, experiment.pk), told)
    visit = client.get(at("practice_add", sanna, experiment.pk))

    assert visit.url == at("practice", sanna, only().pk)


def test_the_pair_that_wrote_at_the_same_time_sees_both_texts(card, experiment, jari, as_member):
    client = as_member(jari)

    page = client.post(
        at("practice_add", jari, experiment.pk), {**FILLED, "how": "Ask on Mondays."}
    ).content.decode()
    kept = only().how
    client.post(at("practice_change", jari, card.pk), {**FILLED, "how": "Ask twice."})

    assert "Both texts are kept: choose or merge." in page
    assert "Ask on Fridays." in page
    assert "Ask on Mondays." in page
    assert f'action="{at("practice_change", jari, card.pk)}"' in page
    assert (kept, only().how) == ("Ask on Fridays.", "Ask twice.")


def test_an_experiment_that_goes_on_has_no_card_yet(plan, sanna, as_member):
    running = factories.ExperimentFactory(plan=plan, running=True)
    client = as_member(sanna)

    answer = client.get(at("practice_add", sanna, running.pk))

    assert answer.url == at("practices", sanna)
    assert "becomes a practice once it is decided on" in read(client, "practices", sanna)


def test_an_experiment_that_is_not_there_has_none_either(sanna, as_member):
    foreign = factories.ExperimentFactory(kept=True)

    assert as_member(sanna).get(at("practice_add", sanna, foreign.pk)).status_code == 404


@pytest.mark.parametrize(
    ("told", "answer"),
    [
        ({"name": ""}, "Give the practice a name."),
        ({"need": ""}, "Write in a sentence what it helps with."),
        ({"outcome": ""}, "Choose how it went."),
    ],
)
def test_wrong_input_is_answered_next_to_the_field_and_kept(
    experiment, sanna, as_member, told, answer
):
    page = as_member(sanna).post(at("practice_add", sanna, experiment.pk), {**FILLED, **told})

    assert answer in page.content.decode()
    assert "Ask on Fridays." in page.content.decode()
    assert Practice.objects.count() == 0


def test_the_pair_reads_through_and_opens_it(card, jari, aino, client):
    client.force_login(jari.user)
    asked = read(client, "practice", jari, card.pk)
    client.post(at("practice_review", jari, card.pk), {"version": 1})
    offered = read(client, "practice", jari, card.pk)
    client.post(at("practice_release", jari, card.pk), {"version": 1})
    done = read(client, "practice", jari, card.pk)
    client.force_login(aino.user)
    listed = read(client, "practices", aino)

    assert "Read it through" in asked
    assert "Open it to your organisation" in offered
    assert "HR can give it to the network." in done
    assert "Friday&#39;s lesson" in listed
    assert "Everybody in your organisation reads these practices." in listed
    assert "Change the card" not in read(client, "practice", aino, card.pk)


def test_who_saw_an_older_text_reads_again(card, experiment, jari, as_member):
    card.version = 2
    card.save()
    client = as_member(jari)

    client.post(at("practice_review", jari, card.pk), {"version": 1})
    first = read(client, "practice", jari, card.pk)
    client.post(at("practice_release", jari, card.pk), {"version": 2})
    second = read(client, "practice", jari, card.pk)
    Practice.objects.update(state="reviewed", reviewed_at=card.made_at)
    client.post(at("practice_release", jari, card.pk), {"version": "x" * 9})
    Practice.objects.update(state="reviewed", version=3)
    client.post(at("practice_release", jari, card.pk), {"version": 2})

    assert "The card was changed just now." in first
    assert "a second person reads it first." in second
    assert "The card was changed just now." in read(client, "practice", jari, card.pk)
    assert only().state == "reviewed"


def test_a_change_of_what_was_read_is_told_beforehand(card, sanna, jari, as_member):
    card.state, card.reviewed_by, card.reviewed_at = "reviewed", jari, card.made_at
    card.save()
    client = as_member(sanna)
    page = read(client, "practice_change", sanna, card.pk)
    late = client.post(
        at("practice_change", sanna, card.pk), {**FILLED, "how": "Ask on Mondays."}
    ).content.decode()

    client.post(
        at("practice_change", sanna, card.pk),
        {**FILLED, "how": "Ask on Mondays.", "may_reopen": "True"},
    )

    assert "If you change it, it is read anew before you open it." in page
    assert 'name="may_reopen" value="True"' in page
    assert "The card was read through meanwhile." in late
    assert "It is read through anew." in read(client, "practice", sanna, card.pk)
    assert (only().state, only().how) == ("draft", "Ask on Mondays.")


def test_two_editors_see_both_texts(card, sanna, jari, client):
    client.force_login(jari.user)
    client.post(at("practice_change", jari, card.pk), {**FILLED, "takes": "Paper."})
    client.force_login(sanna.user)

    page = client.post(at("practice_change", sanna, card.pk), {**FILLED, "takes": "Pens."})

    text = page.content.decode()
    assert "Jari Lehto has just changed this." in text
    assert "Paper." in text
    assert "Pens." in text
    assert only().takes == "Paper."


def test_others_only_wait_for_what_is_being_written(card, kirsi, petri, aino, client):
    for other in (kirsi, petri):
        client.force_login(other.user)
        assert "Waits for Jari Lehto to read it through." in read(
            client, "practice", other, card.pk
        )
        assert "Being written" in read(client, "practices", other)
    Practice.objects.update(state="reviewed", reviewed_at=card.made_at)
    assert "Its mentors open it" in read(client, "practice", petri, card.pk)
    client.force_login(aino.user)

    assert client.get(at("practice", aino, card.pk)).status_code == 404
    assert "Being written" not in read(client, "practices", aino)


def test_the_card_of_one_asks_whom_the_writer_likes(ours, sanna, kirsi, petri, client):
    alone = factories.PlanFactory(organisation=ours, by=[sanna], active=True)
    card = factories.PracticeFactory(experiment__plan=alone, written_by=sanna)
    client.force_login(sanna.user)
    waiting = read(client, "practice", sanna, card.pk)
    client.force_login(kirsi.user)

    page = read(client, "practice", kirsi, card.pk)

    assert "Waits for another learning mentor or HR to read it through." in waiting
    assert "It is ready" in page


def test_hr_gives_a_practice_to_the_network_with_names_agreed(open_card, kirsi, sanna, client):
    client.force_login(kirsi.user)
    offered = read(client, "practice", kirsi, open_card.pk)
    page = read(client, "practice_publish", kirsi, open_card.pk)
    refused = client.post(at("practice_publish", kirsi, open_card.pk), {"version": 1})
    before = PublishedPractice.objects.count()

    client.post(at("practice_publish", kirsi, open_card.pk), {"version": 1, "is_agreed": "on"})

    copy = PublishedPractice.objects.get()
    assert "Give it to the network?" in offered
    assert "Ask on Fridays." in page
    assert "Ask the people who are named first, or leave names out." in refused.content.decode()
    assert (before, copy.how) == (0, "Ask on Fridays.")
    shown = read(client, "practice", kirsi, open_card.pk)
    assert reverse("plans:network_practice", args=[copy.pk]) in shown
    assert "The network reads an earlier text" not in shown


def test_an_earlier_text_in_the_network_is_said_and_followed(open_card, kirsi, sanna, client):
    client.force_login(kirsi.user)
    agreed = {"version": 1, "is_agreed": "on"}
    client.post(at("practice_publish", kirsi, open_card.pk), agreed)
    client.force_login(sanna.user)
    warned = read(client, "practice_change", sanna, open_card.pk)
    client.post(at("practice_change", sanna, open_card.pk), {**FILLED, "how": "Ask twice."})
    told = read(client, "practice", sanna, open_card.pk)
    client.force_login(kirsi.user)
    step = read(client, "practice", kirsi, open_card.pk)

    late = client.post(at("practice_publish", kirsi, open_card.pk), agreed)
    between = PublishedPractice.objects.get().how
    client.post(at("practice_publish", kirsi, open_card.pk), {**agreed, "version": 2})

    assert "The network goes on reading the earlier text" in warned
    assert "HR can give it the new one." in told
    assert "Give the new text" in step
    assert late.url == at("practice_publish", kirsi, open_card.pk)
    assert (between, PublishedPractice.objects.get().how) == ("Ask on Fridays.", "Ask twice.")


def test_a_practice_is_taken_back_in_two_ways(open_card, kirsi, sanna, client):
    client.force_login(kirsi.user)
    agreed = {"version": 1, "is_agreed": "on"}
    client.post(at("practice_publish", kirsi, open_card.pk), agreed)
    client.post(at("practice_withdraw", kirsi, open_card.pk), {"whence": "network"})
    first, copies = only().state, PublishedPractice.objects.count()
    client.force_login(sanna.user)
    offered = read(client, "practice", sanna, open_card.pk)

    client.post(at("practice_withdraw", sanna, open_card.pk), {"whence": "organisation"})

    assert (first, copies) == ("organisation", 0)
    assert "Take it back from the organisation" in offered
    assert "Take it back from the network" not in offered
    assert only().state == "reviewed"
    assert "The practice is taken back." in read(client, "practice", sanna, open_card.pk)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number(
    count, ours, sanna, as_member, django_assert_num_queries
):
    for _ in range(count):
        factories.PracticeFactory(
            experiment__plan__organisation=ours, experiment__kept=True, released=True
        )
        factories.PracticeFactory(experiment__plan__organisation=ours, experiment__kept=True)
    factories.PracticeFactory(released=True, name="CANARY")
    client = as_member(sanna)

    with django_assert_num_queries(8):
        page = read(client, "practices", sanna)
    with django_assert_num_queries(7):
        drafts = client.get(at("practices", sanna), {"stage": "writing"}).content.decode()

    assert page.count('<li class="card">') == drafts.count('<li class="card">') == count
    assert "CANARY" not in page + drafts


def test_one_practice_costs_few_queries(open_card, sanna, as_member, django_assert_num_queries):
    client = as_member(sanna)

    with django_assert_num_queries(9):
        read(client, "practice", sanna, open_card.pk)


def test_a_list_is_narrowed_and_an_empty_one_says_why(open_card, sanna, aino, as_member):
    client = as_member(sanna)

    def asked(**query):
        return client.get(at("practices", sanna), query).content.decode()

    assert "Friday&#39;s lesson" in asked(q="friday", outcome="worked")
    assert "Nothing found" in asked(theme="trust")
    assert "Friday&#39;s lesson" in asked(theme="no-such-theme", outcome="no-such", q="x" * 200)
    assert "Nothing is being written" in asked(stage="writing")
    open_card.delete()
    assert "No practices yet" in asked()


@pytest.mark.parametrize("count", [1, 3])
def test_everybody_reads_the_network_at_the_same_cost(
    count, aino, as_member, django_assert_num_queries
):
    factories.PublishedPracticeFactory.create_batch(count, organisation_name="The Library")
    factories.PracticeFactory(released=True, name="CANARY")
    client = as_member(aino)

    with django_assert_num_queries(10):
        page = client.get(reverse("plans:network_practices")).content.decode()

    assert page.count("The Library") == count
    assert "From your organisation" not in page
    assert "CANARY" not in page


def test_own_practices_are_marked_in_the_network(open_card, kirsi, client):
    client.force_login(kirsi.user)
    client.post(at("practice_publish", kirsi, open_card.pk), {"version": 1, "is_agreed": "on"})
    copy = PublishedPractice.objects.get()
    address = reverse("plans:network_practice", args=[copy.pk])
    own = client.get(address).content.decode()
    listed = client.get(reverse("plans:network_practices")).content.decode()
    client.force_login(MembershipFactory().user)

    strange = client.get(address).content.decode()

    assert at("practice", kirsi, open_card.pk) in own
    assert "From your organisation" in own
    assert "From your organisation" in listed
    assert "Ask on Fridays." in strange
    assert "From your organisation" not in strange
    assert open_card.organisation.slug not in strange


def test_an_empty_network_and_a_missing_practice(aino, as_member):
    client = as_member(aino)

    empty = client.get(reverse("plans:network_practices")).content.decode()
    narrowed = client.get(reverse("plans:network_practices"), {"q": "x"}).content.decode()

    assert "No practices yet" in empty
    assert "Nothing found" in narrowed
    assert client.get(reverse("plans:network_practice", args=[987_654])).status_code == 404


def box(member, **told):
    request = RequestFactory().get("/")
    request.actor = member
    return render_to_string(
        "plans/practices/box.html", {"request": request, "practice": None, **told}
    )


def test_the_box_of_an_experiment_leads_its_mentors_to_the_card(experiment, sanna, plan):
    stopped = factories.ExperimentFactory(plan=plan, state="decided", decision="stop")
    running = factories.ExperimentFactory(plan=plan, running=True)

    offered = box(sanna, experiment=stopped, may_write=True)

    assert at("practice_add", sanna, stopped.pk) in offered
    assert "saves others the trouble" in offered
    assert box(sanna, experiment=stopped, may_write=False).strip() == ""
    assert box(sanna, experiment=experiment, may_write=True).strip() == ""  # its next step says so
    assert box(sanna, experiment=running, may_write=True).strip() == ""


def test_what_is_kept_has_its_card_as_the_next_step_and_no_box_beside_it(experiment, sanna):
    assert experiment.decision == "keep"
    assert box(sanna, experiment=experiment, may_write=True).strip() == ""


def test_the_box_shows_a_card_to_who_may_read_it(card, experiment, sanna, aino):
    told = {"experiment": experiment, "practice": card}

    drafted = box(sanna, may_write=True, **told)
    hidden = box(aino, may_write=False, **told)
    card.state = "organisation"

    assert at("practice", sanna, card.pk) in drafted
    assert hidden.strip() == ""
    assert at("practice", aino, card.pk) in box(aino, may_write=False, **told)
