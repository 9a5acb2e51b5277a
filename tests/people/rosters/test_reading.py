from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart

from nuotio.people.rosters import blank, reading
from nuotio.people.rosters.headers import columns_of
from nuotio.people.rosters.rows import WORDS, Row, cleaned, from_words
from nuotio.people.rosters.spreadsheets import as_word
from nuotio.people.rosters.unreadable import Unreadable
from tests.people.rosters.make_cases import AINO, HEADER, cases, main, text, workbook

AT_EIGHT = datetime(2026, 3, 1, 8, 5, tzinfo=UTC)
CASES = {case.file_name: case for case in cases()}


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def read(content):
    return reading.read(content)


def test_there_are_nineteen_awkward_files(tmp_path):
    main(tmp_path, write=lambda _line: None)

    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(CASES)
    assert len(CASES) == 19


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.rows])
def test_an_awkward_file_is_read_as_its_people_meant_it(name):
    """Serves R2."""
    rows = read(CASES[name].content)

    assert [(r.number, r.name, r.email, r.unit, r.job_title) for r in rows] == CASES[name].rows


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.refused])
def test_a_file_that_is_no_list_is_refused_with_a_reason(name):
    with pytest.raises(Unreadable, match=CASES[name].refused):
        read(CASES[name].content)


@pytest.mark.parametrize(
    ("headers", "columns"),
    [
        (
            ["Nimi", "Sähköposti", "Yksikkö", "Ammattinimike", "Esihenkilö (sähköposti)"],
            ["name", "email", "unit", "job_title", "supervisor"],
        ),
        (
            ["NAMN", "E-postadress", "Enhet", "Uppgift", "Närmaste chef", "Roll(er)", "Språk"],
            ["name", "email", "unit", "job_title", "supervisor", "role", "language"],
        ),
        (
            ["First name", "Surname", "email:", "Department", "Job", "Supervisor's e-mail"],
            ["first_name", "last_name", "email", "unit", "job_title", "supervisor"],
        ),
        (["Sähköpostiosoite *", "Rooli(t)", "Kieli"], ["email", "role", "language"]),
        (["Nimi", "Yksikkö"], []),
    ],
)
def test_headings_are_known_in_three_languages(headers, columns):
    assert list(columns_of(headers)) == columns


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_empty_list_that_we_give_is_read_back(language):
    with translation.override(language):
        given_out = blank.workbook(["oppimismentori", "=1+1"])

    sheet = load_workbook(BytesIO(given_out)).worksheets[0]
    assert list(columns_of([cell.value for cell in sheet[1]])) == list(WORDS)
    with pytest.raises(Unreadable, match="no people under them"):
        read(given_out)


def test_an_address_is_found_in_what_mail_programs_write():
    content = text(
        ["Email", "Supervisor"],
        ["Aino <AINO@esimerkki.invalid>", "mailto:Eero@esimerkki.invalid"],
    )

    assert read(content.encode()) == [
        Row(2, email="aino@esimerkki.invalid", supervisor="eero@esimerkki.invalid")
    ]


def test_empty_lines_and_repeated_headings_are_passed_over():
    content = text(HEADER, AINO, ["", "", "", ""], HEADER, [*AINO, "more"])

    assert [row.number for row in read(content.encode())] == [2, 5]


def test_cells_are_words_as_a_person_reads_them():
    values = [AT_EIGHT, AT_EIGHT.date(), 10.5, 12.0, 3, True, None, "#N/A"]

    words = [as_word(value) for value in values]

    assert words == ["1.3.2026 08.05", "1.3.2026", "10.5", "12", "3", "", "", ""]


def test_a_sheet_with_only_a_chart_is_passed_over():
    book = Workbook()
    book.create_chartsheet("Kaavio", 0).add_chart(BarChart())
    for cells in (HEADER, AINO):
        book.worksheets[0].append(cells)
    packed = BytesIO()
    book.save(packed)

    assert [row.name for row in read(packed.getvalue())] == ["Aino Lehtonen"]


def test_a_workbook_with_locked_parts_has_a_password():
    locked = bytearray(WORKBOOK)
    directory = locked.index(b"PK\x01\x02")
    locked[directory + 8] |= 1

    with pytest.raises(Unreadable, match="has a password"):
        read(bytes(locked))


def test_signs_that_nobody_sees_are_dropped_and_long_cells_cut():
    assert cleaned("\ufeffA\u200bino\x00\n Lehto\u00adnen") == "Aino Lehtonen"
    assert len(cleaned("ö" * 5000)) == 300


def test_a_row_comes_back_from_its_words():
    row = Row(7, *AINO, "eero@esimerkki.invalid", "HR", "fi", is_left_out=True)

    assert from_words(row.as_words()) == row


@pytest.mark.parametrize("rows", [5_000, 5_001, 25_000])
def test_five_thousand_people_are_the_most(rows):
    people = [["a", f"person-{n}@esimerkki.invalid", "", ""] for n in range(rows)]
    content = text(HEADER, *people).encode()

    if rows == 5_000:
        assert len(read(content)) == 5_000
    else:
        with pytest.raises(Unreadable, match="more than 5,000 people"):
            read(content)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \r\n", "empty"),
        (b"x" * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
        (b"\xff\xfe\x00", "not a list"),
        (b"%PDF-1.7 \x00\x01\x81", "not a list"),
        (b"Email\n" + b'"' + b"x" * 200_000, "not a list"),
        (b"PK\x03\x04 and no more", "broken"),
    ],
)
def test_bytes_that_are_no_list_are_refused_kindly(content, reason):
    with pytest.raises(Unreadable, match=reason):
        read(content)


def never_worse_than_unreadable(content):
    try:
        rows = read(content)
    except Unreadable as error:
        rows = [error.reason]
    assert rows != []


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=2_000))
def test_any_bytes_are_read_or_refused(content):
    never_worse_than_unreadable(content)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=500), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_any_text_under_a_heading_is_read_or_refused(words, encoding):
    never_worse_than_unreadable(f"Nimi;Email\n{words}".encode(encoding, "replace"))


WORKBOOK = workbook([HEADER, AINO])


@settings(max_examples=80, deadline=None)
@given(st.integers(4, len(WORKBOOK) - 1), st.binary(min_size=1, max_size=30))
def test_a_workbook_with_a_bite_out_of_it_is_read_or_refused(place, bite):
    never_worse_than_unreadable(WORKBOOK[:place] + bite + WORKBOOK[place + len(bite) :])
