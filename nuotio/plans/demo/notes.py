"""What the demo world's people wrote down: entries, ideas, pulses, support given, own views."""

from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from nuotio.culture import instruments
from nuotio.foundation import content
from nuotio.people.models import Membership, Role, RoleHolding, TimeBooking
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

SOURCE = "support"  # as the service books it
SHORTEST, BACK = 2, 130  # days between two notes, and how far back they go
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
        mentors = [part.membership for part in experiment.plan.mentors.order_by("pk")]
        counts = {f"count_{n}": count for n, count in enumerate(told["counts"], start=1)}
        Pulse.objects.create(
            organisation=experiment.organisation,
            experiment=experiment,
            code=f"demo-{number + 1}",
            question=told["question"],
            language="fi",
            asked_by=mentors[0],
            opened_at=(cast.at if is_open else closed) - timedelta(days=5),
            closes_on=(cast.at + timedelta(days=told.get("open_until", 0))).date()
            if is_open
            else closed.date(),
            closed_at=None if is_open else closed,
            once=uuid5(NAMESPACE_URL, f"pulse {number}"),
            **counts,
        )


def support(cast: Cast) -> None:
    """Write down what the named mentors gave their colleagues, and book the time.

    Most of them use about as much as was agreed; every third one less.
    """
    told: list[dict[str, Any]] = content.load("demo_plans")["support"]
    held = _mentors()
    mentors = [one for one in cast.people.values() if one.pk in held]
    rows = [
        _given(mentor, told[(number + shift) % len(told)], at=cast.at - timedelta(days=back))
        for shift, mentor in enumerate(sorted(mentors, key=lambda one: one.pk))
        for number, back in enumerate(range(shift % 2 + 1, BACK, SHORTEST + shift % 3))
    ]
    SupportGiven.objects.bulk_create(rows)
    TimeBooking.objects.bulk_create(_booked(row) for row in rows)


def _mentors() -> set[int]:
    held = RoleHolding.objects.filter(role=Role.MENTOR)
    return set(held.values_list("membership", flat=True))


def _given(mentor: Membership, told: dict[str, Any], *, at: datetime) -> SupportGiven:
    return SupportGiven(
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
        once=uuid5(NAMESPACE_URL, f"support {mentor.pk} {at.date()}"),
    )


def _booked(given: SupportGiven) -> TimeBooking:
    return TimeBooking(
        organisation=given.organisation,
        mentor=given.mentor,
        day=given.given_on,
        minutes=given.minutes,
        source=SOURCE,
        origin=given.once,
        booked_at=given.made_at,
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
