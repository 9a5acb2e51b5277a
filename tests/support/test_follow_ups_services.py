"""Serves R84, R93: a team says what came of the support; counted without a trace, or signed."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.db.models import Sum

from nuotio.audit.models import AuditEntry
from nuotio.culture.counted_release import Told
from nuotio.support import follow_up_questions, tasks
from nuotio.support.events import FollowUpOpened, FollowUpWaits
from nuotio.support.models import SignedAnswer
from nuotio.support.queries import follow_ups as queries
from nuotio.support.services import follow_ups as services
from tests.support import factories
from tests.support.giving import kept, support

OPENS = date(2026, 11, 18)
ANSWERS = {"followup_1": 5, "followup_2": 4, "followup_3": 1}


def planned(asker, mentor, *, people=11, opens_on=OPENS, at):
    engagement = support(asker, mentor, closed=True, request__people=people)
    return services.plan_follow_up(engagement, opens_on=opens_on, language="fi", at=at)


@pytest.fixture
def anonymous(aino, sanna, now):
    return planned(aino, sanna, at=now)


@pytest.fixture
def signed(aino, sanna, now):
    return planned(aino, sanna, people=4, at=now)


def counts(follow_up):
    rows = follow_up.counts.exclude(times=0).order_by("item", "option")
    return list(rows.values_list("item", "option", "times"))


def answered(follow_up, number, *, at, answers=ANSWERS):
    for _ in range(number):
        services.answer(follow_up, answers, at=at)


def results(follow_up, day):
    return queries.results_of([follow_up], day=day)[follow_up.pk]


def test_an_answer_is_counted_and_leaves_nothing_else(anonymous, now):
    before = AuditEntry.objects.count()

    answered(anonymous, 2, at=now)

    assert counts(anonymous) == [("followup_1", 5, 2), ("followup_2", 4, 2), ("followup_3", 1, 2)]
    assert AuditEntry.objects.count() == before
    assert not SignedAnswer.objects.exists()


@pytest.mark.parametrize(
    "answers",
    [{}, {"followup_1": 5}, {**ANSWERS, "followup_3": 0}, {**ANSWERS, "x": 1}, {"x": 1}],
    ids=str,
)
def test_what_is_no_answer_counts_nothing(answers, anonymous, signed, aino, now):
    with pytest.raises(services.NoSuchAnswer):
        services.answer(anonymous, answers, at=now)
    with pytest.raises(services.NoSuchAnswer):
        services.sign(signed, answers, "", by=aino, at=now)

    assert counts(anonymous) == []


def test_nothing_is_counted_before_it_opens_and_after_its_last_day(aino, sanna, now):
    follow_up = planned(aino, sanna, opens_on=OPENS + timedelta(days=1), at=now)
    for days in (0, 16):
        with pytest.raises(services.NotOpen):
            services.answer(follow_up, ANSWERS, at=now + timedelta(days=days))

    for days in (1, 15):
        services.answer(follow_up, ANSWERS, at=now + timedelta(days=days))

    assert counts(follow_up)[0] == ("followup_1", 5, 2)


def test_a_signed_one_takes_no_counted_answer_and_one_takes_a_thousand_at_most(
    anonymous, signed, now
):
    anonymous.counts.filter(item="followup_1", option=3).update(times=services.MOST)

    for one in (anonymous, signed):
        with pytest.raises(services.NotOpen):
            services.answer(one, ANSWERS, at=now)

    assert counts(anonymous) == [("followup_1", 3, 1000)]


def test_open_it_tells_only_whether_five_have_answered(anonymous, now):
    told = []
    for _ in range(5):
        services.answer(anonymous, ANSWERS, at=now)
        told.append((results(anonymous, OPENS).told, results(anonymous, OPENS).n))

    assert told == [(Told.FEW_SO_FAR, None)] * 4 + [(Told.ENOUGH_SO_FAR, None)]


def test_closed_with_five_each_statement_has_its_mean_in_halves(anonymous, now):
    answered(anonymous, 4, at=now)
    answered(anonymous, 1, at=now, answers=dict.fromkeys(ANSWERS, 2))

    services.close_due(at=now + timedelta(days=15))

    told = results(kept(anonymous), OPENS)
    assert (told.told, told.n) == (Told.MEAN, 5)
    assert [str(one.release.mean) for one in told.items] == ["4.5", "3.5", "1.0"]
    assert [one.release.bars for one in told.items] == [(), (), ()]


def test_closed_with_four_everything_is_gone(anonymous, now):
    answered(anonymous, 4, at=now)

    services.close_due(at=now + timedelta(days=15))

    assert results(kept(anonymous), OPENS).told == Told.NOTHING
    assert anonymous.counts.aggregate(total=Sum("times"))["total"] == 0


def test_after_its_last_day_it_is_read_as_closed_even_before_the_job(anonymous, now):
    answered(anonymous, 5, at=now)

    assert results(anonymous, OPENS + timedelta(days=14)).n is None
    assert results(anonymous, OPENS + timedelta(days=15)).n == 5


def test_who_asked_signs_for_a_small_team_and_may_change_it_while_open(
    signed, anonymous, aino, sanna, now
):
    services.sign(signed, ANSWERS, "Good.", by=aino, at=now)
    services.sign(signed, dict.fromkeys(ANSWERS, 3), "", by=aino, at=now)
    for follow_up, by in ((signed, sanna), (anonymous, aino)):
        with pytest.raises(PermissionDenied):
            services.sign(follow_up, ANSWERS, "", by=by, at=now)
    with pytest.raises(services.NotOpen):
        services.sign(signed, ANSWERS, "", by=aino, at=now + timedelta(days=15))

    told = results(signed, OPENS)
    assert (told.told, told.signed.member) == (None, aino)
    assert [option for _item, option in told.answers] == [3, 3, 3]
    assert SignedAnswer.objects.count() == 1


def test_it_opens_on_its_day_reminds_once_and_closes_after_two_weeks(
    aino, sanna, now, announced, monkeypatch
):
    follow_up = planned(aino, sanna, opens_on=OPENS + timedelta(days=1), at=now)
    told = []
    for days in range(18):
        announced.clear()
        at = now + timedelta(days=days)
        monkeypatch.setattr(tasks.timezone, "now", lambda at=at: at)
        tasks.ask_teams.call()
        tasks.ask_teams.call()
        told += [(days, type(one)) for one in announced]

    assert told == [(1, FollowUpOpened), (8, FollowUpWaits)]
    assert kept(follow_up).closed_at == now + timedelta(days=16)


def test_who_has_signed_is_not_reminded(signed, aino, now, announced):
    services.sign(signed, ANSWERS, "", by=aino, at=now)

    assert services.remind_due(at=now + timedelta(days=8)) == 0
    assert announced == []


def test_one_that_fails_does_not_hold_up_the_others(aino, sanna, now, monkeypatch, caplog):
    broken, fine = (planned(aino, sanna, at=now) for _ in range(2))
    real = services._close

    def close(follow_up, *, at):
        if follow_up.pk == broken.pk:
            raise DatabaseError
        real(follow_up, at=at)

    monkeypatch.setattr(services, "_close", close)

    assert services.close_due(at=now + timedelta(days=15)) == 1
    assert (kept(broken).closed_at is None, kept(fine).closed_at is None) == (True, False)
    assert f"Follow-up {broken.pk} waits for another try." in caplog.text


def test_means_over_many_hold_only_what_is_told_of_each(aino, sanna, now):
    """A team of four answers and an open one go into no mean; signed ones do."""
    day = OPENS + timedelta(days=15)
    five, four, still_open = (planned(aino, sanna, at=now) for _ in range(3))
    small = planned(aino, sanna, people=2, at=now)
    answered(five, 5, at=now, answers=dict.fromkeys(ANSWERS, 4))
    answered(four, 4, at=now, answers=dict.fromkeys(ANSWERS, 1))
    services.sign(small, dict.fromkeys(ANSWERS, 1), "", by=aino, at=now)
    answered(still_open, 9, at=now, answers=dict.fromkeys(ANSWERS, 1))
    still_open.closes_on = day
    still_open.save()
    every = [five, four, still_open, small]

    assert [
        (one.release.n, str(one.release.mean)) for one in queries.means_across(every, day=day)
    ] == [
        (6, "3.5"),
        (6, "3.5"),
        (6, "3.5"),
    ]
    few = queries.means_across([four, still_open, small], day=day)
    assert {one.release.told for one in few} == {Told.NOTHING}


def test_results_take_as_many_queries_for_one_as_for_three(
    aino, sanna, now, django_assert_num_queries
):
    every = [planned(aino, sanna, at=now, people=people) for people in (11, 11, 3)]

    with django_assert_num_queries(2):
        queries.results_of(every, day=OPENS)
    with django_assert_num_queries(2):
        queries.results_of(every[1:], day=OPENS)


def test_a_code_leads_to_an_anonymous_follow_up_alone(anonymous, signed):
    assert queries.follow_up_by_code(anonymous.code.upper()) == anonymous
    assert queries.follow_up_by_code(signed.code) is None
    assert len(anonymous.code) == services.LENGTH


def test_who_may_not_see_the_support_finds_no_follow_up(anonymous, jari, kirsi, sanna, aino):
    seen = [queries.follow_up_at(anonymous.pk, viewer=one) for one in (jari, kirsi, sanna, aino)]

    assert seen == [None, anonymous, anonymous, anonymous]
    assert queries.follow_up_at(factories.FollowUpFactory().pk, viewer=kirsi) is None


def test_three_statements_are_asked_in_three_languages():
    told = [one.words for one in follow_up_questions.items()]

    assert follow_up_questions.codes() == ["followup_1", "followup_2", "followup_3"]
    assert {language for words in told for language in words} == {"fi", "sv", "en"}
    assert [value for value, _words in follow_up_questions.points()] == [1, 2, 3, 4, 5]
