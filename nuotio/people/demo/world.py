"""Writes the organisations and people of the demo world into an empty database."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from nuotio.foundation import content
from nuotio.people.demo.cast import Casting, Part
from nuotio.people.demo.names import NamePool, address_of
from nuotio.people.demo.organisation import OrganisationBuilder, language_of
from nuotio.people.models import (
    JoinRequest,
    Membership,
    Organisation,
    OrganisationKind,
    Role,
    RoleHolding,
    Unit,
    User,
)

PROVIDER_ROLES = {"coordinator": Role.COORDINATOR, "coach": Role.TRAINER}


@dataclass(frozen=True)
class DemoPerson:
    """Someone to sign in as."""

    email: str
    name: str
    organisation: str
    roles: list[str]


def build(*, seed: int, at: datetime, password: str) -> list[DemoPerson]:
    """Write the demo world; `password` is a ready hash. Needs an unrestricted scope.

    Returns everyone who can sign in, organisation by organisation.
    """
    dice = random.Random(seed)
    world, words = content.load("demo_world"), content.load("demo_names")
    kinds = {kind.code: kind for kind in OrganisationKind.objects.all()}
    pool = NamePool(world["name_pools"], [p["name"] for p in world["people"]], dice)
    casting = Casting(world, words, pool, dice)
    cohort_weeks = {
        name: cohort["start_offset_weeks"]
        for cohort in world["cohorts"]
        for name in cohort["organisations"]
    }
    people = _provider(world, words, kinds["provider"], at=at, password=password)
    for told in world["organisations"]:
        started = at + timedelta(weeks=cohort_weeks.get(told["id"], -40))
        builder = OrganisationBuilder(told, words, dice, password=password, at=at)
        parts = casting.parts_of(told)
        builder.build(kinds, parts, started=started)
        people += [_person(part, told["id"]) for part in parts]
    _one_person_in_two_libraries(at=at)
    _join_requests(words, kinds, at=at)
    return people


def _person(part: Part, slug: str) -> DemoPerson:
    return DemoPerson(address_of(part.name), part.name, slug, ["employee", *part.roles])


def _provider(
    world: dict[str, Any],
    words: dict[str, Any],
    kind: OrganisationKind,
    *,
    at: datetime,
    password: str,
) -> list[DemoPerson]:
    told = words["provider"]
    long_ago = at - timedelta(weeks=130)
    provider = Organisation.objects.create(
        slug=told["slug"],
        name_fi=told["fi"],
        name_sv=told["sv"],
        name_en=told["en"],
        kind=kind,
        languages=["fi", "sv", "en"],
        staff_count=2,
        accepted_at=long_ago,
    )
    names = {f"name_{language}": name for language, name in told["unit"].items()}
    unit = Unit.objects.create(organisation=provider, staff_count=2, **names)
    people = []
    for person in world["people"]:
        if person["org"] is not None:
            continue
        user = User.objects.create(
            email=address_of(person["name"]), name=person["name"], password=password
        )
        member = Membership.objects.create(
            organisation=provider,
            user=user,
            unit=unit,
            job_title=person["job"],
            joined_at=long_ago,
        )
        role = PROVIDER_ROLES[person["role"]]
        RoleHolding.objects.create(
            organisation=provider, membership=member, role=role, since=long_ago, changed_at=long_ago
        )
        people.append(DemoPerson(user.email, user.name, provider.slug, ["employee", role]))
    return people


def _one_person_in_two_libraries(*, at: datetime) -> None:
    """The HR person of one library serves its neighbour too: one person, two organisations."""
    here, there = (Organisation.objects.get(slug=s) for s in ("koivuranta", "hakapuro"))
    holding = RoleHolding.objects.filter(organisation=here, role=Role.HR).order_by("pk")[0]
    shared = Membership.objects.create(
        organisation=there,
        user=holding.membership.user,
        unit=Unit.objects.filter(organisation=there).order_by("pk").last(),
        job_title=holding.membership.job_title,
        joined_at=at - timedelta(weeks=3),
    )
    RoleHolding.objects.create(
        organisation=there,
        membership=shared,
        role=Role.HR,
        since=shared.joined_at,
        changed_at=shared.joined_at,
    )


def _join_requests(
    words: dict[str, Any], kinds: dict[str, OrganisationKind], *, at: datetime
) -> None:
    for number, told in enumerate(words["join_requests"], start=1):
        JoinRequest.objects.create(
            once=UUID(int=number),
            organisation_name=told["name"],
            kind=kinds[told["kind"]],
            staff_count=told["staff"],
            contact_name=told["contact"],
            contact_email=address_of(told["contact"]),
            language=language_of(told["contact"]),
            message=told["message"],
            asked_at=at - timedelta(days=told["days"]),
        )
