"""Rows of live rooms for tests."""

from dataclasses import asdict

import factory

from nuotio.programmes import models
from nuotio.programmes.live import codes, findings, steps
from tests.factories import LONG_AGO, EventFactory, Factory, OrganisationFactory
from tests.goals.factories import GoalFactory

MEANS = {"trust": 3.9, "reflection": 3.1, "experimentation": 2.4}


def shown(means=None):
    """Return findings as a room keeps them."""
    return [
        asdict(
            findings.Finding(
                code,
                {"en": code.capitalize()},
                {"en": f"About {code}."},
                262,
                mean,
                mean - 0.1,
                mean + 0.1,
                "mixed",
            )
        )
        for code, mean in (means or MEANS).items()
    ]


class HrDayFactory(EventFactory):
    kind = "hr_day"
    roles = ["coordinator", "trainer", "hr", "sponsor"]


class LiveRoomFactory(Factory):
    """An open room at the first step; `private_to=organisation` says whose."""

    class Meta:
        model = models.LiveRoom

    event = factory.SubFactory(HrDayFactory)
    programme = factory.SelfAttribute("event.programme")
    private_to = factory.SubFactory(OrganisationFactory)
    findings = factory.LazyFunction(shown)
    plan = factory.LazyFunction(lambda: dict(steps.USUAL))
    code = factory.LazyFunction(codes.new_code)
    opened_at = LONG_AGO


class LiveParticipantFactory(Factory):
    """Somebody without an account; `key` is what her device keeps."""

    class Meta:
        model = models.LiveParticipant
        exclude = ["key"]

    key = factory.Sequence(lambda n: f"key-{n}")
    room = factory.SubFactory(LiveRoomFactory)
    programme_id = factory.SelfAttribute("room.programme_id")
    private_to_id = factory.SelfAttribute("room.private_to_id")
    name = factory.Sequence(lambda n: f"Present {n}")
    key_digest = factory.LazyAttribute(lambda o: codes.digest_of(o.key))
    joined_at = LONG_AGO


class LiveNoteFactory(Factory):
    class Meta:
        model = models.LiveNote

    participant = factory.SubFactory(LiveParticipantFactory)
    room = factory.SelfAttribute("participant.room")
    programme_id = factory.SelfAttribute("room.programme_id")
    private_to_id = factory.SelfAttribute("room.private_to_id")
    step = "surprises"
    text = factory.Sequence(lambda n: f"We did not expect this {n}")
    written_at = LONG_AGO
    once = factory.Faker("uuid4")


class LiveDotsFactory(Factory):
    class Meta:
        model = models.LiveDots

    participant = factory.SubFactory(LiveParticipantFactory)
    room = factory.SelfAttribute("participant.room")
    programme_id = factory.SelfAttribute("room.programme_id")
    private_to_id = factory.SelfAttribute("room.private_to_id")
    target = "dimension:trust"
    number = 1


class LiveGoalFactory(Factory):
    """A goal of the room's organisation that the room decided."""

    class Meta:
        model = models.LiveGoal

    room = factory.SubFactory(LiveRoomFactory)
    programme_id = factory.SelfAttribute("room.programme_id")
    private_to_id = factory.SelfAttribute("room.private_to_id")
    goal = factory.SubFactory(GoalFactory, organisation=factory.SelfAttribute("..room.private_to"))
