"""Serves R84 (order support): the room's home and the coordinators' list of what waits."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from nuotio.support.queries import requests as queries
from tests.factories import UnitFactory
from tests.support.factories import SupportInvitationFactory, SupportRequestFactory
from tests.support.test_request_views import read

LONG_PAST = date(2026, 1, 14)


def soon(days=9):
    return timezone.localdate() + timedelta(days=days)


def test_own_requests_stand_with_the_live_ones_first(ours, aino):
    told = {"organisation": ours, "asked_by": aino}
    done = SupportRequestFactory(**told, done=True)
    draft = SupportRequestFactory(**told, draft=True)
    waits = SupportRequestFactory(**told)
    runs = SupportRequestFactory(**told, under_way=True)
    SupportRequestFactory(organisation=ours, readers="organisation")

    assert list(queries.own_requests(aino)) == [runs, waits, draft, done]


def test_what_waits_stands_by_its_promise_with_what_mentors_said(ours, kirsi):
    later = SupportRequestFactory(organisation=ours, answer_by=soon())
    late = SupportRequestFactory(organisation=ours, answer_by=LONG_PAST)
    for state in ("declined", "lapsed", "invited"):
        SupportInvitationFactory(request=late, state=state)
    for state in ("matched", "draft", "done"):
        SupportRequestFactory(organisation=ours, **{state: True})
    SupportRequestFactory(answer_by=LONG_PAST)

    found = list(queries.waiting_requests(kirsi))

    assert found == [late, later]
    assert [(one.asked, one.declined) for one in found] == [(3, 2), (0, 0)]
    counts = queries.waiting_counts(kirsi, day=timezone.localdate())
    assert dict(counts) == {"waiting": 2, "late": 1, "unasked": 1}


def test_what_waits_is_narrowed_by_unit_and_kind(ours, kirsi):
    unit = UnitFactory(organisation=ours)
    here = SupportRequestFactory(organisation=ours, unit=unit, kinds=["lean"])
    talk = SupportRequestFactory(organisation=ours, kinds=["discussion", "values"])

    assert list(queries.waiting_requests(kirsi, unit=unit.pk)) == [here]
    assert list(queries.waiting_requests(kirsi, kind="values")) == [talk]
    assert list(queries.waiting_requests(kirsi, kind="value")) == []
    assert list(queries.waiting_requests(kirsi, unit=unit.pk, kind="values")) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_what_waits_costs_the_same_for_any_number(
    count, ours, kirsi, tiina, as_member, django_assert_num_queries
):
    for _ in range(count):
        unit = UnitFactory(organisation=ours)
        one = SupportRequestFactory(organisation=ours, unit=unit, in_care_of=tiina)
        SupportInvitationFactory(request=one, declined=True)
    SupportRequestFactory(wish="CANARY of others")
    SupportRequestFactory(organisation=ours, wish="CANARY draft", draft=True)
    client = as_member(kirsi)

    with django_assert_num_queries(9):
        page = read(client, "waiting", kirsi)

    assert page.count("In the care of: Tiina Ahonen") == count
    assert page.count("1 mentor asked, 1 cannot") == count
    assert "CANARY" not in page


def test_an_empty_list_of_what_waits_says_so(ours, kirsi, as_member):
    client = as_member(kirsi)

    assert "Every request has its answer." in read(client, "waiting", kirsi)
    assert "Nothing here with these choices" in read(client, "waiting", kirsi, query="?kind=lean")
    assert "Nothing waits" in read(client, "waiting", kirsi, query="?unit=999&kind=magic&page=x")


def test_fifty_requests_stand_on_a_page(ours, kirsi, as_member):
    for _ in range(51):
        SupportRequestFactory(organisation=ours, team="Ward 7", kinds=["lean"])
    client = as_member(kirsi)

    first = read(client, "waiting", kirsi, query="?kind=lean")
    second = read(client, "waiting", kirsi, query="?kind=lean&page=2")

    assert (first.count("Ward 7 ·"), second.count("Ward 7 ·")) == (50, 1)
    assert "?kind=lean&amp;page=2" in first


@pytest.mark.parametrize("count", [1, 3])
def test_the_home_costs_the_same_for_any_number(
    count, ours, aino, as_member, django_assert_num_queries
):
    for _ in range(count):
        SupportRequestFactory(organisation=ours, asked_by=aino, team="Ward 7")
    SupportRequestFactory(organisation=ours, wish="CANARY", readers="organisation")
    SupportRequestFactory(wish="CANARY", readers="organisation")
    client = as_member(aino)

    with django_assert_num_queries(8):
        page = read(client, "requests", aino)

    assert page.count("Ward 7 ·") == count
    assert "CANARY" not in page
    assert "Ask for support" in page


def test_the_home_shows_what_waits_for_the_viewers_answer(ours, sanna, jari, as_member):
    asked = SupportRequestFactory(organisation=ours, wish="Come and help us.")
    SupportInvitationFactory(request=asked, mentor=sanna)
    SupportInvitationFactory(request=asked, mentor=jari, declined=True)

    hers = read(as_member(sanna), "requests", sanna)
    his = read(as_member(jari), "requests", jari)

    assert ("Read and answer" in hers, "Come and help us" in hers) == (True, True)
    assert "Waits for your answer" not in his


def test_the_unit_reads_what_it_may(ours, aino, markku, as_member):
    unit = UnitFactory(organisation=ours)
    markku.unit = unit
    markku.save()
    told = {"organisation": ours, "asked_by": aino, "unit": unit}
    SupportRequestFactory(**told, wish="For everybody to read.", readers="organisation")
    SupportRequestFactory(**told, wish="CANARY for mentors only", readers="mentors")
    SupportRequestFactory(**told, wish="CANARY for few", readers="invited", people=1)

    page = read(as_member(markku), "requests", markku, query="?whose=unit")

    assert "For everybody to read" in page
    assert "CANARY" not in page


def test_ways_lead_only_where_the_viewer_may_go(ours, aino, kirsi, as_member):
    hers = read(as_member(kirsi), "requests", kirsi)
    others = read(as_member(aino), "requests", aino)

    assert "What waits for an answer" in hers
    assert "More in this room" not in others


def test_nobody_is_promised_an_answer_that_is_late_without_being_told(ours, aino, as_member):
    asked = SupportRequestFactory(organisation=ours, asked_by=aino, answer_by=LONG_PAST)
    client = as_member(aino)

    page, home = read(client, "request", aino, asked.pk), read(client, "requests", aino)

    assert "Your answer is late" in page
    assert "In the care of" not in page
    assert "HR and the coordinators" in page
    assert '<span class="tag stop">Late</span>' in home
