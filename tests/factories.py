"""Rows for tests. Arranging is not production code, so factories may see every organisation."""

from datetime import UTC, date, datetime
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from nuotio.foundation import tenancy
from nuotio.notifications.models import Notification, OutgoingMail
from nuotio.people import models
from nuotio.privacy.models import Feedback
from nuotio.programmes import models as programmes

LONG_AGO = datetime(2026, 1, 12, 8, 0, tzinfo=UTC)
PASSWORD = "a long enough password"


def organisation_id(row) -> int:
    """Return the id of the organisation that a row is, or belongs to."""
    return row.pk if isinstance(row, models.Organisation) else row.organisation_id


class Factory(DjangoModelFactory):
    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        with tenancy.unrestricted(reason="Arranging a test."):
            return super()._create(model_class, *args, **kwargs)


class OrganisationKindFactory(Factory):
    class Meta:
        model = models.OrganisationKind
        django_get_or_create = ("code",)

    code = "agency"
    name_fi = "Valtion virasto"


class OrganisationFactory(Factory):
    class Meta:
        model = models.Organisation

    class Params:
        provider = factory.Trait(
            kind=factory.SubFactory(
                OrganisationKindFactory, code="provider", is_provider=True, name_fi="Järjestäjä"
            )
        )

    slug = factory.Sequence(lambda n: f"virasto-{n}")
    name_fi = factory.Sequence(lambda n: f"Virasto {n}")
    name_sv = factory.Sequence(lambda n: f"Verket {n}")
    name_en = factory.Sequence(lambda n: f"Agency {n}")
    kind = factory.SubFactory(OrganisationKindFactory)
    languages = ["fi", "sv"]
    accepted_at = LONG_AGO


class UserFactory(Factory):
    class Meta:
        model = models.User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person-{n}@esimerkki.invalid")
    name = factory.Sequence(lambda n: f"Person {n}")
    language = "en"
    password = factory.django.Password(PASSWORD)


class UnitFactory(Factory):
    class Meta:
        model = models.Unit

    organisation = factory.SubFactory(OrganisationFactory)
    name_fi = factory.Sequence(lambda n: f"Yksikkö {n}")


class MembershipFactory(Factory):
    """A member; `mentor=True`, `hr=True`, ... give roles."""

    class Meta:
        model = models.Membership
        skip_postgeneration_save = True

    class Params:
        at_provider = factory.Trait(
            organisation=factory.SubFactory(OrganisationFactory, provider=True)
        )

    organisation = factory.SubFactory(OrganisationFactory)
    user = factory.SubFactory(UserFactory)
    joined_at = LONG_AGO
    job_title = "nurse"

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        roles = [role for role in models.Role.values if kwargs.pop(role, False)]
        membership = super()._create(model_class, *args, **kwargs)
        for role in roles:
            RoleHoldingFactory(membership=membership, role=role)
        return membership


class RoleHoldingFactory(Factory):
    class Meta:
        model = models.RoleHolding

    membership = factory.SubFactory(MembershipFactory)
    organisation = factory.SelfAttribute("membership.organisation")
    role = models.Role.MENTOR
    since = LONG_AGO
    changed_at = LONG_AGO


class TimeBookingFactory(Factory):
    class Meta:
        model = models.TimeBooking

    mentor = factory.SubFactory(MembershipFactory, mentor=True)
    organisation = factory.SelfAttribute("mentor.organisation")
    day = date(2026, 1, 12)
    minutes = 45
    source = "support"
    origin = factory.Faker("uuid4", cast_to=None)
    booked_at = LONG_AGO


class RoleTitleFactory(Factory):
    class Meta:
        model = models.RoleTitle

    organisation = factory.SubFactory(OrganisationFactory)
    role = models.Role.MENTOR
    name_fi = "muutosagentti"
    name_sv = "förändringsagent"
    name_en = "change agent"


class ProfileFactory(Factory):
    class Meta:
        model = models.Profile

    membership = factory.SubFactory(MembershipFactory)
    organisation = factory.SelfAttribute("membership.organisation")
    about = "I ask and listen."
    interests = ["dialogue"]
    strengths = ["facilitation"]
    languages = ["fi", "sv"]
    training = ["Coaching for learning mentors 2026"]


class TimeShareFactory(Factory):
    class Meta:
        model = models.TimeShare

    mentor = factory.SubFactory(MembershipFactory, mentor=True)
    organisation = factory.SelfAttribute("mentor.organisation")
    supervisor = factory.SubFactory(
        MembershipFactory, organisation=factory.SelfAttribute("..organisation")
    )
    hours_a_month = Decimal("15.7")
    starts_on = date(2026, 12, 1)
    proposed_at = LONG_AGO


class InvitationFactory(Factory):
    class Meta:
        model = models.Invitation

    organisation = factory.SubFactory(OrganisationFactory)
    email = factory.Sequence(lambda n: f"invited-{n}@esimerkki.invalid")
    name = factory.Sequence(lambda n: f"Invited {n}")
    created_at = LONG_AGO


class JoinRequestFactory(Factory):
    class Meta:
        model = models.JoinRequest

    once = factory.Faker("uuid4")
    organisation_name = factory.Sequence(lambda n: f"Uusi virasto {n}")
    kind = factory.SubFactory(OrganisationKindFactory)
    contact_name = "Kaisa Kontio"
    contact_email = factory.Sequence(lambda n: f"contact-{n}@esimerkki.invalid")
    asked_at = LONG_AGO


class RosterImportFactory(Factory):
    class Meta:
        model = models.RosterImport

    organisation = factory.SubFactory(OrganisationFactory)
    file_name = "henkilot.xlsx"
    uploaded_at = LONG_AGO


class NotificationFactory(Factory):
    class Meta:
        model = Notification

    recipient = factory.SubFactory(MembershipFactory)
    organisation = factory.SelfAttribute("recipient.organisation")
    kind = "invitation_failed"
    path = factory.LazyAttribute(lambda o: f"/o/{o.organisation.slug}/invitations/")
    dedupe_key = factory.Sequence(lambda n: f"key-{n}")
    created_at = LONG_AGO


class OutgoingMailFactory(Factory):
    class Meta:
        model = OutgoingMail

    to = factory.Sequence(lambda n: f"reader-{n}@esimerkki.invalid")
    sender = "Nuotio <nuotio@localhost>"
    subject = "Something waits"
    text = "Read it when you have time."
    html = "<p>Read it when you have time.</p>"
    kind = "service"
    message_id = factory.Sequence(lambda n: f"<{n}@nuotio.invalid>")
    dedupe_key = factory.Sequence(lambda n: f"mail-{n}")
    created_at = LONG_AGO
    next_try_at = factory.SelfAttribute("created_at")


class FeedbackFactory(Factory):
    class Meta:
        model = Feedback

    once = factory.Faker("uuid4")
    message = "The menu is hard to find."
    sent_at = LONG_AGO


class ProgrammeFactory(Factory):
    class Meta:
        model = programmes.Programme

    provider = factory.SubFactory(OrganisationFactory, provider=True)
    name = factory.Sequence(lambda n: f"Programme {n}")
    starts_on = date(2026, 9, 1)
    source = "learning-mentor-programme"
    template = {"phases": [], "events": [], "assignments": []}
    made_at = LONG_AGO


class ProgrammeTemplateFactory(Factory):
    class Meta:
        model = programmes.ProgrammeTemplate

    organisation = factory.SubFactory(OrganisationFactory, provider=True)
    name_fi = factory.Sequence(lambda n: f"Pohja {n}")
    source = "learning-mentor-programme"
    content = {"id": "own", "phases": [], "events": [], "assignments": []}
    changed_at = LONG_AGO


class ParticipationFactory(Factory):
    class Meta:
        model = programmes.Participation

    programme = factory.SubFactory(ProgrammeFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    state = "accepted"
    invited_at = LONG_AGO


class SeatFactory(Factory):
    """A place in a programme; `membership__mentor=True` gives its person the role too."""

    class Meta:
        model = programmes.Seat

    programme = factory.SubFactory(ProgrammeFactory)
    membership = factory.SubFactory(MembershipFactory)
    organisation = factory.SelfAttribute("membership.organisation")
    role = "mentor"
    name = factory.SelfAttribute("membership.name")
    joined_at = LONG_AGO


class PairFactory(Factory):
    class Meta:
        model = programmes.Pair

    programme = factory.SubFactory(ProgrammeFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    made_at = LONG_AGO


class ApplicationFactory(Factory):
    class Meta:
        model = programmes.Application

    programme = factory.SubFactory(ProgrammeFactory)
    membership = factory.SubFactory(MembershipFactory)
    organisation = factory.SelfAttribute("membership.organisation")
    motivation = "I like to ask."
    applied_at = LONG_AGO


class EventFactory(Factory):
    """A shared event; `private_to=organisation` makes it that organisation's own."""

    class Meta:
        model = programmes.Event

    programme = factory.SubFactory(ProgrammeFactory)
    code = factory.Sequence(lambda n: f"event-{n}")
    kind = "coaching"
    name_fi = factory.Sequence(lambda n: f"Valmennuskerta {n}")
    starts_at = datetime(2026, 12, 2, 7, 0, tzinfo=UTC)
    ends_at = datetime(2026, 12, 2, 13, 0, tzinfo=UTC)
    roles = ["coordinator", "trainer", "mentor", "hr"]
    changed_at = LONG_AGO


class AttendanceFactory(Factory):
    class Meta:
        model = programmes.Attendance

    event = factory.SubFactory(EventFactory)
    programme = factory.SelfAttribute("event.programme")
    private_to = factory.SelfAttribute("event.private_to")
    seat = factory.SubFactory(SeatFactory, programme=factory.SelfAttribute("..programme"))


class DecisionFactory(Factory):
    class Meta:
        model = programmes.Decision

    event = factory.SubFactory(EventFactory)
    programme = factory.SelfAttribute("event.programme")
    private_to = factory.SelfAttribute("event.private_to")
    text = "The supervisor agrees to two hours a week."
    written_at = LONG_AGO
    once = factory.Faker("uuid4")


class MaterialFactory(Factory):
    class Meta:
        model = programmes.Material

    event = factory.SubFactory(EventFactory)
    programme = factory.SelfAttribute("event.programme")
    private_to = factory.SelfAttribute("event.private_to")
    title = "Slides"
    address = factory.Sequence(lambda n: f"https://slides.example/{n}")
    added_at = LONG_AGO


class AssignmentFactory(Factory):
    class Meta:
        model = programmes.Assignment

    programme = factory.SubFactory(ProgrammeFactory)
    code = factory.Sequence(lambda n: f"assignment-{n}")
    name_fi = factory.Sequence(lambda n: f"Välitehtävä {n}")
    due_at = datetime(2026, 12, 9, 14, 0, tzinfo=UTC)
    roles = ["mentor"]
    instructions = {"fi": "Havainnoi.", "en": "Observe."}
    fields = [
        {
            "id": "observations",
            "type": "longtext",
            "required": True,
            "label": {"fi": "Havainnot", "en": "Observations"},
            "help": {},
        }
    ]


class AnswerFactory(Factory):
    """A draft of a person; private to her organisation."""

    class Meta:
        model = programmes.Answer

    assignment = factory.SubFactory(AssignmentFactory)
    programme = factory.SelfAttribute("assignment.programme")
    seat = factory.SubFactory(SeatFactory, programme=factory.SelfAttribute("..programme"))
    private_to = factory.SelfAttribute("seat.organisation")
    content = {"observations": "People learn at the coffee machine."}
    changed_at = LONG_AGO


class SubmissionFactory(Factory):
    class Meta:
        model = programmes.Submission

    answer = factory.SubFactory(AnswerFactory)
    assignment = factory.SelfAttribute("answer.assignment")
    programme = factory.SelfAttribute("answer.programme")
    seat = factory.SelfAttribute("answer.seat")
    organisation = factory.SelfAttribute("answer.private_to")
    content = factory.SelfAttribute("answer.content")
    given_at = LONG_AGO


class FeedbackOnSubmissionFactory(Factory):
    class Meta:
        model = programmes.Feedback

    submission = factory.SubFactory(SubmissionFactory)
    programme = factory.SelfAttribute("submission.programme")
    private_to = factory.SelfAttribute("submission.private_to")
    text = "You listened well."
    given_at = LONG_AGO
    once = factory.Faker("uuid4")


class HouseRuleFactory(Factory):
    class Meta:
        model = programmes.HouseRule

    programme = factory.SubFactory(ProgrammeFactory)
    text = "We ask before we advise."
    changed_at = LONG_AGO
    once = factory.Faker("uuid4")


class GroupPlanFactory(Factory):
    class Meta:
        model = programmes.GroupPlan

    event = factory.SubFactory(EventFactory)
    programme = factory.SelfAttribute("event.programme")
    size = 4
    groups = []
    made_at = LONG_AGO
