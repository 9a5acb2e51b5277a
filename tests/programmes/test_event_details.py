"""Events are changed and added: texts, agenda, time; two editors, cautions, a form sent twice."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from nuotio.foundation import tenancy
from nuotio.programmes import blueprints
from nuotio.programmes.events import DatesMoved, EventAdded, PlaceChanged
from nuotio.programmes.models import Event
from tests.factories import EventFactory, SeatFactory

pytestmark = pytest.mark.django_db
COFFEE = {"fi": "Kahvit", "sv": "Kaffe", "en": "Coffee"}
TALK = {"fi": "Keskustelu", "sv": "Samtal", "en": "Talk"}


@pytest.fixture
def monday():
    today = timezone.localdate()
    return today + timedelta(days=28 - today.weekday())


@pytest.fixture
def session(programme, monday):
    starts_at = blueprints.local(monday, blueprints.MORNING)
    return EventFactory(
        programme=programme,
        code="coaching_1",
        name_fi="Valmennus",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=60),
        agenda=[
            {"minutes": 20, "words": COFFEE, "method": ""},
            {"minutes": 40, "words": TALK, "method": "troika"},
        ],
        objectives=[{"fi": "Tavoite", "en": "Aim"}],
    )


def address(member, programme, name, *more):
    return reverse(f"programmes:{name}", args=[member.organisation.slug, programme.pk, *more])


def every():
    with tenancy.unrestricted(reason="Looking at what there is."):
        return list(Event.objects.order_by("pk"))


def form(on, rows=((20, "Coffee", ""), (40, "Talk", "troika")), **changes):
    return {
        "name_fi": "Valmennus",
        "day": on.isoformat(),
        "starts": "09:00",
        "ends": "10:00",
        "mode": "onsite",
        "place": "Sali 2",
        "objectives": "Aim",
        "agenda-minutes": [row[0] for row in rows],
        "agenda-text": [row[1] for row in rows],
        "agenda-method": [row[2] for row in rows],
        "version": 1,
        "action": "save",
        **changes,
    }


def test_what_is_not_touched_keeps_its_languages_and_what_is_changed_loses_the_old_ones(
    programme, trainer, session, monday, as_member, announced
):
    rows = [(35, "Talk", "troika"), (25, "A walk", "")]

    as_member(trainer).post(
        address(trainer, programme, "event_change", session.pk),
        form(monday, rows, objectives="Aim\nAnother aim"),
    )

    (event,) = every()
    assert event.agenda == [
        {"minutes": 35, "words": TALK, "method": "troika"},
        {"minutes": 25, "words": {"en": "A walk"}, "method": ""},
    ]
    assert event.objectives == [{"fi": "Tavoite", "en": "Aim"}, {"en": "Another aim"}]
    assert (event.place, event.version, event.sequence) == ("Sali 2", 2, 1)
    assert announced == [PlaceChanged(programme.pk, session.pk)]


def test_another_time_is_told_once_and_what_calendars_do_not_show_is_not(
    programme, trainer, session, monday, as_member, announced
):
    client, page_of = as_member(trainer), address(trainer, programme, "event_change", session.pk)

    client.post(page_of, form(monday + timedelta(days=1)))
    client.post(page_of, form(monday + timedelta(days=1), objectives="Other", version=2))

    (event,) = every()
    assert event.starts_at == session.starts_at + timedelta(days=1)
    assert (event.sequence, event.version) == (1, 3)
    assert [type(one) for one in announced] == [DatesMoved]


@pytest.mark.parametrize(
    ("action", "texts"),
    [
        ("agenda-add", ["Coffee", "Talk", ""]),
        ("agenda-remove-0", ["Talk"]),
        ("agenda-up-1", ["Talk", "Coffee"]),
        ("agenda-down-0", ["Talk", "Coffee"]),
        ("agenda-up-0", ["Coffee", "Talk"]),
        ("agenda-down-9", ["Coffee", "Talk"]),
        ("agenda-count", ["Coffee", "Talk"]),
    ],
)
def test_rows_are_arranged_by_buttons_and_all_that_is_typed_stays(
    action, texts, programme, trainer, session, monday, as_member
):
    page = as_member(trainer).post(
        address(trainer, programme, "event_change", session.pk),
        form(monday, action=action, name_fi="", place="Kesken"),
    )

    text = page.content.decode()
    rows = [part.split(">", 1)[1].split("<")[0] for part in text.split('name="agenda-text"')[1:]]
    assert rows == texts
    assert 'value="Kesken"' in text
    assert "to correct" not in text
    assert (every()[0].version, every()[0].place) == (1, "")


def test_the_clock_runs_beside_the_rows(programme, trainer, session, monday, as_member):
    page = as_member(trainer).get(address(trainer, programme, "event_change", session.pk))

    clocks = [
        part.split(">")[1].split("<")[0] for part in page.content.decode().split('begins"')[1:]
    ]
    assert clocks == ["9:00", "9:20"]


def test_an_agenda_that_does_not_add_up_is_saved_after_a_warning(
    programme, trainer, session, monday, as_member
):
    client, page_of = as_member(trainer), address(trainer, programme, "event_change", session.pk)
    told = form(monday, [(50, "Coffee", "")])

    page = client.post(page_of, told).content.decode()
    unsaved = every()[0].version
    client.post(page_of, {**told, "known": page.split('name="known" value="')[1].split('"')[0]})

    assert "The agenda is 10 minutes shorter than the event." in page
    assert "Save anyway" in page
    assert unsaved == 1
    assert [line["minutes"] for line in every()[0].agenda] == [50]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"ends": "08:00"}, "It ends before it begins."),
        ({"agenda-minutes": ["x", "40"]}, "Row 1: write the minutes as a number"),
        ({"agenda-text": ["Coffee", " "]}, "Row 2: write what you do then."),
        ({"day": "2020-01-07"}, "Choose a time that is ahead."),
        ({"name_fi": ""}, "Write the name in Finnish."),
    ],
)
def test_what_cannot_be_is_told_and_nothing_typed_is_lost(
    changes, said, programme, trainer, session, monday, as_member
):
    client, page_of = as_member(trainer), address(trainer, programme, "event_change", session.pk)
    told = form(monday, **changes)

    page = client.post(page_of, told).content.decode()
    if 'name="known"' in page:
        known = page.split('name="known" value="')[1].split('"')[0]
        page = client.post(page_of, {**told, "known": known}).content.decode()

    assert said in page
    assert 'value="Sali 2"' in page
    assert every()[0].version == 1


def test_two_who_change_one_event_see_both_and_choose(
    programme, trainer, coordinator, session, monday, as_member
):
    page_of = address(trainer, programme, "event_change", session.pk)
    as_member(coordinator).post(page_of, form(monday, [(60, "Coffee", "")], place="Sali 1"))
    client = as_member(trainer)

    page = client.post(page_of, form(monday, [(60, "Talk", "troika")])).content.decode()
    client.post(
        page_of,
        form(monday, [(60, "Talk", "troika")], version=2, **{"keep-agenda": "theirs"}),
    )

    assert f"{coordinator.name} has just changed this." in page
    assert "60 min Coffee" in page
    assert "60 min Talk" in page
    (event,) = every()
    assert (event.place, event.version) == ("Sali 2", 3)
    assert event.agenda == [{"minutes": 60, "words": COFFEE, "method": ""}]


def test_the_texts_of_what_has_been_held_change_but_not_its_date(
    programme, trainer, session, monday, as_member
):
    with tenancy.unrestricted(reason="It was held."):
        ago = timezone.now() - timedelta(days=7)
        Event.objects.update(starts_at=ago, ends_at=ago + timedelta(minutes=60))

    as_member(trainer).post(
        address(trainer, programme, "event_change", session.pk), form(monday, place="Kirjasto")
    )

    assert (every()[0].place, every()[0].starts_at) == ("Kirjasto", ago)


def test_hr_changes_its_own_meeting_and_only_its_people_can_lead_it(
    programme, hr, mentor, trainer, session, monday, as_member
):
    own = EventFactory(
        programme=programme,
        private_to=hr.organisation,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
    )
    client, page_of = as_member(hr), address(hr, programme, "event_change", own.pk)

    opened = client.get(page_of).content.decode()
    client.post(page_of, form(monday, place="Kahvihuone"))

    assert mentor.name in opened
    assert trainer.name not in opened
    assert every()[1].place == "Kahvihuone"


def extra(monday, **changes):
    told = {"kind": "network", "roles": ["mentor", "hr"], "once": str(uuid4()), **changes}
    return form(monday, **told)


def test_an_extra_event_is_added_once(programme, coordinator, monday, as_member, announced):
    client, page_of = as_member(coordinator), address(coordinator, programme, "event_add")
    told = extra(monday, name_fi="Verkosto")

    for _press in range(2):
        client.post(page_of, told)

    (event,) = every()
    assert (event.name_fi, event.kind, event.roles) == ("Verkosto", "network", ["mentor", "hr"])
    assert (event.private_to_id, event.code) == (None, f"extra-{told['once'].replace('-', '')}")
    assert announced == [EventAdded(programme.pk, event.pk)]


def test_hr_adds_a_meeting_that_only_its_organisation_sees(programme, hr, monday, as_member):
    client, page_of = as_member(hr), address(hr, programme, "event_add")

    client.post(page_of, extra(monday, roles=["trainer"]))
    client.post(page_of, extra(monday, name_fi="Oma"))

    assert [(one.name_fi, one.private_to_id) for one in every()] == [("Oma", hr.organisation_id)]


def test_a_mentor_adds_nothing(programme, mentor, monday, as_member):
    answer = as_member(mentor).post(address(mentor, programme, "event_add"), extra(monday))

    assert (answer.status_code, every()) == (403, [])


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_changes_asks_as_much_for_few_as_for_many(
    count, programme, trainer, session, as_member, django_assert_num_queries
):
    for _number in range(count):
        EventFactory(programme=programme)
        SeatFactory(programme=programme, membership__organisation=programme.provider)
    client = as_member(trainer)

    with django_assert_num_queries(9):
        client.get(address(trainer, programme, "event_change", session.pk))
