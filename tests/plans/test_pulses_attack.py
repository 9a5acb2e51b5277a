"""Somebody looks at every page after every answer: she learns nothing before a pulse closes.

Serves issue 5 (plans): only from five answers on, and only once.
"""

import re
from datetime import timedelta
from itertools import pairwise

import pytest
from django.urls import reverse
from django.utils import timezone

from nuotio.audit.models import AuditEntry
from nuotio.foundation import tenancy
from nuotio.plans.models import Pulse
from tests.plans.factories import ExperimentFactory, PulseFactory

ONE = (5, 4, 4, 5, 1, 2, 5, 5, 3, 4, 4, 5)
OTHER = (1, 1, 2, 1, 5, 5, 3, 1, 2, 1, 1, 1)
# What differs from one request to the next and tells nothing of answers.
NOISE = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


@pytest.fixture
def experiment(plan):
    return ExperimentFactory(plan=plan, running=True)


@pytest.fixture
def watch(ours, experiment, client):
    """Return what each page says after each of these answers, the pulse's own address left out."""

    def seen(viewer, answers) -> list[list[str]]:
        pulse = PulseFactory(
            experiment=experiment, closes_on=timezone.localdate() + timedelta(days=7)
        )
        public, told = f"/en/p/{pulse.code}/", []
        for answer in answers:
            client.logout()
            client.post(public, {"answer": answer})
            told.append([page(client, viewer, pulse, address) for address in addresses(pulse)])
        return told

    def addresses(pulse):
        inside = [
            reverse("plans:pulse", args=[ours.slug, pulse.pk]),
            reverse("plans:pulse_poster", args=[ours.slug, pulse.pk]),
            reverse("plans:ideas", args=[ours.slug]),
        ]
        return [*inside, f"/en/p/{pulse.code}/", f"/en/p/{pulse.code}/?sent"]

    def page(client, viewer, pulse, address):
        client.force_login(viewer.user)
        response = client.get(address)
        told = f"{response.status_code} {NOISE.sub('', response.content.decode())}"
        drawing = re.sub(r' d="[^"]*"', "", told)  # the QR code is the address
        return drawing.replace(pulse.code, "").replace(f"/pulses/{pulse.pk}/", "")

    return seen


@pytest.mark.parametrize("name", ["sanna", "kirsi", "aino"])
def test_an_open_pulse_tells_nothing_of_what_was_answered(name, watch, request):
    viewer = request.getfixturevalue(name)

    first, second = watch(viewer, ONE), watch(viewer, OTHER)

    assert first == second
    # From one answer to the next nothing moves but once, when the fifth has come.
    assert [n for n, (a, b) in enumerate(pairwise(first), start=2) if a != b] == [5]


def test_the_counters_move_although_no_page_shows_it(watch, sanna):
    watch(sanna, ONE)

    with tenancy.unrestricted(reason="Looking as one who has the database."):
        assert Pulse.objects.get().counts == (1, 1, 1, 4, 5)
        assert set(AuditEntry.objects.values_list("target", flat=True)) & {"plans.Pulse"} == set()


def test_who_looks_before_and_after_the_last_answer_sees_a_closed_pulse_only_once(
    ours, experiment, sanna, client
):
    """Closed is final: there is no second result to compare the first one with."""
    pulse = PulseFactory(
        experiment=experiment, closes_on=timezone.localdate() + timedelta(days=7), count_4=5
    )
    address = reverse("plans:pulse", args=[ours.slug, pulse.pk])
    client.force_login(sanna.user)
    client.post(reverse("plans:pulse_close", args=[ours.slug, pulse.pk]))
    client.get(address)  # says thank you once
    before = NOISE.sub("", client.get(address).content.decode())

    client.post(f"/en/p/{pulse.code}/", {"answer": "1"})
    client.post(reverse("plans:pulse_close", args=[ours.slug, pulse.pk]))
    client.get(address)
    after = NOISE.sub("", client.get(address).content.decode())

    assert before == after
    assert "Mean 4.0 of 5" in after
