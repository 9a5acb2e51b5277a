"""Serves R84 (order support): status and the one next step, for whoever looks at a request."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from nuotio.support import weeks
from nuotio.support.models import SupportRequest
from nuotio.support.queries import requests as queries
from nuotio.support.story import invitation_story, naming, readers
from nuotio.support.story.request_steps import step_for
from nuotio.support.story.request_story import moments_of
from nuotio.support.views import ways
from tests.factories import LONG_AGO, UnitFactory
from tests.support.factories import (
    EngagementFactory,
    MeetingFactory,
    SupportInvitationFactory,
    SupportRequestFactory,
)

DAY = date(2026, 1, 13)  # the day before the promised answer of the factory


def step(request, viewer, day=DAY):
    found = queries.request_at(request.pk, viewer=viewer)
    return step_for(found, viewer=viewer, day=day)


@pytest.fixture
def asked(ours, aino):
    return SupportRequestFactory(organisation=ours, asked_by=aino)


def test_who_asked_knows_by_when_and_in_whose_care(asked, aino, tiina):
    alone = step(asked, aino)
    asked.in_care_of = tiina
    asked.save()

    assert alone.title == "You will have an answer by Wed 14 Jan"
    assert alone.text.startswith("In the care of: HR and the coordinators.")
    assert (alone.door, alone.is_here) == ("#suggestions", True)
    assert step(asked, aino).text.startswith("In the care of: Tiina Ahonen.")


def test_lateness_is_said_honestly_with_who_has_it(asked, aino, kirsi, tiina):
    asked.in_care_of = tiina
    asked.save()
    late = DAY + timedelta(days=2)

    told = step(asked, aino, late)

    assert told.title == "Your answer is late"
    assert "It was promised by Wed 14 Jan." in told.text
    assert "Tiina Ahonen" in told.text
    assert step(asked, kirsi, late).title == "Late: an answer was promised by Wed 14 Jan"
    assert step(asked, kirsi).title == "Answer by Wed 14 Jan"


def test_who_named_a_time_that_has_passed_names_another(asked, aino, sanna):
    asked.last_day = DAY - timedelta(days=1)
    asked.save()

    told = step(asked, aino)

    assert (told.title, told.door) == (
        "The time that you named has passed",
        "support:request_edit",
    )
    assert step(asked, sanna).title != told.title


def test_a_draft_waits_to_be_sent(ours, aino):
    draft = SupportRequestFactory(organisation=ours, asked_by=aino, draft=True)

    assert (step(draft, aino).title, step(draft, aino).door) == (
        "Send it when it is ready",
        "support:request_edit",
    )


def test_an_asked_mentor_is_waited_for_and_asked(asked, aino, kirsi, sanna):
    invited = SupportInvitationFactory(request=asked, mentor=sanna)

    assert step(asked, aino).title == "Sanna Koskinen: asked, no answer yet"
    assert step(asked, kirsi).title == "Sanna Koskinen: asked, no answer yet"
    late = step(asked, aino, DAY + timedelta(days=2))
    assert late.text.startswith("The promised day, Wed 14 Jan, has passed.")
    hers = step(asked, sanna)
    assert (hers.title, hers.door, hers.key) == (
        "Could you help?",
        "support:invitation",
        invited.pk,
    )


def test_another_time_is_for_who_asked_to_look_at(asked, aino, sanna):
    SupportInvitationFactory(request=asked, mentor=sanna, suggested=True)

    told = step(asked, aino)

    assert told.title == "Sanna Koskinen: another time was suggested"
    assert told.text == "Look whether it would suit you. You can agree until Fri 16 Jan."
    assert told.door == "#invitations"
    hers = step(asked, sanna)
    assert hers.title == "You suggested another time"
    assert hers.text.endswith("It can agree until Fri 16 Jan.")


@pytest.mark.parametrize(("language", "day"), [("fi", "pe 16.1. asti."), ("sv", "fre 16.1.")])
def test_a_sentence_ends_with_one_dot_after_a_day(language, day, asked, aino, sanna):
    row = SupportInvitationFactory(request=asked, mentor=sanna, suggested=True)

    with translation.override(language):
        texts = [step(asked, aino).text, step(asked, sanna).text, invitation_story.to_team(row)]

    assert [".." in one for one in texts] == [False, False, False]
    assert texts[0].endswith(day)


def test_who_needs_two_mentors_and_has_asked_one_may_ask_another(asked, aino, sanna):
    SupportInvitationFactory(request=asked, mentor=sanna)
    assert step(asked, aino).door == ""

    asked.mentors_needed = 2
    asked.save()

    assert (step(asked, aino).text, step(asked, aino).door) == (
        "One more mentor is needed.",
        "#suggestions",
    )


def test_one_of_two_mentors_has_promised(ours, aino, sanna):
    asked = SupportRequestFactory(organisation=ours, asked_by=aino, mentors_needed=2)
    SupportInvitationFactory(request=asked, mentor=sanna, accepted=True)

    assert step(asked, aino).title == "One mentor has promised, another is looked for"
    assert step(asked, sanna).title == "You have promised, another mentor is looked for"


def test_a_mentor_may_take_it_and_others_read_where_it_stands(ours, aino, sanna, markku):
    asked = SupportRequestFactory(organisation=ours, asked_by=aino, readers="organisation")

    assert step(asked, sanna).door == "support:request_take"
    assert step(asked, markku).title == "It waits for a mentor"


def test_support_that_was_agreed_on_goes_on_with_a_meeting(ours, aino, sanna, kirsi, markku):
    told = {"organisation": ours, "asked_by": aino, "readers": "organisation"}
    matched = SupportRequestFactory(**told, matched=True)
    runs = SupportRequestFactory(**told, under_way=True)
    for one in (matched, runs):
        SupportInvitationFactory(request=one, mentor=sanna, accepted=True)

    assert step(matched, aino).title == "Agreed with: Sanna Koskinen"
    assert step(matched, kirsi).title == "Agreed with: Sanna Koskinen"
    assert step(matched, sanna).title == "Set the first meeting"
    assert step(matched, markku).title == "A mentor has been found"
    assert step(runs, aino).title == "The support is under way: Sanna Koskinen"
    assert (step(runs, markku).title, step(runs, markku).label) == ("The support is under way", "")


@pytest.mark.parametrize(
    ("state", "title"),
    [
        ("done", "The support has ended"),
        ("declined", "Not now"),
        ("withdrawn", "The request was taken back"),
    ],
)
def test_what_is_over_can_be_asked_again_by_who_asked(state, title, ours, aino, kirsi):
    words = {"closing_words": "No hours."} if state == "declined" else {}
    over = SupportRequestFactory(organisation=ours, asked_by=aino, state=state, **words)

    assert (step(over, aino).title, step(over, aino).label) == (title, "Ask again")
    assert (step(over, kirsi).title, step(over, kirsi).label) == (title, "")


def test_the_story_is_told_by_dates_to_those_who_are_near(ours, aino, sanna, jari, markku):
    def day(number):
        return LONG_AGO + timedelta(days=number)

    asked = SupportRequestFactory(
        organisation=ours,
        asked_by=aino,
        readers="organisation",
        state="done",
        matched_at=day(3),
        closed_at=day(30),
    )
    told = {"request": asked, "answered_at": day(2)}
    SupportInvitationFactory(**told, mentor=jari, invited_at=day(1), state="declined", reason="No.")
    SupportInvitationFactory(**told, mentor=sanna, invited_at=day(2), way="taken", state="accepted")
    MeetingFactory(engagement=EngagementFactory(request=asked), title="First talk")

    def lines(viewer):
        found = queries.request_at(asked.pk, viewer=viewer)
        meetings = queries.meetings_of(found, viewer=viewer)
        at = day(60)
        return [
            words for _when, words, _s in moments_of(found, viewer=viewer, meetings=meetings, at=at)
        ]

    assert lines(aino) == [
        "Asked: Aino Salo",
        "A mentor was asked: Jari Lehto",
        "Jari Lehto cannot help this time",
        "Sanna Koskinen offered to help",
        "The support was agreed on",
        "Meeting: First talk",
        "The support ended",
    ]
    assert lines(markku) == ["Asked: Aino Salo", "The support was agreed on", "The support ended"]
    assert "Meeting: First talk" in lines(sanna)
    assert "Meeting: First talk" not in lines(jari)


def test_the_story_of_an_invitation_that_was_not_answered(asked, aino, sanna, jari, petri):
    passed_over = LONG_AGO + timedelta(days=30)
    SupportInvitationFactory(
        request=asked, mentor=petri, suggested=True, state="lapsed", ended_at=passed_over
    )
    SupportInvitationFactory(request=asked, mentor=sanna, state="lapsed", ended_at=LONG_AGO)
    SupportInvitationFactory(request=asked, mentor=jari, suggested=True)
    found = queries.request_at(asked.pk, viewer=aino)

    at = LONG_AGO + timedelta(days=1)
    told = [words for _when, words, _state in moments_of(found, viewer=aino, meetings=[], at=at)]

    assert "Sanna Koskinen had no time to answer" in told
    assert "Jari Lehto suggested another time" in told
    assert "The time that Petri Niemi suggested was not answered" in told
    assert told[-1] == "An answer is promised"


def test_a_request_is_called_by_its_first_sentence():
    def called(wish, team=""):
        return naming.title(SupportRequest(wish=wish, team=team))

    assert called("Our mornings are only lists. Help us.") == "Our mornings are only lists"
    assert called("How do we begin with it? Tell us.") == "How do we begin with it?"
    assert called("one two three " * 9) == "one two three " * 4 + "one two three…"
    assert called("ä" * 200) == "ä" * 69 + "…"
    assert called("", "Ward 7") == "Ward 7"
    assert called("") == "Request without words yet"


def test_a_person_alone_is_not_named_as_a_team(ours):
    unit = UnitFactory(organisation=ours, name_en="Ward 7")

    def called(**told):
        return naming.circle(SupportRequest(unit=unit, **told))

    assert called(people=1, team="Aino") == "One person"
    assert (called(people=5, team="Night"), called(people=5)) == ("Night", "Ward 7")
    assert naming.circle(SupportRequest(people=5)) == "A team"
    assert naming.person(None) == "somebody who has left"


def test_weeks_begin_with_this_one_until_friday():
    assert weeks.coming(date(2026, 11, 19), 2) == [date(2026, 11, 16), date(2026, 11, 23)]
    assert weeks.coming(date(2026, 11, 20), 2) == [date(2026, 11, 23), date(2026, 11, 30)]
    assert [weeks.number_of(one) for one in weeks.coming(date(2026, 12, 23), 3)] == [52, 53, 1]


def test_who_reads_is_told_in_one_sentence(asked):
    sentences = dict(readers.told_to_writer())

    assert set(sentences) == set(SupportRequest.Readers.values)
    for one in SupportRequest.Readers.values:
        asked.readers = one
        assert readers.told_to_reader(asked).startswith("Read by")
    asked.state = "draft"
    assert readers.told_to_reader(asked) == "Only you read this draft."


def test_a_door_that_leads_nowhere_is_no_door(aino):
    assert ways.address_of("#suggestions", aino, 1) == "#suggestions"
    assert ways.address_of("", aino, 1) == ""
    assert ways.address_of("support:request_edit", aino, 7).endswith("/support/7/edit/")
