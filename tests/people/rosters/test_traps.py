"""Files made to hurt: refused in half a second, with 100 MB of memory at most."""

import io
import tracemalloc
import zipfile
from time import process_time

import pytest
from django.utils import translation

from nuotio.people.rosters import reading
from nuotio.people.rosters.unreadable import Unreadable
from tests.people.rosters.make_cases import AINO, HEADER, workbook

HALF_A_SECOND_OF_WORK, MEMORY = 0.5, 100 * 1024 * 1024
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def altered(changes, more=()):
    """Return a good workbook with some parts changed and others added."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook([HEADER, AINO]))) as good,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in good.namelist():
            part = good.read(name)
            made.writestr(name, changes[name](part) if name in changes else part)
        for name, part in more:
            made.writestr(name, part)
    return packed.getvalue()


def bomb():
    return altered({SHEET: lambda part: part + b" " * 60 * 1024 * 1024})


def many_parts():
    return altered({}, [(f"xl/media/{n}.png", b"") for n in range(600)])


def much_unpacked():
    return altered({}, [(f"xl/{n}.bin", bytes(range(256)) * 4000) for n in range(30)])


def slip():
    return altered({}, [("../../../tmp/nuotio-was-here.xml", b"<a/>")])


def backslash_slip():
    return altered({}, [("..\\..\\nuotio-was-here.xml", b"<a/>")])


def entities():
    laughs = b"".join(
        b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10 if n else b"ha") for n in range(10)
    )
    return altered({SHEET: lambda part: b"<!DOCTYPE x [" + laughs + b"]>" + part})


def outside():
    doctype = b'<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/hostname">]>'
    return altered(
        {
            SHEET: lambda part: doctype + part.replace(b"</sheetData>", b"&secret;</sheetData>"),
            "xl/workbook.xml": lambda part: doctype + part,
        }
    )


def far_away_cell():
    far = (
        b'<row r="1048570"><c r="XFD1048570" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    )
    return altered({SHEET: lambda part: part.replace(b"</sheetData>", far)})


def other_zip():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("word/document.xml", "<a/>")
    return packed.getvalue()


def huge():
    return b"PK\x03\x04" + bytes(300 * 1024 * 1024)


@pytest.mark.parametrize(
    ("trap", "reason"),
    [
        (bomb, "packed in a way"),
        (many_parts, "packed in a way"),
        (much_unpacked, "packed in a way"),
        (slip, "packed in a way"),
        (backslash_slip, "packed in a way"),
        (entities, "broken"),
        (outside, "broken"),
        (far_away_cell, "more than 5,000 people"),
        (other_zip, "not a list"),
        (huge, "larger than 5 MB"),
    ],
)
def test_a_trap_is_refused_at_once(trap, reason):
    content = trap()
    began = process_time()

    with pytest.raises(Unreadable, match=reason):
        reading.read(content)

    assert process_time() - began < HALF_A_SECOND_OF_WORK


@pytest.mark.parametrize("trap", [bomb, much_unpacked, entities, huge])
def test_a_trap_takes_little_memory(trap):
    content = trap()
    tracemalloc.start()

    with pytest.raises(Unreadable):
        reading.read(content)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < MEMORY


def test_what_a_workbook_points_to_outside_is_never_read():
    with pytest.raises(Unreadable) as refused:
        reading.read(outside())

    assert "secret" not in str(refused.value)
