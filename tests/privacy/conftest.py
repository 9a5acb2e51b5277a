import pytest
from django.utils import translation

from nuotio.people.models import SignIn
from nuotio.people.rosters.rows import Row
from nuotio.programmes.models import CalendarKey
from tests import factories
from tests.culture.factories import InviteeFactory
from tests.goals.factories import GoalFactory, TeamMeaningFactory
from tests.plans import factories as plans
from tests.programmes.live_factories import LiveNoteFactory
from tests.support import factories as support


@pytest.fixture(autouse=True)
def _english():
    """A page in another language leaves it active after the request; begin in English."""
    with translation.override("en"):
        yield


def give_plans(member, word: str) -> None:
    """Give a mentor a row of every kind in the room `plans`."""
    organisation, name = member.organisation, member.user.name
    plan = plans.PlanFactory(organisation=organisation, by=[member], roles=f"{name} asks")
    experiment = plans.ExperimentFactory(plan=plan, kept=True, who=f"{name}, team")
    plans.ObservationFactory(experiment=experiment, words=f"{word} seen", written_by=member)
    plans.PlanRemarkFactory(plan=plan, words=f"{word} remark", written_by=member)
    plans.PracticeFactory(experiment=experiment, written_by=member, contact=name)
    plans.IdeaFactory(organisation=organisation, words=f"{word} idea", proposed_by=member)
    plans.EntryFactory(writer=member, words=f"{word} entry")
    plans.SelfAssessmentFactory(writer=member, words=f"{word} myself")
    plans.SupportGivenFactory(mentor=member, words=f"{word} support")
    factories.TimeBookingFactory(mentor=member)


def give_support(member, word: str) -> None:
    """Give a mentor a row of every kind that the room `support` keeps."""
    ours = {"organisation": member.organisation, "asked_by": member}
    support.ReadinessFactory(mentor=member)
    support.SupportRequestFactory(**ours, draft=True, wish=f"{word} wishes")
    asked = support.SupportRequestFactory(organisation=member.organisation)
    support.SupportInvitationFactory(
        request=asked, mentor=member, declined=True, reason=f"{word} is tired"
    )


@pytest.fixture
def everything_of(now):
    """Give a person a row of every kind, each with a word of hers in it."""

    def give(member, supervisor, word: str) -> None:
        organisation, user = member.organisation, member.user
        factories.RoleHoldingFactory(membership=member)
        factories.ProfileFactory(membership=member, about=f"{word} about")
        factories.TimeShareFactory(mentor=member, supervisor=supervisor, message=f"{word} message")
        factories.InvitationFactory(
            organisation=organisation, email=user.email, name=f"{word} invited", accepted_at=now
        )
        factories.RosterImportFactory(
            organisation=organisation,
            rows=[
                Row(1, name=f"{word} listed", email=user.email.upper()).as_words(),
                Row(2, name="CANARY listed", email="canary@esimerkki.invalid").as_words(),
            ],
        )
        factories.JoinRequestFactory(contact_email=user.email, message=f"{word} hopes")
        factories.NotificationFactory(recipient=member)
        factories.OutgoingMailFactory(to=user.email, subject=f"{word} subject")
        factories.FeedbackFactory(email=user.email, message=f"{word} menu")
        SignIn.objects.create(user=user, at=now, succeeded=True, device=f"{word} phone")
        give_programme(member, word)
        give_plans(member, word)
        give_support(member, word)
        InviteeFactory(node__round__organisation=organisation, membership=member, email="")
        GoalFactory(organisation=organisation, title=f"{word} goal", owner=member)
        TeamMeaningFactory(
            competence__organisation=organisation, words=f"{word} team", written_by=member
        )

        LiveNoteFactory(
            participant__room__private_to=organisation,
            participant__membership=member,
            participant__name=f"{word} present",
            text=f"{word} noted",
        )

    def give_programme(member, word: str) -> None:
        seat = factories.SeatFactory(membership=member, name=f"{word} seated")
        event = factories.EventFactory(programme=seat.programme)
        factories.AttendanceFactory(event=event, seat=seat, answer="coming")
        factories.DecisionFactory(event=event, who=seat.name, written_by=seat)
        factories.ApplicationFactory(
            programme=seat.programme, membership=member, motivation=f"{word} motive"
        )
        answer = factories.AnswerFactory(
            assignment__programme=seat.programme, seat=seat, content={"a": f"{word} draft"}
        )
        submission = factories.SubmissionFactory(answer=answer)
        factories.FeedbackOnSubmissionFactory(submission=submission, text=f"{word} praised")
        CalendarKey.objects.create(user=member.user, digest=f"of {member.user_id}", made_at=now)

    return give
