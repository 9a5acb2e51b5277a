"""Nineteen lists as they come from offices, each awkward in its own way, and what is expected.

`python -m tests.people.rosters.make_cases FOLDER` writes them into a folder.
"""

import io
import sys
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from openpyxl import Workbook

HEADER = ["Nimi", "Sähköposti", "Yksikkö", "Tehtävä"]
AINO = ["Aino Lehtonen", "aino@esimerkki.invalid", "Neuvonta", "palveluneuvoja"]
VAINO = ["Väinö Åkerblom", "vaino@esimerkki.invalid", "Tietohallinto", "asiantuntija"]
PLAIN = [(2, *AINO), (3, *VAINO)]


@dataclass(frozen=True)
class Case:
    """A file with the rows to be read from it (number, name, e-mail, unit, job) or the refusal."""

    file_name: str
    content: bytes
    rows: Sequence[tuple[object, ...]] = ()
    refused: str = ""


def text(*lines: Sequence[str], delimiter: str = ";") -> str:
    return "".join(delimiter.join(cells) + "\r\n" for cells in lines)


def workbook(*sheets: Sequence[Sequence[object]]) -> bytes:
    """Return an XLSX with these sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(list(row))
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def decomposed(word: str) -> str:
    return unicodedata.normalize("NFD", word)


def texts() -> list[Case]:
    plain = text(HEADER, AINO, VAINO)
    swedish = text(["Namn", "E-post", "Enhet", "Uppgift"], AINO, VAINO, delimiter=",")
    broken_line = text(HEADER, ["Aino Lehtonen", AINO[1], '"Neu\nvonta"', AINO[3]], VAINO)
    spaced = text(HEADER, [" Aino\u00a0Lehtonen ", AINO[1].upper(), *AINO[2:]], VAINO)
    quoted = text(
        ["Sukunimi, Etunimi", *HEADER[1:]], ['"Lehtonen, Aino"', *AINO[1:]], VAINO, delimiter=","
    ).replace("Sukunimi, Etunimi", '"Sukunimi, Etunimi"')
    return [
        Case("utf8.csv", plain.encode(), PLAIN),
        Case("utf8-merkki.csv", plain.encode("utf-8-sig"), PLAIN),
        Case("cp1252.csv", plain.encode("cp1252"), PLAIN),
        Case("utf16le.txt", ("\ufeff" + plain.replace(";", "\t")).encode("utf-16-le"), PLAIN),
        Case("utf16be.txt", ("\ufeff" + plain.replace(";", "\t")).encode("utf-16-be"), PLAIN),
        Case("pilkku-svenska.csv", swedish.encode(), PLAIN),
        Case(
            "sep.csv",
            ("sep=|\r\n" + plain.replace(";", "|")).encode("cp1252"),
            [(3, *AINO), (4, *VAINO)],
        ),
        Case(
            "rivinvaihto-solussa.csv",
            broken_line.encode(),
            [(2, *AINO[:2], "Neu vonta", AINO[3]), PLAIN[1]],
        ),
        Case("valit-ja-versaalit.csv", spaced.encode(), PLAIN),
        Case("hajotetut-kirjaimet.csv", decomposed(plain).encode(), PLAIN),
        Case("sukunimi-etunimi.csv", quoted.encode(), PLAIN),
    ]


def workbooks() -> list[Case]:
    titled = [["Henkilöstö 2026"], [], [None, *HEADER], [], [None, *AINO], [], [None, *VAINO]]
    english = ["First name", "Last name", "E-mail address", "Unit", "Job title"]
    halves = [english, ["Aino", "Lehtonen", *AINO[1:]], ["Väinö", "Åkerblom", *VAINO[1:]]]
    numbers = [HEADER, [*AINO[:2], "00120", 12.0], [*VAINO[:2], 7, date(2026, 3, 1)]]
    empty_first = [["Ohje"], ["Täytä seuraava välilehti."]]
    return [
        Case("otsikkorivit.xlsx", workbook(titled), [(5, *AINO), (7, *VAINO)]),
        Case("etunimi-sukunimi.xlsx", workbook(halves), PLAIN),
        Case(
            "luvut-ja-paivat.xlsx",
            workbook(numbers),
            [(2, *AINO[:2], "00120", "12"), (3, *VAINO[:2], "7", "1.3.2026")],
        ),
        Case(
            "monta-valilehtea.xlsx", workbook(empty_first, [HEADER, AINO, VAINO], [HEADER]), PLAIN
        ),
    ]


def refused() -> list[Case]:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1024
    locked = old + "EncryptedPackage".encode("utf-16-le")
    return [
        Case("vanha.xls", old, refused="old Excel file"),
        Case("salasana.xlsx", locked, refused="has a password"),
        Case("ei-otsikoita.csv", text(AINO, VAINO).encode(), refused="do not find the headings"),
        Case("ei-ihmisia.xlsx", workbook([HEADER, [], []]), refused="no people under them"),
    ]


def cases() -> list[Case]:
    """Return all nineteen."""
    return [*texts(), *workbooks(), *refused()]


def main(folder: Path, write: Callable[[str], object] = sys.stdout.write) -> None:
    """Write the files into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for case in cases():
        (folder / case.file_name).write_bytes(case.content)
        write(f"{case.file_name}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
