"""Serves issue 1 (notifications): one weekly summary a person, with separation kept."""

from datetime import UTC, datetime, timedelta

import pytest

from nuotio.foundation import tenancy
from nuotio.notifications import links
from nuotio.notifications.models import MailChoice, Notification, OutgoingMail
from nuotio.notifications.services import summaries
from tests.factories import MembershipFactory, NotificationFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


@pytest.fixture
def hr():
    library = OrganisationFactory(
        slug="kirjasto", name_fi="Kirjasto", name_sv="Biblioteket", name_en="The Library"
    )
    return MembershipFactory(
        hr=True, organisation=library, user__name="Kirsi Heinonen", user__language="en"
    )


def joined(reader, name="Aino Virtanen", **more) -> Notification:
    about = MembershipFactory(organisation=reader.organisation, user__name=name)
    return NotificationFactory(recipient=reader, kind="invitation_accepted", about=about, **more)


TEXTS = {
    "fi": """\
Hei Kirsi,

Tämä on uutta viime käyntisi jälkeen.

Kirjasto
- Aino Virtanen on liittynyt mukaan
  https://nuotio.example/o/kirjasto/notifications/{first}/
- Aino Virtanen aloitti tehtävässä: muutosagentti
  https://nuotio.example/o/kirjasto/notifications/{second}/

{dashes}
Nuotio

Saat tämän koosteen kerran viikossa, kun on jotain uutta.

Lopeta viikkokooste:
{stop}
""",
    "sv": """\
Hej Kirsi,

Det här är nytt sedan ditt senaste besök.

Biblioteket
- Aino Virtanen har kommit med
  https://nuotio.example/sv/o/kirjasto/notifications/{first}/
- Aino Virtanen började i rollen: förändringsagent
  https://nuotio.example/sv/o/kirjasto/notifications/{second}/

{dashes}
Nuotio

Du får det här sammandraget en gång i veckan, när det finns något nytt.

Stoppa veckosammandraget:
{stop}
""",
    "en": """\
Hello Kirsi,

This is new since you last looked.

The Library
- Aino Virtanen has joined
  https://nuotio.example/en/o/kirjasto/notifications/{first}/
- Aino Virtanen took up a role: change agent
  https://nuotio.example/en/o/kirjasto/notifications/{second}/

{dashes}
Nuotio

You get this summary once a week, when there is something new.

Stop the weekly summary:
{stop}
""",
}


@pytest.mark.parametrize(
    ("language", "subject"),
    [("fi", "Viikkosi Nuotiossa"), ("sv", "Din vecka i Nuotio"), ("en", "Your week in Nuotio")],
)
def test_the_summary_speaks_the_readers_language(hr, language, subject):
    hr.user.language = language
    hr.user.save()
    first = joined(hr)
    role = {"fi": "muutosagentti", "sv": "förändringsagent", "en": "change agent"}
    second = NotificationFactory(
        recipient=hr,
        kind="role_changed",
        about=first.about,
        params={"role": role, "change": "taken"},
    )

    assert summaries.send_all(at=MONDAY) == 1

    mail = OutgoingMail.objects.get()
    stop = mail.headers["List-Unsubscribe"].strip("<>")
    assert (mail.to, mail.subject) == (hr.user.email, subject)
    assert mail.text == TEXTS[language].format(
        first=first.pk, second=second.pk, stop=stop, dashes="-- "
    )
    assert links.read_stop_token(stop.rstrip("/").rsplit("/", 1)[1]) == (
        hr.user_id,
        "weekly_summary",
    )


def test_a_week_has_one_summary_however_often_it_is_asked_for(hr):
    joined(hr)

    written = [summaries.send_all(at=MONDAY + timedelta(hours=hour)) for hour in range(3)]
    joined(hr, "Oona Laine")
    written.append(summaries.send_all(at=MONDAY + timedelta(days=2)))

    assert written == [1, 0, 0, 0]
    assert OutgoingMail.objects.get().dedupe_key == f"digest:{hr.user_id}:2026-W48"


def test_next_week_tells_only_what_is_new(hr):
    joined(hr, "Aino Virtanen")
    summaries.send_all(at=MONDAY)
    joined(hr, "Oona Laine")

    assert summaries.send_all(at=MONDAY + timedelta(weeks=1)) == 1

    text = OutgoingMail.objects.latest("pk").text
    assert "Oona Laine has joined" in text
    assert "Aino Virtanen" not in text


def test_nothing_new_is_no_mail(hr):
    joined(hr, read_at=MONDAY)

    assert summaries.send_all(at=MONDAY) == 0
    assert OutgoingMail.objects.count() == 0


@pytest.mark.parametrize(
    ("kind", "channel"),
    [
        ("weekly_summary", "never"),
        ("invitation_accepted", "never"),
        ("invitation_accepted", "at_once"),
    ],
)
def test_choices_are_respected(hr, kind, channel):
    joined(hr)
    MailChoice.objects.create(user=hr.user, kind=kind, channel=channel)

    assert summaries.send_all(at=MONDAY) == 0
    assert OutgoingMail.objects.count() == 0


def test_what_came_by_mail_at_once_is_not_told_again(hr):
    NotificationFactory(recipient=hr, kind="time_share_proposed", about=hr, params={"hours": "9"})

    assert summaries.send_all(at=MONDAY) == 0


def test_a_kind_moved_to_the_summary_is_told_in_it(hr):
    NotificationFactory(recipient=hr, kind="time_share_proposed", about=hr, params={"hours": "9"})
    MailChoice.objects.create(user=hr.user, kind="time_share_proposed", channel="digest")

    assert summaries.send_all(at=MONDAY) == 1


def test_a_person_of_two_organisations_gets_one_mail_with_each_under_its_name(hr):
    agency = MembershipFactory(
        hr=True, user=hr.user, organisation=OrganisationFactory(name_en="The Agency")
    )
    joined(hr, "Aino Virtanen")
    joined(agency, "Oona Laine")
    MembershipFactory(hr=True, organisation=agency.organisation)
    joined(MembershipFactory(), "Somebody Elsewhere")

    summaries.send_all(at=MONDAY)

    text = OutgoingMail.objects.get(to=hr.user.email).text
    library, agency_part = text.split("The Agency")
    assert "The Library" in library
    assert "Aino Virtanen" in library
    assert "Oona Laine" not in library
    assert "Oona Laine" in agency_part
    assert "Aino Virtanen" not in agency_part
    assert "Somebody Elsewhere" not in text


def test_who_has_left_an_organisation_hears_nothing_of_it(hr):
    joined(hr)
    with tenancy.unrestricted(reason="Arranging a test."):
        hr.left_at = MONDAY
        hr.save()

    assert summaries.send_all(at=MONDAY) == 0


def test_a_deactivated_person_gets_no_summary(hr):
    joined(hr)
    hr.user.is_active = False
    hr.user.save()

    assert summaries.send_all(at=MONDAY) == 0


def test_a_long_week_is_cut_with_a_way_to_the_rest(hr):
    for number in range(22):
        joined(hr, f"Person of number {number}")

    summaries.send_all(at=MONDAY)

    text = OutgoingMail.objects.get().text
    assert text.count("has joined") == 20
    assert "- 2 more\n  https://nuotio.example/en/o/kirjasto/notifications/\n" in text


def test_a_summary_that_fails_half_way_leaves_no_half(hr, monkeypatch):
    joined(hr)

    def fail(*_args, **_kwargs):
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(summaries, "_note_told", fail)
        with pytest.raises(RuntimeError):
            summaries.send_all(at=MONDAY)

    assert OutgoingMail.objects.count() == 0
    assert summaries.send_all(at=MONDAY) == 1
