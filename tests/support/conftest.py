import pytest
from django.utils import translation

from nuotio.foundation import events, tenancy
from nuotio.foundation.models import Announcement
from tests.factories import OrganisationFactory, UnitFactory
from tests.support import asking, batch_world
from tests.support.members import person


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


@pytest.fixture
def wish(aino):
    return asking.request_of(aino)


@pytest.fixture
def mentor(ours):
    return asking.mentor_of(ours)


@pytest.fixture
def asked(wish, mentor):
    return asking.invitation_of(wish, mentor)


@pytest.fixture
def unit(ours):
    return UnitFactory(organisation=ours, name_en="Home care")


@pytest.fixture
def merja(ours, unit):
    """Speaks Swedish, too, and works beside the first team."""
    return batch_world.mentor(ours, "Merja Vainio", languages=("fi", "sv"), unit=unit)


@pytest.fixture
def olli(ours):
    return batch_world.mentor(ours, "Olli Peltola", hours="4")


@pytest.fixture
def teams(ours, unit, merja, olli):
    """Two teams: Merja would suit the first best, and is the only one for the second."""
    return [
        batch_world.asks(ours, "Home care", unit=unit),
        batch_world.asks(ours, "Library", language="sv"),
    ]
