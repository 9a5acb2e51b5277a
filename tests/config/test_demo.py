"""Serves R4, R17 and issue 2: `nuotio demo` fills an empty database with a whole world."""

import io
import json
import stat
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth.hashers import check_password
from django.core.management import CommandError, call_command
from django.test import override_settings

from nuotio.culture.demo import world as surveys
from nuotio.foundation import tenancy
from nuotio.goals import demo as goals
from nuotio.notifications import demo as notices
from nuotio.notifications.models import OutgoingMail
from nuotio.people.demo import world
from nuotio.people.models import Membership, Organisation, RoleHolding, User
from nuotio.plans.demo import world as plans
from nuotio.programmes.demo import live
from nuotio.programmes.demo import world as programmes
from nuotio.support.demo import world as support
from tests.people import kinds

pytestmark = pytest.mark.django_db(databases=["default", "box"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Iterator[Path]:
    """The data folder of the demo world."""
    folder = tmp_path_factory.mktemp("demo")
    with override_settings(DATA=folder):
        yield folder


@pytest.fixture(scope="module")
def told(lasting, folder) -> dict:
    """What the command says while it fills the database for all of these tests."""
    kinds.make()
    said = io.StringIO()
    call_command("demo", "--json", stdout=said)
    return json.loads(said.getvalue())


def test_the_json_has_the_shape_that_was_promised(told):
    assert set(told) == {"people", "organisations"}
    assert {tuple(sorted(person)) for person in told["people"]} == {
        ("email", "name", "organisation", "password", "roles")
    }
    assert {tuple(sorted(one)) for one in told["organisations"]} == {("name", "slug")}
    slugs = {one["slug"] for one in told["organisations"]}
    assert {person["organisation"] for person in told["people"]} == slugs


def test_there_are_nineteen_organisations_a_provider_and_212_mentors(told):
    assert len(told["organisations"]) == 20
    assert Organisation.objects.filter(kind__is_provider=True).count() == 1
    assert sum("mentor" in person["roles"] for person in told["people"]) == 212
    with tenancy.unrestricted(reason="Counting in a test."):
        assert RoleHolding.objects.filter(role="mentor", state="active").count() == 212


def test_everyone_on_the_list_can_sign_in_with_the_password_that_is_told(told):
    passwords = {person["password"] for person in told["people"]}
    assert len(passwords) == 1
    emails = [person["email"] for person in told["people"]]
    assert len(set(emails)) == len(emails)
    hashes = set(User.objects.filter(email__in=emails).values_list("password", flat=True))
    assert [check_password(passwords.copy().pop(), one) for one in hashes] == [True]
    assert User.objects.filter(email__in=emails, is_active=True).count() == len(emails)
    assert {email.split("@")[1] for email in emails} == {"esimerkki.invalid"}


def test_every_organisation_has_ten_sign_ins_and_every_role(told):
    provider = Organisation.objects.get(kind__is_provider=True).slug
    count = Counter(person["organisation"] for person in told["people"])
    roles: dict[str, set] = {}
    for person in told["people"]:
        roles.setdefault(person["organisation"], set()).update(person["roles"])

    assert roles.pop(provider) == {"employee", "coordinator", "trainer"}
    assert {frozenset(held) for held in roles.values()} == {
        frozenset({"employee", "mentor", "hr", "management", "coordinator"})
    }
    assert [slug for slug in roles if count[slug] < 10] == []


def test_what_the_list_tells_of_roles_is_what_the_database_holds(told):
    with tenancy.unrestricted(reason="Comparing in a test."):
        members = Membership.objects.select_related("user", "organisation").prefetch_related(
            "role_holdings"
        )
        held = {(m.user.email, m.organisation.slug): sorted(m.roles) for m in members}

    listed = {(p["email"], p["organisation"]): sorted(p["roles"]) for p in told["people"]}
    assert {key: held[key] for key in listed} == listed
    assert len(held) == len(listed) + 1  # one of them serves two libraries


def test_nobody_gets_a_mail_from_the_demo_world(told):
    assert OutgoingMail.objects.count() == 0


def test_the_sign_ins_are_kept_for_the_owner_of_the_folder_alone(told, folder):
    kept = folder / "demo.json"

    assert json.loads(kept.read_text()) == told
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_filled_database_is_refused_and_stays_as_it_is(told):
    with pytest.raises(CommandError, match="The database is not empty"):
        call_command("demo")

    assert Organisation.objects.count() == 20


def test_where_it_is_filled_already_the_sign_ins_are_told_again(told, capsys):
    call_command("demo", "--if-empty")

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Sign in as:"
    assert len(lines) == 8
    assert lines[-1] == f"Password of all of them: {told['people'][0]['password']}"


def test_where_it_is_filled_already_json_stays_json(told, capsys):
    call_command("demo", "--if-empty", "--json")

    assert json.loads(capsys.readouterr().out) == told


def test_the_password_is_drawn_anew_every_time(told, capsys, monkeypatch, settings, tmp_path):
    settings.DATA = tmp_path
    first = told["people"][0]["password"]
    monkeypatch.setattr(world, "build", lambda **_: [world.DemoPerson("a@b.c", "A", "a", [])])
    monkeypatch.setattr(notices, "build", lambda **_: 0)
    for room in (programmes, surveys, goals, live, plans, support):
        monkeypatch.setattr(room, "build", lambda **_: None)
    monkeypatch.setattr(Organisation.objects, "exists", lambda: False)

    call_command("demo", "--json")

    second = json.loads(capsys.readouterr().out)["people"][0]["password"]
    assert first != second
    assert len(first) == len(second) == len("nuotio-") + 12
