"""Serves R84, R85, R89: who suits a request is read from what is stored, one organisation's own."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from nuotio.foundation import tenancy
from nuotio.support.fitting import Obstacle, Weights
from nuotio.support.models import MatchingWeights
from nuotio.support.queries import fits
from tests.factories import (
    LONG_AGO,
    MembershipFactory,
    OrganisationFactory,
    ProfileFactory,
    RoleHoldingFactory,
    TimeShareFactory,
    UnitFactory,
    UserFactory,
)
from tests.support.factories import (
    AbsenceFactory,
    ConflictFactory,
    EngagementFactory,
    MatchingWeightsFactory,
    ReadinessFactory,
    SupportInvitationFactory,
    SupportRequestFactory,
)

DAY = date(2026, 1, 5)
LAST = date(2026, 3, 31)


def mentor(organisation, name="Merja Vainio", *, hours="16", **told):
    """A mentor with agreed hours."""
    user = UserFactory(name=name)
    made = MembershipFactory(organisation=organisation, mentor=True, user=user, **told)
    if hours:
        TimeShareFactory(
            mentor=made,
            hours_a_month=Decimal(hours),
            state="agreed",
            starts_on=date(2025, 1, 1),
            answered_at=LONG_AGO,
        )
    return made


@pytest.fixture
def division(ours):
    return UnitFactory(organisation=ours)


@pytest.fixture
def unit(ours, division):
    return UnitFactory(organisation=ours, parent=division)


@pytest.fixture
def request_(ours, unit):
    asker = MembershipFactory(organisation=ours, unit=unit)
    return SupportRequestFactory(organisation=ours, unit=unit, asked_by=asker, last_day=LAST)


@pytest.fixture
def merja(ours, unit):
    return mentor(ours, unit=unit)


def stands(request, giver):
    return fits.fitting_of(request, giver, day=DAY).obstacles


def codes(request, giver):
    return [one.code for one in fits.fitting_of(request, giver, day=DAY).reasons]


def test_a_mentor_with_nothing_in_the_way_has_a_score_months_and_reasons(request_, merja):
    found = fits.fitting_of(request_, merja, day=DAY)

    assert found.obstacles == ()
    assert [one.code for one in found.reasons] == ["same_community", "hours_left"]
    assert (found.month, found.months) == (
        date(2026, 1, 1),
        (date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)),
    )
    assert (found.free, round(found.score)) == (960, 62)


def test_every_active_mentor_of_the_organisation_is_told_of_and_nobody_else(ours, request_, merja):
    paused = MembershipFactory(organisation=ours)
    RoleHoldingFactory(membership=paused, organisation=ours, role="mentor", state="paused")
    mentor(ours, left_at=LONG_AGO)
    MembershipFactory(organisation=ours)
    with tenancy.unrestricted(reason="Another organisation's mentor lies ready to leak."):
        mentor(OrganisationFactory())
    olli = mentor(ours, "Olli Peltola")

    found = fits.fittings([request_], day=DAY)

    assert [one.mentor for one in found[request_.pk]] == [merja.pk, olli.pk]
    assert fits.fitting_of(request_, paused, day=DAY) is None


def test_who_cannot_sign_in_is_not_suggested(request_, merja):
    merja.user.is_active = False
    merja.user.save()

    assert fits.fitting_of(request_, merja, day=DAY) is None


def test_no_requests_need_no_query(ours, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert fits.fittings([], day=DAY) == {}


@pytest.mark.parametrize("number", [1, 3])
def test_one_request_and_many_take_the_same_queries(
    ours, unit, merja, number, django_assert_num_queries
):
    for _ in range(number):
        one = mentor(ours, unit=unit)
        ReadinessFactory(mentor=one)
        ConflictFactory(mentor=one, unit=unit)
        EngagementFactory(request__organisation=ours, request__state="done", by=[one])
    requests = [SupportRequestFactory(organisation=ours, unit=unit) for _ in range(number)]

    with django_assert_num_queries(4):
        found = fits.fittings(requests, day=DAY)

    assert [len(one) for one in found.values()] == [number + 1] * number


def test_a_mentor_never_serves_her_own_request(request_, merja):
    request_.asked_by = merja

    assert stands(request_, merja) == (Obstacle.OWN,)


def test_nobody_serves_whom_she_supervises_however_far_down(request_, merja, unit):
    between = MembershipFactory(organisation=request_.organisation, supervisor=merja)
    request_.asked_by.supervisor = between
    request_.asked_by.save()

    assert stands(request_, merja) == (Obstacle.LINE,)


def test_nobody_serves_who_is_above_her(request_, merja, division):
    division.lead = request_.asked_by
    division.save()

    assert stands(request_, merja) == (Obstacle.LINE,)


def test_nobody_serves_a_unit_below_the_one_she_leads(ours, request_, division):
    lead = mentor(ours)
    division.lead = lead
    division.save()
    request_.asked_by = None

    assert stands(request_, lead) == (Obstacle.LINE,)


def test_a_declared_unit_counts_with_all_below_it_and_a_declared_person(
    ours, request_, merja, division
):
    olli, hanna = mentor(ours), mentor(ours)
    ConflictFactory(mentor=merja, unit=division)
    ConflictFactory(mentor=olli, unit=None, person=request_.asked_by)
    ConflictFactory(mentor=hanna)

    assert stands(request_, merja) == stands(request_, olli) == (Obstacle.CONFLICT,)
    assert stands(request_, hanna) == ()


@pytest.mark.parametrize(
    ("told", "obstacles"),
    [
        ({"state": "invited"}, (Obstacle.ASKED,)),
        ({"suggested": True}, (Obstacle.ASKED,)),
        ({"accepted": True}, (Obstacle.ASKED,)),
        ({"declined": True}, (Obstacle.DECLINED,)),
        ({"state": "lapsed"}, (Obstacle.DECLINED,)),
        ({"state": "withdrawn"}, ()),
    ],
)
def test_who_was_asked_is_not_asked_again_unless_it_was_taken_back(
    ours, request_, merja, told, obstacles
):
    SupportInvitationFactory(request=request_, mentor=merja, minutes=60, **told)
    other = SupportRequestFactory(organisation=ours, last_day=LAST)

    assert stands(request_, merja) == obstacles
    assert stands(other, merja) == ()


def test_hours_short_and_no_agreed_share_are_two_things(ours, request_, merja):
    unagreed = mentor(ours, hours="")
    request_.minutes = 961

    assert stands(request_, merja) == (Obstacle.HOURS,)
    assert stands(request_, unagreed) == (Obstacle.NO_SHARE, Obstacle.HOURS)


def test_languages_are_those_she_gives_support_in_else_her_own_else_the_houses(ours, request_):
    said = mentor(ours)
    ReadinessFactory(mentor=said, languages=["sv"])
    told = mentor(ours)
    ProfileFactory(membership=told, languages=["sv", "en"])
    silent = mentor(ours)
    ProfileFactory(membership=silent, languages=[])
    request_.language = "sv"

    assert (stands(request_, said), stands(request_, told)) == ((), ())
    assert stands(request_, silent) == (Obstacle.LANGUAGE,)
    assert "language" in codes(request_, said)


@pytest.mark.parametrize(
    ("until", "obstacles"), [(None, (Obstacle.RESTS,)), (DAY, (Obstacle.RESTS,)), (LAST, ())]
)
def test_a_pause_ends_after_its_day(request_, merja, until, obstacles):
    day = DAY if until != LAST else LAST + timedelta(days=1)
    request_.last_day = date(2026, 5, 29)
    ReadinessFactory(mentor=merja, rests=True, rests_until=until)

    assert fits.fitting_of(request_, merja, day=day).obstacles == obstacles


def test_days_away_and_days_of_the_week_leave_no_day_that_suits_both(ours, request_, merja):
    olli = mentor(ours)
    ReadinessFactory(mentor=olli, weekdays=[1])
    AbsenceFactory(mentor=merja, first_day=date(2026, 2, 9), last_day=date(2026, 2, 15))
    request_.weeks = ["2026-02-09"]
    request_.first_day, request_.last_day = date(2026, 2, 11), date(2026, 2, 13)

    assert stands(request_, merja) == stands(request_, olli) == (Obstacle.TIME,)


def test_a_request_whose_days_have_passed_suits_nobody(request_, merja):
    request_.last_day = DAY - timedelta(days=1)
    request_.first_day = DAY - timedelta(days=20)

    assert Obstacle.TIME in stands(request_, merja)


def test_what_she_gave_before_speaks_for_her_once_it_is_done(ours, request_, merja):
    request_.method = "a3"
    told = {"organisation": ours, "unit": request_.unit, "method": "a3", "kinds": ["lean"]}
    for state in ("done", "done", "under_way"):
        EngagementFactory(request=SupportRequestFactory(state=state, **told), by=[merja])

    found = fits.fitting_of(request_, merja, day=DAY)

    said = {one.code: one.values for one in found.reasons}
    assert said["method_run"] == said["before"] == {"times": 2}


def test_one_person_without_a_unit_is_of_her_own_unit(request_, merja):
    request_.unit = None

    assert "same_community" in codes(request_, merja)


def test_a_team_that_is_not_sure_suits_everybody(request_, merja):
    request_.kinds = ["unsure"]
    ReadinessFactory(mentor=merja, kinds=["lean"])

    assert "other_kinds" not in codes(request_, merja)


def test_what_the_organisation_has_set_weighs(ours, request_, merja):
    assert fits.material([request_], day=DAY).weights == Weights(6, 8, 5, 4, 3)
    MatchingWeightsFactory(organisation=ours, kind=1, community=2, fairness=3, continuity=4, wish=9)

    assert fits.material([request_], day=DAY).weights == Weights(1, 2, 3, 4, 9)
    assert fits.weighed(fits.weights_of(ours.pk)) == Weights(1, 2, 3, 4, 9)


def test_nothing_set_is_as_shipped(ours):
    found = fits.weights_of(ours.pk)

    assert (found.pk, fits.weighed(found)) == (None, Weights())
    assert MatchingWeights.objects.count() == 0
