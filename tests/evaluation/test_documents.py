"""Serves issue 5 (the golden thread), R128: the thread to take along, for everybody to read."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import openpyxl
import pytest
from django.utils import translation

from nuotio.evaluation import documents
from nuotio.evaluation.documents.report import told_of
from nuotio.evaluation.thread import Item, Knot, Line, Thread
from tests.evaluation.threads import EMPTY, THREAD, UNTAKEN, WHOLE
from tests.ui.structure import structure

AT = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def test_the_report_is_tagged_and_says_its_language_and_title():
    found = structure(documents.report_of(THREAD, at=AT))

    assert found.language == "en-FI"
    assert found.is_tagged
    assert found.shows_title
    assert (found.standard, found.title) == ("1", "The golden thread: Survey Agency")
    assert {"Title", "P", "Table", "TR", "TH", "TD", "L", "LI"} <= set(found.kinds)
    assert found.headers_scoped


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_the_report_speaks_the_readers_language(language):
    with translation.override(language):
        found = structure(documents.report_of(THREAD, at=AT))

    assert (found.language, found.standard) == (f"{language}-FI", "1")


def test_headings_go_down_a_step_at_a_time():
    kinds = structure(documents.report_of(THREAD, at=AT)).kinds

    headings = [kind for kind in kinds if kind in ("Title", "H1", "H2", "H3")]
    assert headings == ["Title", "H1", "H1", *["H2"] * 4, "H1", "H1"]


def test_each_picture_is_told_in_words():
    found = structure(documents.report_of(THREAD, at=AT))

    assert len(found.alternatives) == 4
    assert found.alternatives[1] == (
        "Picture of the thread. Goal: there; Experiment: broken here, help is needed;"
        " Change: not yet; Practice: not yet."
    )


def test_the_report_tells_what_is_shown_and_where_help_is_needed():
    told = told_of(THREAD, at=AT)

    assert told["lede"] == "4 threads. In 5 places help is needed."
    assert told["chosen"] == [["Programme", "Autumn 2026"]]
    assert told["taken"] == "As it was on 18 November 2026."
    assert told["places"] == [
        [
            "Standing uncertainty",
            "The experiment ended three weeks ago, and nothing is decided.",
            "Annika and Petri",
            "Help the pair decide",
        ],
        [
            "New colleagues learn sooner",
            "No mentor works on the goal",
            "–",
            "Ask who would like to",
        ],
        ["–", "No goal rests on the finding on trust.", "HR", "–"],
    ]
    assert told["audience"][0] == (
        "Learning mentors, HR, the coordinators and management see the golden thread."
    )


def test_a_line_tells_each_knot_in_words():
    whole, broken, under_way, lonely = told_of(THREAD, at=AT)["lines"]

    assert [one["state"] for one in (whole, broken, under_way, lonely)] == [
        "Carries all the way to a practice",
        "One gap",
        "Under way",
        "Nobody has taken it up yet",
    ]
    assert whole["knots"][2] == {
        "name": "Plan",
        "drawn": "there",
        "items": ["Sanna and Jari (agreed 9 Sep)", "and 2 more"],
        "gaps": [],
        "waits": "",
    }
    assert [(one["drawn"], one["waits"]) for one in broken["knots"]] == [
        ("there", ""),
        ("gap", ""),
        ("open", "The next survey is in spring."),
        ("open", "not yet"),
    ]
    assert broken["knots"][1]["gaps"] == [
        (
            "The experiment ended three weeks ago, and nothing is decided."
            " Annika and Petri: help the pair decide"
        )
    ]
    assert lonely["knots"][1]["gaps"] == [
        "No mentor works on the goal. Ask who would like to",
        "and 2 more",
    ]


def test_an_organisation_without_threads_has_a_report_too():
    told = told_of(EMPTY, at=AT)

    assert told["lede"] == "No thread yet."
    assert told["chosen"] == [["Chosen", "all threads"]]
    assert structure(documents.report_of(EMPTY, at=AT)).standard == "1"


def test_a_report_that_does_not_hold_every_thread_says_so():
    told = told_of(replace(THREAD, total=501), at=AT)

    said = "Only the first 4 threads are told here. Choose fewer to see the others."
    assert (told["left_out"], told_of(THREAD, at=AT)["left_out"]) == (said, "")
    assert (None, said) in _rows(_book(replace(THREAD, total=501))["Summary"])


def test_what_people_write_is_text_and_never_markup():
    odd = Knot("goal", "#panic()", [Item('#read("house.typ")', "= Heading $x$ *a*\x07")])
    thread = Thread("#import", [Line("*", "under_way", [odd])])

    assert documents.report_of(thread, at=AT).startswith(b"%PDF")


def test_letters_that_no_font_has_cost_the_standard_and_not_the_report():
    thread = replace(THREAD, lines=[replace(WHOLE, title="漢字 ☕")])

    found = structure(documents.report_of(thread, at=AT))

    assert (found.is_tagged, found.standard) == (True, "")


def _book(thread: Thread):
    return openpyxl.load_workbook(BytesIO(documents.workbook_of(thread, at=AT)))


def _rows(sheet) -> list[tuple]:
    return list(sheet.iter_rows(values_only=True))


def test_the_spreadsheet_has_a_sheet_for_each_table():
    book = _book(THREAD)

    assert book.sheetnames == ["Summary", "Threads", "Places for help"]
    assert _rows(book["Summary"])[:5] == [
        ("The golden thread", "Survey Agency"),
        (None, "As it was on 18 November 2026."),
        ("Threads", 4),
        ("Places for help", 5),
        ("Programme", "Autumn 2026"),
    ]
    assert _rows(book["Places for help"])[1] == (
        "Standing uncertainty",
        "Experiment",
        "The experiment ended three weeks ago, and nothing is decided.",
        "Annika and Petri",
        "Help the pair decide",
        "28 Oct 2026",
    )


def test_the_spreadsheet_has_a_row_for_each_thing_on_a_thread():
    rows = _rows(_book(THREAD)["Threads"])

    assert rows[0] == ("Thread", "How far", "Step", "What there is", "Note", "Places for help")
    plan = [row[3:] for row in rows if row[0] == WHOLE.title and row[2] == "Plan"]
    assert plan == [("Sanna and Jari", "agreed 9 Sep", 0), ("and 2 more", None, 0)]
    broken = [row[2:] for row in rows if row[0] == "Standing uncertainty"]
    assert broken == [
        ("Goal", "=1+1", None, 0),
        ("Experiment", "Try first", None, 1),
        ("Change", None, "The next survey is in spring.", 0),
        ("Practice", None, "not yet", 0),
    ]


def test_no_cell_of_the_spreadsheet_is_a_formula():
    cells = [cell for sheet in _book(THREAD) for row in sheet.iter_rows() for cell in row]

    assert "=1+1" in {cell.value for cell in cells}
    assert "f" not in {cell.data_type for cell in cells}


def test_what_tells_of_hours_says_that_not_every_reader_of_threads_may_read_it():
    hours = replace(UNTAKEN, kind="hours_not_kept")
    thread = replace(THREAD, loose=[hours])
    warning = (
        "It tells of working hours, which only HR and the coordinators see. Do not pass it on to"
        " others as it is."
    )

    told = [told_of(one, at=AT)["audience"] for one in (thread, THREAD)]
    book = openpyxl.load_workbook(BytesIO(documents.workbook_of(thread, at=AT)))

    assert [warning in one for one in told] == [True, False]
    assert warning in {cell.value for row in book.worksheets[0].iter_rows() for cell in row}
