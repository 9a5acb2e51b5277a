"""Rows of the room `support` for tests."""

from datetime import UTC, date, datetime

import factory

from nuotio.support import models
from tests.factories import LONG_AGO, Factory, MembershipFactory, OrganisationFactory, UnitFactory


class SupportRequestFactory(Factory):
    """An open request; `draft=True` is unsent, `matched`, `under_way` and `done` are further on."""

    class Meta:
        model = models.SupportRequest

    class Params:
        draft = factory.Trait(state="draft", asked_at=None, answer_by=None)
        matched = factory.Trait(state="matched", first_answer_at=LONG_AGO, matched_at=LONG_AGO)
        under_way = factory.Trait(state="under_way", first_answer_at=LONG_AGO, matched_at=LONG_AGO)
        done = factory.Trait(
            state="done", first_answer_at=LONG_AGO, matched_at=LONG_AGO, closed_at=LONG_AGO
        )
        declined = factory.Trait(
            state="declined", closed_at=LONG_AGO, missing="hours", closing_words="No hours left."
        )

    organisation = factory.SubFactory(OrganisationFactory)
    state = "open"
    asked_by = factory.SubFactory(
        MembershipFactory, organisation=factory.SelfAttribute("..organisation")
    )
    team = factory.Sequence(lambda n: f"Home care, team {n}")
    wish = "Our team was made of two. We need help in agreeing on common rules."
    kinds = ["workshop"]
    language = "fi"
    people = 11
    minutes = 240
    first_day = date(2026, 1, 12)
    last_day = date(2099, 12, 31)  # a test that cares says which days
    made_at = LONG_AGO
    asked_at = LONG_AGO
    answer_by = date(2026, 1, 14)


class SupportInvitationFactory(Factory):
    """A mentor is asked; `accepted=True` has promised, `declined=True` has said no."""

    class Meta:
        model = models.SupportInvitation

    class Params:
        accepted = factory.Trait(state="accepted", answered_at=LONG_AGO)
        declined = factory.Trait(
            state="declined", answered_at=LONG_AGO, reason="My own team needs me this month."
        )
        suggested = factory.Trait(
            state="suggested",
            answered_at=LONG_AGO,
            suggested_from=date(2026, 2, 2),
            suggestion="In February.",
        )

    request = factory.SubFactory(SupportRequestFactory)
    organisation = factory.SelfAttribute("request.organisation")
    mentor = factory.SubFactory(
        MembershipFactory, organisation=factory.SelfAttribute("..organisation"), mentor=True
    )
    way = "asked"
    minutes = factory.SelfAttribute("request.minutes")
    month = date(2026, 1, 1)
    invited_by = factory.SelfAttribute("request.asked_by")
    invited_at = LONG_AGO
    answer_by = date(2026, 1, 14)


class ReadinessFactory(Factory):
    class Meta:
        model = models.Readiness

    mentor = factory.SubFactory(MembershipFactory, mentor=True)
    organisation = factory.SelfAttribute("mentor.organisation")
    kinds = ["workshop", "discussion"]
    languages = ["fi"]
    changed_at = LONG_AGO


class AbsenceFactory(Factory):
    class Meta:
        model = models.Absence

    mentor = factory.SubFactory(MembershipFactory, mentor=True)
    organisation = factory.SelfAttribute("mentor.organisation")
    first_day = date(2026, 7, 1)
    last_day = date(2026, 7, 31)
    made_at = LONG_AGO


class ConflictFactory(Factory):
    """A unit that a mentor would rather not serve; give `person` and `unit=None` for a person."""

    class Meta:
        model = models.Conflict

    mentor = factory.SubFactory(MembershipFactory, mentor=True)
    organisation = factory.SelfAttribute("mentor.organisation")
    unit = factory.SubFactory(UnitFactory, organisation=factory.SelfAttribute("..organisation"))
    made_at = LONG_AGO


class MatchingWeightsFactory(Factory):
    class Meta:
        model = models.MatchingWeights

    organisation = factory.SubFactory(OrganisationFactory)
    changed_at = LONG_AGO


class BatchFactory(Factory):
    class Meta:
        model = models.Batch

    organisation = factory.SubFactory(OrganisationFactory)
    made_at = LONG_AGO


class BatchLineFactory(Factory):
    class Meta:
        model = models.BatchLine

    batch = factory.SubFactory(BatchFactory)
    organisation = factory.SelfAttribute("batch.organisation")
    request = factory.SubFactory(
        SupportRequestFactory, organisation=factory.SelfAttribute("..organisation")
    )
    mentor = factory.SubFactory(
        MembershipFactory, organisation=factory.SelfAttribute("..organisation"), mentor=True
    )
    month = date(2026, 1, 1)


class EngagementFactory(Factory):
    """Support that was agreed on; `by=[mentor]` have promised it, `closed=True` has ended."""

    class Meta:
        model = models.Engagement
        skip_postgeneration_save = True

    class Params:
        closed = factory.Trait(started_at=LONG_AGO, closed_at=LONG_AGO, outcome="We meet weekly.")

    request = factory.SubFactory(SupportRequestFactory, matched=True)
    organisation = factory.SelfAttribute("request.organisation")
    made_at = LONG_AGO

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        mentors = kwargs.pop("by", ())
        made = super()._create(model_class, *args, **kwargs)
        for mentor in mentors:
            SupportInvitationFactory(request=made.request, mentor=mentor, accepted=True)
        return made


class MeetingFactory(Factory):
    class Meta:
        model = models.Meeting

    engagement = factory.SubFactory(EngagementFactory)
    organisation = factory.SelfAttribute("engagement.organisation")
    title = factory.Sequence(lambda n: f"First talk {n}")
    starts_at = datetime(2026, 1, 20, 8, 0, tzinfo=UTC)
    ends_at = datetime(2026, 1, 20, 10, 0, tzinfo=UTC)
    made_at = LONG_AGO
    changed_at = LONG_AGO


class MeetingTimeFactory(Factory):
    class Meta:
        model = models.MeetingTime

    engagement = factory.SubFactory(EngagementFactory)
    organisation = factory.SelfAttribute("engagement.organisation")
    mentor = factory.SubFactory(
        MembershipFactory, organisation=factory.SelfAttribute("..organisation"), mentor=True
    )
    day = date(2026, 1, 20)
    minutes = 120
    at = LONG_AGO


class EngagementNoteFactory(Factory):
    class Meta:
        model = models.EngagementNote

    engagement = factory.SubFactory(EngagementFactory)
    organisation = factory.SelfAttribute("engagement.organisation")
    audience = "team"
    words = "We agreed to write the rules together."
    at = LONG_AGO


class ThanksFactory(Factory):
    class Meta:
        model = models.Thanks

    engagement = factory.SubFactory(EngagementFactory)
    organisation = factory.SelfAttribute("engagement.organisation")
    given_by = factory.SelfAttribute("engagement.request.asked_by")
    words = "Thank you, our mornings are calmer."
    at = LONG_AGO


class FollowUpFactory(Factory):
    """A follow-up; `signed=True` is that of a team of fewer than five."""

    class Meta:
        model = models.FollowUp

    class Params:
        signed = factory.Trait(is_anonymous=False)

    engagement = factory.SubFactory(EngagementFactory, closed=True)
    organisation = factory.SelfAttribute("engagement.organisation")
    code = factory.Sequence(lambda n: f"follow{n:06d}")
    is_anonymous = True
    language = "fi"
    opens_on = date(2026, 2, 2)
    closes_on = date(2026, 2, 16)


class FollowUpCountFactory(Factory):
    class Meta:
        model = models.FollowUpCount

    follow_up = factory.SubFactory(FollowUpFactory)
    organisation = factory.SelfAttribute("follow_up.organisation")
    item = "followup_1"
    option = 4
    times = 1


class SignedAnswerFactory(Factory):
    class Meta:
        model = models.SignedAnswer

    follow_up = factory.SubFactory(FollowUpFactory, signed=True)
    organisation = factory.SelfAttribute("follow_up.organisation")
    answers = {"followup_1": 4, "followup_2": 3, "followup_3": 5}
    at = LONG_AGO
