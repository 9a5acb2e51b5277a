"""Writes one organisation of the demo world: units, people, roles, profiles, time shares."""

import random
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from nuotio.foundation import content
from nuotio.people.demo.cast import Part
from nuotio.people.demo.names import address_of
from nuotio.people.models import (
    Invitation,
    Membership,
    Organisation,
    OrganisationKind,
    Profile,
    Role,
    RoleHolding,
    RoleTitle,
    TimeShare,
    Unit,
    User,
)
from nuotio.people.services.profiles import searchable

RECRUITING = timedelta(weeks=4)


def language_of(name: str) -> str:
    """Return sv for a name of the Swedish pool, else fi."""
    swedish = content.load("demo_world")["name_pools"]["sv_last"]
    return "sv" if name.rsplit(" ", maxsplit=1)[-1] in swedish else "fi"


class OrganisationBuilder:
    """One organisation, written in a few bulk inserts."""

    def __init__(
        self,
        told: dict[str, Any],
        words: dict[str, Any],
        dice: random.Random,
        *,
        password: str,
        at: datetime,
    ) -> None:
        self._told, self._words, self._dice = told, words, dice
        self._password, self._at = password, at

    def build(
        self, kinds: dict[str, OrganisationKind], parts: list[Part], *, started: datetime
    ) -> None:
        """Write everything; mentors of a programme that just starts have no agreed hours yet."""
        self._organisation = self._write_organisation(kinds, started)
        self._units = self._write_units()
        self._titles = self._write_titles()
        self._members = self._write_members(parts, started)
        self._write_leads(parts)
        self._write_roles(parts, started)
        self._write_profiles(parts, started)
        self._write_shares(parts, started)
        self._write_invitations()

    def _write_organisation(
        self, kinds: dict[str, OrganisationKind], started: datetime
    ) -> Organisation:
        told, names = self._told, self._words["organisations"][self._told["id"]]
        return Organisation.objects.create(
            slug=told["id"],
            name_fi=told["name"],
            name_sv=names["sv"],
            name_en=names["en"],
            kind=kinds[names["kind"]],
            languages=told["languages"],
            staff_count=told["staff"],
            about=told["goals"][0]["goal"] if told["goals"] else "",
            accepted_at=started - timedelta(weeks=8),
        )

    def _write_units(self) -> dict[str, Unit]:
        units = [
            Unit(
                organisation=self._organisation,
                name_fi=unit["name"],
                name_sv=self._words["units"][unit["name"]]["sv"],
                name_en=self._words["units"][unit["name"]]["en"],
                staff_count=unit["staff"],
            )
            for unit in self._told["units"]
        ]
        return {unit.name_fi: unit for unit in Unit.objects.bulk_create(units)}

    def _write_titles(self) -> dict[str, RoleTitle]:
        own = [self._told[k] for k in ("mentor_title", "culture_host_title") if k in self._told]
        titles = [
            RoleTitle(
                organisation=self._organisation,
                role=Role.MENTOR,
                name_fi=title,
                name_sv=self._words["titles"][title]["sv"],
                name_en=self._words["titles"][title]["en"],
                is_default=number == 0,
            )
            for number, title in enumerate(own)
        ]
        return {title.name_fi: title for title in RoleTitle.objects.bulk_create(titles)}

    def _write_members(self, parts: list[Part], started: datetime) -> list[Membership]:
        users = User.objects.bulk_create(
            User(
                email=address_of(part.name),
                name=part.name,
                password=self._password,
                language=language_of(part.name),
            )
            for part in parts
        )
        return Membership.objects.bulk_create(
            Membership(
                organisation=self._organisation,
                user=user,
                unit=self._units[part.unit],
                job_title=part.job,
                joined_at=started - timedelta(days=self._dice.randrange(1, 50)),
            )
            for user, part in zip(users, parts, strict=True)
        )

    def _write_leads(self, parts: list[Part]) -> None:
        for member, part in zip(self._members, parts, strict=True):
            if part.is_lead:
                self._units[part.unit].lead = member
        Unit.objects.bulk_update(self._units.values(), ["lead"])

    def _write_roles(self, parts: list[Part], started: datetime) -> None:
        RoleHolding.objects.bulk_create(
            RoleHolding(
                organisation=self._organisation,
                membership=member,
                role=role,
                title=self._titles.get(part.title),
                since=started,
                changed_at=started,
            )
            for member, part in zip(self._members, parts, strict=True)
            for role in part.roles
        )

    def _mentors(self, parts: list[Part]) -> list[tuple[Membership, Part]]:
        pairs = zip(self._members, parts, strict=True)
        return [(member, part) for member, part in pairs if Role.MENTOR in part.roles]

    def _write_profiles(self, parts: list[Part], started: datetime) -> None:
        """Most mentors have told of themselves; a few have yet to."""
        words, dice = self._words, self._dice
        profiles = [
            Profile(
                organisation=self._organisation,
                membership=member,
                about=dice.choice(words["about"]),
                strengths=part.skills,
                interests=dice.sample(words["interests"], 2),
                languages=sorted({language_of(part.name), *self._told["languages"][:1]}),
                training=dice.sample(words["training"], 1 + dice.randrange(2)),
                updated_at=started,
                version=2,
            )
            for member, part in self._mentors(parts)
            if part.is_named or dice.random() < 0.85
        ]
        for profile in profiles:
            profile.found_by = searchable(profile.interests, profile.strengths, profile.training)
        Profile.objects.bulk_create(profiles)

    def _write_shares(self, parts: list[Part], started: datetime) -> None:
        """Agreed with the unit's lead; where mentors are just being found, proposals wait."""
        is_recruiting = self._at - started < RECRUITING
        shares = []
        for member, part in self._mentors(parts):
            waits = is_recruiting or (not part.is_named and self._dice.random() < 0.12)
            hours = Decimal("15.7") if self._dice.random() < 0.8 else Decimal("12.0")
            proposed = self._at - timedelta(days=3) if waits else started
            shares.append(
                TimeShare(
                    organisation=self._organisation,
                    mentor=member,
                    supervisor=self._units[part.unit].lead,
                    hours_a_month=hours,
                    starts_on=(proposed + timedelta(days=14)).date().replace(day=1),
                    state="proposed" if waits else "agreed",
                    proposed_at=proposed,
                    answered_at=None if waits else started + timedelta(days=5),
                )
            )
        TimeShare.objects.bulk_create(shares)

    def _write_invitations(self) -> None:
        """Two people are on their way in: one invited last week, one not yet."""
        names = [f"{first} Kesäniemi" for first in ("Aino", "Oskari")]
        Invitation.objects.bulk_create(
            Invitation(
                organisation=self._organisation,
                email=address_of(f"{name} {self._told['id']}"),
                name=name,
                unit=next(iter(self._units.values())),
                job_title="suunnittelija",
                created_at=self._at - timedelta(days=8),
                sent_at=self._at - timedelta(days=7) if number == 0 else None,
                times_sent=1 if number == 0 else 0,
            )
            for number, name in enumerate(names)
        )
