"""Writing, reading and changing on a phone in a minute. Serves issue 5 (reflection), R73 to R76."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from nuotio.plans.models import Entry, PublishedEntry
from nuotio.plans.services import entries as services
from tests import factories
from tests.plans.factories import (
    EntryFactory,
    ExperimentFactory,
    PublishedEntryFactory,
    SharedEntryFactory,
)
from tests.plans.reading import cells_of

ONCE = UUID("00000000-0000-4000-8000-00000000e002")
TOLD = {
    "kind": "learning",
    "words": "I asked first.",
    "happened_on": "2026-01-12",
    "audience": "me",
    "version": 1,
    "once": ONCE,
}


def at(name, member, *args):
    return reverse(f"plans:{name}", args=[member.organisation.slug, *args])


def read(client, name, member, *args, **query):
    return client.get(at(name, member, *args), query).content.decode()


@pytest.fixture
def programme(ours, sanna, jari):
    made = factories.ProgrammeFactory(name="Autumn group")
    factories.ParticipationFactory(programme=made, organisation=ours)
    pair = factories.PairFactory(programme=made, organisation=ours)
    for one in (sanna, jari):
        factories.SeatFactory(programme=made, membership=one, pair=pair)
    return made


@pytest.mark.parametrize("count", [1, 3])
def test_her_list_shows_each_with_its_readers(
    count, programme, sanna, as_member, django_assert_num_queries
):
    for _ in range(count):
        EntryFactory(writer=sanna, where="problem", audience="pair", prompt="rp01", helped="Time")
    EntryFactory(words="CANARY", audience="network")
    client = as_member(sanna)

    with django_assert_num_queries(12):
        page = read(client, "entries", sanna)

    assert page.count("I asked before I answered") == count
    assert page.count("<span>My pair and me</span>") == count
    assert page.count("What surprised you this week?") == count
    assert page.count("What helped:</span> Time") == count
    assert f"<span>{count}</span>" in page
    assert "Shared in Autumn group" in page
    assert "CANARY" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_what_others_share_with_her_is_beside(
    count, programme, sanna, jari, as_member, django_assert_num_queries
):
    for _ in range(count):
        EntryFactory(writer=jari, audience="pair", where="customer")
    EntryFactory(writer=jari, words="CANARY")
    EntryFactory(words="CANARY", audience="network")
    client = as_member(sanna)

    with django_assert_num_queries(11):
        page = read(client, "entries", sanna, whose="others")

    assert page.count("Jari Lehto, 12 Jan 2026") == count
    assert page.count("Learning at work · With a customer") == count
    assert "CANARY" not in page


def test_the_list_is_narrowed_by_where(sanna, as_member):
    EntryFactory(writer=sanna, where="problem", words="One problem.")
    EntryFactory(writer=sanna, where="customer", words="One customer.")
    client = as_member(sanna)

    narrowed = read(client, "entries", sanna, where="problem")
    none = read(client, "entries", sanna, where="mistake")
    unknown = read(client, "entries", sanna, where="moon")

    assert ("One problem." in narrowed, "One customer." in narrowed) == (True, False)
    assert "Nothing of this kind yet." in none
    assert ("One problem." in unknown, "One customer." in unknown) == (True, True)


def test_fifty_stand_on_a_page(sanna, as_member):
    EntryFactory.create_batch(51, writer=sanna, where="own")
    client = as_member(sanna)

    first = read(client, "entries", sanna, where="own")
    second = read(client, "entries", sanna, where="own", page=2)

    assert (first.count("I asked before"), second.count("I asked before")) == (50, 1)
    assert 'href="?where=own&amp;page=2"' in first


def test_empty_lists_say_what_will_be_there(aino, as_member):
    client = as_member(aino)

    assert "Nothing written yet" in read(client, "entries", aino)
    assert "Nothing shared with you yet" in read(client, "entries", aino, whose="others")


def test_anybody_writes_in_a_minute_for_herself(aino, as_member, django_assert_num_queries):
    client = as_member(aino)

    with django_assert_num_queries(10):
        page = read(client, "entry_add", aino)
    sent = client.post(at("entry_add", aino), {**TOLD, "where": "customer"}, follow=True)

    told = sent.content.decode()
    assert 'value="me" data-n="1" checked' in page
    assert "Only you read this. HR, your supervisor and the organisers do not." in page
    assert ("My pair and me" in page, "Everybody in Autumn group" in page) == (False, False)
    assert "Written down. Below you see who reads it." in told
    assert "I asked first." in told
    assert Entry.objects.get().where == "customer"


def test_the_form_sent_twice_makes_one_entry(aino, as_member):
    client = as_member(aino)

    pages = [client.post(at("entry_add", aino), TOLD).url for _ in range(2)]

    assert pages == [at("entry", aino, Entry.objects.get().pk)] * 2


def test_what_is_wrong_is_told_by_the_field(aino, as_member):
    tomorrow = timezone.localdate() + timedelta(days=1)
    wrong = {**TOLD, "words": " ", "happened_on": tomorrow, "audience": "pair", "place": "plan-1"}

    page = as_member(aino).post(at("entry_add", aino), wrong).content.decode()

    assert "Write a sentence first." in page
    assert "This day is still to come. Check the day." in page
    assert "You cannot choose this audience now." in page
    assert "This is not there any more. Choose again." in page
    assert "<details open>" in page
    assert Entry.objects.count() == 0


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (services.NotThere, "This is not there any more. Choose again."),
        (services.AudienceClosed, "You cannot choose this audience now."),
    ],
)
def test_what_went_away_while_she_wrote_is_told_and_her_words_stay(
    error, words, sanna, as_member, monkeypatch
):
    def refuse(*_args, **_kwargs):
        raise error

    monkeypatch.setattr(services, "write_entry", refuse)
    monkeypatch.setattr(services, "change_entry", refuse)
    entry, client = EntryFactory(writer=sanna), as_member(sanna)

    addresses = (at("entry_add", sanna), at("entry_change", sanna, entry.pk))
    pages = [client.post(one, TOLD).content.decode() for one in addresses]

    assert [(words in page, "I asked first." in page) for page in pages] == [(True, True)] * 2


def test_what_was_typed_waits_after_the_session_has_ended(aino, as_member):
    client = as_member(aino)
    Session.objects.all().delete()
    address = at("entry_add", aino)

    led = client.post(address, TOLD, headers={"Referer": f"http://testserver{address}"})
    signed = {"login": aino.user.email, "password": factories.PASSWORD}
    page = client.post(led.url, signed, follow=True).content.decode()

    assert "I asked first." in page
    assert "What you wrote was kept." in page


def test_with_pair_and_programme_there_is_more_to_choose(programme, sanna, as_member):
    page = read(as_member(sanna), "entry_add", sanna)

    assert "You and Jari Lehto read this." in page
    assert "Everybody in Autumn group" in page
    assert page.count("data-reads=") == page.count("data-n=") == 6


def test_a_question_leads_and_another_follows(programme, sanna, as_member):
    client = as_member(sanna)

    first = read(client, "entry_add", sanna, kind="reflection")
    second = read(client, "entry_add", sanna, kind="reflection", prompt="rp02")
    sent = client.post(
        at("entry_add", sanna) + "?kind=reflection",
        {**TOLD, "kind": "reflection", "prompt": "rp02"},
        follow=True,
    )
    again = read(client, "entry_add", sanna, kind="reflection", prompt="rp01")

    assert "What surprised you this week?" in first
    assert 'href="?kind=reflection&amp;prompt=rp02"' in first
    assert "In what situation did you notice someone learning?" in second
    assert "In what situation did you notice someone learning?" in sent.content.decode()
    assert (Entry.objects.get().kind, Entry.objects.get().prompt) == ("reflection", "rp02")
    assert 'href="?kind=reflection&amp;prompt=rp03"' in again


def test_a_note_has_no_question_and_an_unknown_one_is_none(aino, as_member):
    client = as_member(aino)

    page = read(client, "entry_add", aino, prompt="rp02")
    client.post(at("entry_add", aino), {**TOLD, "prompt": "moon"})

    assert "In what situation did you notice someone learning?" not in page
    assert Entry.objects.get().prompt == ""


def test_after_a_session_its_phase_asks_first(
    programme, sanna, as_member, django_assert_num_queries
):
    end = timezone.now() - timedelta(hours=2)
    factories.EventFactory(
        programme=programme, phase="coach_1", starts_at=end - timedelta(hours=1), ends_at=end
    )

    client = as_member(sanna)

    with django_assert_num_queries(12):
        page = read(client, "entry_add", sanna, kind="reflection")

    assert "What in you helps others to learn?" in page


def test_at_an_experiment_its_turn_asks_and_the_entry_hangs_on_it(
    plan, sanna, as_member, django_assert_num_queries
):
    experiment = ExperimentFactory(plan=plan, title="Friday's lesson", kept=True)
    client = as_member(sanna)
    query = {"kind": "reflection", "experiment": experiment.pk}

    with django_assert_num_queries(11):
        page = read(client, "entry_add", sanna, **query)
    told = {**TOLD, "kind": "reflection", "place": f"experiment-{experiment.pk}"}
    sent = client.post(at("entry_add", sanna), told, follow=True).content.decode()

    assert "What in the experiment is worth keeping" in page
    assert f"kind=reflection&amp;experiment={experiment.pk}&amp;prompt=rp15" in page
    assert page.count("About: Friday") == sent.count("About: Friday") == 1
    assert Entry.objects.get().experiment == experiment


def test_a_plan_that_others_show_can_be_named_in_the_address(
    plan, kirsi, as_member, django_assert_num_queries
):
    client = as_member(kirsi)

    with django_assert_num_queries(11):
        page = read(client, "entry_add", kirsi, plan=plan.pk, kind="reflection")

    assert f'<option value="plan-{plan.pk}" selected>' in page
    assert f"&amp;plan={plan.pk}&amp;prompt=rp02" in page


def test_a_plan_that_she_may_not_see_is_not_named(plan, aino, as_member):
    client = as_member(aino)

    pages = [read(client, "entry_add", aino, plan=key) for key in (plan.pk, "x", "")]

    assert [plan.title in page for page in pages] == [False] * 3


def test_one_entry_shows_who_reads_it_and_changes_with_one_press(
    programme, sanna, as_member, django_assert_num_queries
):
    entry = EntryFactory(writer=sanna, audience="network", where="mistake", prompt="rp01")
    client = as_member(sanna)

    with django_assert_num_queries(10):
        page = read(client, "entry", sanna, entry.pk)
    sent = client.post(at("entry_audience", sanna, entry.pk), {"audience": "pair"}, follow=True)

    told = sent.content.decode()
    assert "Everybody who is signed in to Nuotio reads this" in page
    assert page.count('name="audience"') == 5
    assert "Changed. Below you see who reads it now." in told
    assert "You and Jari Lehto read this." in told
    assert Entry.objects.get().audience == "pair"


def test_an_audience_that_is_not_hers_is_refused_kindly(aino, as_member):
    entry = EntryFactory(writer=aino)

    sent = as_member(aino).post(
        at("entry_audience", aino, entry.pk), {"audience": "pair"}, follow=True
    )

    assert "You cannot choose this audience now." in sent.content.decode()
    assert Entry.objects.get().audience == "me"


def test_a_reader_is_told_with_whom_it_is_shared_and_changes_nothing(plan, sanna, as_member, aino):
    entry = EntryFactory(writer=sanna, audience="organisation", plan=plan)
    client = as_member(aino)

    page = read(client, "entry", aino, entry.pk)
    refused = [
        client.get(at("entry_change", aino, entry.pk)).status_code,
        client.post(at("entry_audience", aino, entry.pk), {"audience": "me"}).status_code,
        client.post(at("entry_delete", aino, entry.pk)).status_code,
    ]

    assert "The writer shares this with everybody in your organisation." in page
    assert "Sanna Koskinen" in page
    assert (plan.title in page, "Change the text" in page) == (False, False)
    assert refused == [403, 403, 403]
    assert Entry.objects.get().audience == "organisation"


def test_the_text_is_changed_and_an_older_form_puts_both_beside(programme, sanna, as_member):
    entry = EntryFactory(writer=sanna, audience="cohort", programme=programme)
    client, address = as_member(sanna), at("entry_change", sanna, entry.pk)
    told = {**TOLD, "audience": f"cohort-{programme.pk}"}

    page = client.get(address).content.decode()
    saved = client.post(address, told, follow=True).content.decode()
    late = client.post(address, {**told, "words": "Another.", "audience": "network"})

    beside = late.content.decode()
    assert f'value="cohort-{programme.pk}" data-n="4" checked' in page
    assert ("The entry is saved." in saved, "I asked first." in saved) == (True, True)
    assert "You have just changed this in another window." in beside
    assert ("I asked first." in beside, "Another." in beside) == (True, True)
    assert Entry.objects.get().audience == "cohort"


def test_an_audience_of_before_stays_to_be_chosen(ours, sanna, aino, as_member):
    entry = EntryFactory(writer=aino, audience="pair")

    page = read(as_member(aino), "entry_change", aino, entry.pk)

    assert 'value="pair" data-n="5" checked' in page
    assert "Only you read this for now: who was your pair then is no longer." in page


def test_what_an_entry_hangs_on_stays_in_the_form(
    plan, petri, aino, as_member, django_assert_num_queries
):
    entry = EntryFactory(writer=petri, plan=plan)
    hidden = EntryFactory(writer=aino, plan=plan)
    client = as_member(petri)

    with django_assert_num_queries(12):
        seen = read(client, "entry_change", petri, entry.pk)
    unseen = read(as_member(aino), "entry_change", aino, hidden.pk)

    assert f'<option value="plan-{plan.pk}" selected>' in seen
    assert plan.title not in unseen


def test_deleting_asks_once_and_is_for_good(sanna, as_member):
    entry = EntryFactory(writer=sanna, words="Gone soon.")
    client, address = as_member(sanna), at("entry_delete", sanna, entry.pk)

    asked = client.get(address).content.decode()
    still_there = Entry.objects.count()
    gone = client.post(address, follow=True).content.decode()

    assert ("Gone soon." in asked, still_there) == (True, 1)
    assert "The entry is deleted, and so is every copy of it." in gone
    assert (Entry.objects.count(), PublishedEntry.objects.count()) == (0, 0)


def test_the_export_writes_text_where_a_formula_could_stand(sanna, as_member):
    for sign in "=+-@":
        EntryFactory(writer=sanna, words=f"{sign}1+1", where="own", prompt="rp01", helped="\x0b=2")
    client = as_member(sanna)

    sent = client.get(at("entries_export", sanna))

    rows = cells_of(sent.content)
    assert sent["Content-Disposition"] == 'attachment; filename="nuotio-reflections.xlsx"'
    assert rows[0][:2] == ["When", "Writer"]
    assert sorted(str(row[4]) for row in rows[1:]) == ["+1+1", "-1+1", "=1+1", "@1+1"]
    assert rows[1][1:4] == ["Sanna Koskinen", "learning at work", "my own development"]
    assert rows[1][5:] == ["=2", "What surprised you this week?", "only me"]
    assert b"<f>" not in _sheet(sent.content)


def _sheet(content):
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return book.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("count", [1, 3])
def test_a_programme_reads_what_was_shared_with_it(
    count, programme, sanna, as_member, django_assert_num_queries
):
    for _ in range(count):
        SharedEntryFactory(programme=programme, where="problem", prompt="rp01")
    SharedEntryFactory(words="CANARY")
    client = as_member(sanna)

    with django_assert_num_queries(10):
        page = read(client, "cohort_entries", sanna, programme.pk)

    assert page.count("I asked before I answered.") == count
    assert page.count("What surprised you this week?") == count
    assert "CANARY" not in page


def test_a_programme_without_texts_invites_and_one_of_others_is_not_there(
    programme, sanna, aino, as_member
):
    client = as_member(sanna)

    page = read(client, "cohort_entries", sanna, programme.pk)
    foreign = client.get(at("cohort_entries", sanna, factories.ProgrammeFactory().pk))
    refused = as_member(aino).get(at("cohort_entries", aino, programme.pk))

    assert "Nothing shared yet" in page
    assert (foreign.status_code, refused.status_code) == (404, 403)


@pytest.mark.parametrize("count", [1, 3])
def test_the_network_reads_what_was_given_to_it(
    count, ours, aino, as_member, django_assert_num_queries
):
    PublishedEntryFactory.create_batch(count, where="customer")
    client = as_member(aino)

    with django_assert_num_queries(9):
        page = client.get(reverse("plans:network_entries")).content.decode()

    assert page.count("I asked before I answered.") == count
    assert page.count("With a customer") == count


def test_an_empty_network_says_what_will_be_there(aino, as_member):
    page = as_member(aino).get(reverse("plans:network_entries")).content.decode()

    assert "Nothing shared yet" in page
