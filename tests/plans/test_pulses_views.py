"""Serves issue 5 (plans): a pulse is asked, shared, answered without signing in, and told."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from nuotio.foundation import tenancy
from nuotio.foundation.models import Announcement
from nuotio.plans.models import Pulse
from nuotio.plans.queries import pulses as queries
from tests.factories import LONG_AGO
from tests.plans.factories import ExperimentFactory, PlanFactory, PulseFactory

TODAY = timezone.localdate()
QUESTION = "How much did you learn from a colleague this week?"


def at(name, member, *args):
    return reverse(f"plans:{name}", args=[member.organisation.slug, *args])


def read(client, name, member, *args):
    return client.get(at(name, member, *args)).content.decode()


def only() -> Pulse:
    with tenancy.unrestricted(reason="Looking at what there is."):
        return Pulse.objects.get()


def public(pulse, language="en"):
    prefix = "" if language == "fi" else f"/{language}"
    return f"{prefix}/p/{pulse.code}/"


@pytest.fixture
def experiment(plan):
    return ExperimentFactory(plan=plan, running=True, title="One lesson a week")


@pytest.fixture
def ask(experiment):
    """Make a pulse with these counts, open unless it is told when it was closed."""

    def made(*counts, **told):
        numbers = {f"count_{n}": count for n, count in enumerate(counts, start=1)}
        told = {"closes_on": TODAY + timedelta(days=7), "question": QUESTION, **told}
        return PulseFactory(experiment=experiment, **numbers, **told)

    return made


def test_a_mentor_asks_a_suggested_question_in_another_language(experiment, sanna, as_member):
    client = as_member(sanna)
    told = {"suggestion": "learned", "language": "sv", "closes_on": TODAY.isoformat()}

    page = read(client, "pulse_add", sanna, experiment.pk)
    response = client.post(at("pulse_add", sanna, experiment.pk), told, follow=True)

    assert QUESTION in page
    made = only()
    assert (made.language, made.closes_on, made.asked_by_id) == ("sv", TODAY, sanna.pk)
    assert f"{settings.BASE_URL}/sv/p/{made.code}/" in response.content.decode()


def test_a_mentor_asks_in_her_own_words_once(experiment, sanna, as_member):
    client, address = as_member(sanna), at("pulse_add", sanna, experiment.pk)
    told = {
        "once": "00000000-0000-4000-8000-000000000008",
        "suggestion": "own",
        "question": "How much did Fridays help?",
        "language": "fi",
        "closes_on": TODAY.isoformat(),
    }

    refused = client.post(address, {**told, "question": ""}).content.decode()
    for _ in range(2):
        client.post(address, told)

    assert "Write your question." in refused
    assert (only().question, only().language) == ("How much did Fridays help?", "fi")


@pytest.mark.parametrize("days", [-1, 61])
def test_a_day_out_of_reach_is_asked_for_again(days, experiment, sanna, as_member):
    day = (TODAY + timedelta(days=days)).isoformat()
    told = {"suggestion": "learned", "language": "fi", "closes_on": day}

    page = as_member(sanna).post(at("pulse_add", sanna, experiment.pk), told).content.decode()

    assert "Choose a day from today on, at most 60 days ahead." in page
    assert Pulse.objects.count() == 0


def test_nobody_asks_about_an_experiment_that_she_may_not_read(ours, sanna, aino, as_member):
    hidden = ExperimentFactory(plan=PlanFactory(organisation=ours, by=[sanna]))

    assert as_member(aino).get(at("pulse_add", aino, hidden.pk)).status_code == 404
    assert as_member(sanna).get(at("pulse_add", sanna, hidden.pk)).status_code == 200


def test_a_pulse_of_an_experiment_that_one_may_not_read_is_not_there(ours, sanna, aino, as_member):
    hidden = ExperimentFactory(plan=PlanFactory(organisation=ours, by=[sanna]))
    pulse = PulseFactory(experiment=hidden)

    assert as_member(aino).get(at("pulse", aino, pulse.pk)).status_code == 404
    assert as_member(sanna).get(at("pulse", sanna, pulse.pk)).status_code == 200


def test_a_mentor_shares_an_open_pulse_and_a_reader_does_not(ask, sanna, aino, as_member):
    pulse = ask(language="en")

    for member, is_there in ((sanna, True), (aino, False)):
        page = read(as_member(member), "pulse", member, pulse.pk)
        assert (f"{settings.BASE_URL}/en/p/{pulse.code}/" in page) is is_there
        assert (at("pulse_close", member, pulse.pk) in page) is is_there
        assert ("pulse-qr" in page) is is_there


def test_a_page_of_a_pulse_costs_the_same_however_many_have_answered(
    ask, aino, as_member, django_assert_num_queries
):
    client = as_member(aino)

    for pulse in (ask(1, closed_at=LONG_AGO), ask(9, 9, 9, 9, 9, closed_at=LONG_AGO)):
        with django_assert_num_queries(8):
            read(client, "pulse", aino, pulse.pk)


def test_the_sheet_speaks_three_languages(ask, sanna, as_member):
    pulse = ask(language="fi")

    page = read(as_member(sanna), "pulse_poster", sanna, pulse.pk)

    assert QUESTION in page
    assert f"/p/{pulse.code}/" in page
    for language in ("fi", "sv", "en"):
        assert f'<section lang="{language}">' in page


def test_a_pulse_closed_by_hand_shows_at_once_what_may_be_shown(ask, sanna, as_member):
    pulse = ask(0, 1, 1, 2, 1)

    page = as_member(sanna).post(at("pulse_close", sanna, pulse.pk), follow=True).content.decode()

    assert only().closed_at is not None
    assert "5 people answered." in page
    assert "Mean 3.5 of 5" in page
    assert "How often each answer was given" not in page


def test_a_pulse_past_its_last_day_is_read_as_closed(ask, aino, as_member):
    pulse = ask(0, 1, 1, 2, 1, closes_on=TODAY - timedelta(days=1))

    page = read(as_member(aino), "pulse", aino, pulse.pk)

    assert "Mean 3.5 of 5" in page
    assert "Its last day was" in page


def test_from_ten_answers_on_the_page_shows_bars_and_how_sure_they_are(ask, aino, as_member):
    pulse = ask(1, 2, 5, 8, 5, closed_at=LONG_AGO)

    page = read(as_member(aino), "pulse", aino, pulse.pk)

    for words in (
        "21 people answered.",
        "That is few: a hint for your talk, not yet a finding.",
        "Mean 3.7 of 5",
        "62% answered “quite a lot” or “very much”: 13 of 21.",
        "probably lie between 41% and 79%",
    ):
        assert words in page
    assert page.count('<rect class="bar"') == 5


def test_thirty_answers_are_not_called_few(ask, aino, as_member):
    pulse = ask(6, 6, 6, 6, 6, closed_at=LONG_AGO)

    assert "That is few" not in read(as_member(aino), "pulse", aino, pulse.pk)


def test_fewer_than_five_answers_are_told_as_such(ask, aino, as_member):
    pulse = ask(0, 0, 0, 0, 0, closed_at=LONG_AGO)

    page = read(as_member(aino), "pulse", aino, pulse.pk)

    assert "Fewer than five people answered. Nothing is shown" in page
    assert "Mean" not in page


def test_a_colleague_answers_without_signing_in_and_leaves_no_trace(ask):
    pulse, client = ask(language="sv"), Client(enforce_csrf_checks=True)

    page = client.get(public(pulse))
    response = client.post(public(pulse), {"answer": "4"})
    thanks = client.get(response.url)

    assert f'<h1 class="pulse-question" lang="sv" id="question">{QUESTION}</h1>' in (
        page.content.decode()
    )
    assert (response.status_code, response.url) == (302, f"{public(pulse)}?sent")
    assert "Thank you. Your answer is counted." in thanks.content.decode()
    assert only().counts == (0, 0, 0, 1, 0)
    for one in (page, response, thanks):
        assert (one.cookies, one.wsgi_request.session.accessed) == ({}, False)
    assert Announcement.objects.count() == 0


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_page_around_the_question_speaks_three_languages(language, ask, client):
    page = client.get(public(ask(), language)).content.decode()

    assert f'<html lang="{language}">' in page
    assert page.count('type="radio"') == 5


def test_a_member_who_is_signed_in_is_not_asked_who_she_is(ask, aino, as_member):
    client = as_member(aino)

    response = client.post(public(ask()), {"answer": "1"})

    assert (response.cookies, response.wsgi_request.session.accessed) == ({}, False)
    assert "Aino" not in client.get(public(only())).content.decode()


@pytest.mark.parametrize("told", [{}, {"answer": "6"}, {"answer": "x"}])
def test_no_answer_is_asked_for_kindly(told, ask, client):
    page = client.post(public(ask()), told).content.decode()

    assert "Choose one of the five answers." in page
    assert only().counts == (0, 0, 0, 0, 0)


def test_a_code_is_read_in_capitals_too(ask, client):
    assert client.get(public(ask()).upper().replace("/EN/P/", "/en/p/")).status_code == 200


def test_a_code_that_is_nobodys_is_not_there(client, db):
    assert client.get("/en/p/nothere2/").status_code == 404


def test_a_closed_pulse_takes_nothing_and_says_so(ask, client):
    pulse = ask(0, 1, 1, 2, 1, closed_at=LONG_AGO)

    page = client.post(public(pulse), {"answer": "4"}).content.decode()

    assert "This question has closed." in page
    assert "<form" not in page
    assert only().counts == (0, 1, 1, 2, 1)


def test_a_pulse_that_closes_while_somebody_answers_says_so(ask, client, monkeypatch):
    pulse = ask(closed_at=LONG_AGO)
    monkeypatch.setattr(Pulse, "is_open", lambda *_args: True)

    page = client.post(public(pulse), {"answer": "4"}).content.decode()

    assert "This question has closed." in page
    assert only().counts == (0, 0, 0, 0, 0)


def test_pulses_of_an_experiment_stand_with_the_newest_first(ask, experiment):
    old, new = ask(), ask(opened_at=LONG_AGO + timedelta(days=1))
    PulseFactory()

    assert queries.pulses_of(experiment) == [new, old]
