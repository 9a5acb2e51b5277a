"""Serves issue 1 (notifications): what is announced reaches those whom it concerns, once."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from django.utils.translation import override

from nuotio.foundation import events as bells
from nuotio.foundation import tenancy
from nuotio.foundation.models import Announcement
from nuotio.notifications import wording
from nuotio.notifications.events import MailFailed
from nuotio.notifications.models import Notification, OutgoingMail
from nuotio.people import events as people
from nuotio.people.models import RoleHolding
from nuotio.people.queries import invitations
from tests.factories import (
    InvitationFactory,
    JoinRequestFactory,
    MembershipFactory,
    OrganisationFactory,
    RoleHoldingFactory,
    RoleTitleFactory,
    TimeShareFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ring(django_capture_on_commit_callbacks):
    """Announce as a service does, twice delivered, and see that nothing is left over."""

    def announce(event) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            bells.announce(event)
        assert Announcement.objects.count() == 0

    return announce


def told() -> list[tuple[str, str, str]]:
    """Return who was told what, in English, and where it leads."""
    with tenancy.unrestricted(reason="Looking in a test."), override("en"):
        notices = Notification.objects.select_related("recipient__user", "about__user")
        return [
            (notice.recipient.user.name, wording.tell(notice).title, notice.path)
            for notice in notices.order_by("recipient__user__name", "pk")
        ]


def still_unread() -> list[str]:
    with tenancy.unrestricted(reason="Looking in a test."):
        unread = Notification.objects.filter(read_at__isnull=True).order_by("dedupe_key")
        return list(unread.values_list("dedupe_key", flat=True))


def mailed() -> list[tuple[str, str]]:
    return list(OutgoingMail.objects.order_by("to").values_list("to", "subject"))


@pytest.fixture
def library():
    return OrganisationFactory(slug="kirjasto", name_fi="Kirjasto", name_sv="Biblioteket")


@pytest.fixture
def aino(library):
    return MembershipFactory(organisation=library, user__name="Aino", mentor=True)


@pytest.fixture
def kirsi(library):
    return MembershipFactory(organisation=library, user__name="Kirsi", hr=True)


def test_every_providers_coordinators_hear_who_asks(ring):
    for name in ("Johanna", "Päivi"):
        provider = OrganisationFactory(provider=True, slug=name[:3].lower().replace("ä", "a"))
        MembershipFactory(
            organisation=provider,
            user__name=name,
            user__email=f"{provider.slug}@x.invalid",
            coordinator=True,
        )
    trainer = MembershipFactory(organisation=provider, trainer=True)
    own_coordinator = MembershipFactory(coordinator=True)
    asked = JoinRequestFactory(organisation_name="Uusi\r\nvirasto")

    ring(people.OrganisationAsked(asked.pk))

    assert told() == [
        ("Johanna", "Uusi virasto asks to join", f"/o/joh/join-requests/{asked.pk}/"),
        ("Päivi", "Uusi virasto asks to join", f"/o/pai/join-requests/{asked.pk}/"),
    ]
    assert mailed() == [
        ("joh@x.invalid", "An organisation asks to join"),
        ("pai@x.invalid", "An organisation asks to join"),
    ]
    assert trainer.user.email not in dict(mailed())
    assert own_coordinator.user.email not in dict(mailed())


@pytest.mark.parametrize(
    ("language", "subject", "words"),
    [
        ("fi", "Organisaationne voi aloittaa Nuotiossa", "Virasto on nyt mukana Nuotiossa."),
        ("sv", "Er organisation kan börja i Nuotio", "Virasto är nu med i Nuotio."),
        (
            "en",
            "Your organisation can begin in Nuotio",
            "Virasto now has its own place in Nuotio.",
        ),
    ],
)
def test_the_contact_person_hears_of_the_welcome(ring, library, language, subject, words):
    asked = JoinRequestFactory(organisation=library, language=language, organisation_name="Virasto")

    for _ in "ab":
        ring(people.OrganisationAccepted(library.pk, asked.pk))

    assert mailed() == [(asked.contact_email, subject)]
    mail = OutgoingMail.objects.get()
    assert words in mail.text
    assert mail.organisation_id == library.pk
    assert "List-Unsubscribe" not in mail.headers


def test_the_contact_person_hears_a_no_with_the_coordinators_words(ring):
    asked = JoinRequestFactory(
        language="en",
        organisation_name="Agency",
        contact_name="Kaisa Kontio",
        answer="Not this year.\n\nAsk again in May.",
    )

    ring(people.OrganisationDeclined(asked.pk))

    assert OutgoingMail.objects.get().text == (
        "Hello Kaisa Kontio,\n\n"
        "Agency cannot join Nuotio for now.\n\n"
        "The programme coordinator writes:\n\n"
        "Not this year.\n\n"
        "Ask again in May.\n\n"
        "Thank you for your interest. You are welcome to ask again later.\n\n"
        "-- \nNuotio\n\n"
        "You get this mail because you asked for Agency to join.\n"
    )


SENT = {"sent_at": timezone.now(), "times_sent": 1}
INVITING = {
    "fi": (
        "Hei Aino Virtanen,\n\n"
        "Kirjasto kutsuu sinut mukaan oppimismentorointiin.\n\n"
        "Kutsun lähetti Kirsi.\n\n"
        "Nuotio on paikka, jossa tuetaan toisten oppimista työssä. "
        "Voit katsella rauhassa ympärillesi, ennen kuin päätät mitään.\n\n"
        "Linkki on vain sinulle, ja se toimii 30 päivää.\n\n"
        "Hyväksy kutsu:\nhttps://nuotio.example/invitation/{token}/\n\n"
        "-- \nNuotio\n\n"
        "Saat tämän viestin, koska Kirjasto on kutsunut sinut. "
        "Jos viesti ei kuulu sinulle, sinun ei tarvitse tehdä mitään.\n"
    ),
    "sv": (
        "Hej Aino Virtanen,\n\n"
        "Biblioteket bjuder in dig att delta i lärandementorskapet.\n\n"
        "Inbjudan skickades av Kirsi.\n\n"
        "Nuotio är en plats där man stöder varandras lärande i arbetet. "
        "Du kan se dig omkring i lugn och ro innan du bestämmer något.\n\n"
        "Länken är bara för dig och fungerar i 30 dagar.\n\n"
        "Tacka ja till inbjudan:\nhttps://nuotio.example/sv/invitation/{token}/\n\n"
        "-- \nNuotio\n\n"
        "Du får det här meddelandet eftersom Biblioteket har bjudit in dig. "
        "Om det inte är avsett för dig behöver du inte göra något.\n"
    ),
}


@pytest.mark.parametrize(
    ("language", "subject"), [("fi", "Kutsu Nuotioon"), ("sv", "Inbjudan till Nuotio")]
)
def test_an_invited_person_gets_a_mail_with_a_link(ring, kirsi, language, subject):
    invitation = InvitationFactory(
        organisation=kirsi.organisation,
        invited_by=kirsi,
        name="Aino Virtanen",
        language=language,
        **SENT,
    )

    for _ in "ab":
        ring(people.InvitationSent(kirsi.organisation_id, invitation.pk, 1))

    assert mailed() == [(invitation.email, subject)]
    mail = OutgoingMail.objects.get()
    token = invitations.token_for(invitation)
    assert mail.text == INVITING[language].format(token=token)
    assert (mail.kind, mail.reference) == ("invitation", invitation.pk)
    assert "List-Unsubscribe" not in mail.headers


def test_an_invitation_sent_again_is_mailed_again(ring, library):
    invitation = InvitationFactory(organisation=library, **{**SENT, "times_sent": 2})

    ring(people.InvitationSent(library.pk, invitation.pk, 1))
    ring(people.InvitationSent(library.pk, invitation.pk, 2))

    assert OutgoingMail.objects.get().dedupe_key == f"invitation:{invitation.pk}:2"


@pytest.mark.parametrize("ended", ["accepted_at", "withdrawn_at"])
def test_an_invitation_that_ended_meanwhile_is_not_mailed(ring, library, now, ended):
    invitation = InvitationFactory(organisation=library, **SENT, **{ended: now})

    ring(people.InvitationSent(library.pk, invitation.pk, 1))

    assert mailed() == []


def test_the_inviter_hears_who_has_joined(ring, kirsi, aino):
    invitation = InvitationFactory(organisation=kirsi.organisation, invited_by=kirsi)

    for _ in "ab":
        ring(people.InvitationAccepted(kirsi.organisation_id, invitation.pk, aino.pk))

    assert told() == [("Kirsi", "Aino has joined", f"/o/kirjasto/people/{aino.pk}/")]
    assert mailed() == []


def test_an_invitation_of_the_service_itself_tells_nobody(ring, library, aino):
    invitation = InvitationFactory(organisation=library, invited_by=None)

    ring(people.InvitationAccepted(library.pk, invitation.pk, aino.pk))

    assert told() == []


def test_the_inviter_hears_that_a_mail_did_not_arrive(ring, kirsi):
    invitation = InvitationFactory(organisation=kirsi.organisation, invited_by=kirsi)
    failed = MailFailed(kirsi.organisation_id, 7, "invitation", invitation.pk)

    for _ in "ab":
        ring(failed)

    path = f"/o/kirjasto/invitations/{invitation.pk}/"
    assert told() == [("Kirsi", "An invitation did not arrive", path)]
    assert mailed() == [(kirsi.user.email, "An invitation did not arrive")]


@pytest.mark.parametrize(("kind", "has_reference"), [("service", True), ("invitation", False)])
def test_other_mails_that_fail_tell_nobody(ring, kirsi, kind, has_reference):
    invitation = InvitationFactory(organisation=kirsi.organisation, invited_by=kirsi)
    reference = invitation.pk if has_reference else None

    ring(MailFailed(kirsi.organisation_id, 7, kind, reference))

    assert told() == []


def test_who_has_left_is_told_nothing_more(ring, kirsi, aino, now):
    invitation = InvitationFactory(organisation=kirsi.organisation, invited_by=kirsi)
    with tenancy.inside(kirsi.organisation_id):
        kirsi.left_at = now
        kirsi.save()

    ring(people.InvitationAccepted(kirsi.organisation_id, invitation.pk, aino.pk))

    assert told() == []


def test_hr_hears_of_roles_under_the_organisations_own_titles(ring, kirsi, aino):
    title = RoleTitleFactory(organisation=aino.organisation, name_en="change agent")
    MembershipFactory(hr=True)  # of another organisation
    MembershipFactory(organisation=aino.organisation, coordinator=True)
    ids = (aino.organisation_id, aino.pk, "mentor")
    path = f"/o/kirjasto/people/{aino.pk}/"

    ring(people.RoleTaken(*ids, by_user_id=aino.user_id))
    ring(people.RolePaused(*ids, is_paused=True))
    ring(people.RolePaused(*ids, is_paused=False))
    ring(people.RoleLeft(*ids))

    assert title.is_default
    assert told() == [
        ("Kirsi", "Aino took up a role: change agent", path),
        ("Kirsi", "Aino paused a role: change agent", path),
        ("Kirsi", "Aino is back in a role: change agent", path),
        ("Kirsi", "Aino left a role: change agent", path),
    ]
    assert mailed() == []


def test_the_title_that_a_member_holds_comes_first(ring, kirsi, library):
    RoleTitleFactory(organisation=library)
    title = RoleTitleFactory(
        organisation=library, is_default=False, name_fi="aktiivi", name_en="learning activist"
    )
    member = MembershipFactory(organisation=library, user__name="Oona")
    RoleHoldingFactory(membership=member, title=title)

    ring(people.RoleLeft(library.pk, member.pk, "mentor"))

    assert [line[1] for line in told()] == ["Oona left a role: learning activist"]


def test_a_role_without_a_title_has_its_common_name(ring, kirsi, aino):
    ring(people.RoleLeft(aino.organisation_id, aino.pk, "mentor"))

    assert [line[1] for line in told()] == ["Aino left a role: learning mentor"]


def test_the_same_change_is_told_once_and_a_later_one_again(ring, kirsi, aino, now):
    ids = (aino.organisation_id, aino.pk, "mentor")
    for _ in "ab":
        ring(people.RolePaused(*ids, is_paused=True))
    with tenancy.inside(aino.organisation_id):
        RoleHolding.objects.filter(membership=aino).update(changed_at=now)
    ring(people.RolePaused(*ids, is_paused=True))

    assert len(told()) == 2


def test_a_given_role_is_told_to_the_member_and_not_to_the_giver(ring, kirsi, aino):
    ring(people.RoleTaken(aino.organisation_id, aino.pk, "mentor", by_user_id=kirsi.user_id))

    assert told() == [("Aino", "You have a new role: learning mentor", "/o/kirjasto/me/roles/")]
    assert mailed() == [(aino.user.email, "You have a new role")]
    assert "Kirsi gave it to you. You can pause or leave it at any time." in (
        OutgoingMail.objects.get().text
    )


def test_hr_is_not_told_of_her_own_roles(ring, kirsi):
    ring(people.RolePaused(kirsi.organisation_id, kirsi.pk, "hr", is_paused=True))

    assert told() == []


def test_the_supervisor_hears_of_proposed_hours_at_once(ring, aino):
    lead = MembershipFactory(organisation=aino.organisation, user__name="Markku")
    share = TimeShareFactory(mentor=aino, supervisor=lead, hours_a_month=Decimal("15.7"))

    for _ in "ab":
        ring(people.TimeShareProposed(aino.organisation_id, share.pk))

    assert told() == [
        (
            "Markku",
            "Aino proposes 15.7 hours a month for mentoring",
            f"/o/kirjasto/time-shares/{share.pk}/",
        )
    ]
    assert mailed() == [(lead.user.email, "A mentor's working time waits for your answer")]


def test_hours_proposed_anew_are_told_anew(ring, aino):
    lead = MembershipFactory(organisation=aino.organisation)
    share = TimeShareFactory(mentor=aino, supervisor=lead)
    ring(people.TimeShareProposed(aino.organisation_id, share.pk))
    with tenancy.inside(aino.organisation_id):
        share.proposed_at += timedelta(days=1)
        share.save()

    ring(people.TimeShareProposed(aino.organisation_id, share.pk))

    assert len(told()) == len(mailed()) == 2
    assert still_unread() == [f"time_share_proposed:{share.pk}:{share.proposed_at:%Y%m%dT%H%M%S}"]


def test_nobody_is_asked_about_hours_that_were_answered(ring, aino, now):
    colleague = MembershipFactory(organisation=aino.organisation, mentor=True)
    lead = MembershipFactory(organisation=aino.organisation)
    shares = [TimeShareFactory(mentor=mentor, supervisor=lead) for mentor in (aino, colleague)]
    for share in shares:
        ring(people.TimeShareProposed(aino.organisation_id, share.pk))
    with tenancy.inside(aino.organisation_id):
        shares[0].state, shares[0].answered_at = "agreed", now
        shares[0].save()

    ring(people.TimeShareAnswered(aino.organisation_id, shares[0].pk))

    assert [key.rsplit(":", 1)[0] for key in still_unread()] == [
        f"time_share_answered:{shares[0].pk}",
        f"time_share_proposed:{shares[1].pk}",
    ]


@pytest.mark.parametrize("is_accepted", [True, False])
def test_nobody_is_asked_about_an_organisation_that_was_answered(ring, library, is_accepted):
    for _ in "ab":
        MembershipFactory(organisation=OrganisationFactory(provider=True), coordinator=True)
    asked, other = JoinRequestFactory(), JoinRequestFactory()
    for request in (asked, other):
        ring(people.OrganisationAsked(request.pk))

    if is_accepted:
        ring(people.OrganisationAccepted(library.pk, asked.pk))
    else:
        ring(people.OrganisationDeclined(asked.pk))

    assert still_unread() == [f"organisation_asked:{other.pk}"] * 2


def test_hours_without_a_supervisor_tell_nobody(ring, aino):
    share = TimeShareFactory(mentor=aino, supervisor=None)

    ring(people.TimeShareProposed(aino.organisation_id, share.pk))

    assert told() == []


@pytest.mark.parametrize(
    ("state", "title"),
    [
        ("agreed", "20 hours a month for mentoring are agreed"),
        ("returned", "Markku would like to talk over your hours"),
    ],
)
def test_the_mentor_hears_the_answer_at_once(ring, aino, now, state, title):
    lead = MembershipFactory(organisation=aino.organisation, user__name="Markku")
    share = TimeShareFactory(
        mentor=aino, supervisor=lead, state=state, answered_at=now, hours_a_month=Decimal(20)
    )

    for _ in "ab":
        ring(people.TimeShareAnswered(aino.organisation_id, share.pk))

    assert told() == [("Aino", title, "/o/kirjasto/me/time-share/")]
    assert mailed() == [
        (aino.user.email, "Your supervisor has answered about your mentoring hours")
    ]


@pytest.mark.parametrize(
    "event",
    [
        lambda o: people.OrganisationAsked(987),
        lambda o: people.OrganisationAccepted(o, 987),
        lambda o: people.OrganisationDeclined(987),
        lambda o: people.InvitationSent(o, 987, 1),
        lambda o: people.InvitationAccepted(o, 987, 987),
        lambda o: people.RoleTaken(o, 987, "mentor", 987),
        lambda o: people.RolePaused(o, 987, "mentor", is_paused=True),
        lambda o: people.RoleLeft(o, 987, "mentor"),
        lambda o: people.TimeShareProposed(o, 987),
        lambda o: people.TimeShareAnswered(o, 987),
        lambda o: MailFailed(o, 987, "invitation", 987),
    ],
)
def test_what_is_gone_by_then_is_told_to_nobody(ring, library, event):
    ring(event(library.pk))

    assert (told(), mailed()) == ([], [])


def test_an_event_of_one_organisation_reaches_nothing_of_another(ring, kirsi):
    foreign = MembershipFactory(user__name="Foreign", mentor=True)

    ring(people.RoleLeft(kirsi.organisation_id, foreign.pk, "mentor"))

    assert told() == []
