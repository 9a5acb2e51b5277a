"""Serves issue 5: the reader's table. The audience shown is who can read, for every text and role.

Each text carries a canary. Every role opens every page on which the text could stand, as a browser
does; who reads the canary anywhere is a reader, and nobody else may be.
"""

from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from nuotio.foundation import tenancy
from nuotio.plans.models import Audience, PublishedEntry, SharedEntry
from nuotio.programmes.models import Programme
from tests import factories
from tests.plans import factories as plans

pytestmark = pytest.mark.django_db

WRITER = frozenset({"writer", "pair"})
CLOSE = WRITER | {"mentor", "hr", "coordinator"}
FOLLOWING = CLOSE | {"management"}
HOUSE = FOLLOWING | {"employee"}
# Who takes part in the programme, HR of the organisations there, and who runs it.
COHORT = frozenset(
    {"writer", "fellow", "trainer", "programme coordinator", "hr", "coordinator", "stranger"}
)
OUTSIDE = frozenset({"stranger", "fellow", "trainer", "programme coordinator"})
ROLES = HOUSE | OUTSIDE | {"left"}


@dataclass
class Told:
    """The people of the table, the texts by their canary, and where each could be read."""

    people: dict[str, Any]
    pages: dict[str, list[str]]
    slug: str
    programme: Programme


# The table: a text, and who reads it. What is not in a set is refused or not there.
TABLE: dict[str, frozenset[str]] = {
    "draft plan": WRITER,
    "shown plan": FOLLOWING,
    "plan's action": FOLLOWING,
    "plan's earlier version": FOLLOWING,
    "remark": WRITER | {"hr", "coordinator"},
    "planned experiment of a draft": WRITER,
    "planned experiment": FOLLOWING,
    "running experiment": HOUSE,
    "measure": HOUSE,
    "observation": FOLLOWING,
    "idea": HOUSE,
    "pulse": HOUSE,
    "entry for me": frozenset({"writer"}),
    "entry for pair": WRITER,
    "entry for mentors_hr": CLOSE,
    "entry for cohort": COHORT,
    "entry for organisation": HOUSE,
    "entry for network": HOUSE | OUTSIDE,
    "self-assessment": frozenset({"writer"}),
    "support for me": frozenset({"writer"}),
    "support for pair": WRITER,
    "support for mentors_hr": CLOSE,
    "support for organisation": HOUSE,
    "practice draft": CLOSE,
    "practice reviewed": CLOSE,
    "practice released": HOUSE,
    "practice published": HOUSE | OUTSIDE,
}


# What the writer reads beside her own text.
SAID = {
    Audience.ME: "Only you read this. HR, your supervisor and the organisers do not.",
    Audience.PAIR: "You and Pirkko Pari read this.",
    Audience.MENTORS_HR: "The learning mentors, HR and the coordinators of your organisation read",
    Audience.COHORT: "Those who take part in Autumn's programme read this, in every organisation",
    Audience.ORGANISATION: "Everybody in your organisation reads this.",
    Audience.NETWORK: "Everybody who is signed in to Nuotio reads this, in every organisation.",
}


def canary(text: str) -> str:
    """Return the word that is in this text and nowhere else."""
    return "CANARY" + "".join(letter for letter in text.upper() if letter.isalpha()) + "END"


@pytest.fixture(scope="module")
def told(lasting) -> Told:
    """Make an organisation with every kind of text, its people, and those outside."""
    organisation = factories.OrganisationFactory(slug="readers")
    provider = factories.OrganisationFactory(provider=True, slug="readers-provider")
    other = factories.OrganisationFactory(slug="readers-elsewhere")
    people = _people(organisation, provider, other)
    programme = _programme(provider, organisation, other, people)
    with translation.override("fi"):  # whichever language an earlier test has left
        pages = {**_plan_pages(organisation, people), **_entry_pages(people, programme)}
    return Told(people, pages, organisation.slug, programme)


def _people(organisation, provider, other) -> dict[str, Any]:
    ours = {"organisation": organisation}
    return {
        "writer": factories.MembershipFactory(**ours, mentor=True),
        "pair": factories.MembershipFactory(
            **ours, mentor=True, user=factories.UserFactory(name="Pirkko Pari")
        ),
        "mentor": factories.MembershipFactory(**ours, mentor=True),
        "hr": factories.MembershipFactory(**ours, hr=True),
        "coordinator": factories.MembershipFactory(**ours, coordinator=True),
        "management": factories.MembershipFactory(**ours, management=True),
        "employee": factories.MembershipFactory(**ours),
        "left": factories.MembershipFactory(**ours, mentor=True, left_at=factories.LONG_AGO),
        "stranger": factories.MembershipFactory(organisation=other, hr=True, mentor=True),
        "fellow": factories.MembershipFactory(organisation=other, mentor=True),
        "trainer": factories.MembershipFactory(organisation=provider, trainer=True),
        "programme coordinator": factories.MembershipFactory(
            organisation=provider, coordinator=True
        ),
    }


def _programme(provider, organisation, other, people) -> Programme:
    programme = factories.ProgrammeFactory(provider=provider, name="Autumn's programme")
    for one in (organisation, other):
        factories.ParticipationFactory(programme=programme, organisation=one)
    seats = {
        "writer": "mentor",
        "fellow": "mentor",
        "trainer": "trainer",
        "programme coordinator": "coordinator",
    }
    for who, role in seats.items():
        factories.SeatFactory(programme=programme, membership=people[who], role=role)
    return programme


def _plan_pages(organisation, people) -> dict[str, list[str]]:
    by = [people["writer"], people["pair"]]
    draft = plans.PlanFactory(
        organisation=organisation, by=by, title=canary("draft plan"), aim=canary("draft plan")
    )
    shown = plans.PlanFactory(
        organisation=organisation, by=by, active=True, aim=canary("shown plan")
    )
    plans.PlanActionFactory(plan=shown, words=canary("plan's action"))
    for number, text in enumerate(("plan's earlier version", "shown plan"), start=1):
        plans.PlanVersionFactory(
            plan=shown,
            number=number,
            content={"aim": canary(text)},
            at=factories.LONG_AGO + timedelta(days=number),
        )
    plans.PlanRemarkFactory(plan=shown, words=canary("remark"), written_by=people["hr"])
    hidden = _tried(draft, "planned experiment of a draft")
    planned = _tried(shown, "planned experiment")
    running = _tried(shown, "running experiment", running=True)
    plans.MeasureFactory(experiment=running, name=canary("measure"), before=2)
    plans.ObservationFactory(experiment=running, words=canary("observation"))
    pulse = plans.PulseFactory(
        experiment=running, question=canary("pulse"), closed_at=factories.LONG_AGO, count_3=9
    )
    idea = plans.IdeaFactory(organisation=organisation, title=canary("idea"))
    slug = organisation.slug

    def at(name: str, pk: int) -> str:
        return reverse(f"plans:{name}", args=[slug, pk])

    lists = [reverse(f"plans:{name}", args=[slug]) for name in ("plans", "experiments", "ideas")]
    thread = [
        reverse("evaluation:thread", args=[slug]),
        reverse("evaluation:thread_xlsx", args=[slug]),
        reverse("evaluation:plan_thread", args=[slug, shown.pk]),
        reverse("evaluation:plan_thread", args=[slug, draft.pk]),
        f"/api/v1/organisations/{slug}/thread",
    ]
    everywhere = [*lists, *thread]
    return {
        "draft plan": [at("plan", draft.pk), at("plan_write", draft.pk), *everywhere],
        "shown plan": [at("plan", shown.pk), at("plan_write", shown.pk), *everywhere],
        "plan's action": [at("plan", shown.pk)],
        "plan's earlier version": [at("plan_versions", shown.pk)],
        "remark": [at("plan", shown.pk), *everywhere],
        "planned experiment of a draft": [
            at("experiment", hidden.pk),
            at("plan", draft.pk),
            *everywhere,
        ],
        "planned experiment": [at("experiment", planned.pk), at("plan", shown.pk), *everywhere],
        "running experiment": [at("experiment", running.pk), *everywhere],
        "measure": [at("experiment", running.pk), *thread],
        "observation": [at("experiment", running.pk), *everywhere],
        "idea": [at("idea", idea.pk), *lists],
        "pulse": [at("pulse", pulse.pk), at("experiment", running.pk)],
        **_practice_pages(shown, people, at),
    }


def _tried(plan, text: str, **state: bool):
    return plans.ExperimentFactory(plan=plan, title=canary(text), need=canary(text), **state)


def _practice_pages(plan, people, at) -> dict[str, list[str]]:
    pages = {}
    for state in ("draft", "reviewed", "released", "published"):
        text = f"practice {state}"
        card = plans.PracticeFactory(
            experiment=plans.ExperimentFactory(plan=plan, kept=True),
            name=canary(text),
            need=canary(text),
            written_by=people["writer"],
            **({} if state == "draft" else {state: True}),
        )
        pages[text] = [
            at("practice", card.pk),
            reverse("plans:practices", args=[plan.organisation.slug]),
            reverse("plans:network_practices"),
        ]
        if state == "published":
            plans.PublishedPracticeFactory(origin=card.once, name=canary(text), need=canary(text))
    return pages


def _entry_pages(people, programme) -> dict[str, list[str]]:
    slug = people["writer"].organisation.slug
    pages = {}
    for audience in Audience:
        text = f"entry for {audience.value}"
        entry = plans.EntryFactory(
            writer=people["writer"],
            audience=audience,
            words=canary(text),
            programme=programme if audience == Audience.COHORT else None,
        )
        copy = {"origin": entry.once, "words": canary(text)}
        if audience == Audience.COHORT:
            plans.SharedEntryFactory(programme=programme, **copy)
        if audience == Audience.NETWORK:
            plans.PublishedEntryFactory(**copy)
        pages[text] = [
            reverse("plans:entry", args=[slug, entry.pk]),
            *_lists_of_entries(slug, programme),
        ]
    for audience in ("me", "pair", "mentors_hr", "organisation"):
        text = f"support for {audience}"
        plans.SupportGivenFactory(mentor=people["writer"], audience=audience, words=canary(text))
        given = reverse("plans:support_given", args=[slug])
        pages[text] = [given, f"{given}?whose=others"]
    plans.SelfAssessmentFactory(writer=people["writer"], words=canary("self-assessment"))
    pages["self-assessment"] = [reverse("plans:self_assessment", args=[slug])]
    return pages


def _lists_of_entries(slug: str, programme: Programme) -> list[str]:
    own = reverse("plans:entries", args=[slug])
    places = [slug, "readers-elsewhere", "readers-provider"]
    return [
        own,
        f"{own}?whose=others",
        reverse("plans:entries_export", args=[slug]),
        f"/api/v1/organisations/{slug}/reflections",
        *(reverse("plans:cohort_entries", args=[place, programme.pk]) for place in places),
        reverse("plans:network_entries"),
    ]


def _reads(client: Client, pages: list[str], word: str) -> bool:
    return any(word in _text(client.get(page)) for page in pages)


def _text(response: Any) -> str:
    """Return everything that came, a spreadsheet unpacked."""
    content = b"".join(response) if response.streaming else response.content
    if content[:2] == b"PK":
        from io import BytesIO
        from zipfile import ZipFile

        with ZipFile(BytesIO(content)) as packed:
            return " ".join(
                packed.read(name).decode("utf-8", "replace") for name in packed.namelist()
            )
    return content.decode("utf-8", "replace") if response.status_code < 400 else ""


@pytest.mark.parametrize("text", TABLE)
def test_who_can_read_a_text_is_who_the_table_says(told, text):
    readers = set()
    for role, member in told.people.items():
        client = Client()
        client.force_login(member.user)
        if _reads(client, told.pages[text], canary(text)):
            readers.add(role)

    assert readers == TABLE[text]


def test_the_table_names_every_text_that_there_is(told):
    assert set(told.pages) == set(TABLE)
    assert set(told.people) == ROLES


@pytest.mark.parametrize("audience", list(Audience))
def test_the_words_on_an_entry_are_its_audience(told, audience):
    client = Client()
    client.force_login(told.people["writer"].user)
    page = next(iter(told.pages[f"entry for {audience.value}"]))

    shown = unescape(client.get(f"/en{page}").content.decode())

    assert SAID[audience] in shown


def test_an_entry_taken_back_is_read_by_its_writer_alone(told, django_capture_on_commit_callbacks):
    client = Client()
    client.force_login(told.people["writer"].user)
    for text in ("entry for cohort", "entry for network"):
        page = told.pages[text][0]

        with django_capture_on_commit_callbacks(execute=True):
            client.post(f"{page}audience/", {"audience": "me"})

        readers = {
            role
            for role, member in told.people.items()
            if _reads(_signed_in(member), told.pages[text], canary(text))
        }
        assert readers == {"writer"}
    with tenancy.unrestricted(reason="Looking at what is left."):
        assert SharedEntry.objects.count() == 0
        assert PublishedEntry.objects.count() == 0


def _signed_in(member: Any) -> Client:
    client = Client()
    client.force_login(member.user)
    return client
