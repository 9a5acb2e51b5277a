"""Writing down what was learned, and who reads it. Serves issue 5 (reflection), R73 to R76."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied

from nuotio.audit.models import AuditEntry
from nuotio.foundation import tenancy, versions
from nuotio.plans.models import Entry, PublishedEntry, SharedEntry
from nuotio.plans.services import entries as services
from nuotio.plans.services.entries import EntryDraft
from tests.factories import ParticipationFactory, ProgrammeFactory, SeatFactory
from tests.plans.factories import EntryFactory, ExperimentFactory, PlanFactory

ONCE = UUID("00000000-0000-4000-8000-00000000e001")
DAY = date(2026, 11, 17)


def draft(**told):
    return EntryDraft(**{"words": "I asked first.", "happened_on": DAY, **told})


def write(by, now, **told):
    return services.write_entry(draft(**told), by=by, at=now, once=ONCE)


@pytest.fixture
def programme(ours, sanna):
    made = ProgrammeFactory(name="Autumn group")
    ParticipationFactory(programme=made, organisation=ours)
    SeatFactory(programme=made, membership=sanna)
    return made


def shared(*fields):
    with tenancy.unrestricted(reason="Looking at a test's rows."):
        return list(SharedEntry.objects.order_by("pk").values_list(*fields))


def published(*fields):
    return list(PublishedEntry.objects.order_by("pk").values_list(*fields))


def ledger():
    return list(AuditEntry.objects.order_by("pk").values_list("action", "actor_id"))


def test_anybody_writes_a_note_for_herself(aino, now):
    made = write(aino, now, where="problem", helped="Time", prompt="rp01", kind="reflection")

    stored = Entry.objects.get()
    assert stored == made
    assert (stored.words, stored.where, stored.helped) == ("I asked first.", "problem", "Time")
    assert (stored.kind, stored.prompt, stored.audience) == ("reflection", "rp01", "me")
    assert (stored.writer, stored.happened_on, stored.once) == (aino, DAY, ONCE)
    assert (stored.made_at, stored.changed_at) == (now, now)
    assert ledger() == [("plans.write_entry", aino.user_id)]


def test_sent_twice_it_is_written_once(aino, now):
    first = write(aino, now, audience="network")
    second = write(aino, now + timedelta(minutes=1), audience="network")

    assert first == second
    assert Entry.objects.count() == 1
    assert len(ledger()) == 2
    assert published("words") == [("I asked first.",)]


def test_the_mark_of_somebody_elses_form_does_no_harm(aino, sanna, now):
    write(aino, now)

    made = write(sanna, now)

    assert (made.writer, made.words) == (sanna, "I asked first.")
    assert Entry.objects.count() == 2


def test_it_hangs_on_a_plan_or_an_experiment_that_the_writer_sees(plan, sanna, now):
    experiment = ExperimentFactory(plan=plan)

    made = write(sanna, now, place=f"experiment-{experiment.pk}")
    services.change_entry(made, draft(place=f"plan-{plan.pk}"), by=sanna, at=now, version=1)
    on_plan = (made.plan_id, made.experiment_id), Entry.objects.values_list("plan", "experiment")[0]
    changed = services.change_entry(made, draft(), by=sanna, at=now, version=2)

    assert on_plan == ((plan.pk, experiment.pk), (plan.pk, None))
    assert (changed.plan_id, changed.experiment_id) == (None, None)


@pytest.mark.parametrize("place", ["plan-987654", "experiment-987654", "moon-1", "plan-x", "plan"])
def test_what_is_not_there_carries_no_entry(place, sanna, now):
    with pytest.raises(services.NotThere):
        write(sanna, now, place=place)

    assert Entry.objects.count() == 0


def test_a_plan_that_was_not_shown_carries_no_entry_of_others(ours, sanna, petri, now):
    hidden = PlanFactory(organisation=ours, by=[sanna])
    planned = ExperimentFactory(plan=hidden)

    for place in (f"plan-{hidden.pk}", f"experiment-{planned.pk}"):
        with pytest.raises(services.NotThere):
            write(petri, now, place=place)

    assert Entry.objects.count() == 0


def test_what_it_hangs_on_stays_where_its_writer_no_longer_sees_it(plan, aino, now):
    running = ExperimentFactory(plan=plan, running=True)
    entry = EntryFactory(writer=aino, plan=plan, experiment=running)
    running.state = "planned"
    running.save()

    kept = services.change_entry(
        entry, draft(place=f"experiment-{running.pk}"), by=aino, at=now, version=1
    )

    assert (kept.words, kept.experiment_id) == ("I asked first.", running.pk)


@pytest.mark.parametrize("audience", ["pair", "cohort-1", "cohort", "everyone", ""])
def test_an_audience_that_she_does_not_have_is_refused(audience, aino, now):
    entry = EntryFactory(writer=aino)

    with pytest.raises(services.AudienceClosed):
        write(aino, now, audience=audience)
    with pytest.raises(services.AudienceClosed):
        services.choose_audience(entry, audience, by=aino, at=now)
    with pytest.raises(services.AudienceClosed):
        services.change_entry(entry, draft(audience=audience), by=aino, at=now, version=1)

    entry.refresh_from_db()
    assert list(Entry.objects.all()) == [entry]
    assert (entry.audience, entry.version, ledger()) == ("me", 1, [])


def test_an_audience_that_she_had_may_stay(aino, now):
    entry = EntryFactory(writer=aino, audience="pair")

    changed = services.change_entry(entry, draft(audience="pair"), by=aino, at=now, version=1)

    assert (changed.words, changed.audience) == ("I asked first.", "pair")


def test_with_a_pair_she_writes_for_the_pair(plan, sanna, now):
    assert write(sanna, now, audience="pair").audience == "pair"


def test_for_the_programme_there_is_a_copy_with_her_name(programme, sanna, now):
    write(sanna, now, audience=f"cohort-{programme.pk}", where="mistake", helped="Time")

    assert shared("programme_id", "private_to", "origin", "writer_name", "organisation_name") == [
        (programme.pk, None, ONCE, "Sanna Koskinen", "Survey Agency")
    ]
    assert shared("words", "where", "helped", "happened_on", "shared_at", "kind") == [
        ("I asked first.", "mistake", "Time", DAY, now, "learning")
    ]
    assert published("words") == []
    assert ledger() == [
        ("plans.write_entry", sanna.user_id),
        ("plans.choose_audience", sanna.user_id),
    ]


def test_a_copy_follows_the_words_and_keeps_its_place(programme, sanna, now):
    made = write(sanna, now, audience=f"cohort-{programme.pk}")
    told = draft(words="I listened.", audience=f"cohort-{programme.pk}")

    services.change_entry(made, told, by=sanna, at=now + timedelta(days=1), version=1)

    assert shared("words", "shared_at") == [("I listened.", now)]
    assert [action for action, _who in ledger()].count("plans.choose_audience") == 1


def test_text_and_readers_change_together(programme, sanna, now):
    made = write(sanna, now, audience=f"cohort-{programme.pk}")

    services.change_entry(made, draft(words="Mine."), by=sanna, at=now, version=1)

    assert shared("pk") == []
    assert ledger()[2:] == [
        ("plans.write_entry", sanna.user_id),
        ("plans.choose_audience", sanna.user_id),
    ]


def test_fewer_readers_lose_the_copy_at_once(programme, sanna, now):
    made = write(sanna, now, audience=f"cohort-{programme.pk}")
    copies = [(len(shared("pk")), len(published("pk")))]

    for audience in ("network", f"cohort-{programme.pk}", "organisation"):
        made = services.choose_audience(made, audience, by=sanna, at=now)
        copies.append((len(shared("pk")), len(published("pk"))))

    assert copies == [(1, 0), (0, 1), (1, 0), (0, 0)]
    assert (made.audience, made.programme_id, made.version) == ("organisation", None, 4)
    assert [action for action, _who in ledger()].count("plans.choose_audience") == 4


def test_another_programme_gets_the_copy_that_the_first_one_loses(programme, ours, sanna, now):
    other = ProgrammeFactory()
    ParticipationFactory(programme=other, organisation=ours)
    SeatFactory(programme=other, membership=sanna)
    made = write(sanna, now, audience=f"cohort-{programme.pk}")

    services.choose_audience(made, f"cohort-{other.pk}", by=sanna, at=now)

    assert shared("programme_id") == [(other.pk,)]


def test_the_same_audience_chosen_again_changes_nothing(sanna, now):
    entry = EntryFactory(writer=sanna, audience="mentors_hr")

    services.choose_audience(entry, "mentors_hr", by=sanna, at=now)

    entry.refresh_from_db()
    assert (entry.version, ledger()) == (1, [])


def test_an_older_form_does_not_bring_more_readers_back(sanna, now):
    entry = EntryFactory(writer=sanna, audience="network")
    services.choose_audience(entry, "me", by=sanna, at=now)

    with pytest.raises(versions.EditedMeanwhile):
        services.change_entry(entry, draft(audience="network"), by=sanna, at=now, version=1)

    entry.refresh_from_db()
    assert (entry.audience, published("pk")) == ("me", [])


@pytest.mark.parametrize("audience", ["cohort", "network"])
def test_deleted_it_is_gone_with_every_copy(audience, programme, sanna, now):
    key = f"cohort-{programme.pk}" if audience == "cohort" else audience
    made = write(sanna, now, audience=key)
    before = len(shared("pk")) + len(published("pk"))

    services.delete_entry(made, by=sanna)

    assert before == 1
    assert (shared("pk"), published("pk"), Entry.objects.count()) == ([], [], 0)
    assert ledger()[-1] == ("plans.delete_entry", sanna.user_id)


def test_she_takes_a_copy_back_also_when_she_has_no_place_any_more(programme, sanna, now):
    made = write(sanna, now, audience=f"cohort-{programme.pk}")
    with tenancy.unrestricted(reason="Arranging a test."):
        sanna.seats.update(left_at=now)

    services.choose_audience(made, "me", by=sanna, at=now)

    assert shared("pk") == []


def test_nobody_else_changes_what_she_wrote(ours, sanna, kirsi, now):
    entry = EntryFactory(writer=sanna, audience="organisation", words="Mine.")

    for change in (
        lambda: services.change_entry(entry, draft(), by=kirsi, at=now, version=1),
        lambda: services.choose_audience(entry, "network", by=kirsi, at=now),
        lambda: services.delete_entry(entry, by=kirsi),
    ):
        with pytest.raises(PermissionDenied):
            change()

    entry.refresh_from_db()
    assert (entry.words, entry.audience, entry.version) == ("Mine.", "organisation", 1)
    assert published("pk") == []


def test_who_has_left_writes_nothing(sanna, now):
    sanna.left_at = now

    with pytest.raises(PermissionDenied):
        write(sanna, now)

    assert Entry.objects.count() == 0
