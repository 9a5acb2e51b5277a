"""Whom a round invites, and which parts of the organisation would report: from how it is now."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from nuotio.culture import lists, nodes
from nuotio.culture.lists import Listed
from nuotio.culture.models import SurveyRound
from nuotio.culture.nodes import Place
from nuotio.people.models import Membership, Role, RoleHolding, Unit
from nuotio.people.queries import roster as people_roster
from nuotio.people.rosters.known import Known

EVERYONE, MENTORS, UNITS = "everyone", "mentors", "units"
TOP = ""  # where paper codes of people without a unit are counted


@dataclass(frozen=True)
class Person:
    """Somebody who will be invited: a member, or an address alone."""

    unit_id: int | None
    language: str
    membership_id: int | None = None
    email: str = ""


@dataclass(frozen=True)
class Roster:
    """Everybody whom a round invites; `paper` counts printed codes by unit, None at the top."""

    people: Sequence[Person]
    listed: Sequence[Listed]
    units: Sequence[Unit]
    paper: dict[int | None, int] = field(default_factory=dict)

    @property
    def wrong(self) -> list[Listed]:
        """The rows of the list that need a correction."""
        return [one for one in self.listed if one.wrong]

    @property
    def invited(self) -> int:
        """How many may answer."""
        return len(self.people) + sum(self.paper.values())

    @property
    def by_address(self) -> int:
        """How many are invited by an address alone."""
        return sum(person.membership_id is None for person in self.people)

    def plan(self) -> nodes.Plan:
        """Return which units report on their own; TooFew where nothing could be shown."""
        counts: dict[int | None, int] = dict(self.paper)
        for person in self.people:
            counts[person.unit_id] = counts.get(person.unit_id, 0) + 1
        places = [Place(unit.pk, unit.parent_id, counts.get(unit.pk, 0)) for unit in self.units]
        return nodes.plan_of(places, at_the_top=counts.get(None, 0))


def roster_of(survey_round: SurveyRound) -> Roster:
    """Return everybody whom a round that is being prepared would invite now; eight queries."""
    whom = survey_round.whom
    units = list(
        Unit.objects.filter(organisation_id=survey_round.organisation_id).order_by("name_fi", "pk")
    )
    members = _members(survey_round, units)
    kept = whom.get("list", [])
    listed: list[Listed] = []
    people = [_as_person(member) for member in members]
    if kept:
        known = people_roster.known_to(survey_round.organisation)
        listed = lists.checked(lists.from_kept(kept), known)
        people += _by_list(listed, known, {member.pk for member in members})
    return Roster(people, listed, units, _paper(whom, units))


def _members(survey_round: SurveyRound, units: Sequence[Unit]) -> Sequence[Membership]:
    whom = survey_round.whom
    rows = Membership.objects.filter(
        organisation_id=survey_round.organisation_id, left_at__isnull=True, user__is_active=True
    )
    if whom.get("group") == MENTORS:
        held = RoleHolding.objects.filter(role=Role.MENTOR, state=RoleHolding.State.ACTIVE)
        rows = rows.filter(pk__in=held.values("membership"))
    elif whom.get("group") == UNITS:
        rows = rows.filter(unit__in=below(units, whom.get("units", [])))
    elif whom.get("group") != EVERYONE:
        rows = rows.none()
    return list(rows.select_related("user").order_by("pk"))


def below(units: Iterable[Unit], chosen: Collection[int]) -> set[int]:
    """Return the chosen units with all that are under them."""
    found = set(chosen)
    children: dict[int | None, list[int]] = {}
    for unit in units:
        children.setdefault(unit.parent_id, []).append(unit.pk)
    waiting = list(chosen)
    while waiting:
        fresh = [pk for pk in children.get(waiting.pop(), []) if pk not in found]
        found.update(fresh)
        waiting += fresh
    return found


def _as_person(member: Membership) -> Person:
    return Person(member.unit_id, member.user.language, membership_id=member.pk)


def _by_list(listed: Sequence[Listed], known: Known, there: Collection[int]) -> list[Person]:
    """Return those of the list; who turns out to be a member is invited as one, once."""
    found = []
    for one in listed:
        person = known.by_email.get(one.row.email)
        if not one.counts:
            continue
        if person is None or not person.is_member:
            found.append(Person(one.unit_id, one.language, email=one.row.email))
        elif person.pk not in there:
            found.append(Person(person.unit_id, one.language, membership_id=person.pk))
    return found


def _paper(whom: dict[str, dict[str, int]], units: Sequence[Unit]) -> dict[int | None, int]:
    known = {str(unit.pk): unit.pk for unit in units}
    told = whom.get("paper", {})
    return {known.get(key): number for key, number in told.items() if key == TOP or key in known}
