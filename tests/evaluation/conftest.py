from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from nuotio.evaluation.narrowing import Filters
from nuotio.evaluation.queries import gaps, threads
from nuotio.foundation import tenancy
from tests.factories import OrganisationFactory
from tests.plans.conftest import person

AT = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
TODAY = AT.date()


def ago(days: float) -> datetime:
    """Return the moment so many days before now."""
    return AT - timedelta(days=days)


@pytest.fixture(autouse=True)
def _english():
    """A page in another language leaves it active after the request; begin in English."""
    with translation.override("en"):
        yield


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


def kinds(viewer, at=AT, **narrowed):
    """Return the kinds of the gaps that a member is told of, in their order."""
    found = gaps.gaps_for(viewer, filters=Filters(**narrowed), at=at)
    return [one.kind for one in found]


def thread(viewer, page=1, at=AT, **narrowed):
    """Return the thread as a member reads it."""
    return threads.thread_for(viewer, filters=Filters(**narrowed), page=page, at=at)
