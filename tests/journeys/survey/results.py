"""What came of it: on the page, in the files, in the certificate, and in the box."""

import io
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import openpyxl
import pikepdf
from playwright.sync_api import Page, expect

HIDDEN = "Ei näytetä, jotta ketään ei voi tunnistaa."
SUMS = ("invited", "tickets", "codes", "accepted", "refused")


def see_results(page: Page, counted: int, invited: int) -> None:
    """A heading that says what was found, eight dimensions, units, and why two are not shown."""
    assert len(page.inner_text("h1")) > len("Teillä")
    expect(page.locator(".result-head .lede")).to_contain_text(f"{counted}")
    expect(page.locator(".result-head .lede")).to_contain_text(f"{invited}")
    expect(page.locator("section[aria-labelledby=profile]")).to_contain_text("Luottamus")
    rows = page.locator("section[aria-labelledby=units] tbody tr")
    expect(rows).to_have_count(6)
    expect(rows.filter(has_text=HIDDEN)).to_have_count(2)
    hidden = [row.locator("th").inner_text() for row in rows.filter(has_text=HIDDEN).all()]
    assert "Hallinto" in hidden
    expect(page.locator("#background tbody tr")).to_have_count(3)


def answered_by_exports(page: Page, slug: str, number: int) -> dict[str, int]:
    """Return how many answers each of the three files tells of."""
    here = f"/o/{slug}/culture/rounds/{number}/results/"
    told = page.request.get(f"/api/v1/organisations/{slug}/culture/rounds/{number}/results").json()
    sheets = openpyxl.load_workbook(io.BytesIO(page.request.get(f"{here}result.xlsx").body()))
    _name, _heading, answers, invited = sheets.worksheets[0].iter_rows(max_row=4, values_only=True)
    assert invited[1] == told["invited"]
    pdf = page.request.get(f"{here}result.pdf").body()
    written = re.search(r"vastasi (\d+)", text_of(pdf))
    assert written is not None
    return {
        "json": told["answered"],
        "xlsx": answers[1],
        "pdf": int(written.group(1)),
    }


def text_of(pdf: bytes) -> str:
    """Return the words of a report, as a screen reader gets them: glyphs by their own table."""
    with pikepdf.open(io.BytesIO(pdf)) as report:
        return "".join("".join(_words(page)) for page in report.pages)


def _words(page: pikepdf.Page) -> Iterator[str]:
    fonts = {
        str(name): _letters(font.ToUnicode.read_bytes().decode())
        for name, font in page.Resources.Font.items()
    }
    letters: dict[int, str] = {}
    for drawn in pikepdf.parse_content_stream(page):
        told, operator = list(drawn.operands), drawn.operator
        if str(operator) == "Tf":
            letters = fonts[str(told[0])]
        elif str(operator) in ("Tj", "TJ"):
            pieces = told[0] if str(operator) == "TJ" else told
            for piece in pieces:
                if isinstance(piece, pikepdf.String):
                    glyphs = bytes(piece)
                    for place in range(0, len(glyphs), 2):
                        yield letters.get(int.from_bytes(glyphs[place : place + 2]), "")


def _letters(table: str) -> dict[int, str]:
    """Read a ToUnicode table: lines of glyph and letters, and of first, last and first letter."""
    found: dict[int, str] = {}
    for glyph, letters in re.findall(r"<(\w{4})> *<(\w+)>\n", table):
        found[int(glyph, 16)] = bytes.fromhex(letters).decode("utf-16-be")
    for first, last, letter in re.findall(r"<(\w{4})> *<(\w{4})> *<(\w{4})>", table):
        for number in range(int(first, 16), int(last, 16) + 1):
            found[number] = chr(int(letter, 16) + number - int(first, 16))
    return found


def certified(page: Page, public_id: str) -> dict[str, int]:
    """Return the sums of the public certificate, which says itself that they fit together."""
    page.goto(f"/survey/{public_id}/certificate/")
    expect(page.locator("main .notice.done")).to_be_visible()
    told = page.request.get(f"/survey/{public_id}/certificate/?format=json").json()
    return {name: sum(node[name] for node in told["nodes"]) for name in SUMS}


def left_in_box(data: Path, nodes: list[str]) -> int:
    """Return how many ballots and codes of these nodes lie in the file of the box."""
    marks = [node.replace("-", "") for node in nodes]
    with closing(sqlite3.connect(data / "box.sqlite3")) as box:
        rows = [
            box.execute(f"select node from {table}").fetchall()  # noqa: S608 -- our own names
            for table in ("culture_ballot", "culture_ballotcode")
        ]
    assert any(rows)  # the survey of another organisation goes on
    return sum(node.replace("-", "") in marks for table in rows for (node,) in table)
