"""Results to take along: a report that a screen reader reads, and safe tables. Serves R31."""

from io import BytesIO

import openpyxl
import pikepdf
import pytest
from django.utils import translation

from nuotio.culture import documents
from nuotio.culture.documents.workbook import workbook_of
from nuotio.culture.readings import Cell, Line, Reading, Row, Statement, Table
from nuotio.culture.readings.parts import Words
from tests.ui.structure import structure

TRUST = Line(
    "trust",
    "dimension",
    "Luottamus",
    "Kertoo, uskalletaanko.",
    "Teillä uskalletaan puhua keskeneräisestä.",
    "Näkemykset vaihtelevat.",
    n=60,
    mean=3.4,
    low=3.3,
    high=3.5,
    band="Hyvällä pohjalla",
    band_code="solid",
    agreement="Näkemykset vaihtelevat.",
    distribution=[5, 15, 40, 30, 10],
    was=3.1,
    pooled=3.2,
    statements=[
        Statement("trust_1", "Meillä voi kysyä.", False, 60, 3.5, [5, 10, 35, 40, 10], 50, 15),
        Statement("trust_2", "Vain harva vastasi.", False),
    ],
)
WEAK = Line(
    "experimentation",
    "dimension",
    "Kokeileminen",
    "",
    "Kokeilemiseen kaivataan lupaa.",
    "",
    n=60,
    mean=2.4,
    low=2.3,
    high=2.5,
    band="Vaatii huomiota",
    is_weak=True,
    steps=["Sopikaa, mitä saa kokeilla."],
    methods=["Kokeilupaja"],
)
UNKNOWN = Line("own", "own", "Omat", "", "Tästä emme tiedä vielä.", "")
UNITS = Table(
    "unit",
    "Yksiköittäin",
    "Yksiköiden väliset erot ovat pieniä.",
    ["Luottamus", "Kokeileminen"],
    [
        Row(
            "Virasto",
            0,
            60,
            100,
            [Cell(3.4, "Hyvä"), Cell()],
            "Näkemykset vaihtelevat.",
            is_whole=True,
        ),
        Row("=1+1", 1, why="Vastaajia oli alle viisi."),
    ],
)


def reading(**more) -> Reading:
    told = {
        "name": "Kevään kysely",
        "heading": "Teillä uskalletaan puhua. Kokeilemiseen kaivataan lupaa.",
        "lede": "60 vastasi.",
        "answered": 60,
        "invited": 100,
        "k": 5,
        "dimensions": [TRUST, WEAK],
        "own": [UNKNOWN],
        "units": UNITS,
        "response": ["Yksiköt vastasivat tasaisesti."],
        "variables": [UNITS],
        "words": [Words("Mikä auttaa?", ["=cmd|' /C calc'!A0", "+1", "-1", "@x", "Aika\x07"])],
        "explanations": "Muutto uusiin tiloihin.",
        "weak": [WEAK],
        "compared_with": "Viime kysely",
        "pooled_organisations": 12,
        **more,
    }
    return Reading(**told)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_report_is_tagged_and_says_its_language_and_title(language):
    with translation.override(language):
        made = documents.report_of(reading())

    found = structure(made)
    assert found.language.startswith(language)
    assert found.is_tagged
    assert found.shows_title
    assert (found.standard, found.title) == (
        "1",
        "Kevään kysely: Teillä uskalletaan puhua. Kokeilemiseen kaivataan lupaa.",
    )
    assert {"Title", "H1", "H2", "P", "Table", "TR", "TH", "TD", "L", "LI"} <= set(found.kinds)
    assert len(found.alternatives) == 2
    assert None not in found.alternatives
    assert "Luottamus" in found.alternatives[0]


def test_letters_that_no_font_has_cost_the_standard_and_not_the_report():
    words = [Words("Mikä auttaa?", ["Kahvi ☕ ja 🔥", "漢字"])]

    made = documents.report_of(reading(words=words))

    with pikepdf.open(BytesIO(made)) as pdf:
        assert "/StructTreeRoot" in pdf.Root


def test_what_people_write_is_text_and_never_markup():
    words = [Words("#panic()", ['#read("report.typ")', "= Otsikko $x$ *a*"])]

    made = documents.report_of(reading(words=words, explanations='#import "x": *'))

    assert made.startswith(b"%PDF")


def test_a_refused_result_has_a_report_too():
    kindly = Reading("K", "Liian harva vastasi.", "3 vastasi.", 3, 9, 5, refused="Kiitos.")

    assert documents.report_of(kindly).startswith(b"%PDF")


def _cells(made: bytes) -> list:
    book = openpyxl.load_workbook(BytesIO(made))
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row]


def test_no_cell_of_the_spreadsheet_is_a_formula():
    cells = _cells(workbook_of(reading()))

    values = [cell.value for cell in cells]
    assert "=cmd|' /C calc'!A0" in values
    assert "f" not in {cell.data_type for cell in cells}
    assert "Aika" in values


def test_the_spreadsheet_has_a_sheet_for_each_table():
    with translation.override("en"):
        book = openpyxl.load_workbook(BytesIO(workbook_of(reading())))

    assert book.sheetnames == [
        "Summary",
        "Dimensions",
        "Statements",
        "Yksiköittäin",
        "Yksiköittäin 5",
        "Open answers",
    ]
    assert [cell.value for cell in book["Dimensions"][2]][:6] == [
        "Luottamus",
        60,
        3.4,
        3.3,
        3.5,
        "Hyvällä pohjalla",
    ]


def test_names_of_sheets_are_ones_that_a_spreadsheet_allows():
    odd = Table("x", "a/b:c*d?[e]" + "f" * 40, "", [], [Row("x", why="w")])
    empty = Table("y", "//", "", [], [Row("x", why="w")])

    book = openpyxl.load_workbook(BytesIO(workbook_of(reading(variables=[odd, empty], words=[]))))

    assert book.sheetnames[-2:] == ["a b c d  e ffffffffffffffffffff", "-"]


def test_a_refused_result_is_a_summary_alone():
    kindly = Reading("K", "Liian harva vastasi.", "3 vastasi.", 3, 9, 5, refused="Kiitos.")

    book = openpyxl.load_workbook(BytesIO(workbook_of(kindly)))

    assert len(book.sheetnames) == 1
