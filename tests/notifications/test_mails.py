"""Serves issue 1 (notifications): every mail is a row first, once for its key."""

import pytest
from django.core import mail as django_mail
from django.core.mail import EmailMultiAlternatives, send_mail
from django.db import transaction
from django.utils.translation import override
from django_tasks_db.models import DBTaskResult

from nuotio.notifications import outbox
from nuotio.notifications.letters import Letter, Link, Section, greeting_of, one_line
from nuotio.notifications.models import OutgoingMail
from nuotio.notifications.services import mails

pytestmark = pytest.mark.django_db


@pytest.fixture
def through_outbox(settings):
    settings.EMAIL_BACKEND = "nuotio.notifications.outbox.OutboxBackend"


def letter(**changes) -> Letter:
    words = {
        "subject": "Something waits",
        "language": "en",
        "greeting": "Hello Sanna,",
        "paragraphs": ["There is <b>news</b>."],
    }
    return Letter(**{**words, **changes})


def test_a_mail_with_the_same_key_is_written_once(now):
    stamp = mails.Stamp(kind="invitation", key="invitation:7:1", organisation_id=3, reference=7)

    was_new = [mails.put_letter(letter(), to="a@b.invalid", stamp=stamp, at=now) for _ in "ab"]

    assert was_new == [True, False]
    [row] = OutgoingMail.objects.all()
    assert (row.kind, row.organisation_id, row.reference) == ("invitation", 3, 7)
    assert (row.state, row.attempts, row.next_try_at) == ("waiting", 0, now)
    assert row.message_id.endswith("@nuotio.example>")


def test_a_mail_is_kept_only_with_the_change_that_caused_it(now):
    def undone() -> None:
        with transaction.atomic():
            stamp = mails.Stamp(kind="invitation", key="invitation:7:1")
            mails.put_letter(letter(), to="a@b.invalid", stamp=stamp, at=now)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        undone()

    assert OutgoingMail.objects.count() == 0


def test_the_worker_is_woken_once_after_the_commit(now, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(3):
            stamp = mails.Stamp(kind="invitation", key=f"invitation:{number}:1")
            mails.put_letter(letter(), to="a@b.invalid", stamp=stamp, at=now)
        assert DBTaskResult.objects.count() == 0

    assert list(DBTaskResult.objects.values_list("task_path", flat=True)) == [
        "nuotio.notifications.tasks.send_waiting_mail"
    ]


def test_the_frameworks_mails_go_through_the_outbox_and_go_first(through_outbox):
    send_mail("Your\ncode", "123456", None, ["a@b.invalid", "c@d.invalid"])

    rows = OutgoingMail.objects.order_by("pk")
    assert [(row.to, row.subject, row.text) for row in rows] == [
        ("a@b.invalid", "Your code", "123456"),
        ("c@d.invalid", "Your code", "123456"),
    ]
    assert {(row.kind, row.is_urgent) for row in rows} == {("service", True)}
    assert django_mail.outbox == []


def test_html_and_headers_of_the_framework_are_kept(through_outbox):
    message = EmailMultiAlternatives(
        "Code", "123", None, ["a@b.invalid"], headers={"X-Of": "ours\n"}, reply_to=["c@d.invalid"]
    )
    message.attach_alternative("<p>123</p>", "text/html")

    assert message.send() == 1

    row = OutgoingMail.objects.get()
    assert row.html == "<p>123</p>"
    assert row.headers == {
        "Auto-Submitted": "auto-generated",
        "X-Of": "ours",
        "Reply-To": "c@d.invalid",
    }


def test_an_attachment_is_refused_aloud():
    message = EmailMultiAlternatives("Plan", "Here", None, ["a@b.invalid"])
    message.attach("plan.txt", "words", "text/plain")

    with pytest.raises(ValueError, match="does not carry attachments"):
        outbox.OutboxBackend().send_messages([message])

    assert OutgoingMail.objects.count() == 0


def test_a_letter_escapes_what_people_wrote():
    html = letter(greeting="Hello <script>alert(1)</script>,").html

    assert "<script>" not in html
    assert "There is &lt;b&gt;news&lt;/b&gt;." in html


def test_a_letter_is_told_in_plain_text_too():
    text = letter(
        sections=[Section("Virasto", [Link("Aino has joined", "https://x.invalid/1")])],
        action=Link("Open", "https://x.invalid/2"),
        why="Because.",
        stop=Link("Stop", "https://x.invalid/3"),
    ).text

    assert text == (
        "Hello Sanna,\n\n"
        "There is <b>news</b>.\n\n"
        "Virasto\n- Aino has joined\n  https://x.invalid/1\n\n"
        "Open:\nhttps://x.invalid/2\n\n"
        "-- \nNuotio\n\n"
        "Because.\n\n"
        "Stop:\nhttps://x.invalid/3\n"
    )


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("Aino\r\nBcc: all@x.invalid", "Aino Bcc: all@x.invalid"),
        ("Aino\u2028Virtanen\x00", "Aino Virtanen"),
        ("  Åsa   Öberg ", "Åsa Öberg"),
        ("x" * 300, "x" * 199 + "…"),
    ],
)
def test_words_for_a_header_are_one_line(words, line):
    assert one_line(words) == line


@pytest.mark.parametrize(
    ("name", "greeting"),
    [
        ("Åsa Öberg", "Hello Åsa Öberg,"),
        ("Win 100 euros at http://x.invalid", "Hello,"),
        ("evil@x.invalid", "Hello,"),
        ("", "Hello,"),
    ],
)
def test_a_greeting_repeats_only_what_looks_like_a_name(name, greeting):
    with override("en"):
        assert greeting_of(name) == greeting
