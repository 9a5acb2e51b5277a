"""A round is prolonged, discarded before it opens, and closed once."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from tests.culture.factories import (
    SurveyRoundFactory,
)
from tests.culture.round_cases import (
    PASSPHRASE,
    address,
    announced,
    fresh,
    invitees_of,
    place,
    text,
)

pytestmark = pytest.mark.django_db(databases=["default", "box"])


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def here(inside):
    here = place()
    inside(here.hr)
    return here


@pytest.fixture
def desk(here, as_member):
    return as_member(here.hr)


def test_a_round_is_prolonged_and_never_shortened(here, desk):
    made = announced(here)
    prolong = address(here, "round_prolong", made.pk)

    def to(days):
        day = (timezone.localdate() + timedelta(days=days)).isoformat()
        return desk.post(prolong, {"closes_day": day, "closes_time": "18:00"})

    earlier, later = to(10), to(30)

    assert "Choose a later day than the present one." in text(earlier)
    assert later.url == address(here, "round", made.pk)
    assert fresh(made).closes_at > timezone.now() + timedelta(days=28)
    assert "Let it close later" in text(desk.get(prolong))


def test_a_closed_round_is_not_prolonged(here, desk):
    made = SurveyRoundFactory(organisation=here.organisation, closed=True)
    day = (timezone.localdate() + timedelta(days=30)).isoformat()

    page = desk.post(
        address(here, "round_prolong", made.pk),
        {"closes_day": day, "closes_time": "18:00"},
        follow=True,
    )

    assert "The survey does not go on, so its dates stay." in text(page)


def test_a_round_is_discarded_after_a_question_and_only_before_it_opens(here, desk):
    before, opened = announced(here, name_fi="A"), announced(here, name_fi="B", opens=-1)

    asked = text(desk.get(address(here, "round_discard", before.pk)))
    desk.post(address(here, "round_discard", before.pk))
    late = desk.post(address(here, "round_discard", opened.pk), follow=True)

    assert "Nobody can collect a ticket any more" in asked
    assert (fresh(before).state, fresh(opened).state) == ("discarded", "announced")
    assert "it can only be closed" in text(late)


def test_a_round_is_closed_early_with_a_confirmation(
    here, desk, django_capture_on_commit_callbacks
):
    made = announced(here, opens=-1)
    close = address(here, "round_close", made.pk)

    unsure = desk.post(close)
    with django_capture_on_commit_callbacks(execute=True):
        done = desk.post(close, {"sure": "on"})

    assert "Tick this if you are sure." in text(unsure)
    assert done.url == address(here, "round", made.pk)
    assert fresh(made).state == "closed"
    assert {one.email for one in invitees_of(made)} == {""}


def test_a_round_is_not_closed_before_it_opens(here, desk):
    made = announced(here)

    page = desk.post(address(here, "round_close", made.pk), {"sure": "on"}, follow=True)

    assert "A survey is closed once it has opened, and only once." in text(page)
    assert fresh(made).state == "announced"


def test_only_the_trustees_passphrase_counts_the_answers(
    here, desk, django_capture_on_commit_callbacks
):
    made = announced(here, opens=-9, closes=-1, has_trustee=True, trustee="Tiina")
    close = address(here, "round_close", made.pk)

    shown = text(desk.get(close))
    wrong = desk.post(close, {"sure": "on", "trustee_password": "something else"})
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(close, {"sure": "on", "trustee_password": PASSPHRASE})

    assert "Tiina types the passphrase here." in shown
    assert "This is not the passphrase." in text(wrong)
    assert fresh(made).state == "closed"


def test_without_its_keys_a_round_says_so_and_stays(here, desk, key_folder):
    made = announced(here, opens=-1)
    for file in key_folder.iterdir():
        file.unlink()

    page = desk.post(address(here, "round_close", made.pk), {"sure": "on"})

    assert "The keys are missing." in text(page)
    assert fresh(made).state == "announced"
