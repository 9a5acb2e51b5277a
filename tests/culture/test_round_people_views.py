"""A list of people without an account is brought and corrected."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from openpyxl import Workbook

from tests.culture.round_cases import (
    address,
    fresh,
    hidden,
    place,
    ready_draft,
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


def test_a_pasted_list_is_read_corrected_and_kept(here, desk):
    draft = ready_draft(here)
    people = address(here, "round_people", draft.pk)
    pasted = "Eeva <eeva@x.invalid>; neuvonta; sv\nno address; Palvelut\nb@x.invalid; Palvlut"

    def posted(**data):
        was = hidden(desk.get(people), "was")
        return desk.post(people, {"was": was, **data}, follow=True)

    page = posted(pasted=pasted, action="read")
    after = posted(
        **{"row-2": "1", "email-2": "a@x.invalid", "unit-2": "Palvelut"},
        **{"row-3": "1", "email-3": "b@x.invalid", "unit-3": "Palvlut", "out-3": "on"},
        action="correct",
    )

    assert "no address is not an e-mail address." in text(page)
    assert "We do not find the unit Palvlut." in text(page)
    assert "2 people" in text(after)
    assert fresh(draft).whom["list"] == [
        ["1", "eeva@x.invalid", "neuvonta", "sv", ""],
        ["2", "a@x.invalid", "Palvelut", "", ""],
        ["3", "b@x.invalid", "Palvlut", "", "out"],
    ]
    assert "The list has 0 rows." in text(posted(action="clear"))


def test_a_workbook_is_read_as_well_as_csv(here, desk):
    draft = ready_draft(here)
    people, book, stored = address(here, "round_people", draft.pk), Workbook(), BytesIO()
    for line in (["Nimi", "Sähköposti", "Yksikkö"], ["Eeva", "eeva@x.invalid", "Neuvonta"]):
        book.active.append(line)
    book.save(stored)

    def bring(name, content):
        was = hidden(desk.get(people), "was")
        file = SimpleUploadedFile(name, content)
        return desk.post(people, {"was": was, "file": file}, follow=True)

    bring("list.xlsx", stored.getvalue())
    from_workbook = fresh(draft).whom["list"]
    bring("list.csv", b"eeva@x.invalid,Neuvonta\r\n")

    assert from_workbook == [["1", "eeva@x.invalid", "Neuvonta", "", ""]]
    assert fresh(draft).whom["list"] == from_workbook
    assert "This is an old Excel file" in text(
        bring("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    )


def test_an_empty_or_too_large_list_is_told(here, desk):
    draft = ready_draft(here)
    people = address(here, "round_people", draft.pk)

    empty = desk.post(people, {"pasted": " ", "action": "read"})
    large = desk.post(people, {"file": SimpleUploadedFile("l.csv", b"x" * (5 * 1024 * 1024 + 1))})
    long = desk.post(people, {"pasted": "x" * 400_001})

    assert "The file is empty." in text(empty)
    assert "larger than 5 MB" in text(large)
    assert "at most 400000 characters" in text(long)
    assert "list" not in fresh(draft).whom


def test_a_list_that_somebody_has_just_changed_is_not_overwritten(here, desk):
    draft = ready_draft(here, whom={"list": [["1", "new@x.invalid", "", "", ""]]})
    people = address(here, "round_people", draft.pk)

    page = desk.post(people, {"was": "old", "pasted": "a@x.invalid"}, follow=True)

    assert "Somebody has just changed the list." in text(page)
    assert fresh(draft).whom["list"] == [["1", "new@x.invalid", "", "", ""]]
