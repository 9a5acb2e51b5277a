import pytest
from django.utils import translation

from nuotio.foundation import events, tenancy
from nuotio.foundation.models import Announcement
from nuotio.goals.models import Goal
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory


@pytest.fixture(autouse=True)
def _english():
    """A page in another language leaves it active after the request; begin in English."""
    with translation.override("en"):
        yield


@pytest.fixture
def announced(monkeypatch):
    """What was announced, in order."""
    heard = []
    monkeypatch.setattr(events, "announce", heard.append)
    return heard


@pytest.fixture
def ring(django_capture_on_commit_callbacks):
    """Announce twice, as a service and a worker that was killed would; nothing is left over."""

    def announce(event) -> None:
        for _ in range(2):
            with django_capture_on_commit_callbacks(execute=True):
                events.announce(event)
        assert Announcement.objects.count() == 0

    return announce


@pytest.fixture
def ours(db):
    """An agency, open for the test's own hand."""
    organisation = OrganisationFactory()
    with tenancy.inside(organisation.pk):
        yield organisation


def _person(organisation, name, **roles):
    """Make a member who knows her roles, as the actor of a request does."""
    made = MembershipFactory(organisation=organisation, user=UserFactory(name=name), **roles)
    made.roles = frozenset({"employee", *roles})
    return made


@pytest.fixture
def kirsi(ours):
    """HR."""
    return _person(ours, "Kirsi Laine", hr=True)


@pytest.fixture
def markku(ours):
    """Management."""
    return _person(ours, "Markku Rinne", management=True)


@pytest.fixture
def aino(ours):
    """An employee."""
    return _person(ours, "Aino Salo")


def stored(goal) -> Goal:
    """Return the goal as the database has it."""
    with tenancy.unrestricted(reason="Looking at what there is."):
        return Goal.objects.get(pk=goal.pk)
