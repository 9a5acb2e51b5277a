"""The house rules that need the models to be loaded, or the real folders."""

import ast
import tomllib
from pathlib import Path

from django.apps import apps

from nuotio.foundation.tenancy import OwnedByOrganisation, SharedInProgramme
from tools.messages import rooms

SHARED = {
    "audit.AuditEntry": "the ledger; read through audit.queries only",
    "culture.Ballot": "belongs to nobody: that is its point",
    "culture.BallotBox": "counts what was refused; the box of a node, known by its code alone",
    "culture.BallotCode": "was drawn from a bowl by nobody knows whom",
    "culture.PooledResult": "means over at least five organisations, naming none",
    "foundation.Announcement": "holds ids only, and is gone once heard",
    "foundation.ScheduledRun": "belongs to the service",
    "foundation.WorkerPulse": "belongs to the service",
    "notifications.MailChoice": "belongs to the person",
    "notifications.OutgoingMail": "belongs to the person it goes to",
    "people.JoinRequest": "is not an organisation yet",
    "people.Organisation": "is the tenant",
    "people.OrganisationKind": "the same kinds for everyone",
    "people.SignIn": "belongs to the person",
    "people.User": "one person may belong to many organisations",
    "plans.PublishedEntry": "a copy of words that their writer has given to the network",
    "plans.PublishedPractice": "a copy of a practice that an organisation has given to the network",
    "programmes.CalendarKey": "belongs to the person",
    "privacy.Feedback": "anyone may give it, also who belongs nowhere",
}


def floors() -> dict[str, int]:
    settings = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers = next(c["layers"] for c in contracts if c["id"] == "floors")
    return {
        room.strip(): height
        for height, layer in enumerate(reversed(layers))
        for room in layer.split("|")
    }


def our_models():
    return [m for m in apps.get_models() if m.__module__.startswith("nuotio.")]


def test_foreign_keys_follow_the_floors():
    height = floors()
    ours = {model._meta.label for model in our_models()}

    climbing = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in our_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model._meta.label in ours
        if field.related_model._meta.app_label != model._meta.app_label
        if height[field.related_model._meta.app_label] >= height[model._meta.app_label]
    ]

    assert climbing == []


def test_every_table_belongs_to_an_organisation_or_a_programme_or_says_why_not():
    homes = (OwnedByOrganisation, SharedInProgramme)
    homeless = {m._meta.label for m in our_models() if not issubclass(m, homes)}

    assert homeless == set(SHARED)


def test_the_floors_in_pyproject_are_the_rooms_that_exist():
    assert set(floors()) == {room.name for room in rooms([])}


def test_every_room_says_in_one_sentence_what_it_is_for():
    said = {
        room.name: ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8")))
        for room in rooms([])
    }

    speechless = [
        name
        for name, words in said.items()
        if not (words and words.endswith(".") and "\n" not in words)
    ]
    assert speechless == []


def test_the_picture_of_the_floors_in_the_docs_is_true():
    page = Path("docs/house.md").read_text(encoding="utf-8")
    picture = page.split("```")[1].strip().splitlines()

    drawn = [line.split("  ")[0].strip() for line in picture if not line.startswith(" ")]

    pyproject = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))
    contracts = pyproject["tool"]["importlinter"]["contracts"]
    assert drawn == next(c["layers"] for c in contracts if c["id"] == "floors")
