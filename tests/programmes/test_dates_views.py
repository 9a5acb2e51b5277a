"""Pages on which dates are moved, called off and extended."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from nuotio.foundation import tenancy
from nuotio.programmes import blueprints
from nuotio.programmes.holidays import is_holiday
from nuotio.programmes.models import Assignment, Event, Programme
from tests.factories import AssignmentFactory, EventFactory, ParticipationFactory, SeatFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def monday():
    """A Monday some weeks ahead that begins an ordinary week."""
    today = timezone.localdate()
    mondays = (today + timedelta(days=7 * week - today.weekday()) for week in range(4, 12))
    return next(day for day in mondays if not any(map(is_holiday, week_of(day))))


def week_of(monday):
    return (monday + timedelta(days=number) for number in range(7))


@pytest.fixture
def at_nine(monday):
    def moment(days=0, hour=9):
        starts_at = blueprints.local(monday + timedelta(days=days), blueprints.MORNING)
        return starts_at.replace(hour=hour)

    return moment


@pytest.fixture
def session(programme, at_nine):
    return EventFactory(
        programme=programme, code="coaching_1", starts_at=at_nine(), ends_at=at_nine(hour=15)
    )


def address(member, programme, name, *more):
    return reverse(f"programmes:{name}", args=[member.organisation.slug, programme.pk, *more])


def every(model):
    with tenancy.unrestricted(reason="Looking at what there is."):
        return list(model.objects.order_by("pk"))


def move(day, scope="later", clock="09:00", **more):
    return {"day": day.isoformat(), "starts": clock, "scope": scope, **more}


def shown_in(page):
    """Return the hidden fields that the page gives to the press that moves."""
    text = page.content.decode()
    return {
        name: text.split(f'name="{name}" value="')[1].split('"')[0] for name in ("seen", "shown")
    }


def test_every_date_is_shown_before_and_after_and_one_press_moves_them(
    programme, coordinator, session, at_nine, monday, as_member
):
    later = EventFactory(
        programme=programme, starts_at=at_nine(7), ends_at=at_nine(7, 12), name_en="Second session"
    )
    theirs = ParticipationFactory(programme=programme, organisation__name_en="Kuntala")
    own = EventFactory(
        programme=programme,
        private_to=theirs.organisation,
        name_fi="Salainen",
        starts_at=at_nine(8),
        ends_at=at_nine(8, 12),
    )
    client, page_of = (
        as_member(coordinator),
        address(coordinator, programme, "event_move", session.pk),
    )
    asked = move(monday + timedelta(days=14))

    preview = client.post(page_of, {**asked, "action": "preview"})
    unmoved = [one.starts_at for one in every(Event)]
    client.post(page_of, {**asked, "action": "move", **shown_in(preview)})

    text = preview.content.decode()
    assert "3 dates move" in text
    assert "Second session" in text
    assert "Kuntala" in text
    assert "1 meeting of their own moves as many days." in text
    assert "Salainen" not in text
    assert unmoved == [at_nine(), at_nine(7), at_nine(8)]
    assert [one.starts_at for one in every(Event)] == [at_nine(14), at_nine(21), at_nine(22)]
    assert {later.pk, own.pk} < {one.pk for one in every(Event)}


def test_the_press_sent_twice_moves_once(
    programme, coordinator, session, at_nine, monday, as_member
):
    client, page_of = (
        as_member(coordinator),
        address(coordinator, programme, "event_move", session.pk),
    )
    asked = move(monday + timedelta(days=14))
    shown = shown_in(client.post(page_of, asked))

    for _press in range(2):
        client.post(page_of, {**asked, "action": "move", **shown})

    assert [one.starts_at for one in every(Event)] == [at_nine(14)]
    assert len(every(Programme)[0].moves) == 1


def test_what_was_not_shown_is_not_moved(
    programme, coordinator, session, at_nine, monday, as_member
):
    client, page_of = (
        as_member(coordinator),
        address(coordinator, programme, "event_move", session.pk),
    )
    shown = shown_in(client.post(page_of, move(monday + timedelta(days=14))))

    page = client.post(page_of, {**move(monday + timedelta(days=21)), "action": "move", **shown})

    assert "1 date moves" in page.content.decode()
    assert [one.starts_at for one in every(Event)] == [at_nine()]


def test_who_was_slower_sees_the_dates_again(
    programme, coordinator, session, at_nine, monday, as_member
):
    client, page_of = (
        as_member(coordinator),
        address(coordinator, programme, "event_move", session.pk),
    )
    asked = move(monday + timedelta(days=14))
    shown = shown_in(client.post(page_of, asked))
    with tenancy.unrestricted(reason="Somebody else moves it."):
        Event.objects.update(starts_at=at_nine(1), ends_at=at_nine(1, 15))

    page = client.post(page_of, {**asked, "action": "move", **shown}, follow=True)

    assert "Somebody has just moved this event." in page.content.decode()
    assert [one.starts_at for one in every(Event)] == [at_nine(1)]


def test_a_weekend_is_warned_of_and_the_person_decides(
    programme, coordinator, session, at_nine, monday, as_member
):
    client, page_of = (
        as_member(coordinator),
        address(coordinator, programme, "event_move", session.pk),
    )
    asked = move(monday + timedelta(days=5), scope="one")

    preview = client.post(page_of, asked)
    client.post(page_of, {**asked, "action": "move", **shown_in(preview)})

    assert "would be on a weekend" in preview.content.decode()
    assert "Move anyway" in preview.content.decode()
    assert [one.starts_at for one in every(Event)] == [at_nine(5)]


def test_a_day_that_has_been_is_refused_with_words(
    programme, coordinator, session, at_nine, as_member
):
    client, page_of = (
        as_member(coordinator),
        address(coordinator, programme, "event_move", session.pk),
    )
    asked = move(timezone.localdate() - timedelta(days=3), scope="one")
    mark = blueprints.local(timezone.localdate() - timedelta(days=3), blueprints.MORNING)

    page = client.post(
        page_of, {**asked, "action": "move", "shown": f"{mark.isoformat()} one"}
    ).content.decode()

    assert "Choose a time that is ahead." in page
    assert [one.starts_at for one in every(Event)] == [at_nine()]


def test_what_has_been_held_shows_why_its_date_stays(programme, coordinator, as_member):
    held = EventFactory(
        programme=programme,
        starts_at=timezone.now() - timedelta(days=2),
        ends_at=timezone.now() - timedelta(days=1),
    )

    for name in ("event_move", "event_call_off"):
        page = as_member(coordinator).get(address(coordinator, programme, name, held.pk))
        assert "The event has begun or has been held" in page.content.decode()


def test_an_event_is_called_off_and_held_after_all(programme, trainer, session, as_member):
    client, page_of = as_member(trainer), address(trainer, programme, "event_call_off", session.pk)

    opened = client.get(page_of).content.decode()
    client.post(page_of, {"action": "off"})
    off = every(Event)[0].cancelled_at
    client.post(page_of, {"action": "restore"})

    assert "Call it off" in opened
    assert off is not None
    assert every(Event)[0].cancelled_at is None


def test_a_due_date_that_is_out_of_order_is_saved_only_after_a_warning(
    programme, trainer, session, at_nine, monday, as_member
):
    due = AssignmentFactory(programme=programme, after_event=session, due_at=at_nine(9))
    client, page_of = as_member(trainer), address(trainer, programme, "assignment_due", due.pk)
    early = {"day": (monday - timedelta(days=3)).isoformat(), "clock": "16:00", "version": 1}

    page = client.post(page_of, early).content.decode()
    unchanged = every(Assignment)[0].due_at
    known = page.split('name="known" value="')[1].split('"')[0]
    client.post(page_of, {**early, "known": known})

    assert "would be due before" in page
    assert "Save anyway" in page
    assert unchanged == at_nine(9)
    assert every(Assignment)[0].due_at == at_nine(-3, 16)


def test_two_who_change_a_due_date_see_both(programme, trainer, at_nine, monday, as_member):
    due = AssignmentFactory(programme=programme, due_at=at_nine(9), version=2)
    page_of = address(trainer, programme, "assignment_due", due.pk)

    page = as_member(trainer).post(
        page_of, {"day": monday.isoformat(), "clock": "16:00", "version": 1}
    )

    assert "Both texts are kept" in page.content.decode()
    assert every(Assignment)[0].due_at == at_nine(9)


@pytest.mark.parametrize("name", ["event_move", "event_call_off", "event_change"])
def test_those_who_take_part_do_not_move_what_is_shared(
    name, programme, mentor, hr, session, at_nine, as_member
):
    for member in (mentor, hr):
        answer = as_member(member).post(address(member, programme, name, session.pk), {})
        assert answer.status_code == 403

    assert (every(Event)[0].starts_at, every(Event)[0].cancelled_at) == (at_nine(), None)


def test_another_organisations_own_meeting_is_not_there(programme, hr, coordinator, as_member):
    theirs = ParticipationFactory(programme=programme).organisation
    own = EventFactory(programme=programme, private_to=theirs)

    for member in (hr, coordinator):
        answer = as_member(member).get(address(member, programme, "event_move", own.pk))
        assert answer.status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_preview_asks_as_much_for_one_date_as_for_many(
    count, programme, coordinator, session, at_nine, monday, as_member, django_assert_num_queries
):
    for number in range(count):
        EventFactory(programme=programme, starts_at=at_nine(7 + number), ends_at=at_nine(30))
        AssignmentFactory(programme=programme, due_at=at_nine(7 + number))
        theirs = ParticipationFactory(programme=programme).organisation
        EventFactory(programme=programme, private_to=theirs, starts_at=at_nine(8))
    with tenancy.unrestricted(reason="Somebody leads all of it."):
        Event.objects.filter(private_to=None).update(leader=SeatFactory(programme=programme))
    client = as_member(coordinator)

    with django_assert_num_queries(11):
        client.post(
            address(coordinator, programme, "event_move", session.pk),
            move(monday + timedelta(days=14)),
        )
