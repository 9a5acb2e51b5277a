"""Two organisations in one programme: what is one's own stays unseen and untouched by the other."""

from uuid import UUID

import pytest
from django.apps import apps
from django.db.models import Q
from django.urls import reverse

from nuotio.foundation import tenancy
from nuotio.programmes.models import Event, InProgramme
from nuotio.programmes.urls import urlpatterns
from tests.factories import (
    AnswerFactory,
    ApplicationFactory,
    AssignmentFactory,
    AttendanceFactory,
    DecisionFactory,
    EventFactory,
    FeedbackOnSubmissionFactory,
    MaterialFactory,
    MembershipFactory,
    OrganisationFactory,
    PairFactory,
    ParticipationFactory,
    ProfileFactory,
    ProgrammeFactory,
    SeatFactory,
    SubmissionFactory,
    UserFactory,
)
from tests.matrix.world import spread_ids
from tests.programmes.live_factories import (
    HrDayFactory,
    LiveDotsFactory,
    LiveNoteFactory,
    LiveParticipantFactory,
    LiveRoomFactory,
    shown,
)

pytestmark = pytest.mark.django_db
OWN, TRAINERS = "CANARY_OWN", "CANARY_TRAINERS"
INSIDE = [one for one in urlpatterns if "<int:programme>" in str(one.pattern)]
ENDINGS = ("programme_leave", "seat_leave")  # after these nothing else would be tried
# Which rows the `pk` of an address may name, by the word before it.
NAMED_BY = {
    "events": {"event", "own", "day"},
    "groups": {"event", "own"},
    "assignments": {"assignment"},
    "submissions": {"secret", "told"},
    "materials": {"material"},
    "decisions": {"decision", "support"},
    "applications": {"application"},
    "seats": {"seat"},
    "pairs": {"pair"},
    "huoneentaulu": set[str](),
}
OURS = ("mentor", "hr", "coordinator", "management", "employee")
ONCE = UUID("00000000-0000-4000-8000-00000000abcd")


class World:
    """A and B take part in one programme of a provider; B's rows carry canaries."""

    def __init__(self):
        spread_ids()
        self.provider = OrganisationFactory(provider=True)
        self.programme = ProgrammeFactory(provider=self.provider)
        self.people = {
            f"provider_{role}": self._seated(self.provider, role)
            for role in ("trainer", "coordinator")
        }
        self.event = EventFactory(programme=self.programme)
        self.assignment = AssignmentFactory(programme=self.programme)
        self.day = HrDayFactory(programme=self.programme)
        self.a, self.b = self._side(""), self._side(OWN)
        self.people |= self.a["people"]

    def _seated(self, organisation, role, seat=None, name=""):
        user = UserFactory(**({"name": name} if name else {}))
        member = MembershipFactory(organisation=organisation, user=user, **{role: True})
        SeatFactory(programme=self.programme, membership=member, role=seat or role)
        return member

    def _side(self, canary):
        organisation, shared = OrganisationFactory(), {"programme": self.programme}
        words = f"{canary} leaves" if canary else ""
        ParticipationFactory(**shared, organisation=organisation, message=words)
        people = {
            "mentor": self._seated(organisation, "mentor"),
            "hr": self._seated(organisation, "hr"),
            "management": self._seated(organisation, "management", "sponsor"),
            "coordinator": MembershipFactory(organisation=organisation, coordinator=True),
            "employee": MembershipFactory(organisation=organisation, job_title=f"{canary} job"),
        }
        ProfileFactory(membership=people["mentor"], about=f"{canary} about")
        seats = [SeatFactory(**shared, membership__organisation=organisation) for _ in "two"]
        own = EventFactory(
            **shared,
            private_to=organisation,
            name_fi=f"{canary} meeting",
            kind="mentor_hr_meeting",
            notes=f"{canary} notes",
            place=f"{canary} room",
        )
        answers = {
            audience: AnswerFactory(
                assignment=self.assignment, seat=seat, content={"observations": f"{canary} draft"}
            )
            for audience, seat in zip(("own", "trainers"), seats, strict=False)
        }
        secret = SubmissionFactory(
            answer=answers["own"],
            audience="own",
            private_to=organisation,
            content={"observations": f"{canary} given"},
        )
        told = SubmissionFactory(
            answer=answers["trainers"],
            content={"observations": TRAINERS if canary else "ours"},
        )
        rows = {
            "own": own,
            "secret": secret,
            "told": told,
            "feedback": FeedbackOnSubmissionFactory(submission=secret, text=f"{canary} words"),
            "more": FeedbackOnSubmissionFactory(
                submission=told, text=f"{TRAINERS} words" if canary else "well"
            ),
            "decision": DecisionFactory(event=own, text=f"{canary} decided", who=canary),
            "support": DecisionFactory(event=own, text=f"{canary} promised", kind="support"),
            "material": MaterialFactory(event=own, title=f"{canary} slides"),
            "application": ApplicationFactory(
                **shared, membership=people["employee"], motivation=f"{canary} motive"
            ),
            "pair": PairFactory(
                **shared, organisation=organisation, members=[one.pk for one in seats]
            ),
            "seat": seats[0],
            "other_seat": seats[1],
            "attendance": AttendanceFactory(event=own, seat=seats[0], answer="not_coming"),
            "live_note": self._room(organisation, canary),
        }
        return {"organisation": organisation, "people": people, "rows": rows}

    def _room(self, organisation, canary):
        """Open the organisation's own live room at the shared HR day; return a note in it."""
        findings = [{**one, "name": {"en": f"{canary} finding"}} for one in shown()]
        room = LiveRoomFactory(
            event=self.day, private_to=organisation, step="reasons", findings=findings, plan={}
        )
        present = LiveParticipantFactory(room=room, name=f"{canary} present")
        LiveDotsFactory(participant=present)
        return LiveNoteFactory(participant=present, step="reasons", text=f"{canary} reason")

    def addresses(self, member, sides):
        """Return every address inside the programme with the rows of these sides, and shared."""
        shared = [{"event": self.event, "assignment": self.assignment, "day": self.day}]
        for pattern in INSIDE:
            given = [member.organisation.slug, self.programme.pk]
            name, path = f"programmes:{pattern.name}", str(pattern.pattern)
            if "<int:note>" in path:
                notes = [side["live_note"].pk for side in sides]
                told = [[*given, self.day.pk, note] for note in notes]
                yield from ((pattern.name, reverse(name, args=one)) for one in told)
            elif "<int:pk>" in path:
                kinds = NAMED_BY[path.partition("<int:programme>/")[2].partition("/")[0]]
                keys = [side[kind].pk for side in [*shared, *sides] for kind in kinds & {*side}]
                yield from ((pattern.name, reverse(name, args=[*given, key])) for key in keys)
            else:
                yield pattern.name, reverse(name, args=given)

    def body(self, side):
        """Return fields of all forms, each naming a row of this side."""
        rows = side["rows"]
        seats = [rows["seat"].pk, rows["other_seat"].pk]
        return {
            "seat": seats,
            "team": f"{seats[0]}-{seats[1]}",
            "member": side["people"]["mentor"].pk,
            "contacts": side["people"]["hr"].pk,
            "sponsor": side["people"]["management"].pk,
            "there": seats,
            "events": [rows["own"].pk],
            "leader": seats[0],
            "organisation": side["organisation"].pk,
            "roles": ["mentor", "hr"],
            "kind": "mentor_hr_meeting",
            "size": 2,
            "answer": "accept",
            "words": "No.",
            "text": "Words.",
            "state": "accepted",
            "audience": "programme",
            "answer-observations": "Mine.",
            "base": "{}",
            "name_fi": "Changed",
            "name_sv": "",
            "name_en": "",
            "mode": "online",
            "day": "2026-12-20",
            "starts": "10:00",
            "ends": "11:00",
            "scope": "later",
            "title": "Changed",
            "address": "https://changed.example/",
            "notes": "Changed.",
            "version": 1,
            "once": str(ONCE),
        }

    def kept(self):
        """Return every row that is B's, as it is stored."""
        organisation = self.b["organisation"]
        with tenancy.unrestricted(reason="A test compares rows."):
            told = {}
            for model in apps.get_app_config("programmes").get_models():
                named = {field.name for field in model._meta.get_fields()}
                whose = Q(pk__in=())
                if issubclass(model, InProgramme):
                    whose |= Q(private_to=organisation)
                if "organisation" in named:
                    whose |= Q(organisation=organisation)
                if "seat" in named:
                    whose |= Q(seat__organisation=organisation)
                told[model.__name__] = list(model.objects.filter(whose).order_by("pk").values())
            return told


@pytest.fixture(scope="module")
def world(lasting):
    return World()


@pytest.mark.parametrize("who", OURS)
def test_nothing_of_the_other_organisation_is_shown(client, world, who):
    member = world.people[who]
    client.force_login(member.user)
    told = {}

    for _name, address in world.addresses(member, [world.a["rows"], world.b["rows"]]):
        response = client.get(address)
        told[address] = response.status_code, response.content.decode()

    assert {status for status, _page in told.values()} <= {200, 302, 403, 404, 405}
    assert [address for address, (_status, page) in told.items() if "CANARY" in page] == []


@pytest.mark.parametrize("who", ["provider_trainer", "provider_coordinator"])
def test_the_provider_sees_only_what_is_shared(client, world, who):
    member = world.people[who]
    client.force_login(member.user)
    pages = {}

    for _name, address in world.addresses(member, [world.b["rows"]]):
        pages[address] = client.get(address).content.decode()

    assert [address for address, page in pages.items() if OWN in page] == []
    assert any(TRAINERS in page for page in pages.values())


@pytest.mark.parametrize("who", [*OURS, "provider_trainer", "provider_coordinator"])
def test_nothing_of_the_other_organisation_changes(client, world, who):
    member = world.people[who]
    client.force_login(member.user)
    rows = world.b["rows"]
    at_provider = member.organisation == world.provider
    private = {key: rows[key] for key in rows if not at_provider or key not in ("told", "more")}
    before = world.kept()

    for name, address in world.addresses(member, [private]):
        if name in ENDINGS or (at_provider and f"/{world.event.pk}/" in address):
            continue
        response = client.post(address, world.body(world.b))
        assert response.status_code in (200, 302, 403, 404, 405), address

    assert world.kept() == before


def test_an_own_meeting_is_not_led_by_somebody_of_another_organisation(client, world):
    own, hr = world.a["rows"]["own"], world.people["hr"]
    client.force_login(hr.user)
    address = reverse(
        "programmes:event_change", args=[hr.organisation.slug, world.programme.pk, own.pk]
    )

    response = client.post(address, world.body(world.b))

    assert response.status_code == 200
    with tenancy.unrestricted(reason="A test compares rows."):
        assert Event.objects.get(pk=own.pk).leader_id is None


def test_who_says_no_elsewhere_is_not_named(client, world):
    """HR sees the names of its own who cannot come, also where nobody of its own is asked."""
    away = SeatFactory(
        programme=world.programme,
        membership__organisation=world.b["organisation"],
        role="sponsor",
        name="Away Elsewhere",
    )
    event = EventFactory(programme=world.programme, roles=["sponsor"])
    AttendanceFactory(event=event, seat=away, answer="not_coming")
    with tenancy.unrestricted(reason="Arranging a test."):
        world.people["management"].seats.all().delete()
    hr = world.people["hr"]
    client.force_login(hr.user)

    page = client.get(
        reverse("programmes:event", args=[hr.organisation.slug, world.programme.pk, event.pk])
    )

    assert page.status_code == 200
    assert "Away Elsewhere" not in page.content.decode()
