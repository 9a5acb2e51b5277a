from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from nuotio.foundation import tenancy
from nuotio.programmes.models import GroupPlan
from tests.factories import (
    AttendanceFactory,
    EventFactory,
    GroupPlanFactory,
    MembershipFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db
ONCE = "00000000-0000-4000-8000-00000000aaaa"


def address(member, programme, name="groups", *more):
    return reverse(f"programmes:{name}", args=[member.organisation.slug, programme.pk, *more])


def session(programme, days=1, **fields):
    starts = timezone.now() + timedelta(days=days)
    return EventFactory(
        programme=programme, starts_at=starts, ends_at=starts + timedelta(hours=6), **fields
    )


def seat(programme, name, **fields):
    return SeatFactory(programme=programme, membership=MembershipFactory(user__name=name), **fields)


def groups_of():
    with tenancy.unrestricted(reason="Looking at what there is."):
        return [one.groups for one in GroupPlan.objects.order_by("pk")]


def own_seat(member, standing):
    return standing(member).seat


def test_a_trainer_makes_groups_for_all_coaching_sessions_with_one_press(
    programme, trainer, as_member
):
    first, second = session(programme, 1), session(programme, 8)
    session(programme, 3, kind="hr_day")
    people = [seat(programme, f"Mentor {n}") for n in range(8)]
    client, here = as_member(trainer), address(trainer, programme)

    opened = client.get(here).content.decode()
    wish = {"events": [first.pk, second.pk], "size": 2, "roles": ["mentor"], "once": ONCE}
    made = client.post(here, wish, follow=True).content.decode()
    groups = groups_of()
    client.post(here, wish)

    assert opened.count(" checked") == 3
    assert "The groups are ready." in made
    assert "Nobody meets the same person twice." in made
    assert "In each group everybody comes from another organisation." in made
    assert [sorted(key for group in plan for key in group) for plan in groups] == [
        [one.pk for one in people]
    ] * 2
    assert groups_of() == groups


def test_repeats_that_cannot_be_avoided_are_told_so(programme, trainer, as_member):
    people = [seat(programme, f"Mentor {n}").pk for n in range(3)]
    for day in (1, 8):
        GroupPlanFactory(event=session(programme, day), groups=[people])

    page = as_member(trainer).get(address(trainer, programme)).content.decode()

    assert "3 meetings repeat; fewer is not possible." in page


def test_a_gap_to_the_proved_least_is_told(programme, trainer, as_member):
    people = [seat(programme, f"Mentor {n}").pk for n in range(4)]
    for day in (1, 8):
        GroupPlanFactory(event=session(programme, day), groups=[people[:2], people[2:]])

    page = as_member(trainer).get(address(trainer, programme)).content.decode()

    assert "2 meetings repeat; the proved least is 0." in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"size": "1"}, "Write a number from 2 to 20."),
        ({"events": []}, "Choose at least one session."),
        ({"roles": []}, "Choose who are in the groups."),
        ({"roles": ["sponsor"]}, "fewer than two such people"),
    ],
)
def test_what_is_missing_is_told_and_no_groups_are_made(
    changes, words, programme, trainer, as_member
):
    event = session(programme)
    seat(programme, "A"), seat(programme, "B")
    wish = {"events": [event.pk], "size": "2", "roles": ["mentor"], "once": ONCE, **changes}

    page = as_member(trainer).post(address(trainer, programme), wish).content.decode()

    assert words in page
    assert groups_of() == []


def test_a_mentor_sees_her_own_group_first_and_cannot_make_any(
    programme, mentor, standing, as_member
):
    event, own = session(programme), own_seat(mentor, standing)
    ahead, behind = seat(programme, "Aino Alku"), seat(programme, "Oma Pari")
    GroupPlanFactory(event=event, groups=[[ahead.pk], [own.pk, behind.pk]])
    client = as_member(mentor)

    page = client.get(address(mentor, programme)).content.decode()
    room = client.get(address(mentor, programme, "groups_of_event", event.pk)).content.decode()
    refused = client.post(address(mentor, programme), {"events": [event.pk], "size": 2})

    assert "Your group: 2" in page
    assert "Oma Pari" in page
    assert "Aino Alku" not in page
    assert "Make the groups" not in page
    assert room.index("Oma Pari") < room.index("Aino Alku")
    assert refused.status_code == 403
    assert groups_of() == [[[ahead.pk], [own.pk, behind.pk]]]


def test_the_room_sees_who_is_away_struck_out(programme, trainer, as_member):
    event, away = session(programme), seat(programme, "Pois Pekka")
    GroupPlanFactory(event=event, groups=[[away.pk, 987_654]])
    AttendanceFactory(event=event, seat=away, answer="not_coming")

    page = as_member(trainer).get(address(trainer, programme, "groups_of_event", event.pk))

    assert "<s>Pois Pekka</s>" in page.content.decode()
    assert "<s>A former member</s>" in page.content.decode()


def test_a_late_comer_is_put_into_a_group_with_one_press(programme, trainer, as_member):
    event = session(programme)
    there, late = seat(programme, "Aino Alku"), seat(programme, "Myöhä Maija")
    GroupPlanFactory(event=event, groups=[[there.pk]])
    client = as_member(trainer)
    room = address(trainer, programme, "groups_of_event", event.pk)
    join = address(trainer, programme, "group_join", event.pk)

    before = client.get(room).content.decode()
    after = client.post(join, {"seat": late.pk}, follow=True).content.decode()
    client.post(join, {"seat": late.pk})

    assert "Into group 1" in before
    assert "Myöhä Maija is in group 1." in after
    assert "Without a group" not in after
    assert groups_of() == [[[there.pk, late.pk]]]


def test_after_the_session_its_groups_stay(programme, trainer, as_member):
    event = session(programme, -2)
    there, late = seat(programme, "Aino Alku"), seat(programme, "Myöhä Maija")
    GroupPlanFactory(event=event, groups=[[there.pk]])
    client = as_member(trainer)

    page = client.get(address(trainer, programme, "groups_of_event", event.pk)).content.decode()
    told = client.post(
        address(trainer, programme, "group_join", event.pk), {"seat": late.pk}, follow=True
    ).content.decode()

    assert "Into group" not in page
    assert "The groups of this session stay as they are." in told
    assert groups_of() == [[[there.pk]]]


def test_sessions_that_do_not_concern_the_member_and_seats_of_others_are_not_there(
    programme, mentor, trainer, as_member
):
    hidden = session(programme, kind="hr_day", roles=["hr"])
    own = session(programme, private_to=mentor.organisation)
    elsewhere = GroupPlanFactory(event__name_fi="Toinen ohjelma").event
    stranger = SeatFactory()
    client = as_member(mentor)

    answers = [
        client.get(address(mentor, programme, "groups_of_event", one.pk)).status_code
        for one in (hidden, own, elsewhere)
    ]
    joined = as_member(trainer).post(
        address(trainer, programme, "group_join", hidden.pk), {"seat": stranger.pk}
    )

    assert answers == [404, 404, 404]
    assert joined.status_code == 404


def test_without_groups_a_mentor_reads_what_will_be_here(programme, mentor, as_member):
    session(programme)

    page = as_member(mentor).get(address(mentor, programme)).content.decode()

    assert "No groups yet" in page
    assert "The trainers make them before the session." in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_ask_the_same_number_of_questions_for_one_session_and_three(
    count, programme, trainer, as_member, django_assert_num_queries
):
    people = [seat(programme, f"Mentor {n}") for n in range(3 * count)]
    for day in range(1, count + 1):
        event = session(programme, day)
        GroupPlanFactory(event=event, groups=[[one.pk for one in people[1:]]])
    GroupPlanFactory(event__name_fi="Toinen ohjelma", groups=[[SeatFactory(name="Vieras").pk]])
    client = as_member(trainer)

    with django_assert_num_queries(11):
        overview = client.get(address(trainer, programme)).content.decode()
    with django_assert_num_queries(11):
        room = client.get(address(trainer, programme, "groups_of_event", event.pk)).content.decode()

    assert overview.count("All groups") == count
    assert "Into group 1" in room
    assert "Toinen ohjelma" not in overview
    assert "Vieras" not in room
