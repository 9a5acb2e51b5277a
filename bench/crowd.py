"""Makes the demo world as large as the state administration: 65 organisations, 80,000 people.

python -m bench.crowd    into the database that the environment names
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from itertools import cycle, islice

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nuotio.config.settings")
django.setup()

from django.db import transaction

from nuotio.foundation import tenancy
from nuotio.people.models import (
    Membership,
    Organisation,
    OrganisationKind,
    Profile,
    Role,
    RoleHolding,
    TimeShare,
    Unit,
    User,
)

ORGANISATIONS, PEOPLE = 65, 80_000
ONE_MENTOR_IN = 50
UNITS_EACH = 20
BATCH = 2_000
SINCE = datetime(2026, 1, 12, 8, 0, tzinfo=UTC)


def organisations() -> list[Organisation]:
    """Add organisations until there are enough, and return all of them."""
    kind = OrganisationKind.objects.get(code="agency")
    missing = ORGANISATIONS - Organisation.objects.count()
    Organisation.objects.bulk_create(
        Organisation(slug=f"suuri-{n}", name_fi=f"Suuri virasto {n}", kind=kind, accepted_at=SINCE)
        for n in range(missing)
    )
    return list(Organisation.objects.order_by("pk"))


def units(of: list[Organisation]) -> dict[int, list[Unit]]:
    """Add units to every organisation."""
    made = Unit.objects.bulk_create(
        Unit(organisation=one, name_fi=f"Suuri yksikkö {n}")
        for one in of
        for n in range(UNITS_EACH)
    )
    return {one.pk: [unit for unit in made if unit.organisation_id == one.pk] for one in of}


def people(of: list[Organisation], places: dict[int, list[Unit]]) -> None:
    """Add people, spread evenly, every fiftieth a mentor with a profile and agreed hours."""
    turns = cycle(of)
    waiting = iter(range(PEOPLE - User.objects.count()))
    while numbers := list(islice(waiting, BATCH)):
        users = User.objects.bulk_create(
            User(
                email=f"joukko-{n}@esimerkki.invalid",
                name=f"Joukko {n}",
                password="!",  # noqa: S106 -- nobody signs in with it
            )
            for n in numbers
        )
        members = Membership.objects.bulk_create(
            Membership(
                user=user,
                organisation=(home := next(turns)),
                unit=places[home.pk][user.pk % UNITS_EACH],
                job_title="asiantuntija",
                joined_at=SINCE,
            )
            for user in users
        )
        mentors(members[::ONE_MENTOR_IN])


def mentors(members: list[Membership]) -> None:
    """Make these members mentors."""
    RoleHolding.objects.bulk_create(
        RoleHolding(
            organisation_id=member.organisation_id,
            membership=member,
            role=Role.MENTOR,
            since=SINCE,
            changed_at=SINCE,
        )
        for member in members
    )
    Profile.objects.bulk_create(
        Profile(
            organisation_id=member.organisation_id,
            membership=member,
            about="Kysyn ja kuuntelen.",
            interests=["dialogi"],
            strengths=["fasilitointi"],
            languages=["fi"],
        )
        for member in members
    )
    TimeShare.objects.bulk_create(shares(members))


def shares(members: list[Membership]) -> Iterator[TimeShare]:
    """Return agreed hours for each mentor."""
    for member in members:
        yield TimeShare(
            organisation_id=member.organisation_id,
            mentor=member,
            hours_a_month=Decimal("15.7"),
            starts_on=SINCE.date(),
            state=TimeShare.State.AGREED,
            proposed_at=SINCE,
            answered_at=SINCE,
        )


if __name__ == "__main__":
    with transaction.atomic(), tenancy.unrestricted(reason="Making a crowd for a benchmark."):
        everyone = organisations()
        people(everyone, units(everyone))
