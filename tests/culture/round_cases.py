"""An organisation with units and people, and a draft that lacks nothing, for tests of rounds."""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from nuotio.culture.models import Invitee, ReportingNode, SurveyRound
from nuotio.culture.preparing import points
from nuotio.culture.services import rounds as services
from nuotio.foundation import tenancy
from nuotio.people.models import Membership, Organisation, Unit
from tests.culture.factories import OPENS, SurveyRoundFactory
from tests.factories import MembershipFactory, OrganisationFactory, UnitFactory

BEFORE = OPENS - timedelta(days=10)
PASSPHRASE = "seitsemän sinistä lokkia"


@dataclass
class Place:
    """Services of twelve with Advice of three under it, and an Office of eleven, HR among them."""

    organisation: Organisation
    hr: Membership
    services: Unit
    advice: Unit
    office: Unit
    people: list[Membership]


def place() -> Place:
    organisation = OrganisationFactory(name_fi="Virasto", name_sv="Verket", name_en="Agency")
    services = UnitFactory(organisation=organisation, name_fi="Palvelut")
    advice = UnitFactory(organisation=organisation, name_fi="Neuvonta", parent=services)
    office = UnitFactory(organisation=organisation, name_fi="Hallinto")
    hr = MembershipFactory(organisation=organisation, unit=office, hr=True)
    people = [
        MembershipFactory(organisation=organisation, unit=unit)
        for unit, number in ((services, 12), (advice, 3), (office, 10))
        for _ in range(number)
    ]
    return Place(organisation, hr, services, advice, office, people)


def all_agreed(by: Membership) -> dict:
    told = {"done": True, "note": "", "by": by.pk, "at": BEFORE.isoformat()}
    return {one["id"]: dict(told) for one in points()}


def ready_draft(here: Place, **fields) -> SurveyRound:
    """Return a draft of everyone that could be announced at once."""
    made = {"whom": {"group": "everyone"}, "checklist": all_agreed(here.hr), "reached": 7}
    return SurveyRoundFactory(organisation=here.organisation, made_at=BEFORE, **{**made, **fields})


def fresh(survey_round: SurveyRound) -> SurveyRound:
    with tenancy.unrestricted(reason="Looking at what there is."):
        return SurveyRound.objects.select_related("organisation").get(pk=survey_round.pk)


def nodes_of(survey_round: SurveyRound) -> list[ReportingNode]:
    with tenancy.unrestricted(reason="Looking at what there is."):
        rows = ReportingNode.objects.filter(round=survey_round).select_related("parent")
        return list(rows.order_by("pk"))


def invitees_of(survey_round: SurveyRound) -> list[Invitee]:
    with tenancy.unrestricted(reason="Looking at what there is."):
        return list(Invitee.objects.filter(round=survey_round).order_by("pk"))


def address(here, name="round", *more):
    return reverse(f"culture:{name}", args=[here.organisation.slug, *more])


def text(page):
    return page.content.decode()


def times(opens, closes):
    now = timezone.now()
    return {"opens_at": now + timedelta(days=opens), "closes_at": now + timedelta(days=closes)}


def announced(here, *, opens=5, closes=20, **more):
    """Return a round that was announced with keys; `opens` may lie behind us."""
    whom = {"group": "everyone", "paper": {str(here.office.pk): 3}}
    draft = ready_draft(here, **{"whom": whom, **times(5, 20), **more})
    passphrase = PASSPHRASE if draft.has_trustee else None
    made = services.announce_round(
        draft, by=here.hr, at=timezone.now() - timedelta(days=9), passphrase=passphrase
    )
    for name, value in times(opens, closes).items():
        setattr(made, name, value)
    with tenancy.inside(here.organisation.pk):
        made.save(update_fields=["opens_at", "closes_at"])
    return made


def hidden(page, name):
    return page.content.decode().split(f'name="{name}" value="')[1].split('"')[0]


def send(desk, url, follow=False, **data):
    """Send a form as its page has it: with the version and the mark that the person saw."""
    page = desk.get(url)
    marks = {name: hidden(page, name) for name in ("version", "was")}
    return desk.post(url, {**marks, **data}, follow=follow)
