"""Gives one organisation of the demo world 500 plans and 2,000 experiments.

python -m bench.long_thread    into the database that the environment names

Answers with the session of somebody of its HR, and how many queries its thread takes.
"""

import json
import os
import random
import sys
from datetime import date, datetime, timedelta
from itertools import cycle

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nuotio.config.settings")
django.setup()

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from bench.people import look
from nuotio.culture.models import SurveyRound
from nuotio.evaluation.queries.change import dimensions
from nuotio.foundation import tenancy
from nuotio.goals.models import Goal
from nuotio.people.models import Membership, Organisation, RoleHolding, TimeBooking
from nuotio.plans.models import Experiment, Measure, Plan, PlanMentor, PlanRemark, Practice

ORGANISATION = "majakka"
GOALS, PLANS, EXPERIMENTS = 20, 500, 2_000
NOW = timezone.now()
DICE = random.Random(5)  # noqa: S311 -- makes the same world every time


def goals(here: Organisation) -> list[Goal]:
    """Add decided goals, each resting on a dimension of the oldest round."""
    closed = SurveyRound.objects.filter(organisation=here, state="closed").order_by("closed_at")
    oldest, codes = closed.first(), cycle(dimensions())
    return Goal.objects.bulk_create(
        Goal(
            organisation=here,
            title=f"Opimme virheistä yhdessä, osa {n}",
            emphasis=f"Yhdessä oppiminen {n}",
            round=oldest,
            dimension=(code := next(codes)),
            finding=f"{code} 2,9: teillä vaihdellaan kokemuksia harvoin.",
            state="decided",
            decided_on=ago(300).date(),
            decided_by="Johtoryhmä",
            time_share=10,
            made_at=ago(300),
        )
        for n in range(GOALS)
    )


def plans(here: Organisation, on: list[Goal], mentors: list[Membership]) -> list[Plan]:
    """Add plans of pairs; some wait for HR."""
    made = Plan.objects.bulk_create(
        Plan(
            organisation=here,
            goal=on[n % len(on)],
            kind="pair",
            state=DICE.choice(["active", "active", "active", "completed", "discussed"]),
            title=f"Perjantain oppivartti {n}",
            support="Aikaa perjantaisin" if n % 3 == 0 else "",
            made_at=ago(200),
            changed_at=ago(100),
            shown_at=ago(190),
            agreed_at=ago(180) if n % 10 else None,
        )
        for n in range(PLANS)
    )
    PlanMentor.objects.bulk_create(
        PlanMentor(organisation=here, plan=plan, membership=one, joined_at=ago(200))
        for plan in made
        for one in DICE.sample(mentors, 2)
    )
    PlanRemark.objects.bulk_create(
        PlanRemark(organisation=here, plan=plan, answer="yes", words="Sovittu.", at=ago(170))
        for plan in made
        if plan.support and plan.pk % 10
    )
    return made


def experiments(here: Organisation, of: list[Plan]) -> list[Experiment]:
    """Add experiments in every state, four a plan, with two measures each."""
    made = Experiment.objects.bulk_create(
        experiment(here, of[n % (len(of) - len(of) // 20)], n) for n in range(EXPERIMENTS)
    )
    Measure.objects.bulk_create(
        Measure(
            organisation=here,
            experiment=one,
            name=name,
            source="tiimin muistiinpanot",
            before=2 if one.pk % 25 else None,
            after=4 if one.state == "decided" and one.pk % 25 else None,
            people=11,
            made_at=ago(150),
        )
        for one in made
        for name in ("Ratkaisuja muilta viikossa", "Kysymyksiä palaverissa")
    )
    Practice.objects.bulk_create(
        Practice(
            organisation=here,
            experiment=one,
            name=f"Oppivartti {one.pk}",
            need="Opitaan yksin.",
            state="organisation" if one.pk % 12 else "draft",
            made_at=ago(60),
            changed_at=ago(60),
            reviewed_at=ago(50),
            released_at=ago(40) if one.pk % 12 else None,
        )
        for one in made
        if one.decision == "keep" and one.pk % 12 != 1
    )
    return made


def experiment(here: Organisation, plan: Plan, number: int) -> Experiment:
    """Return an experiment; of ten, six are decided, and one runs past its end."""
    state = ("decided",) * 6 + ("running",) * 3 + ("planned",)
    told = state[number % 10]
    begun = ago((20 if number % 50 == 9 else -20) if told == "planned" else 150).date()
    return Experiment(
        organisation=here,
        plan=plan,
        goal_id=plan.goal_id,
        title=f"Kysymys ennen vastausta {number}",
        need="Opitaan yksin.",
        state=told,
        decision=DICE.choice(["keep", "adapt", "stop"]) if told == "decided" else "",
        starts_on=begun,
        ends_on=last_day(begun, number),
        made_at=ago(160),
        started_at=None if told == "planned" else ago(150),
        decided_at=ago(90) if told == "decided" else None,
    )


def last_day(begun: date, number: int) -> date:
    """Return six weeks on; of those that run, all but one in ten have more time."""
    is_late = number % 10 < 6 or number % 100 // 10 == 0
    return begun + timedelta(days=42 if is_late else 200)


def bookings(here: Organisation, mentors: list[Membership]) -> None:
    """Book hours of the last months for each mentor."""
    TimeBooking.objects.bulk_create(
        TimeBooking(
            organisation=here,
            mentor=one,
            day=ago(days).date(),
            minutes=60,
            source="support",
            origin=f"{one.pk:08d}-0000-4000-8000-{days:012d}",
            booked_at=ago(days),
        )
        for one in mentors
        for days in range(5, 150, 3)
    )


def ago(days: int) -> datetime:
    """Return the moment so many days ago."""
    return NOW - timedelta(days=days)


def main() -> int:
    """Make the rows, look at the page once, and answer."""
    with transaction.atomic(), tenancy.unrestricted(reason="Making a long thread for a benchmark."):
        here = Organisation.objects.get(slug=ORGANISATION)
        held = RoleHolding.objects.filter(organisation=here, state="active")
        members = Membership.objects.filter(organisation=here, left_at=None).select_related("user")
        mentors = list(members.filter(pk__in=held.filter(role="mentor").values("membership")))
        experiments(here, plans(here, goals(here), mentors))
        bookings(here, mentors)
        hr = members.filter(pk__in=held.filter(role="hr").values("membership")).order_by("pk")[0]
    address = reverse("evaluation:thread", args=[ORGANISATION])
    ways = {
        "organisation": address,
        "only gaps": f"{address}?gaps=1",
        "list": f"{address}?view=list",
    }
    json.dump({name: look(hr.user.email, path) for name, path in ways.items()}, sys.stdout)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
