"""Serves issue 1 (notifications): told once, in the reader's language, to nobody else."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.translation import override

from nuotio.foundation import tenancy
from nuotio.notifications import kinds, queries, rules, wording
from nuotio.notifications.models import MailChoice, Notification, OutgoingMail
from nuotio.notifications.services import choices, notices
from nuotio.notifications.services.notices import News
from tests.factories import MembershipFactory, NotificationFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def sanna(inside):
    member = MembershipFactory(
        user__name="Sanna Koskinen", user__language="en", organisation__name_en="The Library"
    )
    inside(member)
    return member


def news(kind=kinds.INVITATION_FAILED, key="one", **more) -> News:
    return News(kind, key=key, path="/o/x/invitations/7/", **more)


def test_a_member_is_told_once_however_often_it_is_said(sanna, now):
    told = [notices.notify(sanna, news(), at=now) for _ in range(3)]

    assert len({notice.pk for notice in told}) == 1
    assert Notification.objects.count() == 1
    assert OutgoingMail.objects.count() == 1


def test_a_mail_sent_at_once_says_what_why_and_how_to_stop(sanna, now):
    notice = notices.notify(sanna, news(), at=now)

    mail = OutgoingMail.objects.get()
    stop = mail.headers["List-Unsubscribe"].strip("<>")
    assert (mail.to, mail.subject) == (sanna.user.email, "An invitation did not arrive")
    assert mail.text == (
        "Hello Sanna,\n\n"
        "An invitation did not arrive.\n\n"
        "The mail could not be delivered. Check the address and send it again.\n\n"
        "Correct the address:\n"
        f"https://nuotio.example/en/o/{sanna.organisation.slug}/notifications/{notice.pk}/\n\n"
        "-- \nNuotio\n\n"
        "You get this mail because of your work in The Library.\n\n"
        f"Stop mails like this:\n{stop}\n"
    )
    assert stop.startswith("https://nuotio.example/en/notifications/stop/")
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize(("channel", "mails"), [("at_once", 1), ("digest", 0), ("never", 0)])
def test_a_choice_decides_over_the_mail_but_not_over_the_notice(sanna, now, channel, mails):
    choices.choose(sanna.user_id, {"invitation_failed": channel})

    notices.notify(sanna, news(), at=now)

    assert Notification.objects.count() == 1
    assert OutgoingMail.objects.count() == mails


def test_a_deactivated_person_gets_no_mail(sanna, now):
    sanna.user.is_active = False
    sanna.user.save()

    notices.notify(sanna, news(), at=now)

    assert OutgoingMail.objects.count() == 0


def test_a_kind_for_the_summary_sends_no_mail_at_once(sanna, now):
    notices.notify(sanna, news(kinds.INVITATION_ACCEPTED, about=sanna), at=now)

    assert OutgoingMail.objects.count() == 0


def test_a_notice_of_another_organisation_cannot_be_written(sanna, now):
    stranger = MembershipFactory()

    with pytest.raises(tenancy.ForeignOrganisationError):
        notices.notify(stranger, news(), at=now)

    assert OutgoingMail.objects.count() == 0


def test_a_notice_is_worded_in_the_language_of_the_reader():
    aino = MembershipFactory(user__name="Aino\nVirtanen")
    share = {"hours": "15.7"}
    notice = NotificationFactory(
        recipient=aino, kind="time_share_proposed", about=aino, params=share
    )

    told = {}
    for language in ("fi", "sv", "en"):
        with override(language):
            told[language] = wording.tell(notice).title

    assert told == {
        "fi": "Aino Virtanen ehdottaa mentorointiin 15,7 tuntia kuukaudessa",
        "sv": "Aino Virtanen föreslår 15,7 timmar i månaden för mentorskapet",
        "en": "Aino Virtanen proposes 15.7 hours a month for mentoring",
    }


def test_words_kept_in_three_languages_are_told_in_one():
    title = {"fi": "muutosagentti", "sv": "", "en": "change agent"}
    notice = NotificationFactory(kind="role_changed", params={"role": title, "change": "left"})

    told = {}
    for language in ("fi", "sv", "en"):
        with override(language):
            told[language] = wording.tell(notice).title

    assert told == {
        "fi": "Entinen jäsen jätti tehtävän: muutosagentti",
        "sv": "En tidigare medlem lämnade rollen: muutosagentti",
        "en": "A former member left a role: change agent",
    }


def test_a_notice_of_a_kind_that_is_gone_is_still_shown():
    notice = NotificationFactory(kind="of the past")

    with override("en"):
        assert wording.tell(notice).title == "A notice"
        assert wording.action(notice) == "Open"


OWN = [kind for kind in kinds.every() if kind.tell.__module__ == kinds.__name__]


@pytest.mark.parametrize("kind", OWN, ids=lambda kind: kind.code)
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_kind_has_words(kind, language):
    role = wording.in_three(lambda: "mentor")
    for change in ("taken", "paused", "resumed", "left"):
        for is_agreed in (True, False):
            params = {"role": role, "hours": "20", "is_agreed": is_agreed}
            more = {"change": change, "organisation": "Virasto"}
            notice = Notification(kind=kind.code, params={**params, **more})
            with override(language):
                told = wording.tell(notice)
                assert "%" not in told.title + told.text
                assert wording.action(notice) == str(kind.action)


def test_opening_marks_read_once(sanna, now):
    notice = NotificationFactory(recipient=sanna)

    notices.mark_read(notice, by=sanna, at=now)
    notices.mark_read(notice, by=sanna, at=now.replace(hour=20))

    notice.refresh_from_db()
    assert notice.read_at == now


def test_nobody_marks_anothers_notice(sanna, now):
    notice = NotificationFactory(recipient__organisation=sanna.organisation)

    with pytest.raises(PermissionDenied):
        notices.mark_read(notice, by=sanna, at=now)

    notice.refresh_from_db()
    assert notice.read_at is None


def test_mark_all_read_leaves_others_and_what_is_read(sanna, now):
    mine = NotificationFactory.create_batch(2, recipient=sanna)
    read = NotificationFactory(recipient=sanna, read_at=now.replace(hour=1))
    colleagues = NotificationFactory(recipient__organisation=sanna.organisation)
    later = NotificationFactory(recipient=sanna, created_at=now.replace(hour=23))

    assert notices.mark_all_read(by=sanna, at=now) == 2

    for notice in (*mine, read, colleagues, later):
        notice.refresh_from_db()
    assert [notice.read_at for notice in mine] == [now, now]
    assert read.read_at == now.replace(hour=1)
    assert (colleagues.read_at, later.read_at) == (None, None)


def test_the_rule_lets_the_reader_in_and_nobody_else(sanna, now):
    mine = NotificationFactory(recipient=sanna)
    colleagues = NotificationFactory(recipient__organisation=sanna.organisation)

    assert rules.can_see_notification(sanna, mine) is True
    assert rules.can_see_notification(sanna, colleagues) is False
    sanna.left_at = now
    assert rules.can_see_notification(sanna, mine) is False


@pytest.mark.parametrize("amount", [1, 3])
def test_counting_the_unread_is_one_query(sanna, now, amount, django_assert_num_queries):
    NotificationFactory.create_batch(amount, recipient=sanna)
    NotificationFactory(recipient=sanna, read_at=now)
    elsewhere = MembershipFactory(user=sanna.user)
    NotificationFactory(recipient=elsewhere)

    with django_assert_num_queries(1):
        assert queries.unread_count(sanna) == amount


def test_the_inbox_begins_with_the_unread_newest_first(sanna, now):
    day = now.replace
    old = NotificationFactory(recipient=sanna, created_at=day(day=1))
    read = NotificationFactory(recipient=sanna, created_at=day(day=9), read_at=now)
    new = NotificationFactory(recipient=sanna, created_at=day(day=8))
    NotificationFactory(recipient=MembershipFactory(user=sanna.user))

    assert list(queries.inbox(sanna)) == [new, old, read]
    assert queries.notification_of(sanna, old.pk) == old


def test_one_notice_of_another_is_not_there(sanna):
    colleagues = NotificationFactory(recipient__organisation=sanna.organisation)
    foreign = NotificationFactory(recipient=MembershipFactory(user=sanna.user))

    assert queries.notification_of(sanna, colleagues.pk) is None
    assert queries.notification_of(sanna, foreign.pk) is None


def test_a_choice_made_twice_is_one():
    member = MembershipFactory()

    for channel in ("never", "digest"):
        choices.choose(member.user_id, {"role_changed": channel})

    assert queries.choices_of(member.user_id) == {"role_changed": "digest"}
    assert MailChoice.objects.count() == 1


def test_people_choose_about_the_kinds_that_their_roles_bring():
    employee = MembershipFactory()
    hr = MembershipFactory(hr=True)
    own_coordinator = MembershipFactory(coordinator=True)
    provider = MembershipFactory(coordinator=True, organisation=OrganisationFactory(provider=True))

    def codes(member):
        return {kind.code for kind in queries.kinds_for(member.user_id)}

    everyones = {
        *("time_share_proposed", "role_given", "application_answered"),
        *("survey_invited", "survey_reminder", "result_shared", "goal_decided"),
        "idea_answered",
        *("support_meeting", "support_meeting_for_calendar", "support_closed"),
        *("support_follow_up", "support_follow_up_waits", "support_answered", "support_matched"),
        *("support_reopened", "support_request_declined"),
    }
    seated = {
        *("programme_seat", "dates_moved", "event_for_calendar", "feedback_given"),
        *("event_reminder", "assignment_reminder"),
    }
    steering = {
        *("invitation_failed", "invitation_accepted", "programme_invited", "application_made"),
        *("submission_given", "support_overdue", "goal_waits", "record_waits"),
        *("practice_waits", "practice_released"),
        *("plan_shown", "plan_remarked"),
        *("support_request_sent", "support_request_waits", "support_request_handed_on"),
    }
    assert codes(employee) == everyones
    assert codes(hr) == everyones | seated | steering | {"role_changed"}
    assert codes(own_coordinator) == everyones | seated | steering
    assert codes(provider) - (everyones | seated | steering) == {
        "organisation_asked",
        "participation_answered",
    }


def test_a_kind_is_added_once():
    with pytest.raises(ValueError, match="Two kinds"):
        kinds.add(kinds.ROLE_GIVEN)
