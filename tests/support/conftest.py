import pytest
from django.utils import translation

from nuotio.foundation import events, tenancy
from nuotio.foundation.models import Announcement
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
    organisation = OrganisationFactory(name_en="Survey Agency")
    with tenancy.inside(organisation.pk):
        yield organisation


def person(organisation, name, **roles):
    """Make a member who knows her roles, as the actor of a request does."""
    made = MembershipFactory(organisation=organisation, user=UserFactory(name=name), **roles)
    made.roles = frozenset({"employee", *roles})
    return made


@pytest.fixture
def sanna(ours):
    """A learning mentor."""
    return person(ours, "Sanna Koskinen", mentor=True)


@pytest.fixture
def jari(ours):
    """Sanna's pair."""
    return person(ours, "Jari Lehto", mentor=True)


@pytest.fixture
def petri(ours):
    """A learning mentor of another pair."""
    return person(ours, "Petri Niemi", mentor=True)


@pytest.fixture
def kirsi(ours):
    """HR."""
    return person(ours, "Kirsi Laine", hr=True)


@pytest.fixture
def markku(ours):
    """Management."""
    return person(ours, "Markku Rinne", management=True)


@pytest.fixture
def aino(ours):
    """An employee."""
    return person(ours, "Aino Salo")


@pytest.fixture
def tiina(ours):
    """A coordinator."""
    return person(ours, "Tiina Ahonen", coordinator=True)
