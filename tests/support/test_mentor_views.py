"""Serves R85, R87 and R90: a mentor's own page: hours left, what she gives, days away."""

import pytest

from nuotio.people.models import RoleHolding
from nuotio.support.models import Absence, Conflict, Readiness
from nuotio.support.services import mentors as services
from tests.factories import MembershipFactory, ProfileFactory, TimeBookingFactory, UnitFactory
from tests.support.factories import (
    AbsenceFactory,
    ConflictFactory,
    ReadinessFactory,
    SupportInvitationFactory,
)
from tests.support.members import person
from tests.support.mentor_pages import agreed, at, read, rows, this_month, today

SAID = {
    "version": 1,
    "kinds": ["workshop", "lean"],
    "methods": ["fishbowl"],
    "wished_kinds": ["values"],
    "languages": ["sv"],
    "modes": ["remote"],
    "weekdays": ["0", "4"],
    "day_parts": ["morning"],
}


def save(client, mentor, **told):
    return client.post(at("own_readiness", mentor), SAID | told, follow=True).content.decode()


def add_away(client, mentor, **told):
    told = {
        key: value.isoformat() if hasattr(value, "isoformat") else value
        for key, value in told.items()
    }
    return client.post(at("absence_add", mentor), told, follow=True).content.decode()


def test_her_hours_left_stand_on_top_in_words(sanna, as_member):
    agreed(sanna, "10")
    TimeBookingFactory(mentor=sanna, day=this_month(), minutes=60)
    for told in ({"accepted": True, "minutes": 90}, {"minutes": 30}):
        SupportInvitationFactory(
            mentor=sanna, request__organisation=sanna.organisation, month=this_month(), **told
        )

    page = read(as_member(sanna), "own_readiness", sanna)

    assert "of 10\xa0h · used 1\xa0h · promised 1.5\xa0h · asked for 0.5\xa0h" in page
    assert "7.5\xa0h left" in page
    assert "Used 1\xa0h, promised 1.5\xa0h, asked for 0.5\xa0h, free 7\xa0h" in page
    assert "Left is what you can still promise" in page
    assert page.count("10\xa0h left") == 2


def test_what_went_over_is_told_without_blame(sanna, as_member):
    agreed(sanna, "10")
    TimeBookingFactory(mentor=sanna, day=this_month(), minutes=720)

    page = read(as_member(sanna), "own_readiness", sanna)

    assert "2\xa0h more than agreed on. The next months give it back" in page
    assert "0\xa0h left" in page


def test_what_a_month_gives_back_is_told(sanna, as_member):
    agreed(sanna, "10")
    for months_ago in (20, 50):
        day = today(-months_ago)
        TimeBookingFactory(mentor=sanna, day=day.replace(day=1), minutes=1200)

    page = read(as_member(sanna), "own_readiness", sanna)

    assert "A month near it went over, so some hours of this one are kept for rest." in page


def test_without_agreed_time_she_is_told_why_there_is_none(sanna, as_member):
    page = read(as_member(sanna), "own_readiness", sanna)

    assert "You have no hours yet, because no working time is agreed on" in page
    assert "Left is what you can still promise" not in page
    assert f"/o/{sanna.organisation.slug}/me/time-share/" in page


def test_only_a_mentor_has_such_a_page(sanna, aino, kirsi, as_member):
    sanna.role_holdings.update(state=RoleHolding.State.PAUSED)

    for one in (aino, kirsi, sanna):
        for name in ("own_readiness", "absence_add", "conflict_add"):
            assert as_member(one).get(at(name, one)).status_code == 403


def test_languages_of_the_profile_are_chosen_already(sanna, as_member):
    ProfileFactory(membership=sanna, languages=["sv", "Northern Sámi"])

    page = read(as_member(sanna), "own_readiness", sanna)

    assert 'name="languages" value="sv" id="id_languages_1" checked' in page
    assert 'name="languages" value="fi" id="id_languages_0">' in page
    assert rows(Readiness) == []


def test_what_she_gives_is_saved_and_shown_again(sanna, as_member):
    client = as_member(sanna)

    page = save(client, sanna)

    assert "Saved. New requests are suggested to you by this." in page
    (made,) = rows(Readiness)
    assert (made.mentor_id, made.kinds, made.methods) == (
        sanna.pk,
        ["workshop", "lean"],
        ["fishbowl"],
    )
    assert (made.gives_onsite, made.gives_remotely, made.weekdays) == (False, True, [0, 4])
    assert (made.languages, made.day_parts, made.rests) == (["sv"], ["morning"], False)
    assert 'value="lean" id="id_kinds_3" checked' in page
    assert "1 chosen" in page


def test_all_methods_can_be_chosen_and_none_that_is_none(sanna, as_member):
    client = as_member(sanna)

    page = save(client, sanna, methods=["no-such-method"])

    assert page.count('name="methods"') == 32
    assert "This is not there any more. Choose again." in page
    assert rows(Readiness) == []


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"modes": []}, "Choose at least one: on site or remotely."),
        ({"kinds": ["unsure"]}, "This is not there any more."),
        ({"weekdays": ["6"]}, "This is not there any more."),
        ({"rests": "on", "rests_until": "soon"}, "Write the day, for example 1.12.2026."),
        ({"rests": "on", "rests_until": "2020-01-01"}, "This day has passed."),
        ({"rests": "on", "rests_until": "9999-12-31"}, "Choose a day within two years"),
    ],
)
def test_what_makes_no_sense_gets_an_answer_and_nothing_is_lost(sanna, as_member, told, words):
    page = save(as_member(sanna), sanna, **told)

    assert words in page
    assert 'value="0" id="id_weekdays_0" checked' in page or "weekdays" in told
    assert rows(Readiness) == []


def test_a_pause_has_an_end_or_none(sanna, as_member):
    client, until = as_member(sanna), today(30)

    paused = save(client, sanna, rests="on", rests_until=until.isoformat())
    endless = save(client, sanna, rests="on", version=2)
    ended = save(client, sanna, rests_until="not a day", version=3)

    assert "You take no new requests until" in paused
    assert "You take no new requests now." in endless
    assert "You take no new requests" not in ended
    (made,) = rows(Readiness)
    assert (made.rests, made.rests_until) == (False, None)


def test_two_windows_show_both_texts(sanna, as_member):
    client = as_member(sanna)
    save(client, sanna)

    page = save(client, sanna, kinds=["discussion"])

    assert "You have just changed this in another window." in page
    assert "A workshop, A Lean tool" in page
    assert "A team discussion" in page
    assert rows(Readiness)[0].kinds == ["workshop", "lean"]


def test_days_away_are_written_down_and_taken_back(sanna, as_member):
    client = as_member(sanna)
    agreed(sanna)

    page = add_away(client, sanna, first_day=today(10), last_day=today(12))
    (made,) = rows(Absence)
    removed = client.post(at("absence_remove", sanna, made.pk), follow=True).content.decode()

    assert "Written down. Your hours left are counted anew." in page
    assert (made.first_day, made.last_day) == (today(10), today(12))
    assert "Removed. Your hours left are counted anew." in removed
    assert rows(Absence) == []


def test_one_day_needs_no_last_day(sanna, as_member):
    add_away(as_member(sanna), sanna, first_day=today(10))

    assert [(one.first_day, one.last_day) for one in rows(Absence)] == [(today(10), today(10))]


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("", "", "Write the day, for example 1.12.2026."),
        ("tomorrow", "", "Write the day"),
        ("2026-01-01\0", "", "Write the day"),
        (-3, -1, "These days have passed."),
        (5, 3, "The last day is before the first."),
        (5, 371, "Choose at most a year at a time"),
        (900, 900, "Choose at most a year at a time"),
    ],
)
def test_days_that_make_no_sense_get_an_answer(sanna, as_member, first, last, words):
    told = [today(one) if isinstance(one, int) else one for one in (first, last)]

    page = add_away(as_member(sanna), sanna, first_day=told[0], last_day=told[1])

    assert words in page
    assert rows(Absence) == []


def test_very_many_days_away_get_an_answer(sanna, as_member):
    AbsenceFactory.create_batch(services.MOST, mentor=sanna, first_day=today(3), last_day=today(3))

    page = add_away(as_member(sanna), sanna, first_day=today(5))

    assert "You have written down very many days." in page


def test_days_that_are_over_are_not_shown_any_more(sanna, as_member):
    AbsenceFactory(mentor=sanna, first_day=today(-9), last_day=today(-1))

    assert "Holidays and other days on which you do not work" in read(
        as_member(sanna), "own_readiness", sanna
    )


def test_a_unit_she_would_rather_not_support(ours, sanna, as_member):
    unit, client = UnitFactory(organisation=ours, name_en="Ward 5"), as_member(sanna)
    UnitFactory(name_en="Foreign ward")

    asked = read(client, "conflict_add", sanna)
    page = client.post(at("conflict_add", sanna), {"unit": unit.pk}, follow=True).content.decode()
    (made,) = rows(Conflict)
    removed = client.post(at("conflict_remove", sanna, made.pk), follow=True).content.decode()

    assert "Ward 5" in asked
    assert "Foreign ward" not in asked
    assert "Only you see it, and you will not be asked there." in page
    assert "Ward 5" in page
    assert (made.mentor_id, made.unit_id, made.person_id) == (sanna.pk, unit.pk, None)
    assert "You may be asked there again." in removed
    assert rows(Conflict) == []


def test_a_colleague_is_found_by_name_and_chosen(sanna, jari, aino, as_member):
    client = as_member(sanna)
    MembershipFactory(user__name="Aino Vieras")

    found = read(client, "conflict_add", sanna, query="?q=aino")
    page = client.post(at("conflict_add", sanna), {"person": aino.pk}, follow=True)

    assert "Aino Salo" in found
    assert "Jari Lehto" not in found
    assert "Aino Vieras" not in found
    assert "Aino Salo" in page.content.decode()
    assert [one.person_id for one in rows(Conflict)] == [aino.pk]


@pytest.mark.parametrize("words", ["nobody at all", "Sanna", "x" * 5000, "%00", "🙂"])
def test_a_search_that_finds_nobody_says_so(sanna, as_member, words):
    page = read(as_member(sanna), "conflict_add", sanna, query=f"?q={words}")

    assert "Add: " not in page
    assert ("Nobody found." in page) is (len(words) < 100 and words != "%00")


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({}, "Choose a unit, or search for a colleague below."),
        ({"unit": "999999"}, "This is not there any more."),
        ({"person": "999999"}, "This is not there any more."),
        ({"person": "9" * 40}, "Choose a unit, or search"),
        ({"person": "x"}, "Choose a unit, or search"),
    ],
)
def test_a_choice_that_is_none_gets_an_answer(ours, sanna, as_member, told, words):
    page = as_member(sanna).post(at("conflict_add", sanna), told).content.decode()

    assert words in page
    assert rows(Conflict) == []


def test_very_many_conflicts_get_an_answer(sanna, aino, as_member, monkeypatch):
    monkeypatch.setattr(services, "MOST", 1)
    ConflictFactory(mentor=sanna)

    page = as_member(sanna).post(at("conflict_add", sanna), {"person": aino.pk})

    assert "You have named very many." in page.content.decode()


def test_her_own_line_is_told_to_be_left_out(sanna, as_member):
    page = read(as_member(sanna), "own_readiness", sanna)

    assert "Your own supervisors, and those whom you supervise, are always left out" in page


def test_nobody_else_reads_or_removes_what_is_hers(ours, sanna, jari, aino, as_member):
    unit = UnitFactory(organisation=ours, name_en="Secret ward")
    conflicts = [ConflictFactory(mentor=sanna, unit=unit)]
    conflicts.append(ConflictFactory(mentor=sanna, unit=None, person=aino))
    away = AbsenceFactory(mentor=sanna, first_day=today(30), last_day=today(40))
    agreed(sanna)
    both = person(ours, "Both Roles", mentor=True, hr=True, coordinator=True)

    for one in (jari, both):
        client = as_member(one)
        for name in ("own_readiness", "hours", "board"):
            page = read(client, name, one)
            assert "Secret ward</div>" not in page
            assert "Aino Salo" not in page
        for row in conflicts:
            assert client.post(at("conflict_remove", one, row.pk)).status_code == 404
        assert client.post(at("absence_remove", one, away.pk)).status_code == 404

    assert [len(rows(Conflict)), len(rows(Absence))] == [2, 1]


@pytest.mark.parametrize("count", [1, 3])
def test_her_own_page_takes_the_same_queries_for_any_number_of_rows(
    ours, sanna, as_member, count, django_assert_num_queries
):
    agreed(sanna)
    ReadinessFactory(mentor=sanna)
    for _ in range(count):
        AbsenceFactory(mentor=sanna, first_day=today(1), last_day=today(2))
        ConflictFactory(mentor=sanna)
        ConflictFactory(mentor=sanna, unit=None, person=MembershipFactory(organisation=ours))
        SupportInvitationFactory(mentor=sanna, request__organisation=ours)
    client = as_member(sanna)
    read(client, "own_readiness", sanna)

    with django_assert_num_queries(10):
        read(client, "own_readiness", sanna)
