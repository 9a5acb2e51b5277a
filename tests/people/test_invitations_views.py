from datetime import timedelta

import pytest
from django.contrib.auth import get_user
from django.urls import reverse
from django.utils import timezone, translation

from nuotio.foundation import tenancy
from nuotio.people.models import Invitation, Membership, User
from nuotio.people.queries import invitations as queries
from nuotio.people.services import invitations as services
from tests.factories import (
    LONG_AGO,
    InvitationFactory,
    MembershipFactory,
    RoleTitleFactory,
    UnitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
PHRASE = "kolme sanaa erikseen"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def hr(inside):
    hr = MembershipFactory(hr=True, user__name="Helmi Hakala")
    inside(hr)
    return hr


def address(member, name="invitations", *more):
    return reverse(f"people:{name}", args=[member.organisation.slug, *more])


def form(**changes):
    return {"email": "Kaisa@esimerkki.invalid", "name": "Kaisa", "language": "fi", **changes}


def invitation_at(hr, **fields):
    return InvitationFactory(organisation=hr.organisation, **fields)


def sent_at(hr, **fields):
    return invitation_at(hr, invited_by=hr, sent_at=timezone.now(), times_sent=1, **fields)


def link_to(invitation):
    return reverse("people:accept_invitation", args=[queries.token_for(invitation)])


def joining(**changes):
    return {"name": "Kaisa Kontio", "language": "sv", "password": PHRASE, **changes}


def test_the_list_shows_whom_nobody_has_answered_for(hr, as_member):
    invitation_at(hr, name="Waiting Person", unit=UnitFactory(organisation=hr.organisation))
    invitation_at(hr, name="Late Person", sent_at=LONG_AGO)
    sent_at(hr, name="")
    invitation_at(hr, name="Joined Person", accepted_at=LONG_AGO)
    InvitationFactory(name="Person Elsewhere")

    page = as_member(hr).get(address(hr)).content.decode()

    assert page.index("Waiting Person") < page.index("Late Person")
    assert "Send one invitation" in page
    assert "The link has run out" in page
    assert "Joined Person" not in page
    assert "Person Elsewhere" not in page


def test_an_empty_list_leads_on(hr, as_member):
    page = as_member(hr).get(address(hr)).content.decode()

    assert "No open invitations" in page
    assert address(hr, "roster_upload") in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(hr, as_member, count, django_assert_num_queries):
    for n in range(count):
        unit = UnitFactory(organisation=hr.organisation)
        invitation_at(hr, name=f"Invited person {n}", unit=unit, invited_by=hr)
    client = as_member(hr)

    # of every page: session, user, membership, roles, notices; then the unsent, the count, the rows
    with django_assert_num_queries(8):
        page = client.get(address(hr)).content.decode()

    assert page.count("Invited person ") == count


def test_all_that_wait_are_sent_with_one_press(hr, as_member):
    invitation_at(hr)
    invitation_at(hr)
    client = as_member(hr)

    first = client.post(address(hr), follow=True).content.decode()
    again = client.post(address(hr), follow=True).content.decode()

    assert "2 invitations are on their way." in first
    assert "All had been sent." in again
    assert list(Invitation.objects.values_list("times_sent", flat=True)) == [1, 1]


def test_one_person_is_invited_and_the_mail_goes_at_once(hr, as_member):
    unit, client = UnitFactory(organisation=hr.organisation), as_member(hr)
    opened = client.get(address(hr, "invite")).content.decode()

    told = form(unit=unit.pk, roles=["management"], job_title="director")
    for _ in range(2):
        response = client.post(address(hr, "invite"), told, follow=True)

    made = Invitation.objects.get()
    assert "Learning mentors volunteer themselves." in opened
    assert "is on its way to kaisa@esimerkki.invalid" in response.content.decode()
    assert (made.unit, made.roles, made.job_title) == (unit, ["management"], "director")
    assert made.times_sent == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"email": ""}, "Write the e-mail address."),
        ({"email": "kaisa"}, "Check the address, for example name@organisation.fi."),
        ({"email": "in@esimerkki.invalid"}, "This person is already in your organisation."),
        ({"roles": ["mentor"]}, "mentor is not one of the available choices."),
        ({"roles": ["trainer"]}, "trainer is not one of the available choices."),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_is_kept(hr, as_member, changes, words):
    """Serves R22: HR makes nobody a mentor through the form."""
    MembershipFactory(organisation=hr.organisation, user__email="in@esimerkki.invalid")

    page = as_member(hr).post(address(hr, "invite"), form(name="Typed Name", **changes))

    assert words in page.content.decode()
    assert 'value="Typed Name"' in page.content.decode()
    assert Invitation.objects.count() == 0


def test_a_foreign_unit_is_refused(hr, as_member):
    theirs = UnitFactory(name_fi="Heidän")

    page = as_member(hr).post(address(hr, "invite"), form(unit=theirs.pk))

    assert page.status_code == 200
    assert Invitation.objects.count() == 0


def test_an_invitation_is_corrected_sent_again_and_withdrawn(hr, as_member):
    invitation = sent_at(hr, email="old@esimerkki.invalid", name="Old Name")
    here, client = address(hr, "invitation", invitation.pk), as_member(hr)
    opened = client.get(here).content.decode()

    corrected = client.post(here, form(action="correct"), follow=True)
    sent = client.post(here, {"action": "send"}, follow=True)
    invitation.refresh_from_db()
    between = (invitation.email, invitation.times_sent)
    withdrawn = client.post(here, {"action": "withdraw"}, follow=True)
    after = client.get(here, follow=True)

    assert "Old Name" in opened
    assert "The invitation was corrected." in corrected.content.decode()
    assert "is on its way to kaisa@esimerkki.invalid" in sent.content.decode()
    assert between == ("kaisa@esimerkki.invalid", 3)
    assert "Its link no longer works." in withdrawn.content.decode()
    assert "This invitation has been used or withdrawn." in after.content.decode()


def test_a_correction_keeps_the_role_that_a_list_promised(hr, as_member):
    """Serves R1."""
    invitation = invitation_at(hr, email="kaisa@esimerkki.invalid", roles=["mentor"])
    here, client = address(hr, "invitation", invitation.pk), as_member(hr)
    opened = client.get(here).content.decode()

    client.post(here, form(action="correct", name="Corrected", roles=["mentor"]))

    invitation.refresh_from_db()
    assert 'value="mentor"' in opened
    assert (invitation.name, invitation.roles) == ("Corrected", ["mentor"])


@pytest.mark.parametrize("whose", ["a member", "an invited person"])
def test_a_correction_to_an_address_in_use_is_told(hr, as_member, whose):
    invitation = invitation_at(hr, email="old@esimerkki.invalid")
    if whose == "a member":
        words = "This person is already in your organisation."
        MembershipFactory(organisation=hr.organisation, user__email="kaisa@esimerkki.invalid")
    else:
        words = "This address has an invitation already."
        invitation_at(hr, email="kaisa@esimerkki.invalid")

    page = as_member(hr).post(address(hr, "invitation", invitation.pk), form(action="correct"))

    invitation.refresh_from_db()
    assert words in page.content.decode()
    assert "Kaisa@esimerkki.invalid" in page.content.decode()
    assert invitation.email == "old@esimerkki.invalid"


def test_a_foreign_invitation_is_like_a_missing_one(hr, as_member):
    theirs, client = InvitationFactory(), as_member(hr)

    answers = [
        client.get(address(hr, "invitation", theirs.pk)),
        client.post(address(hr, "invitation", theirs.pk), {"action": "withdraw"}),
        client.get(address(hr, "invitation", 999_999)),
    ]

    assert [answer.status_code for answer in answers] == [404] * 3
    with tenancy.unrestricted(reason="Looking at what another organisation still has."):
        assert Invitation.objects.get(pk=theirs.pk).is_open is True


@pytest.mark.parametrize("role", ["employee", "mentor", "management"])
def test_others_see_no_invitations(hr, as_member, role):
    invitation = invitation_at(hr)
    client = as_member(MembershipFactory(organisation=hr.organisation, **{role: True}))

    answers = [
        client.get(address(hr)),
        client.post(address(hr)),
        client.get(address(hr, "invite")),
        client.post(address(hr, "invite"), form()),
        client.post(address(hr, "invitation", invitation.pk), {"action": "send"}),
    ]

    assert [answer.status_code for answer in answers] == [403] * 5
    assert list(Invitation.objects.values_list("sent_at", flat=True)) == [None]


def test_a_new_person_makes_an_account_and_is_led_to_a_passkey(hr, client):
    """Serves R1, R26."""
    invitation = sent_at(hr, email="kaisa@esimerkki.invalid", job_title="archivist")
    opened = client.get(link_to(invitation)).content.decode()

    response = client.post(link_to(invitation), joining())

    member = Membership.objects.get(user__email="kaisa@esimerkki.invalid")
    assert "Helmi Hakala invites you." in opened
    assert "Nothing here is used to appraise you." in opened
    assert response.status_code == 302
    assert response.url == f"/sv/account/passkeys/add/?next=/sv/o/{hr.organisation.slug}/"
    assert (member.name, member.job_title, member.user.language) == (
        "Kaisa Kontio",
        "archivist",
        "sv",
    )
    assert get_user(client) == member.user


@pytest.mark.parametrize("who", ["a new person", "one with an account", "one signed in"])
def test_the_roles_that_begin_by_joining_are_told_before(hr, client, who):
    """Serves R22, R23."""
    RoleTitleFactory(organisation=hr.organisation)
    RoleTitleFactory(name_en="a title elsewhere")
    promised = sent_at(hr, roles=["employee", "mentor", "management"])
    if who != "a new person":
        user = UserFactory(email=promised.email)
        if who == "one signed in":
            client.force_login(user)

    page = client.get(link_to(promised)).content.decode()

    assert "Roles: <strong>change agent, management</strong>" in page
    assert "You can pause or leave whenever you want" in page
    assert "Roles:" not in client.get(link_to(sent_at(hr))).content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "Write your name."),
        ({"password": ""}, "Write a password."),
        ({"password": "short"}, "12"),
    ],
)
def test_what_a_new_person_forgets_is_told_and_the_rest_kept(hr, client, changes, words):
    invitation = sent_at(hr)

    page = client.post(link_to(invitation), joining(**changes)).content.decode()

    assert words in page
    assert changes.get("name", "Kaisa Kontio") in page
    assert PHRASE not in page
    assert list(User.objects.filter(email=invitation.email)) == []


def test_a_name_in_the_password_is_refused_even_without_a_name(hr, client):
    page = client.post(link_to(sent_at(hr)), {"password": "short", "language": "fi"})

    assert "Write your name." in page.content.decode()


@pytest.mark.parametrize("why", ["used", "withdrawn", "run out", "replaced"])
def test_a_void_link_says_so_and_makes_nobody(hr, client, why):
    invitation = sent_at(hr)
    link = link_to(invitation)
    changed = {
        "used": {"accepted_at": timezone.now()},
        "withdrawn": {"withdrawn_at": timezone.now()},
        "run out": {"sent_at": timezone.now() - timedelta(days=30)},
        "replaced": {"times_sent": 2},
    }[why]
    Invitation.objects.filter(pk=invitation.pk).update(**changed)

    opened, posted = client.get(link), client.post(link, joining())

    words = "has been used" if why == "used" else "This link no longer works"
    assert (opened.status_code, posted.status_code) == (410, 410)
    assert words in opened.content.decode()
    assert list(User.objects.filter(email=invitation.email)) == []


def test_what_was_never_a_link_is_not_found(client, db):
    assert client.get(reverse("people:accept_invitation", args=["nonsense"])).status_code == 404


def test_who_has_an_account_signs_in_first_and_joins_with_one_press(hr, client):
    user = UserFactory(email="kaisa@esimerkki.invalid")
    invitation = sent_at(hr, email=user.email)
    signed_out = client.get(link_to(invitation)).content.decode()
    client.post(link_to(invitation), joining())
    joined_before = Membership.objects.filter(user=user).exists()
    client.force_login(user)

    opened = client.get(link_to(invitation)).content.decode()
    joined = client.post(link_to(invitation))
    again = client.post(link_to(invitation))

    home = reverse("home:organisation", args=[hr.organisation.slug])
    assert "Sign in and join" in signed_out
    assert joined_before is False
    assert "Helmi Hakala invites you." in opened
    assert (joined.url, again.url) == (home, home)
    assert Membership.objects.filter(user=user).count() == 1


def test_somebody_else_who_is_signed_in_is_told_and_does_not_join(hr, as_member):
    """Serves R26."""
    invitation, other = sent_at(hr), MembershipFactory()
    client = as_member(other)

    opened = client.get(link_to(invitation)).content.decode()
    posted = client.post(link_to(invitation)).content.decode()

    invitation.refresh_from_db()
    assert f"You are signed in as {other.user.email}" in opened
    assert "Sign out and open the link again." in posted
    assert invitation.accepted_at is None
    assert Membership.objects.filter(user=other.user).count() == 0


@pytest.mark.parametrize("who", ["a new person", "one with an account"])
def test_withdrawn_in_the_same_moment_the_link_says_so(hr, client, monkeypatch, who):
    invitation = sent_at(hr)
    name = "accept_as_new"
    if who == "one with an account":
        client.force_login(UserFactory(email=invitation.email))
        name = "accept_as"

    def too_late(*_args, **_kwargs):
        raise services.NotUsable

    monkeypatch.setattr(services, name, too_late)
    link = link_to(invitation)
    response = client.post(link, joining())

    assert (response.status_code, response.url) == (302, link)
