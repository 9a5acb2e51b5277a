"""A list of forty people as a Finnish Excel saves it, with two rows to correct."""

from pathlib import Path

from openpyxl import Workbook

HEADER = ["Nimi", "Sähköposti", "Yksikkö", "Tehtävä", "Esihenkilö", "Rooli"]
FIRST = ["Aino", "Eero", "Helmi", "Ilmari", "Kerttu", "Lauri", "Meeri", "Onni", "Saimi", "Väinö"]
LAST = ["Lehtonen", "Särkelä", "Åkerblom", "Hyvärinen"]
UNITS = ["Asiakaspalvelu", "Tietohallinto", "Neuvonta ja ohjaus"]
JOBS = ["asiantuntija", "suunnittelija", "palveluneuvoja", "erityisasiantuntija"]
BROKEN_EMAIL, UNKNOWN_ROLE = 12, 31


def forty_people(path: Path) -> Path:
    """Write the workbook; the rows BROKEN_EMAIL and UNKNOWN_ROLE of the file are refused."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Taul1"
    sheet.append(HEADER)
    for person in people():
        sheet.append(person)
    sheet.cell(BROKEN_EMAIL, 2).value = "saimi.lehtonen(at)esimerkki.invalid"
    sheet.cell(UNKNOWN_ROLE, 6).value = "ryhmäveturi"
    book.save(path)
    return path


def people() -> list[list[str]]:
    """Return forty people, ten of them learning mentors; the first is everybody's supervisor."""
    names = [(first, last) for last in LAST for first in FIRST]
    rows = [
        [
            f"{first} {last}",
            address(first, last),
            UNITS[nth % 3],
            JOBS[nth % 4],
            address(*names[0]) if nth else "",
            "Oppimismentori" if nth % 4 == 1 else "",
        ]
        for nth, (first, last) in enumerate(names)
    ]
    assert len(rows) == 40
    return rows


def address(first: str, last: str) -> str:
    """Return an invented address without dots over letters."""
    plain = f"{first}.{last}".lower().translate(str.maketrans("äåö", "aao"))
    return f"{plain}@esimerkki.invalid"
