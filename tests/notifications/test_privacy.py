"""Serves issue 1 (privacy): what the room keeps is shown, erased and forgotten."""

from datetime import timedelta

import pytest

from nuotio.foundation import tenancy
from nuotio.notifications import privacy, wording
from nuotio.notifications.models import MailChoice, Notification, OutgoingMail
from tests.factories import MembershipFactory, NotificationFactory, OutgoingMailFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def sanna():
    return MembershipFactory(user__email="sanna@esimerkki.invalid", organisation__name_fi="Virasto")


def everything() -> int:
    with tenancy.unrestricted(reason="Counting in a test."):
        return Notification.objects.count()


def test_a_person_gets_her_own_notices_from_every_organisation(sanna, now):
    elsewhere = MembershipFactory(user=sanna.user, organisation__name_fi="Kirjasto")
    for reader in (sanna, elsewhere):
        NotificationFactory(recipient=reader, created_at=now)
    NotificationFactory(recipient__organisation=sanna.organisation)

    told = {
        "title": "Kutsu ei mennyt perille",
        "created_at": now,
        "read_at": None,
    }
    assert privacy.notices.export(sanna.user_id) == [
        {"organisation": "Virasto", **told},
        {"organisation": "Kirjasto", **told},
    ]


def test_mails_and_choices_are_in_the_export(sanna, now):
    OutgoingMailFactory(to="Sanna@esimerkki.invalid", created_at=now)
    OutgoingMailFactory()
    MailChoice.objects.create(user=sanna.user, kind="role_given", channel="never")

    assert privacy.mails.export(sanna.user_id) == [
        {
            "subject": "Something waits",
            "kind": "service",
            "state": "waiting",
            "created_at": now,
            "sent_at": None,
        }
    ]
    assert privacy.choices.export(sanna.user_id) == [{"kind": "role_given", "channel": "never"}]


def test_erasure_takes_ones_own_and_leaves_others(sanna):
    NotificationFactory(recipient=sanna)
    colleagues = NotificationFactory(recipient__organisation=sanna.organisation)
    OutgoingMailFactory(to=sanna.user.email)
    others_mail = OutgoingMailFactory()
    MailChoice.objects.create(user=sanna.user, kind="role_given", channel="never")

    for keeping in (privacy.notices, privacy.mails, privacy.choices):
        keeping.erase(sanna.user_id)

    assert everything() == 1
    with tenancy.inside(sanna.organisation_id):
        assert list(Notification.objects.all()) == [colleagues]
    assert list(OutgoingMail.objects.all()) == [others_mail]
    assert MailChoice.objects.count() == 0


def test_an_erased_name_is_gone_from_others_notices(sanna):
    notice = NotificationFactory(
        recipient__organisation=sanna.organisation, kind="invitation_accepted", about=sanna
    )
    sanna.user.name = ""

    assert wording.tell(notice).title == "Entinen jäsen on liittynyt mukaan"


def test_notices_are_forgotten_after_180_days(now):
    NotificationFactory(created_at=now - timedelta(days=181))
    NotificationFactory(created_at=now - timedelta(days=179))

    assert privacy.notices.forget(now) == 1
    assert everything() == 1


def test_mails_are_forgotten_after_30_days(now):
    OutgoingMailFactory(created_at=now - timedelta(days=31))
    kept = OutgoingMailFactory(created_at=now - timedelta(days=29))

    assert privacy.mails.forget(now) == 1
    assert list(OutgoingMail.objects.all()) == [kept]
