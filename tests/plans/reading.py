"""A reader of every kind for what somebody writes down: who she is, and what she sees."""

import io

import openpyxl
from django.urls import reverse

from tests import factories
from tests.plans.conftest import person
from tests.plans.factories import EntryFactory, PlanFactory

AUDIENCES = ("me", "pair", "mentors_hr", "cohort", "organisation", "network")
# Who reads what Sanna wrote, for each audience. `seated` has a place in her programme, `trainer`
# runs it, `beyond` is a mentor of another organisation in the same programme, `stranger` in none.
AT_HOME = {
    "me": {"sanna"},
    "pair": {"sanna", "jari"},
    "mentors_hr": {"sanna", "jari", "petri", "kirsi", "coordinator", "seated"},
    "cohort": {"sanna", "seated", "kirsi", "coordinator"},
    "organisation": {
        "sanna", "jari", "petri", "kirsi", "coordinator", "seated", "markku", "aino", "lead",
    },
}  # fmt: skip
AT_HOME["network"] = AT_HOME["organisation"]
BEYOND = ("beyond", "trainer", "stranger")


def readers(ours):
    """Return Sanna's world: memberships by who they are, and the programme that she is in."""
    programme = factories.ProgrammeFactory(name="Autumn group")
    theirs = factories.OrganisationFactory()
    for organisation in (ours, theirs):
        factories.ParticipationFactory(programme=programme, organisation=organisation)
    unit = factories.UnitFactory(organisation=ours)
    people = {
        "sanna": person(ours, "Sanna Koskinen", mentor=True),
        "jari": person(ours, "Jari Lehto", mentor=True),
        "petri": person(ours, "Petri Niemi", mentor=True),
        "seated": person(ours, "Sirpa Aalto", mentor=True),
        "kirsi": person(ours, "Kirsi Laine", hr=True),
        "coordinator": person(ours, "Kaisa Kontio", coordinator=True),
        "markku": person(ours, "Markku Rinne", management=True),
        "aino": person(ours, "Aino Salo"),
        "lead": person(ours, "Lauri Lahti"),
        "beyond": person(theirs, "Bettina Berg", mentor=True),
        "trainer": person(programme.provider, "Timo Saarinen", trainer=True),
        "stranger": factories.MembershipFactory(hr=True),
    }
    unit.lead = people["lead"]
    for who in ("sanna", "seated", "beyond"):
        factories.SeatFactory(programme=programme, membership=people[who])
    factories.SeatFactory(programme=programme, membership=people["trainer"], role="trainer")
    PlanFactory(organisation=ours, by=[people["sanna"], people["jari"]], active=True)
    return people, programme


def entries_for_all(sanna, programme):
    """Make an entry of Sanna's for each audience, named by it."""
    return {
        one: EntryFactory(
            writer=sanna,
            audience=one,
            words=f"Words for {one}.",
            programme=programme if one == "cohort" else None,
        )
        for one in AUDIENCES
    }


def on_the_page(client, member) -> set[str]:
    """Return the audiences whose words stand on the two lists of a member."""
    address = reverse("plans:entries", args=[member.organisation.slug])
    pages = [client.get(address, {"whose": whose}) for whose in ("mine", "others")]
    return _named("".join(page.content.decode() for page in pages))


def in_the_file(client, member) -> set[str]:
    """Return the audiences whose words stand in a member's export."""
    address = reverse("plans:entries_export", args=[member.organisation.slug])
    return _named(str(cells_of(client.get(address).content)))


def in_the_api(client, member) -> set[str]:
    """Return the audiences whose words a member's program gets."""
    address = reverse("api:reflections", args=[member.organisation.slug])
    return _named(client.get(address).content.decode())


def cells_of(content: bytes) -> list[list[object]]:
    """Return the rows of a workbook."""
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def _named(text: str) -> set[str]:
    return {one for one in AUDIENCES if f"Words for {one}." in text}
