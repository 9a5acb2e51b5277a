"""Serves issue 1 (notifications) and trust.md: mail server away 30 minutes, 0 lost, none twice."""

from datetime import datetime, timedelta

import pytest
from django.core.mail.backends.smtp import EmailBackend

from nuotio.foundation.models import Announcement
from nuotio.notifications.models import OutgoingMail
from nuotio.notifications.services import sending
from tests.factories import OutgoingMailFactory

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


class Clock:
    """A clock that tests move."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock(now):
    return Clock(now)


def state_of(mail: OutgoingMail) -> str:
    mail.refresh_from_db()
    return mail.state


def test_a_mail_goes_out_with_its_words_and_is_emptied(mail_server, clock):
    mail = OutgoingMailFactory(
        to="sanna@esimerkki.invalid", headers={"Auto-Submitted": "auto-generated"}
    )

    sweep = sending.send_waiting(clock=clock)

    assert sweep == sending.Sweep(sent=1, is_more=False)
    [got] = mail_server.got
    assert got["To"] == "sanna@esimerkki.invalid"
    assert got["Message-ID"] == mail.message_id
    assert got["Auto-Submitted"] == "auto-generated"
    assert got.get_body(("plain",)).get_content() == "Read it when you have time."
    assert got.get_body(("html",)).get_content() == "<p>Read it when you have time.</p>"
    assert state_of(mail) == "sent"
    assert (mail.text, mail.html, mail.headers, mail.sent_at) == ("", "", {}, clock.at)


def test_a_mail_for_the_calendar_carries_it_as_its_last_part(mail_server, clock):
    mail = OutgoingMailFactory(
        calendar="BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Ämpäri\r\nEND:VCALENDAR\r\n",
        calendar_method="REQUEST",
    )

    sending.send_waiting(clock=clock)

    [got] = mail_server.got
    parts = list(got.iter_parts())
    assert got.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in parts] == [
        "text/plain",
        "text/html",
        "text/calendar",
    ]
    assert parts[2]["Content-Type"].params == {"method": "REQUEST", "charset": "utf-8"}
    assert parts[2].get_content().splitlines() == [
        "BEGIN:VCALENDAR",
        "METHOD:REQUEST",
        "SUMMARY:Ämpäri",
        "END:VCALENDAR",
    ]
    mail.refresh_from_db()
    assert (mail.calendar, mail.calendar_method) == ("", "REQUEST")


def test_a_second_sweep_sends_nothing_again(mail_server, clock):
    OutgoingMailFactory.create_batch(3)

    sent = [sending.send_waiting(clock=clock).sent for _ in range(2)]

    assert sent == [3, 0]
    assert len(mail_server.got) == 3


def test_half_an_hour_without_a_mail_server_loses_nothing(mail_server, clock, settings):
    born = clock.at
    for number in range(30):
        OutgoingMailFactory(created_at=born + number * MINUTE)
    settings.EMAIL_PORT = 1  # nobody listens there
    for _ in range(30):
        assert sending.send_waiting(clock=clock).sent == 0
        clock.at += MINUTE
    settings.EMAIL_PORT = mail_server.port
    back_at = clock.at

    while OutgoingMail.objects.exclude(state="sent").exists():
        sending.send_waiting(clock=clock)
        clock.at += MINUTE

    assert clock.at - back_at <= 5 * MINUTE
    assert len(mail_server.got) == 30
    assert len({got["Message-ID"] for got in mail_server.got}) == 30


def test_a_hanging_server_is_left_after_one_try(mail_server, clock):
    mail_server.mood = "hangs"
    mails = OutgoingMailFactory.create_batch(3)

    sweep = sending.send_waiting(clock=clock)

    assert sweep.sent == 0
    assert mail_server.tried == 1
    assert {state_of(mail) for mail in mails} == {"waiting"}
    assert sorted(mail.attempts for mail in mails) == [0, 0, 1]


def test_a_server_that_says_it_leaves_is_away(mail_server, clock):
    mail_server.mood = "leaving"
    mails = OutgoingMailFactory.create_batch(2)

    sending.send_waiting(clock=clock)

    assert mail_server.tried == 1
    assert {state_of(mail) for mail in mails} == {"waiting"}


def test_a_busy_server_gets_each_mail_again_later(mail_server, clock):
    mail_server.mood = "busy"
    mail = OutgoingMailFactory(created_at=clock.at)
    sending.send_waiting(clock=clock)
    mail.refresh_from_db()
    assert (mail.state, mail.next_try_at) == ("waiting", clock.at + MINUTE)
    assert mail.trouble == "451 b'try later'"
    mail_server.mood = "takes"

    at_once = sending.send_waiting(clock=clock).sent
    clock.at += MINUTE
    later = sending.send_waiting(clock=clock).sent

    assert (at_once, later) == (0, 1)


@pytest.mark.parametrize("mood", ["unknown person", "dislikes"])
def test_a_mail_refused_for_good_fails_and_does_not_stop_the_others(mail_server, clock, mood):
    mail_server.mood = mood
    mails = OutgoingMailFactory.create_batch(2)

    sending.send_waiting(clock=clock)

    assert {state_of(mail) for mail in mails} == {"failed"}
    assert {mail.text for mail in mails} == {""}
    assert mails[0].trouble[:3] in {"550", "554"}


def test_one_wrong_address_among_good_ones(mail_server, clock):
    wrong = OutgoingMailFactory(to="nobody@esimerkki.invalid")
    good = OutgoingMailFactory.create_batch(2)

    sweep = sending.send_waiting(clock=clock)

    assert sweep.sent == 2
    assert state_of(wrong) == "failed"
    assert {state_of(mail) for mail in good} == {"sent"}


@pytest.mark.parametrize(
    "broken", [{"subject": "two\nlines"}, {"to": "x\ny@z.invalid"}, {"sender": "a@b\n@"}]
)
def test_a_mail_that_no_server_could_take_fails_alone(mail_server, clock, broken):
    mail, good = OutgoingMailFactory(**broken), OutgoingMailFactory()

    sending.send_waiting(clock=clock)

    assert (state_of(mail), state_of(good)) == ("failed", "sent")


def test_after_three_days_a_mail_is_given_up_with_its_words(mail_server, clock):
    mail_server.mood = "busy"
    mail = OutgoingMailFactory(created_at=clock.at - timedelta(days=3), attempts=4)

    sending.send_waiting(clock=clock)

    assert state_of(mail) == "failed"
    assert mail.text == "Read it when you have time."


@pytest.mark.parametrize(("mood", "attempts"), [("busy", 3), ("leaving", 50)])
def test_a_mail_is_not_given_up_for_the_service_having_been_away(
    mail_server, clock, mood, attempts
):
    mail_server.mood = mood
    mail = OutgoingMailFactory(created_at=clock.at - timedelta(days=9), attempts=attempts)

    sending.send_waiting(clock=clock)

    assert state_of(mail) == "waiting"


def test_a_failure_is_announced_once(mail_server, clock):
    mail_server.mood = "unknown person"
    mail = OutgoingMailFactory(kind="invitation", organisation_id=5, reference=7)

    for _ in range(2):
        sending.send_waiting(clock=clock)

    assert list(Announcement.objects.values_list("payload", flat=True)) == [
        {"organisation_id": 5, "mail_id": mail.pk, "kind": "invitation", "reference": 7}
    ]


def test_urgent_mails_go_first(mail_server, clock):
    OutgoingMailFactory(to="calm@esimerkki.invalid")
    OutgoingMailFactory(to="code@esimerkki.invalid", is_urgent=True, created_at=clock.at)

    sending.send_waiting(clock=clock)

    assert [got["To"] for got in mail_server.got] == [
        "code@esimerkki.invalid",
        "calm@esimerkki.invalid",
    ]


def test_more_than_a_sweep_is_said(mail_server, clock, monkeypatch):
    monkeypatch.setattr(sending, "ONE_SWEEP", 2)
    monkeypatch.setattr(sending, "ONE_CONNECTION", 1)
    OutgoingMailFactory.create_batch(3)

    sweeps = [sending.send_waiting(clock=clock) for _ in range(2)]

    assert sweeps == [sending.Sweep(2, is_more=True), sending.Sweep(1, is_more=False)]
    assert mail_server.tried == 3


def test_a_claimed_mail_is_left_to_its_worker(mail_server, clock):
    OutgoingMailFactory(state="sending", claimed_at=clock.at - 9 * MINUTE)

    assert sending.send_waiting(clock=clock).sent == 0
    assert mail_server.got == []


def test_a_claim_of_a_killed_worker_comes_back_after_ten_minutes(mail_server, clock):
    mail = OutgoingMailFactory(state="sending", claimed_at=clock.at - 11 * MINUTE)

    assert sending.send_waiting(clock=clock).sent == 1
    assert mail_server.got[0]["Message-ID"] == mail.message_id


def test_two_workers_do_not_send_one_mail_twice(mail_server, clock, monkeypatch):
    OutgoingMailFactory.create_batch(4)
    hand_over = sending._hand_over
    others: list[int] = []

    def while_another_works(mail, connection):
        monkeypatch.setattr(sending, "_hand_over", hand_over)
        others.append(sending.send_waiting(clock=clock).sent)
        return hand_over(mail, connection)

    monkeypatch.setattr(sending, "_hand_over", while_another_works)

    first = sending.send_waiting(clock=clock).sent

    assert (first, others) == (1, [3])
    assert len({got["Message-ID"] for got in mail_server.got}) == len(mail_server.got) == 4


def test_a_worker_whose_claim_grew_old_changes_nothing(mail_server, clock, monkeypatch):
    mail = OutgoingMailFactory()
    hand_over = sending._hand_over

    def very_slowly(mail, connection):
        OutgoingMail.objects.filter(pk=mail.pk).update(claimed_at=clock.at + MINUTE)
        return hand_over(mail, connection)

    monkeypatch.setattr(sending, "_hand_over", very_slowly)

    sending.send_waiting(clock=clock)

    assert state_of(mail) == "sending"


def test_a_claim_lost_to_a_faster_worker_is_not_sent(mail_server, clock, monkeypatch):
    OutgoingMailFactory()
    first = type(OutgoingMail.objects.all()).first

    def then_it_is_taken(rows):
        mail = first(rows)
        OutgoingMail.objects.update(state="sending", claimed_at=clock.at)
        return mail

    monkeypatch.setattr(type(OutgoingMail.objects.all()), "first", then_it_is_taken)

    assert sending.send_waiting(clock=clock).sent == 0
    assert mail_server.got == []


def test_a_server_that_cannot_say_goodbye_harms_nothing(mail_server, clock, monkeypatch):
    mail = OutgoingMailFactory()
    close = EmailBackend.close

    def rudely(connection):
        close(connection)
        raise OSError("gone")

    monkeypatch.setattr(EmailBackend, "close", rudely)

    sending.send_waiting(clock=clock)

    assert state_of(mail) == "sent"


@pytest.mark.parametrize(
    ("attempts", "age", "minutes"),
    [
        (1, timedelta(0), 1),
        (3, timedelta(minutes=6), 3),
        (40, timedelta(minutes=59), 5),
        (40, timedelta(hours=1), 15),
        (40, timedelta(hours=6), 30),
        (200, timedelta(days=1), 120),
        (200, timedelta(days=9), 120),
    ],
)
def test_pauses_grow_with_tries_and_age(attempts, age, minutes):
    assert sending.pause_after(attempts, age=age) == timedelta(minutes=minutes)
