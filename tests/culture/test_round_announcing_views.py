"""A round is previewed, looked over and announced."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from nuotio.culture import instruments
from nuotio.culture.services import round_drafts
from tests.culture.round_cases import (
    address,
    fresh,
    hidden,
    place,
    ready_draft,
    send,
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


def ahead():
    now = timezone.now()
    return {"opens_at": now + timedelta(days=9), "closes_at": now + timedelta(days=20)}


def test_the_preview_speaks_the_chosen_language(here, desk):
    draft = ready_draft(here)
    preview = address(here, "round_preview", draft.pk)

    swedish, own = desk.get(preview + "?language=sv"), desk.get(preview + "?language=xx")

    survey = instruments.survey_of(draft.instrument)
    assert '<html lang="sv">' in text(swedish)
    assert survey.items[0].words["sv"] in text(swedish)
    assert survey.items[0].words["en"] in text(own)
    assert "nothing is sent" in text(own)


def test_what_is_missing_leads_to_its_step(here, desk):
    draft = ready_draft(here, checklist={})

    page = text(desk.get(address(here, "round_announce", draft.pk)))

    assert address(here, "round_checklist", draft.pk) in page
    assert "Announce the survey" not in page


def test_where_keys_cannot_be_kept_the_wizard_says_so_before(here, desk, key_folder):
    draft = ready_draft(here, **ahead())
    page_of = address(here, "round_announce", draft.pk)
    page = desk.get(page_of)
    marks = {name: hidden(page, name) for name in ("version", "was")}
    key_folder.rmdir()
    key_folder.write_text("a file where the folder should be")

    shown = desk.get(page_of)
    refused = desk.post(page_of, {**marks, "keeper": "service"})

    assert "The service cannot keep the keys of a survey now" in text(shown)
    assert refused.status_code == 200
    assert fresh(draft).state == "draft"


def test_a_trustee_types_twice_at_least_twelve_characters(here, desk):
    draft = ready_draft(here, **ahead())
    page_of = address(here, "round_announce", draft.pk)

    nobody = send(desk, page_of, keeper="trustee", trustee_password="short")
    other = send(
        desk,
        page_of,
        keeper="trustee",
        trustee="Tiina",
        trustee_password="seitsemän lokkia",
        trustee_password_again="kuusi lokkia siis",
    )
    done = send(
        desk,
        page_of,
        keeper="trustee",
        trustee="Tiina",
        trustee_password="seitsemän lokkia",
        trustee_password_again="seitsemän lokkia",
    )

    assert "Write who the trustee is." in text(nobody)
    assert "Type at least 12 characters." in text(nobody)
    assert "The two are not the same." in text(other)
    assert "seitsemän lokkia" not in text(other)
    assert done.url == address(here, "round", draft.pk)
    assert (fresh(draft).state, fresh(draft).trustee) == ("announced", "Tiina")


def test_a_round_of_too_few_has_no_parts_to_announce(here, desk):
    draft = ready_draft(here, whom={"group": "mentors"})

    page = text(desk.get(address(here, "round_announce", draft.pk)))

    assert "Invite at least five people." in page


def test_what_has_changed_meanwhile_is_looked_at_once_more(here, desk):
    draft = ready_draft(here, **ahead())
    page_of = address(here, "round_announce", draft.pk)
    page = desk.get(page_of)
    marks = {name: hidden(page, name) for name in ("version", "was")}
    send(desk, address(here, "round_checklist", draft.pk))

    again = desk.post(page_of, {**marks, "keeper": "service"})

    assert "Something has changed since you looked." in text(again)
    assert fresh(draft).state == "draft"


def test_another_trustee_named_meanwhile_is_shown_beside(here, desk):
    draft = ready_draft(here, **ahead())
    page_of = address(here, "round_announce", draft.pk)
    page = desk.get(page_of)
    marks = {name: hidden(page, name) for name in ("version", "was")}
    round_drafts.save_trustee(draft, "Tiina", by=here.hr, version=1)

    both = desk.post(
        page_of,
        {
            **marks,
            "keeper": "trustee",
            "trustee": "Veikko",
            "trustee_password": "seitsemän lokkia",
            "trustee_password_again": "seitsemän lokkia",
        },
    )

    assert "Both texts are kept: choose or merge." in text(both)
    assert (fresh(draft).state, fresh(draft).trustee) == ("draft", "Tiina")
