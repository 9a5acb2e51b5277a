"""Rows of the room `evaluation` for tests."""

import factory

from nuotio.evaluation.models import ThreadCounts
from tests.factories import LONG_AGO, Factory, OrganisationFactory, ProgrammeFactory


class ThreadCountsFactory(Factory):
    class Meta:
        model = ThreadCounts

    programme = factory.SubFactory(ProgrammeFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    counted_at = LONG_AGO
