"""Codes are printed once, and a colleague who took one is noted."""

import pytest
from django.utils import translation

from nuotio.foundation import tenancy
from tests.culture.factories import (
    SurveyRoundFactory,
)
from tests.culture.round_cases import (
    address,
    announced,
    invitees_of,
    nodes_of,
    place,
    text,
)

pytestmark = pytest.mark.django_db(databases=["default", "box"])


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def here(inside):
    here = place()
    inside(here.hr)
    return here


@pytest.fixture
def desk(here, as_member):
    return as_member(here.hr)


def test_the_sheet_has_three_languages_and_a_code_without_anybodys_link(here, desk):
    made = announced(here, name_fi="Kevät", name_sv="Våren", name_en="Spring")

    page = text(desk.get(address(here, "round_poster", made.pk)))

    assert all(name in page for name in ("Kevät", "Våren", "Spring"))
    assert f"/survey/{made.public_id}/</p>" in page
    assert 'class="qr"' in page


def test_codes_are_shown_once_and_kept_nowhere(here, desk):
    made = announced(here)
    office = next(node for node in nodes_of(made) if node.paper_codes)
    codes = address(here, "round_codes", made.pk)

    nobody = desk.post(codes)
    sheet = desk.post(codes, {"node": office.pk})
    printed = [part.split("<")[0] for part in text(sheet).split('class="code">')[1:]]
    after = text(desk.get(codes))

    assert "Choose for whom you print." in text(nobody)
    assert len(set(printed)) == 3
    assert not any(code in after for code in printed)
    assert "no-store" in sheet.headers["Cache-Control"]
    assert f"/survey/{made.public_id}/code/" in text(sheet)


def test_more_codes_than_planned_are_refused_kindly(here, desk):
    made = announced(here)
    office = next(node for node in nodes_of(made) if node.paper_codes)

    page = desk.post(address(here, "round_codes", made.pk), {"node": office.pk, "number": "4"})

    assert "Print fewer." in text(page)


def test_without_keys_no_codes_are_made(here, desk, key_folder):
    made = announced(here)
    office = next(node for node in nodes_of(made) if node.paper_codes)
    for file in key_folder.iterdir():
        file.unlink()

    page = desk.post(address(here, "round_codes", made.pk), {"node": office.pk})

    assert "Codes cannot be made now." in text(page)


def test_a_closed_round_has_no_codes(here, desk):
    made = SurveyRoundFactory(organisation=here.organisation, closed=True)

    page = desk.get(address(here, "round_codes", made.pk), follow=True)

    assert "Codes are printed while the survey is announced or open." in text(page)


def test_a_colleague_who_took_a_code_is_found_and_noted(here, desk):
    made = announced(here, whom={"group": "everyone"})
    codes, colleague = address(here, "round_codes", made.pk), here.people[0]
    invited = next(one for one in invitees_of(made) if one.membership_id == colleague.pk)

    found = text(desk.get(codes, {"q": colleague.user.email}))
    done = desk.post(
        address(here, "round_hand_code", made.pk), {"invitee": invited.pk}, follow=True
    )
    after = text(desk.get(codes, {"q": colleague.user.email}))
    nobody = text(desk.get(codes, {"q": "Nobody"}))

    assert "No printed codes were planned for this survey." in found
    assert f'name="invitee" value="{invited.pk}"' in found
    assert "Noted. Any code from the bowl will do." in text(done)
    assert "took a code" in after
    assert "Nobody of this name is invited." in nobody


def test_who_has_a_ticket_needs_no_code(here, desk):
    made = announced(here)
    invited = invitees_of(made)[0]
    with tenancy.inside(here.organisation.pk):
        invited.given = "ticket"
        invited.save()

    page = desk.post(
        address(here, "round_hand_code", made.pk), {"invitee": invited.pk}, follow=True
    )
    missing = desk.post(address(here, "round_hand_code", made.pk), {"invitee": 9_999_999})

    nonsense = desk.post(address(here, "round_hand_code", made.pk), {"invitee": "her"})

    assert "This colleague has a ticket already" in text(page)
    assert (missing.status_code, nonsense.status_code) == (404, 404)
