"""Serves R84, R85, R89: the best three with reasons, who may read them, and what is missing."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from nuotio.support import suggesting
from nuotio.support.fitting import Weights
from nuotio.support.queries import invitations
from nuotio.support.queries import suggestions as queries
from tests.factories import (
    LONG_AGO,
    MembershipFactory,
    OrganisationFactory,
    TimeShareFactory,
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

AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
LAST = date(2026, 2, 27)
NBSP = "\N{NO-BREAK SPACE}"


def mentor(organisation, name, hours="16", **told):
    user = UserFactory(name=name)
    made = MembershipFactory(organisation=organisation, mentor=True, user=user, **told)
    TimeShareFactory(
        mentor=made,
        hours_a_month=Decimal(hours),
        state="agreed",
        starts_on=date(2025, 1, 1),
        answered_at=LONG_AGO,
    )
    return made


@pytest.fixture
def asked(ours, aino, unit):
    return SupportRequestFactory(organisation=ours, asked_by=aino, unit=unit, last_day=LAST)


def part(request, viewer):
    return queries.part(request, viewer=viewer, at=AT).get("suggested")


def names(found):
    return [one.mentor.name for one in found]


def test_the_best_three_come_with_reasons_and_hours(ours, asked, aino, unit):
    merja = mentor(ours, "Merja Vainio", unit=unit, job_title="nurse")
    ReadinessFactory(mentor=merja, kinds=["workshop"], wished_kinds=["workshop"])
    EngagementFactory(
        request=SupportRequestFactory(organisation=ours, done=True, kinds=["workshop"]), by=[merja]
    )
    SupportInvitationFactory(
        request=SupportRequestFactory(organisation=ours), mentor=merja, minutes=120, accepted=True
    )
    for name in ("Olli Peltola", "Hanna Kallio", "Jari Lehto"):
        mentor(ours, name)

    found = part(asked, aino)

    best = found.best[0]
    assert (len(found.best), found.more) == (3, 1)
    assert (best.mentor, best.about, best.called) == (merja, "nurse, Home care", "Merja")
    assert best.ticks == [
        "Same work community",
        "Has given such support before",
        "Would like to learn this",
    ]
    assert (best.dashes, best.label) == ([], f"10{NBSP}h left in January")
    assert (best.month.used, best.month.promised, best.month.asked) == (0, 360, 0)
    assert (best.free, best.open_hours) == (600, 600)
    assert (found.lacks, found.would_do) == ([], [])


def test_what_others_ask_for_is_drawn_apart_from_what_is_open(ours, asked, aino):
    merja = mentor(ours, "Merja Vainio")
    other = SupportRequestFactory(organisation=ours)
    SupportInvitationFactory(request=other, mentor=merja, minutes=120, month=date(2026, 1, 1))

    best = part(asked, aino).best[0]

    assert (best.free, best.month.asked, best.open_hours) == (960, 120, 840)


def test_two_of_the_same_first_name_are_called_by_both_names(ours, asked, aino):
    for name in ("Merja Vainio", "Merja Salo", "Olli Peltola", ""):
        mentor(ours, name)

    called = [one.called for one in part(asked, aino).best] + [part(asked, aino).more]

    assert called == ["Merja Vainio", "Merja Salo", "Olli", 1]


def test_each_button_has_a_key_of_its_own_and_keeps_it(ours, asked, aino):
    for name in ("Merja", "Olli"):
        mentor(ours, name)
    found = part(asked, aino)

    keys = [found.once_for(one) for one in (*found.best, *found.best)]

    assert (len(set(keys)), keys[:2]) == (2, keys[2:])


def test_who_may_not_see_suggestions_gets_nothing(ours, asked, aino, sanna, kirsi, markku):
    stranger = MembershipFactory(organisation=OrganisationFactory(), hr=True)
    stranger.roles = frozenset({"hr"})

    assert part(asked, aino) is not None
    assert part(asked, kirsi) is not None
    for viewer in (sanna, markku, stranger):
        assert queries.part(asked, viewer=viewer, at=AT) == {}


@pytest.mark.parametrize("state", ["matched", "under_way", "done", "declined", "withdrawn"])
def test_a_request_that_does_not_wait_has_no_suggestions(asked, aino, state):
    asked.state, asked.closing_words = state, "No."
    asked.save()

    assert queries.part(asked, viewer=aino, at=AT) == {}


def test_a_draft_shows_its_writer_whom_there_is_and_asks_nobody(ours, aino, kirsi):
    mentor(ours, "Merja")
    draft = SupportRequestFactory(organisation=ours, asked_by=aino, draft=True, last_day=LAST)

    found = part(draft, aino)

    assert (names(found.best), found.is_draft) == (["Merja"], True)
    assert not found.may_invite
    assert not found.has_next_step
    assert part(draft, kirsi) is None


def test_who_was_asked_is_not_suggested_and_the_next_step_is_to_wait(ours, asked, aino):
    merja = mentor(ours, "Merja")
    mentor(ours, "Olli")
    assert part(asked, aino).has_next_step

    SupportInvitationFactory(request=asked, mentor=merja)

    found = part(asked, aino)
    assert (names(found.best), found.is_enough, found.has_next_step) == (["Olli"], True, False)


def test_hours_are_short_of_somebody_named_only_to_hr(ours, asked, aino, kirsi):
    mentor(ours, "Merja Vainio", hours="3")

    team, steering = part(asked, aino), part(asked, kirsi)

    assert team.lacks == [f"No mentor has 4{NBSP}h left by the end of February."]
    assert team.would_do == [
        f"More working time would do: 1{NBSP}h for one mentor.",
        f"Less time would do: 3{NBSP}h.",
    ]
    assert steering.would_do[0] == f"More working time would do: 1{NBSP}h for Merja Vainio."


def test_the_same_sentence_is_said_once(ours, aino, unit):
    for name in ("Merja", "Olli"):
        mentor(ours, name, hours="3")
    two = SupportRequestFactory(
        organisation=ours, asked_by=aino, unit=unit, mentors_needed=2, last_day=LAST
    )

    assert part(two, aino).would_do == [
        f"More working time would do: 1{NBSP}h for one mentor.",
        f"Less time would do: 3{NBSP}h.",
    ]


def test_those_who_cannot_are_counted_under_one_reason_and_named_to_hr(ours, asked, aino, kirsi):
    mentor(ours, "Olli Peltola", hours="1")
    mentor(ours, "Merja Vainio", hours="1")
    rests = mentor(ours, "Hanna Kallio", hours="1")
    ReadinessFactory(mentor=rests, rests=True)

    def told(viewer):
        found = queries.for_page(asked, viewer=viewer, at=AT).others
        return [(one.said, list(one.names)) for one in found]

    assert told(aino) == [
        ("1 takes no new requests now.", []),
        ("2 have too few hours left.", []),
    ]
    assert told(kirsi) == [
        ("1 takes no new requests now.", ["Hanna Kallio"]),
        ("2 have too few hours left.", ["Merja Vainio", "Olli Peltola"]),
    ]


ORDINARY = [{}, {"languages": ["sv"]}, {"gives_onsite": False}]


def told_of(asked, viewer):
    """Who cannot come and why, and who can be asked by name."""
    found = queries.for_page(asked, viewer=viewer, at=AT)
    askable = invitations.askable(asked, viewer=viewer, day=AT.date()).mentors
    said = [(one.said, list(one.names)) for one in found.others]
    return said, found.suggested.lacks, [one.name for one, _fitting in askable]


@pytest.mark.parametrize("more", ORDINARY)
def test_the_team_reads_of_a_declared_conflict_as_of_a_rest(ours, asked, aino, unit, more):
    conflicted, rests = mentor(ours, "Merja Vainio"), mentor(ours, "Olli Peltola")
    ConflictFactory(mentor=conflicted, unit=unit)
    ReadinessFactory(mentor=conflicted, **more)
    ReadinessFactory(mentor=rests, rests=True, **more)

    assert told_of(asked, aino) == (
        [("2 take no new requests now.", [])],
        ["No mentor takes new requests now."],
        [],
    )


@pytest.mark.parametrize("more", ORDINARY)
def test_hr_reads_of_a_declared_conflict_as_of_a_day_that_does_not_suit(
    ours, asked, kirsi, unit, more
):
    conflicted, away = mentor(ours, "Merja Vainio"), mentor(ours, "Olli Peltola")
    ConflictFactory(mentor=conflicted, unit=unit)
    for one in (conflicted, away):
        ReadinessFactory(mentor=one, **more)
    AbsenceFactory(mentor=away, first_day=AT.date(), last_day=LAST)

    said, lacks, askable = told_of(asked, kirsi)

    names = ["Merja Vainio", "Olli Peltola"]
    assert said == [("2 are not available for this request.", names)]
    assert (len(lacks), askable) == (1, [])


@pytest.mark.parametrize("number", [3, 30])
def test_three_mentors_and_many_take_the_same_queries(
    ours, asked, aino, number, django_assert_num_queries
):
    for each in range(number):
        ReadinessFactory(mentor=mentor(ours, f"Mentor {each}"))

    with django_assert_num_queries(4):
        found = part(asked, aino)

    assert found.more == number - 3


def test_what_weighs_most_is_named_unless_all_weighs_the_same():
    assert suggesting.heaviest(Weights()) == ["same work community", "kind of support and method"]
    assert suggesting.heaviest(Weights(0, 0, 0, 0, 7)) == ["what the mentor wants to learn"]
    assert suggesting.heaviest(Weights(4, 4, 4, 4, 4)) == []


def test_examples_are_open_requests_of_the_own_organisation(ours, asked, kirsi):
    SupportRequestFactory(organisation=ours, draft=True)
    SupportRequestFactory(organisation=ours, done=True)
    SupportRequestFactory()
    newer = SupportRequestFactory(organisation=ours, asked_at=AT + timedelta(days=30))

    assert queries.examples(kirsi) == [newer, asked]


def test_a_preview_tells_where_each_stood_before(ours, asked, unit):
    near = mentor(ours, "Near", unit=unit)
    keen = mentor(ours, "Keen")
    ReadinessFactory(mentor=keen, wished_kinds=["workshop"], kinds=[])
    mentor(ours, "Other")
    mentor(ours, "Fourth", unit=unit)
    MatchingWeightsFactory(organisation=ours, kind=0, community=10, wish=5)

    found = queries.preview(asked, Weights(0, 0, 0, 0, 10), day=AT.date())

    assert [(one.suggestion.mentor, one.place, one.was) for one in found][:2] == [
        (keen, 1, 3),
        (near, 2, 1),
    ]
    assert (found[2].suggestion.mentor.name, found[2].was) == ("Other", None)
