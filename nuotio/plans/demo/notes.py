"""What the demo world's people wrote down: entries, ideas, pulses, support given, own views."""

from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from nuotio.culture import instruments
from nuotio.foundation import content
from nuotio.people.models import Membership, Role, TimeBooking
from nuotio.plans.demo.cast import Cast
from nuotio.plans.models import (
    Audience,
    Entry,
    Experiment,
    Idea,
    IdeaJoin,
    PublishedEntry,
    Pulse,
    SelfAssessment,
    SupportGiven,
)

EVERY_DAYS, BACK = 9, 100
MOMENTS = tuple(SelfAssessment.Moment)


def entries(cast: Cast, experiments: dict[str, Experiment]) -> None:
    """Write what people noted and reflected on, and the copies that the network reads."""
    for number, told in enumerate(content.load("demo_plans")["entries"]):
        writer, at = cast.people[told["who"]], cast.at - timedelta(days=told["days"])
        experiment = experiments.get(told.get("experiment", ""))
        entry = Entry.objects.create(
            organisation=writer.organisation,
            kind=told["kind"],
            writer=writer,
            audience=told["audience"],
            happened_on=at.date(),
            where=told.get("where", ""),
            words=told["words"],
            helped=told.get("helped", ""),
            prompt=told.get("prompt", ""),
            experiment=experiment,
            plan=None if experiment is None else experiment.plan,
            made_at=at,
            changed_at=at,
            once=uuid5(NAMESPACE_URL, f"entry {number}"),
        )
        if entry.audience == Audience.NETWORK:
            _publish(entry, writer, at=at)


def _publish(entry: Entry, writer: Membership, *, at: datetime) -> None:
    same = ("kind", "where", "prompt", "words", "helped", "happened_on")
    PublishedEntry.objects.create(
        origin=entry.once,
        organisation_name=writer.organisation.name_fi,
        writer_name=writer.name,
        shared_at=at,
        **{name: getattr(entry, name) for name in same},
    )


def ideas(cast: Cast) -> None:
    """Write the ideas of the work communities, with those who would be in."""
    for number, told in enumerate(content.load("demo_plans")["ideas"]):
        organisation, at = cast.organisations[told["org"]], cast.at - timedelta(days=told["days"])
        colleagues = cast.colleagues(told["org"], 12)
        by = cast.people.get(told["who"]) or colleagues[number % len(colleagues)]
        idea = Idea.objects.create(
            organisation=organisation,
            title=told["title"],
            words=told.get("words", ""),
            unit=by.unit,
            proposed_by=by,
            proposed_at=at,
            state=told.get("state", Idea.State.OPEN),
            answer=told.get("answer", ""),
            answered_at=at + timedelta(days=6) if told.get("answer") else None,
            once=uuid5(NAMESPACE_URL, f"idea {number}"),
        )
        joining = [one for one in colleagues if one.pk != by.pk][: told["joins"]]
        IdeaJoin.objects.bulk_create(
            IdeaJoin(organisation=organisation, idea=idea, membership=one, at=at) for one in joining
        )


def pulses(cast: Cast, experiments: dict[str, Experiment]) -> None:
    """Ask colleagues one question: one pulse is closed, one is open now."""
    for number, told in enumerate(content.load("demo_plans")["pulses"]):
        experiment = experiments[told["experiment"]]
        closed = cast.at - timedelta(days=told.get("closed_days_ago", 0))
        is_open = "open_until" in told
        counts = {f"count_{n}": count for n, count in enumerate(told["counts"], start=1)}
        Pulse.objects.create(
            organisation=experiment.organisation,
            experiment=experiment,
            code=f"demo-{number + 1}",
            question=told["question"],
            language="fi",
            asked_by=experiment.turns.order_by("pk").values_list("by", flat=True)[0]
            and experiment.turns.order_by("pk")[0].by,
            opened_at=(cast.at if is_open else closed) - timedelta(days=5),
            closes_on=(cast.at + timedelta(days=told.get("open_until", 0))).date()
            if is_open
            else closed.date(),
            closed_at=None if is_open else closed,
            once=uuid5(NAMESPACE_URL, f"pulse {number}"),
            **counts,
        )


def support(cast: Cast) -> None:
    """Write down what the named mentors gave their colleagues, and book the time."""
    told: list[dict[str, Any]] = content.load("demo_plans")["support"]
    mentors = [
        one for one in cast.people.values() if one.role_holdings.filter(role=Role.MENTOR).exists()
    ]
    for shift, mentor in enumerate(sorted(mentors, key=lambda one: one.pk)):
        days = range(shift % EVERY_DAYS + 1, BACK, EVERY_DAYS + shift % 3)
        for number, back in enumerate(days):
            _given(mentor, told[(number + shift) % len(told)], at=cast.at - timedelta(days=back))


def _given(mentor: Membership, told: dict[str, Any], *, at: datetime) -> None:
    once = uuid5(NAMESPACE_URL, f"support {mentor.pk} {at.date()}")
    SupportGiven.objects.create(
        organisation=mentor.organisation,
        mentor=mentor,
        kind=told["kind"],
        given_on=at.date(),
        minutes=told["minutes"],
        people=told.get("people"),
        unit=mentor.unit,
        words=told["words"],
        audience=Audience.MENTORS_HR if told["kind"] == "workshop" else Audience.ME,
        made_at=at,
        changed_at=at,
        once=once,
    )
    TimeBooking.objects.create(
        organisation=mentor.organisation,
        mentor=mentor,
        day=at.date(),
        minutes=told["minutes"],
        source="support",
        origin=once,
        booked_at=at,
    )


def self_assessments(cast: Cast) -> None:
    """Write how two mentors saw their own competences before, after and looking back."""
    survey = instruments.survey_of(instruments.shipped()["mentor_efficacy"])
    codes = [item.code for scale in survey.scales for item in scale.items]
    for who, about in content.load("demo_plans")["self_assessments"].items():
        writer = cast.people[who]
        for moment, level in zip(MOMENTS, about, strict=True):
            answers = {code: min(5, level + (n + len(who)) % 2) for n, code in enumerate(codes)}
            SelfAssessment.objects.create(
                organisation=writer.organisation,
                writer=writer,
                moment=moment,
                answers=answers,
                changed_at=cast.at - timedelta(days=30),
            )
