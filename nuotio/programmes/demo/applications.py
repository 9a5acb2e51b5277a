"""Why the mentors of the demo world applied, and who is waiting for an answer."""

from datetime import timedelta
from typing import Any

from nuotio.foundation import content
from nuotio.people.models import Membership
from nuotio.programmes.demo.cohorts import Cohort, House
from nuotio.programmes.models import Application, Seat

WAITING = 2  # in each organisation that is finding its mentors
State = Application.State


def write(cohort: Cohort) -> None:
    """Write how those who have a seat applied; where mentors are being found, some wait for HR."""
    rows = [
        _accepted(cohort, house, seat)
        for house in cohort.houses
        for seat in house.seated(Seat.Role.MENTOR)
    ]
    if cohort.is_recruiting:
        for house in cohort.houses:
            rows += _waiting(cohort, house)
        rows += _others(cohort)
    Application.objects.bulk_create(rows)


def _application(cohort: Cohort, member: Membership, **more: Any) -> Application:
    words = content.load("demo_programmes")
    language = member.user.language
    kind = "library" if cohort.is_recruiting else "agency"
    motivations = words["motivations"][kind][language]
    return Application(
        organisation_id=member.organisation_id,
        programme=cohort.programme,
        membership=member,
        motivation=cohort.dice.draw(f"motivations-{language}", motivations),
        hopes=cohort.dice.draw(f"hopes-{language}", words["hopes"][language]),
        **more,
    )


def _accepted(cohort: Cohort, house: House, seat: Seat) -> Application:
    member = next(one for one in house.company.mentors if one.pk == seat.membership_id)
    return _application(
        cohort,
        member,
        state=State.ACCEPTED,
        applied_at=seat.joined_at - timedelta(days=cohort.dice.randrange(2, 9)),
        answer=_said("accepted", member) if cohort.dice.random() < 0.4 else "",
        answered_at=seat.joined_at,
    )


def _waiting(cohort: Cohort, house: House) -> list[Application]:
    asking = _asking(house)
    return [
        _application(
            cohort,
            member,
            state=State.WAITING,
            applied_at=cohort.working_hour(number),
        )
        for number, member in enumerate(asking[:WAITING], start=1)
    ]


def _asking(house: House) -> list[Membership]:
    """Return those who may apply, the Swedish speakers first: they are few."""
    return sorted(house.company.employees, key=lambda one: (one.user.language != "sv", one.pk))


def _others(cohort: Cohort) -> list[Application]:
    """One was asked to wait for the next group, one thought again."""
    first, second = (_asking(house)[-1] for house in cohort.houses[:2])
    return [
        _application(
            cohort,
            first,
            state=State.DECLINED,
            applied_at=cohort.at - timedelta(days=8),
            answer=_said("declined", first),
            answered_at=cohort.at - timedelta(days=3),
        ),
        _application(
            cohort,
            second,
            state=State.WITHDRAWN,
            applied_at=cohort.at - timedelta(days=7),
            answered_at=cohort.at - timedelta(days=5),
        ),
    ]


def _said(state: str, member: Membership) -> str:
    said: str = content.load("demo_programmes")["application_answers"][state][member.user.language]
    return said
