"""Each letter of a round goes once to everybody, whatever is interrupted."""

from datetime import timedelta

import pytest
from django.utils import translation

from nuotio.culture import letters, telling
from nuotio.culture.services import rounds as round_services
from nuotio.culture.services import telling as services
from nuotio.foundation import tenancy
from nuotio.notifications import wording
from nuotio.notifications.models import MailChoice, Notification, OutgoingMail
from nuotio.notifications.services import mails
from tests.culture.factories import CLOSES, OPENS, InviteeFactory, SurveyRoundFactory
from tests.culture.round_cases import BEFORE, fresh, invitees_of, place, ready_draft

pytestmark = pytest.mark.django_db(databases=["default", "box"])
EEVA = "eeva@esimerkki.invalid"
HALF, LAST = OPENS + (CLOSES - OPENS) / 2, CLOSES - timedelta(days=2)


class CutOff(Exception):
    """The worker is killed in the middle."""


@pytest.fixture
def here(inside):
    here = place()
    inside(here.hr)
    return here


@pytest.fixture
def announced(here):
    whom = {"group": "everyone", "list": [["1", EEVA, "", "en", ""]]}
    draft = ready_draft(here, whom=whom, name_fi="Kevät", name_sv="Våren", name_en="Spring")
    return round_services.announce_round(draft, by=here.hr, at=BEFORE)


def notices():
    with tenancy.unrestricted(reason="Looking at what was told."):
        return list(Notification.objects.order_by("pk"))


def mails_to(address):
    return list(OutgoingMail.objects.filter(to=address).order_by("pk"))


def test_everybody_is_invited_once_and_members_in_the_service_too(here, announced):
    assert services.tell_all(at=BEFORE) == 1
    assert services.tell_all(at=BEFORE + timedelta(minutes=10)) == 0

    (mail,) = mails_to(EEVA)
    assert len(notices()) == 26
    assert OutgoingMail.objects.count() == 27
    assert fresh(announced).told == ["announced"]
    assert mail.subject == "A survey about learning at work"
    assert {one.kind for one in notices()} == {"survey_invited"}


def test_the_personal_link_stands_behind_the_hash_sign_only(here, announced):
    services.tell_all(at=BEFORE)

    (mail,) = mails_to(EEVA)
    invited = next(one for one in invitees_of(announced) if one.email)
    link = letters.link_to(invited, announced)
    page, _hash, token = link.partition("#")
    assert page.endswith(f"/en/survey/{announced.public_id}/")
    assert link in mail.text
    assert len(token) == 43
    assert token not in mail.text.replace(f"#{token}", "")
    assert "List-Unsubscribe" not in mail.headers


def test_a_member_is_led_to_her_own_page_and_may_stop_such_mails(here, announced):
    services.tell_all(at=BEFORE)

    told = next(one for one in notices() if one.recipient_id == here.hr.pk)
    (mail,) = mails_to(here.hr.user.email)
    assert told.path == f"/o/{here.organisation.slug}/culture/rounds/{announced.pk}/ticket/"
    assert "List-Unsubscribe" in mail.headers
    with tenancy.inside(here.organisation.pk), translation.override("fi"):
        words = wording.tell(Notification.objects.select_related("about__user").get(pk=told.pk))
    assert "Kevät" in words.title


def test_who_wants_no_mail_hears_in_the_service(here, announced):
    MailChoice.objects.create(user=here.hr.user, kind="survey_invited", channel="never")

    services.tell_all(at=BEFORE)

    assert mails_to(here.hr.user.email) == []
    assert here.hr.pk in {one.recipient_id for one in notices()}


def test_who_has_left_is_not_told(here, announced):
    with tenancy.inside(here.organisation.pk):
        here.people[0].left_at = BEFORE
        here.people[0].save()
        here.people[1].user.is_active = False
        here.people[1].user.save()

    services.tell_all(at=BEFORE)

    assert len(notices()) == 24


def test_what_was_cut_off_goes_on_where_it_stopped(here, announced, monkeypatch):
    put, many = mails.put_letter, []

    def fails_after_ten(*args, **kwargs):
        many.append(1)
        if len(many) == 11:
            raise CutOff
        return put(*args, **kwargs)

    monkeypatch.setattr(services, "AT_ONCE", 5)
    monkeypatch.setattr(mails, "put_letter", fails_after_ten)
    with pytest.raises(CutOff):
        services.tell_all(at=BEFORE)
    cut_off = len(notices())
    services.tell_all(at=BEFORE)
    services.tell_all(at=BEFORE)

    assert cut_off == 10
    assert (len(notices()), OutgoingMail.objects.count()) == (26, 27)
    assert fresh(announced).told == ["announced"]


def test_a_letter_that_went_never_goes_again_though_the_outbox_forgets(here, announced):
    services.tell_all(at=BEFORE)
    OutgoingMail.objects.all().delete()

    services.tell_all(at=BEFORE + timedelta(days=1))

    assert OutgoingMail.objects.count() == 0


def test_the_opening_and_two_reminders_follow(here, announced):
    for at in (BEFORE, OPENS, OPENS + timedelta(days=1), HALF, LAST, CLOSES - timedelta(hours=1)):
        services.tell_all(at=at)

    keys = [mail.dedupe_key.rsplit(":", 1)[0] for mail in mails_to(EEVA)]
    assert keys == [
        f"survey:{announced.pk}:announced",
        f"survey:{announced.pk}:opened",
        f"survey:{announced.pk}:half:20261130T1800",
        f"survey:{announced.pk}:last:20261130T1800",
    ]
    assert mails_to(EEVA)[-1].subject == "The survey about learning at work is still open"


def test_after_the_closing_nobody_is_told_anything(here, announced):
    assert services.tell_all(at=CLOSES) == 0


def test_a_worker_that_was_late_sends_only_the_latest_letter(here, announced):
    services.tell_all(at=LAST)

    assert len(mails_to(EEVA)) == 1
    assert fresh(announced).told == ["announced", "half", "last", "opened"]


def test_a_prolonged_round_reminds_of_its_new_day(here, announced):
    services.tell_all(at=LAST)
    later = CLOSES + timedelta(days=14)
    round_services.prolong_round(announced, later, by=here.hr, at=LAST)

    services.tell_all(at=later - timedelta(days=2))

    assert mails_to(EEVA)[-1].dedupe_key.split(":")[3] == "20261214T1800"


def test_a_round_prolonged_while_letters_go_is_told_anew(here, announced):
    with tenancy.inside(here.organisation.pk):
        announced.told = ["announced", "opened"]
        stale = fresh(announced)
        round_services.prolong_round(announced, CLOSES + timedelta(days=9), by=here.hr, at=LAST)
        services.tell(stale, "last", at=LAST)

    assert fresh(announced).told == []


@pytest.mark.parametrize(
    ("given", "letter", "words"),
    [
        ("", "announced", "One tap is enough."),
        ("", "opened", "First collect your ticket"),
        ("ticket", "opened", "Answer on the device where your ticket is."),
        ("code", "last", "Answer with the printed code that you have."),
        ("", "half", "Nobody can see who has answered, so this goes to everybody."),
    ],
)
def test_the_words_fit_what_the_person_has(inside, given, letter, words):
    survey_round = SurveyRoundFactory(announced=True, name_en="Spring")
    inside(survey_round)
    invited = InviteeFactory(node__round=survey_round, given=given, language="en")

    made = letters.letter_to(invited, survey_round, letter)

    assert words in made.text
    assert made.action.words == (
        "Collect your ticket" if (letter, given) == ("announced", "") else "Go to the survey"
    )
    assert ("#" in made.action.url) == (given != "code")


def test_letters_of_a_short_round_do_not_crowd():
    short = SurveyRoundFactory.build(
        organisation=None,
        announced=True,
        closes_at=OPENS + timedelta(days=4),
        told=["announced", "opened"],
    )
    shorter = SurveyRoundFactory.build(
        organisation=None, announced=True, closes_at=OPENS + timedelta(days=2)
    )

    assert [name for name, _at in telling.moments(short)] == ["announced", "opened", "last"]
    assert [name for name, _at in telling.moments(shorter)] == ["announced", "opened"]
    assert telling.due(short, at=OPENS + timedelta(days=1)) is None


def test_a_round_without_times_has_no_letters():
    unfinished = SurveyRoundFactory.build(organisation=None, announced=True, opens_at=None)

    assert telling.moments(unfinished) == []
    assert telling.due(unfinished, at=CLOSES - timedelta(days=1)) is None


def test_whose_address_is_wiped_gets_no_letter(inside):
    survey_round = SurveyRoundFactory(announced=True, announced_at=BEFORE)
    inside(survey_round)
    InviteeFactory(node__round=survey_round, email="")

    services.tell_all(at=BEFORE)

    assert OutgoingMail.objects.count() == 0
