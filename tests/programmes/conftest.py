import pytest
from django.utils import translation

from nuotio.foundation import events, tenancy
from nuotio.foundation.models import Announcement
from nuotio.programmes.queries import programmes as queries
from nuotio.programmes.standing import Standing
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    ParticipationFactory,
    ProgrammeFactory,
    SeatFactory,
)


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
def provider(db):
    return OrganisationFactory(provider=True)


@pytest.fixture
def coordinator(provider):
    """A coordinator of the provider."""
    return MembershipFactory(organisation=provider, coordinator=True)


@pytest.fixture
def programme(provider):
    return ProgrammeFactory(provider=provider)


@pytest.fixture
def hr(programme):
    """HR of an organisation that takes part, with a seat."""
    hr = MembershipFactory(hr=True)
    ParticipationFactory(programme=programme, organisation=hr.organisation)
    SeatFactory(programme=programme, membership=hr, role="hr")
    return hr


@pytest.fixture
def mentor(programme, hr):
    """A mentor of the same organisation, with a seat."""
    mentor = MembershipFactory(organisation=hr.organisation, mentor=True)
    SeatFactory(programme=programme, membership=mentor, role="mentor")
    return mentor


@pytest.fixture
def trainer(programme, provider):
    trainer = MembershipFactory(organisation=provider, trainer=True)
    SeatFactory(programme=programme, membership=trainer, role="trainer")
    return trainer


@pytest.fixture
def standing(inside, programme):
    """Open the member's organisation and the programme for the rest of the test."""
    opened = []

    def enter(member) -> Standing:
        inside(member)
        found = queries.standing_at(programme.pk, actor=member)
        assert found is not None
        scope = tenancy.with_programmes(programme.pk)
        scope.__enter__()
        opened.append(scope)
        return found

    yield enter
    for scope in reversed(opened):
        scope.__exit__(None, None, None)
