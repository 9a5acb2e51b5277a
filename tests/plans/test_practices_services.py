"""Serves issue 5, R68: a practice leaves its experiment, read by two, opened in two steps."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from nuotio.audit.models import AuditEntry
from nuotio.foundation import tenancy
from nuotio.foundation.versions import EditedMeanwhile
from nuotio.plans.events import PracticeTakenBack, PracticeWaits, ThreadMoved
from nuotio.plans.models import Practice, PublishedPractice
from nuotio.plans.services import practices as services
from nuotio.plans.services.practices import PracticeDraft
from tests.factories import LONG_AGO
from tests.plans import factories

DRAFT = PracticeDraft("Friday's lesson", "worked", "We learn alone.", how="Ask on Fridays.")


def stored(practice) -> Practice:
    with tenancy.unrestricted(reason="Looking at what there is."):
        return Practice.objects.get(pk=practice.pk)


@pytest.fixture
def experiment(plan):
    """An experiment of Sanna and Jari that is kept."""
    return factories.ExperimentFactory(plan=plan, kept=True)


@pytest.fixture
def card(experiment, sanna):
    """Sanna's draft."""
    return factories.PracticeFactory(experiment=experiment, written_by=sanna, **vars(DRAFT))


@pytest.fixture
def read_card(experiment, sanna, jari):
    """Sanna's card, which Jari has read."""
    return factories.PracticeFactory(
        experiment=experiment, written_by=sanna, reviewed=True, reviewed_by=jari, **vars(DRAFT)
    )


@pytest.fixture
def open_card(experiment, sanna):
    """A card that the organisation reads."""
    return factories.PracticeFactory(
        experiment=experiment, written_by=sanna, released=True, **vars(DRAFT)
    )


def test_a_mentor_writes_up_what_was_decided(ours, experiment, sanna, announced, now):
    made = services.draft_practice(experiment, DRAFT, by=sanna, at=now, once=uuid4())

    kept = stored(made)
    assert {name: getattr(kept, name) for name in vars(DRAFT)} == vars(DRAFT)
    assert (kept.organisation, kept.state, kept.written_by) == (ours, "draft", sanna)
    assert (kept.made_at, kept.changed_at) == (now, now)
    assert announced == [PracticeWaits(ours.pk, made.pk, sanna.pk), ThreadMoved(ours.pk)]
    assert list(AuditEntry.objects.values_list("action", "actor_id")) == [
        ("plans.write_practice", sanna.user_id)
    ]


@pytest.mark.parametrize("decision", ["keep", "adapt", "stop"])
def test_every_decision_can_be_written_up(plan, sanna, now, decision):
    decided = factories.ExperimentFactory(plan=plan, state="decided", decision=decision)

    made = services.draft_practice(decided, DRAFT, by=sanna, at=now, once=uuid4())

    assert made.experiment == decided


def test_what_is_not_decided_has_no_card(plan, sanna, now):
    running = factories.ExperimentFactory(plan=plan, running=True)

    with pytest.raises(services.NotDecided):
        services.draft_practice(running, DRAFT, by=sanna, at=now, once=uuid4())

    assert Practice.objects.count() == 0


def test_nobody_else_writes_the_card_of_a_plan(experiment, petri, kirsi, aino, now):
    for other in (petri, kirsi, aino):
        with pytest.raises(PermissionDenied):
            services.draft_practice(experiment, DRAFT, by=other, at=now, once=uuid4())

    assert Practice.objects.count() == 0


def test_a_card_sent_twice_is_made_once(experiment, sanna, now, announced):
    once = uuid4()

    first = services.draft_practice(experiment, DRAFT, by=sanna, at=now, once=once)
    second = services.draft_practice(experiment, DRAFT, by=sanna, at=now, once=once)

    assert first == second
    assert Practice.objects.count() == 1
    assert len(announced) == 2


def test_the_mark_of_another_card_does_no_harm(card, plan, sanna, now):
    kept = factories.ExperimentFactory(plan=plan, kept=True)

    made = services.draft_practice(kept, DRAFT, by=sanna, at=now, once=card.once)

    assert made.experiment == kept
    assert Practice.objects.count() == 2


def test_the_second_of_the_pair_meets_the_first_card(card, experiment, jari, now):
    with pytest.raises(services.AlreadyWritten) as met:
        services.draft_practice(
            experiment, replace(DRAFT, name="Mine"), by=jari, at=now, once=uuid4()
        )

    assert met.value.practice == card
    assert stored(card).name == DRAFT.name


def test_a_draft_is_changed_by_the_pair_without_asking_anew(card, sanna, jari, now, announced):
    services.change_practice(card, replace(DRAFT, takes="Paper."), by=jari, at=now, version=1)

    kept = stored(card)
    assert (kept.takes, kept.version, kept.state, kept.changed_at) == ("Paper.", 2, "draft", now)
    assert kept.written_by == sanna
    assert announced == []


def test_two_who_write_at_once_lose_nothing(card, sanna, jari, now):
    services.change_practice(card, replace(DRAFT, takes="Paper."), by=jari, at=now, version=1)

    with pytest.raises(EditedMeanwhile) as late:
        services.change_practice(card, replace(DRAFT, takes="Pens."), by=sanna, at=now, version=1)

    assert late.value.theirs.takes == "Paper."
    assert (stored(card).takes, stored(card).version) == ("Paper.", 2)


def test_others_change_no_card(card, petri, kirsi, now):
    for other in (petri, kirsi):
        with pytest.raises(PermissionDenied):
            services.change_practice(card, DRAFT, by=other, at=now, version=1)

    assert stored(card).version == 1


def test_a_card_whose_writer_was_erased_becomes_that_of_who_changes_it(card, jari, now):
    card.written_by = None
    card.save()

    services.change_practice(card, DRAFT, by=jari, at=now, version=1)

    assert stored(card).written_by == jari


def test_a_change_of_what_was_read_is_warned_of_and_read_anew(
    ours, read_card, sanna, now, announced
):
    other = replace(DRAFT, how="Ask on Mondays.")

    with pytest.raises(services.ReviewWouldGo):
        services.change_practice(read_card, other, by=sanna, at=now, version=1)
    before = stored(read_card)
    services.change_practice(read_card, other, by=sanna, at=now, version=1, may_reopen=True)

    kept = stored(read_card)
    assert (before.state, before.how, before.version) == ("reviewed", DRAFT.how, 1)
    assert (kept.state, kept.how, kept.version) == ("draft", "Ask on Mondays.", 2)
    assert (kept.reviewed_by, kept.reviewed_at, kept.written_by) == (None, None, sanna)
    assert announced == [PracticeWaits(ours.pk, kept.pk, sanna.pk), ThreadMoved(ours.pk)]


def test_saving_the_same_words_takes_no_review_back(read_card, sanna, now):
    services.change_practice(read_card, DRAFT, by=sanna, at=now, version=1)

    assert stored(read_card).state == "reviewed"


def test_what_the_reader_changes_she_has_read(read_card, jari, now):
    services.change_practice(read_card, replace(DRAFT, takes="Paper."), by=jari, at=now, version=1)

    assert (stored(read_card).state, stored(read_card).takes) == ("reviewed", "Paper.")


def test_a_released_card_stays_open_when_it_is_changed(open_card, sanna, now):
    services.change_practice(open_card, replace(DRAFT, takes="Paper."), by=sanna, at=now, version=1)

    assert (stored(open_card).state, stored(open_card).takes) == ("organisation", "Paper.")


def test_the_pair_reads_through(ours, card, jari, now, announced):
    services.review_practice(card, by=jari, at=now, seen=1)
    services.review_practice(card, by=jari, at=now + timedelta(days=1), seen=1)

    kept = stored(card)
    assert (kept.state, kept.reviewed_by, kept.reviewed_at) == ("reviewed", jari, now)
    assert announced == [PracticeWaits(ours.pk, card.pk, jari.pk), ThreadMoved(ours.pk)]


def test_neither_its_writer_nor_others_read_a_pairs_card_through(card, sanna, petri, kirsi, now):
    for other in (sanna, petri, kirsi):
        with pytest.raises(PermissionDenied):
            services.review_practice(card, by=other, at=now)

    assert stored(card).state == "draft"


def test_another_mentor_or_hr_reads_the_card_of_one(ours, sanna, petri, kirsi, aino, now):
    alone = factories.PlanFactory(organisation=ours, by=[sanna], active=True)
    first, second = (
        factories.PracticeFactory(
            experiment=factories.ExperimentFactory(plan=alone, kept=True), written_by=sanna
        )
        for _ in range(2)
    )

    services.review_practice(first, by=petri, at=now)
    services.review_practice(second, by=kirsi, at=now)

    assert (stored(first).reviewed_by, stored(second).reviewed_by) == (petri, kirsi)
    with pytest.raises(PermissionDenied):
        services.review_practice(first, by=aino, at=now)


def test_who_read_an_older_text_reads_again(card, jari, now):
    card.version = 2
    card.save()

    with pytest.raises(EditedMeanwhile):
        services.review_practice(card, by=jari, at=now, seen=1)

    assert stored(card).state == "draft"


def test_its_mentors_open_a_card_once(ours, read_card, sanna, now, announced):
    services.release_practice(read_card, by=sanna, at=now, seen=1)
    services.release_practice(read_card, by=sanna, at=now + timedelta(days=1), seen=1)

    kept = stored(read_card)
    assert (kept.state, kept.released_by, kept.released_at) == ("organisation", sanna, now)
    assert announced == [PracticeWaits(ours.pk, kept.pk, sanna.pk), ThreadMoved(ours.pk)]


def test_what_nobody_has_read_stays_closed(card, sanna, kirsi, now):
    with pytest.raises(services.NotReadThrough):
        services.release_practice(card, by=sanna, at=now)
    with pytest.raises(PermissionDenied):
        services.release_practice(card, by=kirsi, at=now)

    assert (stored(card).state, stored(card).released_at) == ("draft", None)


def test_hr_and_others_do_not_open_a_card(read_card, kirsi, petri, now):
    for other in (kirsi, petri):
        with pytest.raises(PermissionDenied):
            services.release_practice(read_card, by=other, at=now)

    assert stored(read_card).state == "reviewed"


def test_another_text_than_was_seen_is_not_opened(read_card, sanna, now):
    with pytest.raises(EditedMeanwhile):
        services.release_practice(read_card, by=sanna, at=now, seen=7)

    assert stored(read_card).state == "reviewed"


def test_a_card_is_taken_back_from_the_organisation_and_the_network(
    ours, experiment, sanna, announced
):
    shared = factories.PracticeFactory(experiment=experiment, published=True, released_by=sanna)
    factories.PublishedPracticeFactory(origin=shared.once)
    other = factories.PublishedPracticeFactory()

    services.take_back_practice(shared, by=sanna)
    services.take_back_practice(shared, by=sanna)

    kept = stored(shared)
    assert (kept.state, kept.reviewed_at) == ("reviewed", LONG_AGO)
    assert (kept.released_by, kept.released_at, kept.published_at) == (None, None, None)
    assert list(PublishedPractice.objects.all()) == [other]
    assert announced == [PracticeTakenBack(ours.pk, kept.pk, sanna.pk), ThreadMoved(ours.pk)]


def test_hr_takes_nothing_back_from_the_organisation(open_card, kirsi):
    with pytest.raises(PermissionDenied):
        services.take_back_practice(open_card, by=kirsi)

    assert stored(open_card).state == "organisation"
