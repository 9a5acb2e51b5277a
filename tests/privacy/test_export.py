"""Serves issue 2: everyone can take along what is kept of her, and nothing of anybody else."""

import io
import json
import zipfile

import pytest
from django.urls import reverse

from nuotio.audit import services as audit
from nuotio.foundation.personal_data import register
from nuotio.privacy import services
from tests.factories import MembershipFactory, OrganisationFactory, TimeShareFactory, UserFactory

pytestmark = pytest.mark.django_db


def opened(package: bytes) -> dict[str, dict]:
    with zipfile.ZipFile(io.BytesIO(package)) as files:
        return {name: json.loads(files.read(name)) for name in files.namelist()}


@pytest.fixture
def world(everything_of):
    """Sanna, a colleague of hers and a stranger: each has a row of every kind."""
    organisation = OrganisationFactory(name_fi="Virasto", name_en="Agency")
    boss = MembershipFactory(organisation=organisation, user__name="BOSS Heikki")
    sanna = MembershipFactory(organisation=organisation, user__name="SANNA Koskinen")
    other = MembershipFactory(organisation=organisation, user__name="CANARY Colleague")
    stranger = MembershipFactory(organisation__name_fi="CANARY House", user__name="CANARY X")
    everything_of(sanna, boss, "SANNA")
    everything_of(other, boss, "CANARY")
    everything_of(stranger, None, "CANARY")
    for member in (sanna, other, stranger):
        audit.record("people.edit_member", member, actor_id=boss.pk, subject_id=member.user_id)
    return sanna


def test_the_file_has_a_part_for_every_kind_that_the_house_keeps(world):
    told = opened(services.export_person(world.user))

    assert set(told) == {f"{kind}.json" for kind in register} | {"ledger.json"}
    of_nobody = {"mail_choices", "ways_in"}  # no row was made
    assert {name for name, part in told.items() if part["rows"]} == {
        f"{kind}.json" for kind in set(register) - of_nobody
    } | {"ledger.json"}


def test_every_part_says_what_it_is_why_it_is_kept_and_how_long(world):
    told = opened(services.export_person(world.user))

    assert told["account.json"]["what"] == "Your name, e-mail address and language"
    assert told["account.json"]["why"] == ("So that you can sign in and are addressed rightly.")
    assert told["account.json"]["how_long"] == "Until you ask for erasure."


def test_the_own_words_are_in_the_file_and_nobody_elses(world):
    package = services.export_person(world.user)

    for name, part in opened(package).items():
        text = json.dumps(part, ensure_ascii=False)
        assert "CANARY" not in text, name
    words = json.dumps(opened(package), ensure_ascii=False)
    for own in (
        "SANNA about",
        "SANNA message",
        "SANNA hopes",
        "SANNA menu",
        "SANNA listed",
        "SANNA phone",
    ):
        assert own in words


def test_what_is_kept_in_several_organisations_is_all_in_the_file(world, everything_of):
    elsewhere = MembershipFactory(user=world.user, organisation__name_fi="Kirjasto")

    told = opened(services.export_person(world.user))["memberships.json"]["rows"]

    assert [row["organisation__name_fi"] for row in told] == ["Virasto", "Kirjasto"]
    assert elsewhere.user_id == world.user_id


def test_a_supervisor_takes_along_her_answers_but_not_the_mentors_words():
    boss = MembershipFactory()
    mentor = MembershipFactory(organisation=boss.organisation, user__name="CANARY Mentor")
    TimeShareFactory(
        mentor=mentor, supervisor=boss, message="CANARY message", answer="Gladly", state="agreed"
    )

    package = services.export_person(boss.user)

    told = opened(package)
    assert "CANARY" not in json.dumps(told, ensure_ascii=False)
    assert [row["answer"] for row in told["time_shares.json"]["rows"]] == ["Gladly"]


def test_a_person_without_anything_gets_a_file_too():
    user = UserFactory(name="Alma Uusi", email="alma@esimerkki.invalid")

    told = opened(services.export_person(user))

    assert [row["email"] for row in told["account.json"]["rows"]] == ["alma@esimerkki.invalid"]
    assert told["memberships.json"]["rows"] == []


def test_the_page_hands_the_file_over_and_no_cache_keeps_it(world, as_member):
    answer = as_member(world).post(reverse("privacy:own_data"))

    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/zip"
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Disposition"].startswith('attachment; filename="nuotio-2')
    assert "account.json" in opened(answer.content)


def test_a_link_alone_does_not_make_the_file(world, as_member):
    assert as_member(world).get(reverse("privacy:own_data")).status_code == 405
