"""A list of people without an account is read, checked and corrected."""

import pytest
from django.utils import translation

from nuotio.culture import lists
from nuotio.people.rosters.known import Known, KnownUnit
from nuotio.people.rosters.rows import Row
from nuotio.people.rosters.unreadable import Unreadable

ADVICE = KnownUnit(1, ("Neuvonta", "Rådgivning", "Advice"), "Palvelut / Neuvonta")
TWINS = [KnownUnit(2, ("Tiimi", "", ""), "A / Tiimi"), KnownUnit(3, ("Tiimi", "", ""), "B / Tiimi")]
KNOWN = Known(people=[], units=[ADVICE, *TWINS], titles={}, language="sv")


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def test_a_pasted_list_needs_no_headings():
    rows = lists.read_text("Eeva <EEVA@x.invalid>; Neuvonta; suomi\n\n b@x.invalid")

    assert rows == [
        Row(1, email="eeva@x.invalid", unit="Neuvonta", language="suomi"),
        Row(2, email="b@x.invalid"),
    ]


@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_a_list_with_headings_is_read_by_them(sign):
    text = sign.join(["Yksikkö", "Nimi", "Sähköposti"]) + "\n"
    text += sign.join(["Neuvonta", "Eeva Ek", "eeva@x.invalid"])

    assert lists.read_text(text) == [Row(1, email="eeva@x.invalid", unit="Neuvonta")]


def test_names_and_roles_in_a_list_are_not_kept():
    text = "E-mail;Name;Role;Supervisor\na@x.invalid;Eeva Ek;mentor;boss@x.invalid"

    assert lists.read_text(text)[0].said == ("", "a@x.invalid", "", "", "", "", "")


def test_a_file_of_western_letters_is_read():
    content = "sähköposti;yksikkö\na@x.invalid;Työtilat".encode("cp1252")

    assert lists.read_file(content) == [Row(1, email="a@x.invalid", unit="Työtilat")]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no workbook", b"x" * (5 * 1024 * 1024 + 1)])
def test_what_is_no_list_is_told(content):
    with pytest.raises(Unreadable):
        lists.read_file(content)


def test_rows_are_stored_and_come_back():
    rows = [Row(1, email="a@x.invalid", unit="U", language="fi", is_left_out=True), Row(2)]

    assert lists.from_kept(lists.as_kept(rows)) == rows


def test_each_row_is_told_whom_it_means_or_what_is_wrong():
    rows = [
        Row(1, email="a@x.invalid", unit="rådgivning", language="en"),
        Row(2, email="A nobody"),
        Row(3, email="c@x.invalid", unit="Neuvola"),
        Row(4, email="d@x.invalid", unit="Tiimi"),
        Row(5, email="a@x.invalid"),
        Row(6, email="no", is_left_out=True),
        Row(7, email="no"),
    ]

    found = lists.checked(rows, KNOWN)

    assert [one.counts for one in found] == [True, False, False, False, False, False, False]
    assert (found[0].unit_id, found[0].language) == (1, "en")
    assert found[1].note_on("email").startswith("A nobody is not an e-mail address.")
    assert found[2].note_on("unit") == (
        "We do not find the unit Neuvola. Choose one, or leave it empty."
    )
    assert found[3].note_on("unit").startswith("There are several units called Tiimi.")
    assert [one.is_again for one in found] == [False, False, False, False, True, False, False]
    assert found[6].wrong


def test_only_the_rows_on_the_page_are_corrected():
    rows = [Row(1, email="a", unit="x"), Row(2, email="b"), Row(3, email="c", is_left_out=True)]
    told = {
        "row-1": "1",
        "email-1": "Anna <A@x.invalid>",
        "unit-1": " Neuvonta ",
        "row-3": "1",
        "email-2": "not shown",
    }

    assert lists.corrected(rows, told) == [
        Row(1, email="a@x.invalid", unit="Neuvonta"),
        Row(2, email="b"),
        Row(3, email="c"),
    ]
