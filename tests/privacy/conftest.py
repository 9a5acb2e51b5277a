import pytest
from django.utils import translation

from nuotio.people.models import SignIn
from nuotio.people.rosters.rows import Row
from tests import factories


@pytest.fixture(autouse=True)
def _english():
    """A page in another language leaves it active after the request; begin in English."""
    with translation.override("en"):
        yield


@pytest.fixture
def everything_of(now):
    """Give a person a row of every kind, each with a word of hers in it."""

    def give(member, supervisor, word: str) -> None:
        organisation, user = member.organisation, member.user
        factories.RoleHoldingFactory(membership=member)
        factories.ProfileFactory(membership=member, about=f"{word} about")
        factories.TimeShareFactory(mentor=member, supervisor=supervisor, message=f"{word} message")
        factories.InvitationFactory(
            organisation=organisation, email=user.email, name=f"{word} invited", accepted_at=now
        )
        factories.RosterImportFactory(
            organisation=organisation,
            rows=[
                Row(1, name=f"{word} listed", email=user.email.upper()).as_words(),
                Row(2, name="CANARY listed", email="canary@esimerkki.invalid").as_words(),
            ],
        )
        factories.JoinRequestFactory(contact_email=user.email, message=f"{word} hopes")
        factories.NotificationFactory(recipient=member)
        factories.OutgoingMailFactory(to=user.email, subject=f"{word} subject")
        factories.FeedbackFactory(email=user.email, message=f"{word} menu")
        SignIn.objects.create(user=user, at=now, succeeded=True, device=f"{word} phone")

    return give
