"""Serves R84, R85, R87: sending a joint proposal asks its mentors; nobody is assigned by it."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nuotio.audit.models import AuditEntry
from nuotio.foundation import versions
from nuotio.support.events import MentorInvited
from nuotio.support.models import Batch, BatchLine, Engagement, SupportInvitation
from nuotio.support.proposals.situations import Change
from nuotio.support.services import batch_sending, invitations
from nuotio.support.services import batches as services
from nuotio.support.words import refusals
from tests.support.batch_world import FIRST, NOVEMBER, asks, mentor
from tests.support.factories import ConflictFactory, SupportInvitationFactory

DECEMBER = date(2026, 12, 1)
# Held, read, written; for each mentor a row, its line in the ledger, what tells her, a savepoint.
ONE_BATCH, FOR_EACH = 16, 5


@pytest.fixture
def draft(teams, kirsi, now):
    return services.draft_batch(by=kirsi, at=now, once=uuid4())


def asked():
    rows = SupportInvitation.objects.select_related("request", "mentor__user").order_by("request")
    return [(one.request.team, one.mentor.name) for one in rows]


def left_out():
    rows = BatchLine.objects.select_related("request").order_by("request", "place")
    return {one.request.team: [code["code"] for code in one.missing] for one in rows}


def send(batch, by, now):
    return batch_sending.publish_batch(batch, by=by, at=now, version=batch.version)


def test_every_mentor_of_it_is_asked_and_none_is_assigned(
    draft, teams, merja, kirsi, now, announced
):
    sent = send(draft, kirsi, now)

    assert (sent.state, sent.published_at, sent.version) == ("published", now, 2)
    assert asked() == [("Home care", "Olli Peltola"), ("Library", "Merja Vainio")]
    for one in SupportInvitation.objects.all():
        assert (one.way, one.state, one.invited_by, one.invited_at, one.month, one.minutes) == (
            "batch",
            "invited",
            kirsi,
            now,
            NOVEMBER,
            120,
        )
    assert [type(one) for one in announced] == [MentorInvited] * 2
    for team in teams:
        team.refresh_from_db()
        assert team.state == "open"
    assert Engagement.objects.count() == 0
    assert left_out() == {"Home care": [], "Library": []}
    rows = AuditEntry.objects.filter(action__startswith="support.").order_by("pk")
    assert [one.action for one in rows] == [
        "support.make_batch",
        "support.invite_mentor",
        "support.invite_mentor",
        "support.publish_batch",
    ]


def test_sent_twice_it_is_sent_once(draft, kirsi, tiina, now):
    send(draft, kirsi, now)

    again = batch_sending.publish_batch(draft, by=tiina, at=now + timedelta(hours=1), version=1)

    assert again.published_at == now
    assert len(asked()) == 2


@pytest.mark.parametrize("number", [1, 6])
def test_each_mentor_more_takes_five_queries(ours, kirsi, now, number):
    for one in range(number):
        mentor(ours, f"Mentor {one}", hours="2")
        asks(ours, f"Team {one}")
    draft = services.draft_batch(by=kirsi, at=now, once=uuid4())

    with CaptureQueriesContext(connection) as seen:
        send(draft, kirsi, now)

    assert len(asked()) == number
    assert len(seen) == ONE_BATCH + FOR_EACH * number


def test_a_place_left_by_hand_asks_nobody(draft, teams, kirsi, now):
    services.change_line(draft, Change(teams[0].pk, 1), by=kirsi, at=now, version=1)
    draft.refresh_from_db()

    send(draft, kirsi, now)

    assert asked() == [("Library", "Merja Vainio")]
    assert left_out() == {"Home care": [], "Library": []}


def test_a_request_that_has_ended_or_has_mentors_asked_is_left_out(ours, draft, teams, kirsi, now):
    teams[0].state = "withdrawn"
    teams[0].save()
    SupportInvitationFactory(request=teams[1], mentor=mentor(ours, "Hanna Kallio"), month=NOVEMBER)

    send(draft, kirsi, now)

    assert asked() == [("Library", "Hanna Kallio")]
    assert left_out() == {"Home care": ["closed"], "Library": ["closed"]}


def test_who_has_no_hours_any_more_is_left_out(draft, merja, kirsi, now):
    SupportInvitationFactory(
        request__organisation=kirsi.organisation,
        mentor=merja,
        month=NOVEMBER,
        minutes=30,
        accepted=True,
    )

    send(draft, kirsi, now)

    assert ("Library", "Merja Vainio") not in asked()
    assert left_out() == {"Home care": [], "Library": ["no_hours"]}


def test_who_cannot_be_asked_any_more_is_left_out_and_nobody_learns_why(
    draft, olli, merja, unit, kirsi, now
):
    ConflictFactory(mentor=olli, unit=unit)
    merja.role_holdings.update(state="ended")

    send(draft, kirsi, now)

    assert asked() == []
    assert left_out() == {"Home care": ["cannot"], "Library": ["cannot"]}


@pytest.mark.parametrize(
    ("refused", "code"),
    [
        (refusals.EnoughAsked(3), "taken"),
        (refusals.AlreadyFull(120, 60), "no_hours"),
        (refusals.OwnLine(), "cannot"),
    ],
    ids=["taken", "no_hours", "cannot"],
)
def test_what_asking_refuses_is_left_out_and_the_others_are_asked(
    refused, code, draft, teams, kirsi, now, monkeypatch
):
    ask = invitations.invite

    def refuse_the_first(request, *args, **told):
        if request.pk == teams[0].pk:
            raise refused
        return ask(request, *args, **told)

    monkeypatch.setattr(invitations, "invite", refuse_the_first)
    send(draft, kirsi, now)

    assert asked() == [("Library", "Merja Vainio")]
    assert left_out() == {"Home care": [code], "Library": []}


def test_if_anything_fails_nobody_is_asked(draft, kirsi, now, monkeypatch):
    ask = invitations.invite
    calls = []

    def fail_at_the_second(*args, **told):
        calls.append(args)
        if len(calls) == 2:
            raise RuntimeError("the power went")
        return ask(*args, **told)

    monkeypatch.setattr(invitations, "invite", fail_at_the_second)
    with pytest.raises(RuntimeError):
        send(draft, kirsi, now)

    draft.refresh_from_db()
    assert (draft.state, asked()) == ("draft", [])


def test_each_is_asked_for_the_month_that_was_proposed(ours, olli, kirsi, now):
    """The long one could be in November or December, the other in November alone: four hours."""
    long = asks(ours, "Long", minutes=240, last_day=FIRST + timedelta(days=40))
    asks(ours, "Short", minutes=240)
    draft = services.draft_batch(by=kirsi, at=now, once=uuid4())

    send(draft, kirsi, now)

    months = {one.request_id: one.month for one in SupportInvitation.objects.all()}
    assert months.pop(long.pk) == DECEMBER
    assert list(months.values()) == [NOVEMBER]


def test_one_of_two_that_are_needed_is_asked_where_the_other_cannot(ours, olli, merja, kirsi, now):
    asks(ours, "School", mentors_needed=2, minutes=60)
    draft = services.draft_batch(by=kirsi, at=now, once=uuid4())
    olli.readiness.rests = True
    olli.readiness.save()

    send(draft, kirsi, now)

    assert asked() == [("School", "Merja Vainio")]


def test_a_proposal_that_changed_since_it_was_read_is_not_sent(draft, teams, kirsi, now):
    services.change_line(draft, Change(teams[0].pk, 1), by=kirsi, at=now, version=1)

    with pytest.raises(versions.EditedMeanwhile):
        batch_sending.publish_batch(draft, by=kirsi, at=now, version=1)

    assert asked() == []


def test_what_was_dropped_is_not_sent(draft, kirsi, now):
    services.drop_batch(draft, by=kirsi)

    with pytest.raises(services.NotADraft):
        send(draft, kirsi, now)

    assert asked() == []


# On the page


def page_after(client, name, member, batch, version):
    address = reverse(f"support:{name}", args=[member.organisation.slug, batch.pk])
    return client.post(address, {"version": version}, follow=True).content.decode()


@pytest.fixture
def client_of(kirsi, as_member, monkeypatch, now):
    monkeypatch.setattr("nuotio.support.views.batches.timezone.now", lambda: now)
    return as_member(kirsi)


def test_one_press_sends_it_and_the_page_says_what_happened(draft, kirsi, client_of):
    page = page_after(client_of, "batch_publish", kirsi, draft, 1)

    for words in (
        "2 questions are on their way.",
        "2 mentors were asked",
        "Sent on 18 Nov 2026. A team hears when a mentor has said yes.",
        "Who was asked",
    ):
        assert words in page
    for words in ("Nothing has been sent yet", "Change", "left out"):
        assert words not in page


@pytest.mark.parametrize(
    ("end", "told"),
    [
        ("request", "Not asked: the request does not wait for a mentor any more."),
        ("rest", "Not asked: cannot be asked for this request now."),
        ("hours", "Not asked: too few hours are left."),
    ],
)
def test_who_was_left_out_is_told_with_what_had_changed(
    end, told, draft, teams, merja, kirsi, client_of
):
    if end == "request":
        teams[1].state = "withdrawn"
        teams[1].save()
    elif end == "rest":
        merja.readiness.rests = True
        merja.readiness.save()
    else:
        SupportInvitationFactory(
            request__organisation=kirsi.organisation, mentor=merja, month=NOVEMBER, accepted=True
        )

    page = page_after(client_of, "batch_publish", kirsi, draft, 1)

    assert "One question is on its way." in page
    assert "One was left out because things had changed by then: see below." in page
    assert told in page


@pytest.mark.parametrize("version", [9, "", "\0"])
def test_an_old_page_sends_nothing(version, draft, kirsi, client_of):
    page = page_after(client_of, "batch_publish", kirsi, draft, version)

    assert "The proposal has changed since you read it. Look once more." in page
    assert asked() == []


def test_what_was_dropped_meanwhile_is_told(draft, kirsi, client_of):
    services.drop_batch(draft, by=kirsi)

    page = page_after(client_of, "batch_publish", kirsi, draft, 1)

    assert "This proposal was dropped meanwhile. Nobody was asked." in page
    assert Batch.objects.get().state == "dropped"
